"""The family *names*: names that are there twice."""

from __future__ import annotations

from tests.rules.helpers import check_findings, check_fix, fix_titles

MAP = "--- /.tmp/planning/gift-cards/map.json\n"
BACKLOG = "--- /.tmp/planning/prioritized.json\n"


def test_two_of_one_name() -> None:
    findings = check_findings(
        MAP
        + """
{
  "personas": [{"id": "buyer"}, {"id": "seller"}],
  "journeys": [{"id": "buyer"}, {"id": "buy"}, {"id": «" buy"»{duplicate-name error: there is a journey named " buy" already}}],
  "stories": [{"id": "s-1", "title": "a"}, {"id": «"s-1"»{duplicate-name}, "title": "b"}, {"id": «"s-1"»{duplicate-name}, "title": "c"}]
}
"""
    )
    assert {finding.related[0].pointer for finding in findings} == {("journeys", 1, "id"), ("stories", 0, "id")}


def test_names_that_may_come_twice() -> None:
    check_findings(
        """
--- contexts.json
{
  "bounded_contexts": [
    {"name": "cards", "module": "@shop", "aggregates": [{"entities": ["Note"]}, {"entities": ["Note"]}]},
    {"name": "payment", "module": "@shop"}
  ]
}
--- /.tmp/tasks/vouchers/contexts.json
{"bounded_contexts": [{"name": "cards"}]}
""",
        "duplicate-name",
    )


def test_either_name_of_an_epic_may_stand_for_it() -> None:
    check_findings(
        MAP
        + """
{
  "epics": [
    {"id": "buying", "name": "Buy"},
    {"id": "paying", "name": «"Buy"»{duplicate-name: there is an epic named "Buy" already}},
    {"id": «"Buy"»{duplicate-name}, "name": "Purchase"},
    {"id": "same", "name": "same"}
  ]
}
"""
    )


def test_a_repetition_is_removed() -> None:
    check_fix(
        '--- contexts.json\n{"bounded_contexts": [{"name": "c", "aggregates": [{"entities": ["Card", "Deck", "Card"]}]}]}\n',
        "duplicate-name",
        '--- contexts.json\n{"bounded_contexts": [{"name": "c", "aggregates": [{"entities": ["Card", "Deck"]}]}]}\n',
    )
    assert (
        fix_titles(MAP + '{"stories": [{"id": "s", "title": "a"}, {"id": "s", "title": "b"}]}\n', "duplicate-name")
        == []
    )


def test_two_items_for_one_story() -> None:
    check_findings(
        BACKLOG
        + """
{
  "mvp_features": [{"id": "s-1"}, {"id": «"s-1"»{duplicate-name: "s-1" is ranked already}}],
  "post_mvp_features": [{"id": "s-2"}, {"id": «"s-1 "»{duplicate-name: is ranked already in mvp_features}}, {"id": ""}, {"id": ""}, {}]
}
"""
    )


def test_two_operations_with_one_id() -> None:
    check_findings(
        """
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
paths:
  /cards:
    get: {operationId: find}
    post: {operationId: create}
  /cards/{id}:
    get: {operationId: «find»{duplicate-name: "find" is the operationId of GET /cards already}}
    put: {}
    delete: {}
"""
    )


def test_two_records_of_one_number() -> None:
    check_findings(
        """
--- /docs/adr/0001-use-events.md
# 0001. Use events
--- /docs/adr/001-sell-cards.md
# «001»{duplicate-name: the number 001 belongs to 0001-use-events.md}. Sell cards
--- /docs/adr/01-give-cards.md
# ADR «1»{duplicate-name: the number 01 belongs to 0001-use-events.md} — Give cards
--- /docs/adr/002-draw-cards.md
# 002. Draw cards
"""
    )


def test_two_files_for_one_artifact() -> None:
    check_findings(
        """
--- task.json
{"id": "gift-cards"}
--- task.yaml
«id»{duplicate-name: there is a task.json in this folder already; one of the two has to go}: gift-cards
--- contexts.json
{}
--- contexts.yml
«feature»{duplicate-name: there is a contexts.json in this folder already}: gift-cards
--- subtask_01.json
{"id": "gift-cards-01"}
--- subtask_01.yaml
id: gift-cards-01
--- /.tmp/contracts/cards/cards-api/contract.openapi.json
{}
--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml
openapi: 3.0.3
"""
    )


def contract(place: str, **names: str) -> str:
    members = ", ".join(f'"{member}": {name}' for member, name in names.items())
    return f"--- /.tmp/contracts/{place}/contract.json\n{{{members}}}\n"


def test_two_contracts_of_one_name() -> None:
    first = contract("cards/a", contract_id='"cards-api"', service_name='"CardsAPI"')
    findings = check_findings(
        first
        + contract(
            "cards/b",
            contract_id='«"cards-api "»{duplicate-name error: "cards-api" is the contract_id of .tmp/contracts/cards/a/contract.json already}',
            service_name='"CardsAPI"',
        )
        + contract("payment/a", contract_id='"payment-api"', service_name='«"CardsAPI"»{duplicate-name}')
        + contract("payment/b", contract_id='«"CardsAPI"»{duplicate-name: is the service_name of}')
    )
    assert {finding.related[0].path for finding in findings} == {".tmp/contracts/cards/a/contract.json"}


def test_contracts_that_have_names_of_their_own() -> None:
    check_findings(
        contract("cards/a", contract_id='"cards"', service_name='"cards"')
        + contract("cards/b", contract_id='""', service_name="7")
        + contract("cards/c", contract_id='""', service_name="7")
        + "--- /.tmp/contracts/cards/d/contract.json\n[]\n",
        "duplicate-name",
    )


def test_a_contract_in_two_syntaxes_is_one_finding() -> None:
    check_findings(
        contract("cards/a", contract_id='"cards"')
        + "--- /.tmp/contracts/cards/a/contract.yaml\n«contract_id»{duplicate-name: there is a contract.json}: cards\n"
    )
