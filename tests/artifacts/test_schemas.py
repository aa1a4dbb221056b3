"""The published JSON Schemas, and how documents are held against them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from callsheet.artifacts.kinds import SCHEMA_KINDS, ArtifactKind
from callsheet.artifacts.models import MODELS
from callsheet.artifacts.publishing import DIALECT, render_schema
from callsheet.artifacts.schema import Schema, load_schema, schema_at, schema_file_name, schema_folder, unknown_fields
from callsheet.artifacts.validation import fits, validate
from callsheet.syntax import Pointer, Value
from scripts.generate import rule_settings

KINDS = [pytest.param(kind, id=kind.value) for kind in SCHEMA_KINDS]
TASK, SUBTASK = ArtifactKind.TASK, ArtifactKind.SUBTASK
WITHOUT_SCHEMA = [pytest.param(kind, id=kind.value) for kind in ArtifactKind if kind not in SCHEMA_KINDS]

WHOLE: dict[ArtifactKind, dict[str, Any]] = {
    TASK: {
        "id": "gift-cards",
        "name": "Gift cards",
        "status": "active",
        "objective": "Let customers buy gift cards",
        "created_at": "2026-03-01T09:15:00Z",
    },
    SUBTASK: {"id": "gift-cards-01", "seq": "01", "title": "Draw the card", "status": "pending"},
    ArtifactKind.CONTEXTS: {"feature": "gift-cards", "bounded_contexts": []},
    ArtifactKind.STORY_MAP: {"feature": "gift-cards", "stories": []},
    ArtifactKind.BACKLOG: {"mvp_features": [], "post_mvp_features": []},
    ArtifactKind.CONTRACT: {
        "contract_id": "gift-card-api",
        "version": "1.0.0",
        "bounded_context": "gift-cards",
        "service_name": "GiftCardAPI",
    },
    ArtifactKind.CONFIGURATION: {},
}
"""A document of each kind with no more than it must have."""

# the published files


@pytest.mark.parametrize("kind", KINDS)
def test_the_published_schema_is_up_to_date(kind: ArtifactKind) -> None:
    published = (schema_folder() / schema_file_name(kind)).read_text(encoding="utf-8")
    assert published == render_schema(kind, rule_settings()), "run `make generate`"


def test_every_schema_file_belongs_to_a_kind() -> None:
    assert {path.name for path in schema_folder().glob("*.json")} == {schema_file_name(kind) for kind in SCHEMA_KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_valid(kind: ArtifactKind) -> None:
    schema = load_schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert schema["$id"] == f"urn:callsheet:schema:{kind.value}"
    assert schema["title"]
    assert schema["description"].endswith(".")


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_described(kind: ArtifactKind) -> None:
    for path, part in parts_of(load_schema(kind)):
        for name, field in part.get("properties", {}).items():
            description = field.get("description", "")
            assert description.endswith("."), f"{path}/{name}"
            assert "\n" not in description


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_good_to_read(kind: ArtifactKind) -> None:
    """No titles that repeat names, no defaults that say null, no unions where a list of types does."""
    order = ["title", "description", "type", "enum", "required", "properties", "additionalProperties"]
    order += ["items", "examples", "$defs"]
    for path, part in parts_of(load_schema(kind)):
        assert "title" not in part or not path
        assert part.get("default", ...) is not None
        assert part.get("additionalProperties") is not True
        keys = [key for key in part if key in order]
        assert keys == sorted(keys, key=order.index), path


@pytest.mark.parametrize("kind", KINDS)
def test_examples_are_valid(kind: ArtifactKind) -> None:
    schema = load_schema(kind)
    assert schema["examples"]
    for example in schema["examples"]:
        jsonschema.validate(example, schema)
        assert fits(kind, example)
    for _, part in parts_of(schema):
        for name, field in part.get("properties", {}).items():
            for example in field.get("examples", ()):
                rest = {key: value for key, value in field.items() if key != "$ref"}
                jsonschema.validate(example, {**rest, "$defs": schema["$defs"]}), name


@pytest.mark.parametrize("kind", KINDS)
def test_the_fields_stand_in_the_order_in_which_people_write_them(kind: ArtifactKind) -> None:
    names = list(load_schema(kind)["properties"])
    for example in load_schema(kind)["examples"]:
        assert list(example) == [name for name in names if name in example]
    assert set(MODELS[kind].LEADING) <= set(names)


def parts_of(schema: Schema, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Every schema in a schema, with its place."""
    yield path, schema
    for key in ("properties", "$defs"):
        for name, part in schema.get(key, {}).items():
            yield from parts_of(part, f"{path}/{key}/{name}")
    for key in ("items", "additionalProperties"):
        if key in schema:
            yield from parts_of(schema[key], f"{path}/{key}")
    for index, part in enumerate(schema.get("anyOf", ())):
        yield from parts_of(part, f"{path}/anyOf/{index}")


# looking things up


def test_looking_up_by_pointer() -> None:
    assert schema_at(SUBTASK, ("status",))["enum"] == ["pending", "in_progress", "completed", "blocked"]  # type: ignore[index]
    assert schema_at(SUBTASK, ("context_files", 3, "lines"))["type"] == "string"  # type: ignore[index]
    assert schema_at(SUBTASK, ("context_files", 0))["type"] == ["string", "object"]  # type: ignore[index]
    assert schema_at(TASK, ("rice_score", "reach"))["exclusiveMinimum"] == 0  # type: ignore[index]
    assert schema_at(TASK, ("rice_score",))["description"] == "The feature's RICE score."  # type: ignore[index]
    assert schema_at(SUBTASK, ())["title"] == "Subtask"  # type: ignore[index]
    nowhere: list[Pointer] = [("nothing",), ("status", "x"), (0,), ("depends_on", "x")]
    assert [schema_at(SUBTASK, pointer) for pointer in nowhere] == [None] * 4


def test_unknown_fields() -> None:
    document = {
        **WHOLE[SUBTASK],
        "estimate": 3,
        "x-team": 1,
        "$schema": "",
        "$callsheet": {},
        "context_files": ["a", {"path": "a", "weight": 1, "x-y": 1}],
        "contracts": [{"nmae": "A"}],
    }
    found = list(unknown_fields(SUBTASK, document))
    assert found == [("estimate",), ("context_files", 1, "weight"), ("contracts", 0, "nmae")]
    assert list(unknown_fields(TASK, {**WHOLE[TASK], "wsjf_score": {"size": 3}})) == [("wsjf_score", "size")]


@pytest.mark.parametrize("kind", WITHOUT_SCHEMA)
@pytest.mark.parametrize("value", [None, [], {"id": 3, "extra": {}}, "# Title"])
def test_kinds_without_a_schema_have_nothing_against_a_document(kind: ArtifactKind, value: Value) -> None:
    assert fits(kind, value)
    assert list(validate(kind, value)) == []
    assert list(unknown_fields(kind, value if isinstance(value, dict) else {})) == []
    assert schema_at(kind, ()) is None
    assert schema_at(kind, ("id",)) is None


# holding documents against them


def keywords(kind: ArtifactKind, changes: dict[str, Any]) -> list[tuple[str, Pointer]]:
    document = {**WHOLE[kind], **changes}
    return [(error.keyword, error.pointer) for error in validate(kind, document)]


@pytest.mark.parametrize("kind", KINDS)
def test_whole_documents_fit(kind: ArtifactKind) -> None:
    assert fits(kind, WHOLE[kind])
    assert keywords(kind, {}) == []


@pytest.mark.parametrize("kind", KINDS)
def test_null_means_absent(kind: ArtifactKind) -> None:
    for name in load_schema(kind)["properties"]:
        required = name in load_schema(kind).get("required", ())
        assert keywords(kind, {name: None}) == ([("required", ())] if required else [])
        assert fits(kind, {**WHOLE[kind], name: None}) is not required


def test_null_means_absent_in_entries_too() -> None:
    entry: dict[str, Any] = {"type": "sketch", "url": None, "path": None}
    assert keywords(SUBTASK, {"design_components": [entry]}) == [("anyOf", ("design_components", 0))]
    assert not fits(SUBTASK, {**WHOLE[SUBTASK], "design_components": [entry]})
    assert fits(SUBTASK, {**WHOLE[SUBTASK], "design_components": [{**entry, "path": "a.png"}]})


def test_a_file_reference_is_a_string_or_an_object() -> None:
    assert keywords(SUBTASK, {"context_files": ["a.md", {"path": "a.md"}]}) == []
    assert keywords(SUBTASK, {"context_files": [{"lines": "1"}, 3]}) == [
        ("required", ("context_files", 0)),
        ("type", ("context_files", 1)),
    ]


def test_times_are_held_to_iso_8601() -> None:
    assert keywords(SUBTASK, {"started_at": "2026-03-01T09:15"}) == []
    assert keywords(SUBTASK, {"started_at": "soon"}) == [("pattern", ("started_at",))]


@pytest.mark.parametrize(
    "odd", ["\ud800", {"\ud800": 1}, 10**400, float("inf"), float("nan"), [[[[[[[[[[["x"]]]]]]]]]]]]
)
def test_no_value_makes_it_raise(odd: Value) -> None:
    for kind in SCHEMA_KINDS:
        for name in (*load_schema(kind)["properties"], "unknown"):
            fits(kind, {**WHOLE[kind], name: odd})
            list(validate(kind, {**WHOLE[kind], name: odd}))
        list(validate(kind, odd))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 12)
    | st.sampled_from(["", "01", "a.md", "1-5", "pending", "completed", "api", "2026-03-01T09:15:00Z", "x" * 201]),
    lambda children: (
        st.lists(children, max_size=3)
        | st.dictionaries(
            st.sampled_from(["path", "lines", "url", "type", "name", "status", "id", "score", "extra"]), children
        )
    ),
    max_leaves=8,
)


@st.composite
def documents(draw: st.DrawFn, kind: ArtifactKind) -> dict[str, Any]:
    """Documents of a kind that are right but for one or two members."""
    names = list(load_schema(kind)["properties"])
    changes = draw(st.dictionaries(st.sampled_from([*names, "extra"]), VALUES, max_size=2))
    return {**WHOLE[kind], **changes}


@given(st.data(), st.sampled_from(SCHEMA_KINDS))
def test_the_two_validators_agree_with_the_reference_implementation(data: st.DataObject, kind: ArtifactKind) -> None:
    """The published schema with `jsonschema`, where null is allowed for what is optional; ours, where null is absent."""
    document = data.draw(documents(kind))
    reference = jsonschema.Draft202012Validator(load_schema(kind))  # which does not look at formats
    errors = [error for error in validate(kind, document) if error.keyword not in ("pattern", "anyOf")]
    published = [error for error in reference.iter_errors(document) if error.validator not in ("pattern", "anyOf")]
    # `null` for something required is a wrong type there and a missing field here: an error either way.
    assert bool(errors) == bool(published) or "anyOf" in {error.validator for error in reference.iter_errors(document)}
    everything = list(validate(kind, document))
    assert fits(kind, document) == (not everything and not list(unknown_fields(kind, document)))


@given(st.data(), st.sampled_from(SCHEMA_KINDS))
def test_the_models_agree_with_the_schemas(data: st.DataObject, kind: ArtifactKind) -> None:
    document = data.draw(documents(kind))
    try:
        MODELS[kind].model_validate_json(json.dumps(document))
    except ValidationError:
        accepted = False
    else:
        accepted = True
    assert accepted == (not list(validate(kind, document)))


def test_the_models_keep_what_teams_add() -> None:
    task = MODELS[TASK].model_validate_json(json.dumps({**WHOLE[TASK], "x-team": 3}))
    assert task.model_extra == {"x-team": 3}
