"""A team's schema: what it adds to the published one, and when it cannot be used."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.schema import load_schema, schema_at, unknown_fields
from callsheet.artifacts.team_schema import TeamSchema, TeamSchemaError, read_team_schema
from callsheet.artifacts.validation import fits, validate
from callsheet.syntax import Value

SUBTASK, CONTEXTS = ArtifactKind.SUBTASK, ArtifactKind.CONTEXTS
WHOLE: dict[str, Any] = load_schema(SUBTASK)["examples"][0]
DRAFT_7 = "http://json-schema.org/draft-07/schema#"


def team(schema: Any, kind: ArtifactKind = SUBTASK) -> TeamSchema:
    return read_team_schema(kind, "own.json", schema)


def check_errors(schema: Any, document: dict[str, Any], *expected: tuple[str, tuple[str | int, ...]]) -> None:
    """Check the errors of a whole document with some members added: their keywords and places."""
    own, value = team(schema), {**WHOLE, **document}
    found = list(validate(SUBTASK, value, own))
    assert [(error.keyword, error.pointer) for error in found] == list(expected)
    assert not (fits(SUBTASK, value, own) and (expected or list(unknown_fields(SUBTASK, value, own))))
    assert all(error.source == "own.json" for error in found)


def check_problem(schema: Any, *words: str) -> None:
    """Check that a schema cannot be used, and that the reason has some words."""
    with pytest.raises(TeamSchemaError) as raised:
        team(schema)
    message = str(raised.value)
    assert all(word in message for word in words), message
    assert "\n" not in message


TICKET: dict[str, Any] = {
    "properties": {"ticket": {"type": "string", "pattern": "^SHOP-", "description": "Where it is tracked."}}
}


def test_its_fields_are_known() -> None:
    assert list(unknown_fields(SUBTASK, {"ticket": "SHOP-1"})) == [("ticket",)]
    assert list(unknown_fields(SUBTASK, {"ticket": "SHOP-1", "tickets": 1}, team(TICKET))) == [("tickets",)]
    field = schema_at(SUBTASK, ("ticket",), team(TICKET))
    assert field is not None
    assert (field["type"], field["description"]) == ("string", "Where it is tracked.")
    assert schema_at(SUBTASK, ("ticket",)) is None


def test_its_constraints_are_demanded() -> None:
    check_errors(TICKET, {"ticket": "SHOP-1"})
    assert fits(SUBTASK, {**WHOLE, "ticket": "SHOP-1"}, team(TICKET))
    check_errors(TICKET, {})
    check_errors(TICKET, {"ticket": None})
    check_errors(TICKET, {"ticket": "1"}, ("pattern", ("ticket",)))
    check_errors(TICKET, {"ticket": 1}, ("type", ("ticket",)))
    check_errors({**TICKET, "required": ["ticket"]}, {}, ("required", ()))
    check_errors({**TICKET, "required": ["ticket"]}, {"ticket": None}, ("required", ()))


def test_it_can_only_add() -> None:
    """What it says of published fields comes on top, and is said once where both demand it."""
    schema = {"properties": {"status": {"enum": ["pending", "completed", "late"]}, "title": {"maxLength": 10_000}}}
    check_errors(schema, {"status": "blocked"}, ("enum", ("status",)))
    check_errors(schema, {"status": "nonsense"}, ("enum", ("status",)))
    assert schema_at(SUBTASK, ("status",), team(schema))["enum"] == ["pending", "completed"]  # type: ignore[index]
    late = list(validate(SUBTASK, {**WHOLE, "status": "late"}, team(schema)))
    assert [(error.keyword, error.source) for error in late] == [("enum", "")]
    long = list(validate(SUBTASK, {**WHOLE, "title": "x" * 500}, team(schema)))
    assert [(error.keyword, error.source) for error in long] == [("maxLength", "")]


def test_objects_that_it_closes_stay_open_for_published_fields() -> None:
    check_errors({**TICKET, "additionalProperties": False}, {"ticket": "SHOP-1"})
    inside = {"properties": {"review": {"properties": {"by": {}}, "additionalProperties": False}}}
    check_errors(inside, {"review": {"by": "us"}})
    check_errors(inside, {"review": {"at": "noon"}}, ("additionalProperties", ("review",)))


def test_fields_inside_published_ones() -> None:
    entry = {"properties": {"context_files": {"items": {"properties": {"checked": {"type": "boolean"}}}}}}
    pointer = ("context_files", 0, "checked")
    assert schema_at(SUBTASK, pointer, team(entry)) == {"type": "boolean"}
    value = {"context_files": [{"path": "a.md", "checked": True}]}
    assert list(unknown_fields(SUBTASK, value, team(entry))) == []
    assert list(unknown_fields(SUBTASK, value)) == [pointer]
    check_errors(entry, {"context_files": [{"path": "a.md", "checked": "yes"}]}, ("type", pointer))


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/$defs/own", "$defs": {"own": TICKET}},
        {"allOf": [{"$ref": "#/$defs/own"}], "$defs": {"own": TICKET}},
        {"$schema": DRAFT_7, "allOf": [{"$ref": "#/definitions/own"}], "definitions": {"own": TICKET}},
        {"properties": {"ticket": {"$ref": "#/$defs/a~1b%20c"}}, "$defs": {"a/b c": TICKET["properties"]["ticket"]}},
        {"properties": {"ticket": {"allOf": [{"$ref": "#/$defs/t"}]}}, "$defs": {"t": TICKET["properties"]["ticket"]}},
        {"$id": "https://example.org/own.json", "anyOf": [TICKET]},
    ],
)
def test_ways_to_say_the_same(schema: Any) -> None:
    field = schema_at(SUBTASK, ("ticket",), team(schema))
    assert field is not None
    assert field["description"] == "Where it is tracked."
    assert not list(unknown_fields(SUBTASK, {"ticket": "x"}, team(schema)))
    errors = validate(SUBTASK, {**WHOLE, "ticket": "x"}, team(schema))
    assert {error.keyword for error in errors} <= {"pattern", "anyOf"}
    check_errors(schema, {"ticket": "SHOP-1"})


def test_fields_of_alternatives_are_known() -> None:
    schema = {
        "if": {"properties": {"status": {"const": "completed"}}},
        "then": {"required": ["reviewed_by"], "properties": {"reviewed_by": {"type": "string"}}},
    }
    assert schema_at(SUBTASK, ("reviewed_by",), team(schema)) == {"type": "string"}
    assert schema_at(SUBTASK, ("status",), team(schema)) == schema_at(SUBTASK, ("status",))
    done = {"status": "completed", "reviewed_by": "the team"}
    check_errors(schema, done)
    check_errors(schema, {**done, "reviewed_by": None}, ("required", ()))
    assert "reviewed_by" not in (schema_at(SUBTASK, (), team(schema)) or {})["required"]


def test_schemas_that_lead_back_to_themselves() -> None:
    tree: dict[str, Any] = {
        "properties": {"tree": {"$ref": "#/$defs/node"}},
        "$defs": {"node": {"properties": {"child": {}}}},
    }
    tree["$defs"]["node"]["properties"]["child"] = {"$ref": "#/$defs/node"}
    for depth in range(1, 5):
        assert schema_at(SUBTASK, ("tree", *["child"] * depth), team(tree)) is not None
    for loop in (
        {"$ref": "#"},
        {"allOf": [{"$ref": "#"}]},
        {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}},
    ):
        schema_at(SUBTASK, ("tree",), team(loop))
        list(validate(SUBTASK, WHOLE, team(loop)))


def test_alternatives_of_alternatives() -> None:
    """Thirty steps that each branch in two would take for ever to follow."""
    definitions: dict[str, Value] = {
        f"d{step}": {"allOf": [{"$ref": f"#/$defs/d{step + 1}"}] * 2, "properties": {f"p{step}": {"type": "string"}}}
        for step in range(30)
    }
    found = team({"$ref": "#/$defs/d0", "$defs": {**definitions, "d30": {"type": "object"}}})
    assert schema_at(SUBTASK, ("p5",), found) is not None


def test_the_other_kinds() -> None:
    own = team({"properties": {"bounded_contexts": {"items": {"properties": {"owner": {}}}}}}, CONTEXTS)
    value = {"feature": "f", "bounded_contexts": [{"name": "sales", "owner": "us"}]}
    assert list(unknown_fields(CONTEXTS, value, own)) == []


def test_schemas_that_cannot_be_used() -> None:
    check_problem([], "an object")
    check_problem({"type": "text"}, "/type", "'text'")
    check_problem({"properties": {"ticket": {"minLength": -1}}}, "/properties/ticket/minLength")
    check_problem({"properties": {"ticket": {"pattern": "("}}}, "/properties/ticket/pattern")
    check_problem({"$schema": "https://example.org/mine"}, "$schema", "draft 7", "2020-12")
    check_problem({"$schema": 7}, "$schema")
    check_problem({"$ref": "#/$defs/own"}, "/$ref", "nothing at #/$defs/own")
    check_problem({"properties": {"a": {"$ref": "other.json"}}}, "/properties/a/$ref", "same file")
    check_problem({"$ref": "https://example.org/a.json"}, "/$ref", "same file", "nothing is fetched")
    check_problem({"$defs": {"a": {"$anchor": "a"}}, "$ref": "#a"}, "same file")
    nested: Value = {}
    for _ in range(100):
        nested = {"not": nested}
    check_problem(nested, "nested")


def test_names_of_fields_are_no_keywords() -> None:
    schema = {"properties": {"$ref": {"type": "string"}, "$id": {"type": "string"}, "enum": {"type": "string"}}}
    own = team(schema)
    assert not list(unknown_fields(SUBTASK, {"$ref": "", "$id": "", "enum": ""}, own))
    check_errors(schema, {"$id": 3}, ("type", ("$id",)))


KEYWORDS = st.sampled_from(
    ["type", "properties", "items", "allOf", "anyOf", "if", "then", "$ref", "enum", "required", "ticket", "$defs", "a"]
)
SCHEMAS: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from([None, True, False, 1, "string", "object", "#", "#/$defs/a", "#/properties/a", "title"])
    | st.lists(st.sampled_from(["string", "a", "title"]), max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYWORDS, inner, max_size=4),
    max_leaves=12,
)


@given(SCHEMAS)
def test_no_schema_makes_it_raise_anything_else(schema: Any) -> None:
    with suppress(TeamSchemaError):
        own = team(schema)
        list(validate(SUBTASK, {**WHOLE, "a": {"a": [1]}}, own))
        unknown = list(unknown_fields(SUBTASK, {**WHOLE, "a": {"a": [1]}}, own))
        for pointer in [(), ("a",), ("a", "a"), ("a", "a", 0), ("context_files", 0, "a"), *unknown]:
            schema_at(SUBTASK, pointer, own)
