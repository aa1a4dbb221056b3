"""The schemas of contexts, story maps, backlogs and contracts: what they require, allow and refuse, and where."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.models import MODELS
from callsheet.artifacts.schema import load_schema, schema_at, unknown_fields
from callsheet.artifacts.times import DATE_TIME_PATTERN
from callsheet.artifacts.validation import fits, validate
from callsheet.syntax import Pointer, Value

CONTEXTS, STORY_MAP = ArtifactKind.CONTEXTS, ArtifactKind.STORY_MAP
BACKLOG, CONTRACT = ArtifactKind.BACKLOG, ArtifactKind.CONTRACT
KINDS = (CONTEXTS, STORY_MAP, BACKLOG, CONTRACT)


def example(kind: ArtifactKind) -> dict[str, Any]:
    """A right document of a kind with entries at every depth: the one in its schema."""
    found: dict[str, Any] = copy.deepcopy(load_schema(kind)["examples"][0])
    return found


def changed(kind: ArtifactKind, pointer: Pointer, value: Value) -> dict[str, Any]:
    """The example with another value at a pointer, or one more."""
    document = example(kind)
    parent: Any = document
    for step in pointer[:-1]:
        parent = parent[step]
    parent[pointer[-1]] = value
    return document


def check_errors(kind: ArtifactKind, document: Value, *expected: tuple[str, Pointer]) -> None:
    """A document has exactly these errors, each a keyword with a pointer."""
    assert [(error.keyword, error.pointer) for error in validate(kind, document)] == list(expected)
    assert fits(kind, document) is (not expected)


# right ones


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_is_right(kind: ArtifactKind) -> None:
    check_errors(kind, example(kind))


@pytest.mark.parametrize(
    ("kind", "pointer", "value"),
    [
        (CONTEXTS, ("bounded_contexts", 0, "type"), None),
        (CONTEXTS, ("bounded_contexts", 0, "domain_events", 0, "name"), "SMSSent"),
        (CONTEXTS, ("ubiquitous_language", "Any term, x-rays too"), "What it means"),
        (CONTEXTS, ("ubiquitous_language", "Card"), None),
        (CONTEXTS, ("ubiquitous_language", "$callsheet"), {"ignore": ["unknown-name"]}),
        (CONTEXTS, ("context_relationships", 0), {}),
        (STORY_MAP, ("personas",), None),
        (STORY_MAP, ("personas", 0, "technical_level"), "builds their own keyboards"),
        (STORY_MAP, ("journeys", 0, "steps", 0, "id"), None),
        (STORY_MAP, ("bounded_context_mapping", "checkout"), {}),
        (STORY_MAP, ("bounded_context_mapping", "checkout"), None),
        (BACKLOG, ("mvp_features",), []),
        (BACKLOG, ("mvp_features", 0, "rice_score", "justification"), "Guessed from last year"),
        (BACKLOG, ("metadata", "total_items"), 0),
        (CONTRACT, ("version",), "2.0.0-beta.1+build.7"),
        (CONTRACT, ("mock_server", "port"), 65535),
        (CONTRACT, ("mock_server",), {"x-team": "shop"}),
    ],
)
def test_right_values(kind: ArtifactKind, pointer: Pointer, value: Value) -> None:
    check_errors(kind, changed(kind, pointer, value))


# wrong ones


@pytest.mark.parametrize(
    ("kind", "pointer", "value", "keyword"),
    [
        (CONTEXTS, ("bounded_contexts", 0, "type"), "main", "enum"),
        (CONTEXTS, ("bounded_contexts", 0, "name"), "", "minLength"),
        (CONTEXTS, ("bounded_contexts", 0, "aggregates", 0, "entities", 1), 7, "type"),
        (CONTEXTS, ("bounded_contexts", 0, "domain_events", 0, "name"), "card redeemed", "pattern"),
        (CONTEXTS, ("bounded_contexts", 0, "domain_events", 0, "payload"), "cardId", "type"),
        (CONTEXTS, ("context_relationships", 0, "relationship_type"), "friendship", "enum"),
        (CONTEXTS, ("context_relationships", 0, "integration_pattern"), "database", "enum"),
        (CONTEXTS, ("ubiquitous_language", "Card"), ["a present"], "type"),
        (CONTEXTS, ("analyzed_at",), "yesterday", "pattern"),
        (STORY_MAP, ("epics", 0, "priority"), "must", "enum"),
        (STORY_MAP, ("stories", 0, "parallel"), "yes", "type"),
        (STORY_MAP, ("vertical_slices", 0, "layers", "backend", 0), {}, "type"),
        (STORY_MAP, ("bounded_context_mapping", "gift-cards", "stories"), "story-choose-amount", "type"),
        (BACKLOG, ("metadata", "generated_at"), "", "pattern"),
        (BACKLOG, ("metadata", "mvp_count"), -1, "minimum"),
        (BACKLOG, ("mvp_features", 0, "combined_rank"), 0, "minimum"),
        (BACKLOG, ("mvp_features", 0, "rice_score", "impact"), 4, "maximum"),
        (BACKLOG, ("mvp_features", 0, "rice_score", "justification"), 3, "type"),
        (BACKLOG, ("mvp_features", 0, "rice_score", "justification", "reach"), 3000, "type"),
        (BACKLOG, ("release_recommendations", "post_mvp_phases", 0, "features", 0), 1, "type"),
        (CONTRACT, ("version",), "1.0", "pattern"),
        (CONTRACT, ("version",), "v1.0.0", "pattern"),
        (CONTRACT, ("version",), "1.0.0-01", "pattern"),
        (CONTRACT, ("versioning", "current_version"), "01.0.0", "pattern"),
        (CONTRACT, ("mock_server", "port"), 0, "minimum"),
        (CONTRACT, ("mock_server", "port"), 65536, "maximum"),
        (CONTRACT, ("mock_server", "port"), "4010", "type"),
        (CONTRACT, ("testing_strategy", "consumer_tests", 0, "scenarios", 0), None, "type"),
    ],
)
def test_wrong_values(kind: ArtifactKind, pointer: Pointer, value: Value, keyword: str) -> None:
    check_errors(kind, changed(kind, pointer, value), (keyword, pointer))


@pytest.mark.parametrize(
    ("kind", "entry", "required"),
    [
        (CONTEXTS, (), ["feature", "bounded_contexts"]),
        (CONTEXTS, ("bounded_contexts", 0), ["name"]),
        (CONTEXTS, ("bounded_contexts", 0, "aggregates", 0), ["name"]),
        (CONTEXTS, ("bounded_contexts", 0, "domain_events", 0), ["name"]),
        (STORY_MAP, (), ["feature", "stories"]),
        (STORY_MAP, ("personas", 0), ["id"]),
        (STORY_MAP, ("journeys", 0), ["id"]),
        (STORY_MAP, ("vertical_slices", 0), ["id"]),
        (STORY_MAP, ("epics", 0), ["id"]),
        (STORY_MAP, ("stories", 0), ["id"]),
        (BACKLOG, (), ["mvp_features", "post_mvp_features"]),
        (BACKLOG, ("mvp_features", 0), ["id"]),
        (BACKLOG, ("post_mvp_features", 0), ["id"]),
        (BACKLOG, ("release_recommendations", "post_mvp_phases", 0), ["phase"]),
        (CONTRACT, (), ["contract_id", "version", "bounded_context", "service_name"]),
        (CONTRACT, ("consumers", 0), ["name"]),
        (CONTRACT, ("providers", 0), ["name"]),
    ],
)
def test_what_an_entry_must_have(kind: ArtifactKind, entry: Pointer, required: list[str]) -> None:
    """The lists of entries, and the names by which others refer to an entry; nothing else is required."""
    document = changed(kind, entry, {}) if entry else {}
    check_errors(kind, document, *(("required", entry) for _ in required))
    assert [error.limit for error in validate(kind, document)] == required


# unknown fields


@pytest.mark.parametrize(
    ("kind", "pointer"),
    [
        (CONTEXTS, ("team",)),
        (CONTEXTS, ("bounded_contexts", 1, "owner")),
        (CONTEXTS, ("bounded_contexts", 0, "aggregates", 0, "owner")),
        (STORY_MAP, ("journeys", 0, "steps", 0, "note")),
        (STORY_MAP, ("bounded_context_mapping", "gift-cards", "tasks")),
        (BACKLOG, ("post_mvp_features", 0, "mvp_reason")),
        (BACKLOG, ("mvp_features", 0, "rice_score", "justification", "size")),
        (CONTRACT, ("evolution_rules", "migration_support", "guide")),
    ],
)
def test_unknown_fields_at_any_depth(kind: ArtifactKind, pointer: Pointer) -> None:
    document = changed(kind, pointer, "x")
    assert list(unknown_fields(kind, document)) == [pointer]
    assert list(validate(kind, document)) == []
    assert not fits(kind, document)


def test_the_fields_of_an_object_come_before_those_inside_it() -> None:
    document = {"stories": [{"id": "a", "b": 1}, {"c": 1}], "journeys": [{"steps": [{"d": 1}], "e": 1}], "f": 1}
    found = list(unknown_fields(STORY_MAP, document))
    assert found == [
        ("f",),
        ("journeys", 0, "e"),
        ("journeys", 0, "steps", 0, "d"),
        ("stories", 0, "b"),
        ("stories", 1, "c"),
    ]


def test_terms_and_contexts_are_no_fields() -> None:
    document = {"ubiquitous_language": {"Card": "A present", "$callsheet": {"ignore": []}}}
    assert list(unknown_fields(CONTEXTS, document)) == []
    assert schema_at(CONTEXTS, ("ubiquitous_language", "$callsheet")) is None


@pytest.mark.parametrize("odd", [None, 3, "text", [], {}, [{}], [[1]], {"stories": 3}])
def test_values_of_wrong_types_have_no_unknown_fields(odd: Value) -> None:
    assert list(unknown_fields(STORY_MAP, {"stories": odd, "personas": odd})) == []
    assert list(unknown_fields(STORY_MAP, {"bounded_context_mapping": [odd]})) == []


# looking things up


def test_looking_up_where_keys_are_free() -> None:
    term = schema_at(CONTEXTS, ("ubiquitous_language", "Gift card"))
    assert term is not None
    assert term["type"] == "string"
    share = schema_at(STORY_MAP, ("bounded_context_mapping", "gift-cards"))
    assert share is not None
    assert list(share["properties"]) == ["stories", "epics", "vertical_slices"]
    stories = schema_at(STORY_MAP, ("bounded_context_mapping", "gift-cards", "stories", 0))
    assert stories == {"type": "string"}
    assert schema_at(STORY_MAP, ("bounded_context_mapping", 0)) is None


@pytest.mark.parametrize("kind", KINDS)
def test_everything_in_the_example_is_described(kind: ArtifactKind) -> None:
    for pointer, _ in places(example(kind)):
        if pointer and isinstance(pointer[-1], str):
            schema = schema_at(kind, pointer)
            assert schema is not None, pointer
            assert schema["description"].endswith("."), pointer


def test_errors_deep_inside_are_found_beside_half_a_character() -> None:
    """What the validator cannot take as it is, it gets in a form that is cut off below what the schemas look at."""
    document = changed(CONTEXTS, ("bounded_contexts", 0, "aggregates", 0, "entities", 1), 7)
    document["ubiquitous_language"]["Card"] = "\ud800"
    check_errors(CONTEXTS, document, ("type", ("bounded_contexts", 0, "aggregates", 0, "entities", 1)))


# any change


def places(value: Value, at: Pointer = ()) -> Iterator[tuple[Pointer, Value]]:
    """Every value in a value, with its pointer."""
    yield at, value
    if isinstance(value, dict):
        for key, member in value.items():
            yield from places(member, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*at, index))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 70000) | st.sampled_from(["", "core", "Card", "a b", "1.0.0", "1.0"]),
    lambda inside: (
        st.lists(inside, max_size=2)
        | st.dictionaries(
            st.sampled_from(["id", "name", "type", "steps", "stories", "reach", "extra"]), inside, max_size=3
        )
    ),
    max_leaves=6,
)


@st.composite
def mutations(draw: st.DrawFn, kind: ArtifactKind) -> dict[str, Any]:
    """The example with one to three of its parts replaced, added or taken away."""
    document = example(kind)
    for _ in range(draw(st.integers(1, 3))):
        inner = [value for _, value in places(document) if isinstance(value, (dict, list)) and value]
        if not inner:
            break
        parent: Any = draw(st.sampled_from(inner))
        key = draw(st.sampled_from([*parent, "extra"] if isinstance(parent, dict) else range(len(parent))))
        if draw(st.booleans()):
            parent[key] = draw(VALUES)
        elif not isinstance(parent, dict) or key in parent:
            del parent[key]
    return document


@given(st.data(), st.sampled_from(KINDS))
def test_three_validators_agree(data: st.DataObject, kind: ArtifactKind) -> None:
    """The published schema with `jsonschema`, the model with pydantic, and ours, the quick path as well."""
    document = data.draw(mutations(kind))
    errors = list(validate(kind, document))
    reference = jsonschema.Draft202012Validator(load_schema(kind))  # which does not look at formats
    without_times = [error for error in errors if error.limit != DATE_TIME_PATTERN]
    assert reference.is_valid(document) is (not without_times)
    assert accepted(kind, document) is (not errors)
    assert fits(kind, document) is (not errors and not list(unknown_fields(kind, document)))


def accepted(kind: ArtifactKind, document: Value) -> bool:
    """Whether the model takes a document."""
    try:
        MODELS[kind].model_validate_json(json.dumps(document))
    except ValidationError:
        return False
    return True
