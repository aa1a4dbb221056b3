"""The tables of names: where documents define them and where they use them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.kinds import SCHEMA_KINDS, ArtifactKind
from callsheet.artifacts.names import (
    DEFINITIONS,
    USES,
    Definition,
    NameKind,
    NameUse,
    definitions,
    name_uses,
    normal_name,
    used_at,
)
from callsheet.artifacts.occurrences import occurrences
from callsheet.artifacts.schema import schema_at
from callsheet.syntax import Pointer

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


def test_what_a_story_map_defines() -> None:
    value: Any = {"epics": [{"id": "buying", "name": "Buy a card"}, {"id": " "}, {"name": "nameless"}, 3]}
    assert list(definitions(ArtifactKind.STORY_MAP, value)) == [
        Definition(
            NameKind.EPIC,
            "buying",
            ("epics", 0, "id"),
            title="Buy a card",
            aliases=(("Buy a card", ("epics", 0, "name")),),
        )
    ]


def test_what_a_story_uses() -> None:
    value: Any = {"stories": [{"id": "s-1", "epic": "buying", "dependencies": ["s-2", 7]}]}
    assert set(name_uses(ArtifactKind.STORY_MAP, value)) == {
        NameUse(NameKind.EPIC, "buying", ("stories", 0, "epic")),
        NameUse(NameKind.STORY, "s-2", ("stories", 0, "dependencies", 0)),
    }


def test_keys_can_be_names() -> None:
    value: Any = {"bounded_context_mapping": {"cards": {"stories": ["s-1"]}}}
    assert set(name_uses(ArtifactKind.STORY_MAP, value)) == {
        NameUse(NameKind.CONTEXT, "cards", ("bounded_context_mapping", "cards"), on_key=True),
        NameUse(NameKind.STORY, "s-1", ("bounded_context_mapping", "cards", "stories", 0)),
    }


def test_names_in_the_fields_of_markdown() -> None:
    value: Any = {"title": "ADR-001", "fields": {"module": "orders", "supersedes": "ADR-2, [adr 003](adr-003-x.md)"}}
    records = [
        NameUse(NameKind.ADR, "ADR-2", ("fields", "supersedes"), claim="said", part=(0, 5)),
        NameUse(NameKind.ADR, "adr 003", ("fields", "supersedes"), claim="said", part=(8, 15)),
    ]
    assert list(name_uses(ArtifactKind.ADR, value)) == records
    module = NameUse(NameKind.MODULE, "orders", ("fields", "module"), claim="said")
    assert list(name_uses(ArtifactKind.MODULE_BRIEF, value)) == [module, *records]


@pytest.mark.parametrize(
    ("link", "claim"),
    [
        ({"name": "CardsAPI", "type": "api"}, "defined"),
        ({"name": "CardsAPI", "type": "api", "path": " "}, "defined"),
        ({"name": "CardsAPI", "type": "api", "path": "src/cards.ts"}, "located"),
        ({"name": "Cards", "type": "interface"}, "located"),
        ({"name": "CardSold", "type": "event"}, "located"),
    ],
)
def test_what_a_contract_link_claims(link: Any, claim: str) -> None:
    (use,) = name_uses(ArtifactKind.SUBTASK, {"contracts": [link]})
    assert (use.name, use.claim) == (link["name"], claim)


@pytest.mark.parametrize(
    ("kind", "pointer", "expected"),
    [
        (ArtifactKind.TASK, ("bounded_context",), NameKind.CONTEXT),
        (ArtifactKind.TASK, ("related_adrs", 3, "id"), NameKind.ADR),
        (ArtifactKind.STORY_MAP, ("stories", 0, "dependencies", 2), NameKind.STORY),
        (ArtifactKind.STORY_MAP, ("bounded_context_mapping", "cards", "epics", 0), NameKind.EPIC),
        (ArtifactKind.STORY_MAP, ("stories", 0, "title"), None),
        (ArtifactKind.STORY_MAP, (), None),
        (ArtifactKind.ADR, ("title",), None),
        (ArtifactKind.ADR, ("fields", "supersedes"), None),
        (ArtifactKind.MODULE_BRIEF, ("fields", "module"), NameKind.MODULE),
    ],
)
def test_the_kind_of_name_at_a_place(
    kind: ArtifactKind, pointer: tuple[str | int, ...], expected: NameKind | None
) -> None:
    assert used_at(kind, pointer) is expected


def test_the_kind_of_name_of_a_key() -> None:
    pointer = ("bounded_context_mapping", "cards")
    assert used_at(ArtifactKind.STORY_MAP, pointer, on_key=True) is NameKind.CONTEXT
    assert used_at(ArtifactKind.STORY_MAP, pointer) is None


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (NameKind.ADR, "ADR-001", "1"),
        (NameKind.ADR, "adr 001", "001-use-events"),
        (NameKind.ADR, "ADR-001: Use events", "1"),
        (NameKind.ENDPOINT, "get  /cards/{id}", "GET /cards/{number}"),
        (NameKind.CONTEXT, " cards ", "cards"),
    ],
)
def test_names_that_are_the_same(kind: NameKind, first: str, second: str) -> None:
    assert normal_name(kind, first) == normal_name(kind, second)


@pytest.mark.parametrize("name", ["use-http2", "event-driven-v2", "RFC-2", "Use 2 queues"])
def test_a_number_somewhere_in_a_name_is_not_that_of_a_record(name: str) -> None:
    assert normal_name(NameKind.ADR, name) == name


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_every_place_of_the_tables_is_in_the_schema(kind: ArtifactKind) -> None:
    places = [defined.place for defined in DEFINITIONS.get(kind, ())] + [used.place for used in USES.get(kind, ())]
    for place in places:
        pointer: Pointer = tuple(0 if step == "*" else step for step in place.split("/") if step != "{key}")
        if pointer[0] == "bounded_context_mapping" and len(pointer) > 1:
            pointer = (pointer[0], "cards", *pointer[2:])
        assert schema_at(kind, pointer) is not None, place


@given(kind=st.sampled_from(list(ArtifactKind)), value=JSON_VALUES)
def test_any_value_can_be_read(kind: ArtifactKind, value: Any) -> None:
    names = [found.name for found in definitions(kind, value)] + [found.name for found in name_uses(kind, value)]
    assert all(name.strip() for name in names)


def value_at(value: Any, pointer: Pointer) -> Any:
    for step in pointer:
        value = value[step]
    return value


@given(value=JSON_VALUES, steps=st.lists(st.sampled_from(["*", "a", "{key}"]), min_size=1, max_size=4))
def test_occurrences_are_where_their_pointers_lead(value: Any, steps: list[str]) -> None:
    for text, pointer, on_key, parent in occurrences(value, "/".join(steps)):
        assert value_at(value, pointer[:-1]) is parent
        assert text == (pointer[-1] if on_key else value_at(value, pointer))
