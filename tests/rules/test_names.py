"""The family *names*: names that mean nothing."""

from __future__ import annotations

import json
from itertools import islice, product
from pathlib import Path
from time import perf_counter

from callsheet.rules.alike import MANY
from tests.rules.helpers import check_findings, check_fix, findings_of, fix_titles
from tests.workspaces import read_fixture

CONTEXTS = """
--- contexts.json
{"feature": "gift-cards", "bounded_contexts": [{"name": "cards", "module": "@shop/cards"}, {"name": "payment"}]}
"""
MAP = "--- /.tmp/planning/gift-cards/map.json\n"
BACKLOG = "--- /.tmp/planning/prioritized.json\n"


def test_names_in_tasks_and_subtasks() -> None:
    check_findings(
        CONTEXTS
        + """
--- task.json
{"bounded_context": "cards", "module": «"@shop/card"»{unknown-name warning: "@shop/card" is no module; did you mean @shop/cards?}}
--- subtask_01.json
{"bounded_context": «"paymnet"»{unknown-name: "paymnet" is no bounded context; did you mean payment?}}
--- subtask_02.json
{"bounded_context": «"warehouse"»{unknown-name: "warehouse" is no bounded context; there are cards and payment}}
--- subtask_03.json
{"bounded_context": " payment ", "module": "", "vertical_slice": "anything"}
"""
    )


def test_every_place_that_has_to_be_changed() -> None:
    check_findings(
        MAP
        + """
{
  "personas": [{"id": "buyer", "primary_use_cases": ["gifts", "anything else"]}],
  "journeys": [
    {"id": "buy", "persona": «"byer"»{unknown-name: "byer" is no persona; did you mean buyer?}},
    {"id": "pay", "persona": «"byer"»{unknown-name}},
    {"id": "ask", "persona": "buyer"}
  ],
  "vertical_slices": [{"id": "slice", "journeys": ["buy", «"refund"»{unknown-name: no journey; there are buy, pay and ask}]}]
}
"""
    )


def test_no_name_is_unknown_as_long_as_none_is_defined() -> None:
    check_findings(
        """
--- contexts.json
{"feature": "gift-cards", "bounded_contexts": []}
--- subtask_01.json
{"bounded_context": "cards", "module": "m", "vertical_slice": "s", "related_adrs": [{"id": "ADR-009"}]}
""",
        "unknown-name",
    )


def test_another_number_is_another_thing() -> None:
    """A story that is not there is not proposed to be its neighbour."""
    text = (
        MAP
        + '{"stories": [{"id": "story-001"}, {"id": "story-002", "dependencies": [«"story-003"»{unknown-name: there are story-001 and story-002}]}]}\n'
    )
    check_findings(text)
    assert fix_titles(text.replace("{unknown-name: there are story-001 and story-002}", ""), "unknown-name") == []
    check_findings(
        MAP
        + '{"stories": [{"id": "story-001", "dependencies": [«"story-1"»{unknown-name: did you mean story-001?}]}]}\n'
    )


def test_many_names_are_listed_in_part() -> None:
    check_findings(
        """
--- contexts.yaml
bounded_contexts: [{name: cards}, {name: payment}, {name: orders}, {name: stock}, {name: mail}]
--- task.yaml
bounded_context: «xyz»{unknown-name: there are cards, payment, orders and 2 more}
"""
    )
    check_findings(
        "--- contexts.yaml\nbounded_contexts: [{name: cards}]\n--- task.yaml\nbounded_context: «xyz»{unknown-name: there is only cards}\n"
    )


def test_for_many_names_of_a_document_the_nearest_are_looked_for(tmp_path: Path) -> None:
    known = ["".join(letters) for letters in islice(product("abcdefgh", repeat=7), 0, None, 1009)][:2000]
    stories = [{"id": name} for name in known] + [{"id": "last", "dependencies": [f"{name}x" for name in known]}]
    snapshot = read_fixture(MAP + json.dumps({"stories": stories})).snapshot(tmp_path)
    started = perf_counter()
    found = [finding for finding in findings_of(snapshot) if finding.rule == "unknown-name"]
    assert perf_counter() - started < 3  # a tenth of that on an idle machine
    assert ["did you mean" in finding.message for finding in found] == [True] * MANY + [False] * (len(known) - MANY)


CONTRACT = """
--- /.tmp/contracts/cards/cards-api/contract.json
{"contract_id": "cards-api", "service_name": "CardsAPI"}
--- /docs/adr/001-sell-cards.md
# 001. Sell cards
"""


def test_what_has_a_path_or_is_no_api_needs_no_document() -> None:
    check_findings(
        CONTRACT
        + """
--- subtask_01.json
{
  "contracts": [
    {"type": "api", "name": "PaymentAPI", "path": "src/payment.ts"},
    {"type": "interface", "name": "CardStore"},
    {"type": "api", "name": "cards-api"},
    {"type": "api", "name": «"PaymentAPI"»{unknown-name: "PaymentAPI" is no contract; there is only CardsAPI}},
    {"type": "api", "name": «"CardAPI"»{unknown-name: did you mean CardsAPI?}, "path": "src/cards.ts"},
    {"type": "event", "name": «"cardsapi"»{unknown-name: did you mean CardsAPI?}}
  ],
  "related_adrs": [
    {"id": "ADR-001"},
    {"id": «"use-sha1"»{unknown-name: "use-sha1" is no ADR; there is only ADR-001}},
    {"id": "ADR-002", "path": "docs/decisions/two.md"},
    {"id": «"ADR-002"»{unknown-name: "ADR-002" is no ADR; there is only ADR-001}}
  ]
}
"""
    )


def test_names_that_count_in_one_place_only() -> None:
    check_findings(
        """
--- contexts.json
{
  "bounded_contexts": [
    {"name": "cards", "aggregates": [
      {"name": "Card", "root": «"Crad"»{unknown-name: "Crad" is no entity of this aggregate; did you mean Card?}, "entities": ["Card"]},
      {"name": "Deck", "root": «"Card"»{unknown-name: there is only Deck}, "entities": ["Deck"]},
      {"name": "Pack", "root": "Pack"}
    ]}
  ]
}
--- /.tmp/contracts/cards/cards-api/contract.json
{
  "consumers": [{"name": "shop"}],
  "testing_strategy": {
    "consumer_tests": [{"consumer": «"till"»{unknown-name: "till" is no consumer of this contract}}],
    "provider_verification": {"provider": "no provider is defined"}
  }
}
"""
    )


def test_a_misspelt_key_is_renamed() -> None:
    text = (
        CONTEXTS
        + MAP
        + '{"stories": [{"id": "s"}], "bounded_context_mapping": {"cards": {}, «"paymnet"»{unknown-name}: {"stories": ["s"]}}}\n'
    )
    check_findings(text)
    check_fix(
        text.replace("«", "").replace("»{unknown-name}", ""),
        "unknown-name",
        MAP + '{"stories": [{"id": "s"}], "bounded_context_mapping": {"cards": {}, "payment": {"stories": ["s"]}}}\n',
    )


def test_a_key_that_is_there_already_is_no_remedy() -> None:
    text = CONTEXTS + MAP + '{"bounded_context_mapping": {"payment": {}, "paymnet": {}}}\n'
    assert fix_titles(text, "unknown-name") == []


def test_an_epic_may_go_by_its_name() -> None:
    check_findings(
        MAP
        + '{"epics": [{"id": "epic-1", "name": "Buy a card"}], "stories": [{"id": "s"}]}\n'
        + BACKLOG
        + '{"mvp_features": [{"id": "s", "epic": "Buy a card"}, {"id": "s", "epic": «"Buy cards"»{unknown-name: did you mean Buy a card?}}]}\n'
    )


def test_a_module_brief_is_named_after_its_context() -> None:
    brief = CONTEXTS + "--- module-briefs/paymnet.md\n"
    check_findings(
        brief
        + '# «Payment»{unknown-name: the file is named after "paymnet", which is no bounded context; did you mean payment?}\n'
    )
    assert fix_titles(brief + "# Payment\n", "unknown-name") == []
    check_findings(CONTEXTS + "--- module-briefs/payment.md\n# Anything\n", "unknown-name")


def test_the_module_that_a_brief_names() -> None:
    brief = CONTEXTS + "--- module-briefs/cards.md\n# Cards\n\n**Module**: "
    check_findings(f"{brief}`@shop/cards`\n", "unknown-name")
    check_findings(f"{brief}src/cards, for now\n", "unknown-name")
    check_findings(f"{brief}`«@shop/crads»{{unknown-name: did you mean @shop/cards?}}`\n", "unknown-name")
    after = "--- module-briefs/cards.md\n# Cards\n\n**Module**: `@shop/cards`\n"
    check_fix(f"{brief}`@shop/crads`\n", "unknown-name", after)


def test_the_one_near_name_is_preferred() -> None:
    text = CONTEXTS + "--- subtask_01.yaml\nbounded_context: paymnet  # who pays?\n"
    fix = check_fix(text, "unknown-name", "--- subtask_01.yaml\nbounded_context: payment  # who pays?\n")
    assert fix.is_preferred
    assert not fix.is_safe


def test_a_document_that_is_no_object_makes_no_other_look_wrong() -> None:
    for text in ("null", "[]", '"payment"', ""):
        check_findings(
            CONTEXTS
            + f"--- /.tmp/tasks/vouchers/contexts.yaml\n{text}\n"
            + '--- task.json\n{"bounded_context": "vouchers", "module": "@shop/vouchers"}\n',
            "unknown-name",
        )


def test_a_document_with_a_slip_makes_no_other_look_wrong() -> None:
    check_findings(
        """
--- contexts.json
{"bounded_contexts": [{"name": "cards"} {"name": "pay
--- subtask_01.json
{"bounded_context": "payment"}
""",
        "unknown-name",
    )


def test_archived_features_are_left_alone() -> None:
    check_findings(
        CONTEXTS + '--- /.tmp/tasks/completed/old/task.json\n{"bounded_context": "paymnet"}\n', "unknown-name"
    )


def test_a_contract_under_another_context_is_one_finding() -> None:
    check_findings(
        CONTEXTS
        + """
--- /.tmp/contracts/cards/cards-api/contract.json
{"bounded_context": «"card"»{id-mismatch: the bounded context is "card", the folder cards}}
--- /.tmp/contracts/crads/crads-api/contract.json
{"bounded_context": «"crads"»{unknown-name: did you mean cards?}}
"""
    )
