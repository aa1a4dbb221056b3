"""The rule `contract-status`."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter

import pytest

from callsheet.rules.contract.claims import claims
from callsheet.rules.registry import RULES, Context
from tests.rules.helpers import check_findings, check_fix, fix_titles
from tests.workspaces import FEATURE_FOLDER, Fixture, read_fixture

CONTRACT = "--- /.tmp/contracts/cards/cards-api/contract.json\n"


def test_a_contract_cannot_be_further_than_what_it_consists_of() -> None:
    findings = check_findings(
        """
--- task.json
{"contracts": [{"type": "interface", "name": "CardStore", "path": "src/cards/store.ts", "status": «"verified"»{contract-status warning: "CardStore" cannot be verified yet: 02 (Store cards), which delivers src/cards/store.ts, is in progress}}]}
--- subtask_01.json
{"seq": "01", "title": "Lay out folders", "status": "completed", "deliverables": ["src/cards/"]}
--- subtask_02.json
{"seq": "02", "title": "Store cards", "status": "in_progress", "deliverables": ["src/cards/store.ts"]}
--- subtask_03.json
{"seq": "03", "contracts": [{"type": "interface", "name": "CardStore", "path": "./src/cards/store.ts", "status": «"implemented"»{contract-status}}]}
--- subtask_04.json
{"seq": "04", "contracts": [{"type": "interface", "name": "CardStore", "path": "src/cards/store.ts", "status": "defined"}]}
"""
    )
    assert {finding.related[0].path for finding in findings} == {".tmp/tasks/gift-cards/subtask_02.json"}


def test_a_contract_with_a_document_consists_of_its_implementations() -> None:
    check_findings(
        CONTRACT
        + '{"service_name": "CardsAPI", "openapi_spec_path": "contract.openapi.yaml", "providers": [{"implementation_path": "src/api/cards"}]}\n'
        + """
--- subtask_01.json
{"seq": "01", "status": "pending", "deliverables": ["src/api/cards/routes.ts"]}
--- subtask_02.json
{"seq": "02", "contracts": [{"type": "api", "name": "CardsAPI", "status": «"implemented"»{contract-status: 01, which delivers src/api/cards, is pending}}]}
"""
    )


@pytest.mark.parametrize("status", ["completed", "done", ""])
def test_what_is_made_or_may_be(status: str) -> None:
    check_findings(
        f"""
--- subtask_01.json
{{"seq": "01", "status": "{status}", "deliverables": ["src/store.ts"]}}
--- subtask_02.json
{{"seq": "02", "contracts": [{{"type": "interface", "name": "Store", "path": "src/store.ts", "status": "implemented"}}]}}
--- subtask_03.json
{{"seq": "03", "contracts": [{{"type": "interface", "name": "Other", "path": "src/other.ts", "status": "verified"}}]}}
""",
        "contract-status",
    )


def link(status: str, name: str = "Store") -> str:
    return f'"contracts": [{{"type": "interface", "name": "{name}", "status": {status}}}]'


def test_a_later_subtask_may_take_a_contract_further() -> None:
    check_findings(
        f"""
--- task.json
{{{link('"draft"')}}}
--- subtask_01.json
{{"seq": "01", "status": "pending", {link('"defined"')}}}
--- subtask_02.json
{{"seq": "02", "depends_on": ["01"]}}
--- subtask_03.json
{{"seq": "03", "depends_on": ["02"], {link('"implemented"')}}}
--- subtask_04.json
{{"seq": "04", {link('"verified"', "Another")}}}
--- subtask_05.json
{{"seq": "05", {link('"finished"')}}}
""",
        "contract-status",
    )


def test_of_two_that_stand_beside_each_other_the_further_one_is_blamed() -> None:
    text = f"""
--- subtask_01.json
{{"seq": "01", "title": "Draw", {link('"defined"')}}}
--- subtask_02.json
{{"seq": "02", {link('«"implemented"»{contract-status: "Store" is implemented here, but defined by 01 (Draw)}')}}}
"""
    check_findings(text)
    check_fix(
        text.replace("«", "").replace('»{contract-status: "Store" is implemented here, but defined by 01 (Draw)}', ""),
        "contract-status",
        f'--- subtask_02.json\n{{"seq": "02", {link(chr(34) + "defined" + chr(34))}}}\n',
    )


def test_of_two_in_order_the_later_one_must_not_fall_back() -> None:
    check_findings(
        f"""
--- subtask_01.json
{{"seq": "01", {link('"implemented"')}}}
--- subtask_02.json
{{"seq": "02", "depends_on": ["01"], {link('«"defined"»{contract-status: "Store" is defined here, but implemented by 01}')}}}
"""
    )


def test_a_task_is_not_behind_its_completed_subtasks() -> None:
    check_findings(
        f"""
--- task.json
{{{link('«"defined"»{contract-status: "Store" is defined here, but implemented by 02}')}}}
--- subtask_01.json
{{"seq": "01", "status": "completed", {link('"defined"')}}}
--- subtask_02.json
{{"seq": "02", "status": "completed", "depends_on": ["01"], {link('"implemented"')}}}
"""
    )


def test_what_cannot_be_is_not_compared_with_the_others() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "status": "pending", "deliverables": ["src/store.ts"],
 "contracts": [{"type": "interface", "name": "Store", "path": "src/store.ts", "status": "defined"}]}
--- subtask_02.json
{"seq": "02", "contracts": [{"type": "interface", "name": "Store", "path": "src/store.ts", "status": «"implemented"»{contract-status: cannot be implemented}}]}
"""
    )


def test_files_tell_contracts_apart_before_names_do() -> None:
    check_findings(
        """
--- subtask_01.json
{"seq": "01", "contracts": [{"type": "api", "name": "A", "path": "src/a.ts", "status": "defined"}]}
--- subtask_02.json
{"seq": "02", "contracts": [{"type": "api", "name": "A", "path": "src/b.ts", "status": "implemented"}]}
""",
        "contract-status",
    )


def test_the_status_becomes_defined() -> None:
    text = '--- subtask_01.json\n{"status": "pending", "deliverables": ["a.ts"], "contracts": [{"name": "A", "path": "a.ts", "status": "verified"}]}\n'
    check_fix(text, "contract-status", text.replace("verified", "defined"))
    assert fix_titles(text, "contract-status") == ['Change to "defined"']


def test_documents_are_judged_once_for_a_state(tmp_path: Path) -> None:
    text = '--- subtask_01.json\n{"contracts": [{"type": "interface", "name": "Store", "status": "defined"}]}\n'
    snapshot = read_fixture(text).snapshot(tmp_path)
    feature = snapshot.features[FEATURE_FOLDER]
    assert claims(feature, snapshot.planning) is claims(feature, snapshot.planning)
    assert claims(feature, snapshot.planning.changed({})) is not claims(feature, snapshot.planning)


def test_many_subtasks_take_no_time(tmp_path: Path) -> None:
    documents = {
        number: {
            "deliverables": [f"src/{number}.ts"],
            "contracts": [{"name": "Store", "path": f"src/{number}.ts", "status": "implemented"}],
        }
        for number in range(100, 400)
    }
    files = {f"{FEATURE_FOLDER}/subtask_{number}.json": json.dumps(each) for number, each in documents.items()}
    snapshot = Fixture(files).snapshot(tmp_path)
    started = perf_counter()
    for facts in snapshot.files():
        list(RULES["contract-status"].check(facts, Context(snapshot, snapshot.features[FEATURE_FOLDER])))
    assert perf_counter() - started < 1  # a hundredth of that on an idle machine
