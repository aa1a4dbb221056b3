"""Values that follow from what is written elsewhere: counts, ranks, scores, versions, titles, names, dates, rules."""

from __future__ import annotations

import pytest

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules import RULES
from tests.ide.completion_checks import check_applied, check_complete, check_snippet, completions, labelled

MAP = """
--- /.tmp/planning/gift-cards/map.json
{"stories": [{"id": "s-1", "title": "Sell a card"}, {"id": "s-2", "title": "Use a card"}]}
"""
BACKLOG = "--- /.tmp/planning/gift-cards/prioritized.json\n"
CONTRACT = "--- /.tmp/contracts/sales/order-api/contract.json\n"
NUMBERS = '"reach": 500, "impact": 2, "confidence": 80, "effort": 3'


def test_a_score_is_computed_from_the_numbers_beside_it() -> None:
    check_complete('--- task.json\n{"rice_score": {' + NUMBERS + ', "score": <|>}}', "266.67")
    check_applied(
        "--- task.yaml\nrice_score:\n  reach: 9\n  impact: 1\n  confidence: 100\n  effort: 3\n  sc<|>\n",
        "score",
        "rice_score:\n  reach: 9\n  impact: 1\n  confidence: 100\n  effort: 3\n  score: 3\n",
    )
    item = (
        '{"wsjf_score": {"business_value": 8, "time_criticality": 5, "risk_reduction": 3, "job_size": 4, "score": <|>}}'
    )
    check_complete(BACKLOG + '{"mvp_features": [' + item + "]}", "4")


def test_no_score_where_a_number_is_missing_or_none() -> None:
    check_complete('--- task.json\n{"rice_score": {"reach": 500, "effort": 3, "score": <|>}}')
    check_complete(
        '--- task.json\n{"rice_score": {"reach": 5, "impact": 1, "confidence": "x", "effort": 0, "score": <|>}}'
    )


def test_the_next_rank() -> None:
    lists = (
        '{"mvp_features": [{"combined_rank": 1}, {"combined_rank": <|>}], "post_mvp_features": [{"combined_rank": %s}]}'
    )
    check_complete(BACKLOG + lists % "2", "3")
    check_complete(BACKLOG + lists % "3", "2")
    check_complete(BACKLOG + lists % '"x"', "2")


@pytest.mark.parametrize(("key", "count"), [("total_items", "3"), ("mvp_count", "1"), ("post_mvp_count", "2")])
def test_counts_of_a_backlog(key: str, count: str) -> None:
    lists = '"mvp_features": [{}], "post_mvp_features": [{}, {}]'
    check_complete(f'{BACKLOG}{{"metadata": {{"{key}": <|>}}, {lists}}}', count)


def test_the_title_of_a_ranked_story() -> None:
    check_complete(MAP + BACKLOG + '{"mvp_features": [{"id": "s-2", "title": "<|>"}]}', "Use a card")
    check_complete(MAP + BACKLOG + '{"mvp_features": [{"id": "s-9", "title": "<|>"}]}')


def test_the_version_of_a_contract() -> None:
    check_complete(CONTRACT + '{"version": "2.1.0", "versioning": {"current_version": "<|>"}}', "2.1.0")
    check_complete(CONTRACT + '{"version": 2, "versioning": {"current_version": "<|>"}}')


def test_an_openapi_document_has_the_version_of_its_contract() -> None:
    contract = f'{CONTRACT}{{"version": "2.1.0", "service_name": "OrderAPI"}}\n'
    openapi = "--- /.tmp/contracts/sales/order-api/openapi.yaml\nopenapi: 3.1.0\ninfo:\n"
    check_complete(f"{contract}{openapi}  version: <|>\n", "2.1.0")
    check_complete(f"{contract}{openapi}  title: <|>\n", "OrderAPI")


def test_the_names_that_the_path_tells() -> None:
    check_complete(CONTRACT + '{"contract_id": "<|>"}', "order-api")
    check_complete(CONTRACT + '{"service_name": "<|>"}', "OrderApi")
    check_complete('--- contexts.json\n{"feature": "<|>"}', "gift-cards")
    check_complete("--- /.tmp/planning/gift-cards/map.yaml\nfeature: <|>\n", "gift-cards")


def test_the_context_of_a_contract_is_that_of_its_folder() -> None:
    contexts = '--- contexts.json\n{"bounded_contexts": [{"name": "cards"}, {"name": "sales"}]}\n'
    check_complete(contexts + CONTRACT + '{"bounded_context": "<|>"}', "sales", "cards")
    check_complete(CONTRACT + '{"bounded_context": "<|>"}', "sales")
    check_applied(CONTRACT + '{"bound<|>"}', "bounded_context", '{"bounded_context": "sales"}')


@pytest.mark.parametrize("name", ["/docs/adr/001-a", "/docs/retrospectives/a", "/.tmp/validation/a-report"])
def test_the_date_of_a_document(name: str) -> None:
    check_complete(f"--- {name}.md\n# A\n\n**Date**: <|>\n", "2026-03-01")
    check_applied(f"--- {name}.md\n# A\n\n**Date**:<|>\n", "2026-03-01", "# A\n\n**Date**: 2026-03-01\n")


def test_rules_that_a_document_can_ignore() -> None:
    items, _ = completions('{"$callsheet": {"ignore": ["<|>"]}}')
    assert {item.label for item in items} == {
        name for name, rule in RULES.items() if ArtifactKind.SUBTASK in rule.kinds
    }
    check_complete('{"$callsheet": {"ignore": ["too-long", "too<|>"]}}')
    check_complete("--- subtask_02.yaml\n$callsheet:\n  ignore:\n    - too<|>\n", "too-long")
    inside = labelled(completions('{"contracts": [{"$callsheet": {"ignore": [<|>]}}]}')[0], "too-long")
    assert inside.describe() == RULES["too-long"].summary


TEAM = """
--- /callsheet.toml
[schemas]
subtask = "subtask.schema.json"
--- /subtask.schema.json
{"required": ["ticket", "size", "due"], "properties": {"due": {"type": "string", "format": "date-time"},
  "ticket": {"type": "string", "pattern": "^SHOP-", "examples": ["SHOP-1024"]},
  "points": {"type": "integer", "examples": [3]}, "size": {"enum": ["small", "large"]}}}
"""


def test_examples_of_a_teams_own_fields() -> None:
    check_complete(TEAM + '--- subtask_02.json\n{"ticket": "<|>"}', "SHOP-1024")
    check_complete(TEAM + '--- subtask_02.json\n{"points": <|>}', "3")
    check_snippet(TEAM + "--- subtask_02.json\n{<|>}", "ticket", '{"ticket": "${1:SHOP-1024}"}')


def test_odd_examples_are_none() -> None:
    draft = "http://json-schema.org/draft-04/schema#"
    odd = f'{{"$schema": "{draft}", "required": ["a"], "properties": {{"a": {{"examples": 5}}}}}}'
    team = f'--- /callsheet.toml\n[schemas]\nsubtask = "s.json"\n--- /s.json\n{odd}\n'
    check_complete(team + '--- subtask_02.json\n{"a": "<|>"}')
    assert completions(team + "--- subtask_02.yaml\n<|>")[0][0].new_text.endswith('a: "To be written: a"\n')


def test_a_new_subtask_has_what_the_team_requires() -> None:
    item = completions(TEAM + "--- subtask_02.yaml\n<|>")[0][0]
    assert item.new_text.endswith('ticket: SHOP-1024\nsize: small\ndue: "2026-03-01T09:15:00Z"\n')
    assert item.snippet is not None
    assert item.snippet.endswith('ticket: ${4:SHOP-1024}\nsize: ${5:small}\ndue: ${6:"2026-03-01T09:15:00Z"}\n')
