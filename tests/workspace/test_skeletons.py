"""Values to begin with: what a schema requires is in them, whatever the schema says."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.schema import schema_at
from callsheet.artifacts.team_schema import read_team_schema
from callsheet.edits.refactorings.insertion import inserted_after
from callsheet.rules.graph.skeletons import subtask_skeleton
from callsheet.workspace.changes import FileCreation
from callsheet.workspace.skeletons import add_required, new_subtask
from tests.workspaces import read_fixture

TEAM = """
--- /callsheet.toml
[schemas]
subtask = "ours.schema.json"
--- /ours.schema.json
{"required": ["ticket"], "properties": {"ticket": {"examples": ["SHOP-1024"]}}}
--- subtask_01.json
{}
"""


def test_a_new_subtask_has_what_the_team_requires(tmp_path: Path) -> None:
    snapshot = read_fixture(TEAM).snapshot(tmp_path)
    (feature,) = snapshot.features.values()
    assert new_subtask(snapshot, feature, "02")["ticket"] == "SHOP-1024"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ({}, "To be written: a"),
        ({"enum": ["small", "large"]}, "small"),
        ({"const": 5}, 5),
        ({"type": "integer", "default": 7}, 7),
        ({"type": "integer", "minimum": 3}, 3),
        ({"type": "number", "exclusiveMinimum": 0}, 1),
        ({"type": "integer", "minimum": 0, "maximum": 8}, 0),
        ({"type": "number", "minimum": 0, "maximum": 100}, 100),
        ({"type": "boolean"}, False),
        ({"type": ["array", "null"]}, []),
        ({"type": "array", "minItems": 2, "items": {"type": "boolean"}}, [False]),
        ({"type": "object", "required": ["b"], "properties": {"b": {"type": "boolean"}}}, {"b": False}),
    ],
)
def test_what_is_required_begins_with_the_least_there_can_be(field: dict[str, Any], value: object) -> None:
    assert _with_required({}, {"required": ["a"], "properties": {"a": field}})["a"] == value


def test_what_is_there_stays_and_is_looked_into() -> None:
    schema = {"properties": {"contracts": {"items": {"required": ["owner"]}}}}
    found = _with_required({"id": "x", "contracts": [{"type": "api", "name": "A", "status": "draft"}, "odd"]}, schema)
    assert found["id"] == "x"
    assert found["contracts"] == [
        {"type": "api", "name": "A", "status": "draft", "owner": "To be written: owner"},
        "odd",
    ]


@pytest.mark.parametrize("inside", [{"$ref": "#"}, {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/list"}}])
def test_schemas_that_go_round_come_to_an_end(inside: dict[str, Any]) -> None:
    schema = {
        "type": "object",
        "required": ["a", "b"],
        "properties": {"a": inside, "b": inside},
        "$defs": {"list": inside},
    }
    assert {"a", "b"} <= _with_required({}, schema).keys()


def _with_required(value: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """A value to begin with, once a team's schema of subtasks has added to it."""
    team = read_team_schema(ArtifactKind.SUBTASK, "ours.schema.json", schema)
    add_required(value, partial(schema_at, ArtifactKind.SUBTASK, team=team))
    return value


def test_a_subtask_that_is_put_between_others_has_what_the_team_requires(tmp_path: Path) -> None:
    snapshot = read_fixture(TEAM).snapshot(tmp_path)
    (feature,) = snapshot.features.values()
    created = [change for change in inserted_after(snapshot, feature, "01") if isinstance(change, FileCreation)]
    assert '"ticket": "SHOP-1024"' in created[0].text
    assert '"ticket": "SHOP-1024"' in subtask_skeleton(snapshot, feature, "02")
