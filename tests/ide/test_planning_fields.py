"""Hovers and completion of keys in contexts, story maps, backlogs and contracts."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.ide.hover_fields import field_markdown
from callsheet.syntax import Pointer
from tests.ide.completion_checks import check_applied, check_complete
from tests.ide.test_hover import check_hover

CONTEXTS = "--- /.tmp/tasks/gift-cards/contexts.json\n"
STORY_MAP = "--- /.tmp/planning/gift-cards/map.json\n"
BACKLOG = "--- /.tmp/planning/gift-cards/prioritized.yaml\n"
CONTRACT = "--- /.tmp/contracts/gift-cards/gift-card-api/contract.json\n"


@pytest.mark.parametrize(
    ("kind", "pointer", "parts"),
    [
        ("contexts", ("bounded_contexts",), ["list of objects · required", "Fields: **`name`**, `type`"]),
        ("contexts", ("bounded_contexts", 0, "type"), ["core", "supporting", "generic"]),
        ("contexts", ("bounded_contexts", 2, "aggregates", 1, "root"), ["one of `entities`"]),
        ("contexts", ("ubiquitous_language",), ["map of strings"]),
        ("contexts", ("ubiquitous_language", "Gift card"), ["What the term means"]),
        ("story-map", ("bounded_context_mapping",), ["map of objects", "Fields: `stories`, `epics`"]),
        ("story-map", ("bounded_context_mapping", "gift-cards", "epics"), ["list of strings"]),
        (
            "backlog",
            ("mvp_features", 0, "wsjf_score", "justification"),
            ["string or object", "Fields: `business_value`"],
        ),
        ("contract", ("mock_server", "port"), ["whole number, 1 to 65535"]),
        ("contract", ("version",), ["string · required", 'Example: `"1.0.0"`']),
    ],
)
def test_what_a_field_is(kind: str, pointer: Pointer, parts: list[str]) -> None:
    markdown = field_markdown(ArtifactKind(kind), pointer) or ""
    assert [part for part in parts if part not in markdown] == []


def test_long_patterns_are_left_out() -> None:
    version = field_markdown(ArtifactKind.CONTRACT, ("version",)) or ""
    event = field_markdown(ArtifactKind.CONTEXTS, ("bounded_contexts", 0, "domain_events", 0, "name")) or ""
    assert "Pattern" not in version
    assert "Pattern: `^[A-Z][A-Za-z0-9]*$`" in event


def test_hover_over_a_key_deep_inside(tmp_path: Path) -> None:
    text = '{"bounded_contexts": [{"name": "a", "aggregates": [{"name": "A", «"inva<|>riants"»: []}]}]}'
    check_hover(tmp_path, CONTEXTS + text, "`invariants`", "list of strings", "must hold after every change")


def test_keys_of_an_empty_document() -> None:
    check_complete(f"{CONTEXTS}{{ <|> }}", "feature", "bounded_contexts", "analyzed_at", rest=True)
    check_complete(f"{STORY_MAP}{{ <|> }}", "feature", "stories", "created_at", "personas", rest=True)
    check_complete(f"{BACKLOG}<|>", "New backlog", "mvp_features", "post_mvp_features", "metadata", rest=True)
    check_complete(f"{CONTRACT}{{ <|> }}", "contract_id", "version", "bounded_context", "service_name", rest=True)


def test_a_list_starts_with_an_entry_that_has_what_is_required() -> None:
    check_applied(f"{CONTEXTS}{{ <|> }}", "bounded_contexts", '{ "bounded_contexts": [{ "name": "" }] }')
    check_applied(f"{BACKLOG}<|>", "mvp_features", "mvp_features:\n  - id: ")


def test_an_object_that_requires_nothing_starts_with_its_first_field() -> None:
    check_applied(f"{CONTRACT}{{ <|> }}", "mock_server", '{ "mock_server": { "enabled": true } }')
    check_applied(
        f'{STORY_MAP}{{"journeys": [{{"id": "x", <|>}}]}}',
        "steps",
        '{"journeys": [{"id": "x", "steps": [{"id": ""}]}]}',
    )


def test_keys_deep_inside() -> None:
    text = '{"bounded_contexts": [{"name": "a", "aggregates": [{<|>}]}]}'
    check_complete(CONTEXTS + text, "name", "root", "entities", "value_objects", "invariants")
    check_complete(
        f'{STORY_MAP}{{"bounded_context_mapping": {{"gift-cards": {{<|>}}}}}}', "stories", "epics", "vertical_slices"
    )
