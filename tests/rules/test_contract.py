"""The family *contract*."""

from __future__ import annotations

import pytest

from tests.rules.helpers import check_findings, check_fix, fix_titles

CONTRACT = "--- /.tmp/contracts/cards/cards-api/contract.json\n"
SPEC = "--- /.tmp/contracts/cards/cards-api/contract.openapi.yaml\n"

# version-mismatch


def test_versions_within_a_contract() -> None:
    text = CONTRACT + '{"version": "1.2.0", "versioning": {"current_version": "1.1.0"}}\n'
    check_findings(
        CONTRACT
        + """
{
  "version": "1.2.0",
  "versioning": {"current_version": «"1.1.0"»{version-mismatch warning: current_version is "1.1.0", but the contract's version is "1.2.0"}}
}
"""
    )
    check_fix(text, "version-mismatch", CONTRACT + '{"version": "1.2.0", "versioning": {"current_version": "1.2.0"}}\n')
    check_fix(
        text,
        "version-mismatch",
        CONTRACT + '{"version": "1.1.0", "versioning": {"current_version": "1.1.0"}}\n',
        'Set the version to "1.1.0"',
    )


def test_the_version_of_the_openapi_document() -> None:
    text = (
        CONTRACT
        + '{"version": "1.2.0", "versioning": {"current_version": "1.2.0"}, "openapi_spec_path": "contract.openapi.yaml"}\n'
        + SPEC
        + 'info: {version: «1.0.0»{version-mismatch: the version is "1.0.0", but that of the contract is "1.2.0"}}\n'
    )
    finding = check_findings(text)[0]
    assert finding.related[0].path == ".tmp/contracts/cards/cards-api/contract.json"
    check_fix(
        text.partition("{version: «")[0] + "{version: 1.0.0}\n",
        "version-mismatch",
        CONTRACT
        + '{"version": "1.0.0", "versioning": {"current_version": "1.0.0"}, "openapi_spec_path": "contract.openapi.yaml"}\n',
        'Set the contract\'s version to "1.0.0"',
    )


@pytest.mark.parametrize(
    ("contract", "spec"),
    [
        ('{"version": "1.2.0"}', "info: {version: 1.0.0}"),  # it names no document
        ('{"openapi_spec_path": "contract.openapi.yaml"}', "info: {version: 1.0.0}"),
        ('{"version": "1.0", "openapi_spec_path": "contract.openapi.yaml"}', "info: {version: 1.0}"),  # no string
        ('{"version": "1.0.0", "openapi_spec_path": "contract.openapi.yaml"}', "info: 1.2.0"),
        ('{"version": 1, "versioning": {"current_version": "1.0.0"}}', "{}"),
        ('{"version": "1.0.0", "versioning": []}', "{}"),
    ],
)
def test_versions_that_cannot_be_compared(contract: str, spec: str) -> None:
    check_findings(f"{CONTRACT}{contract}\n{SPEC}{spec}\n", "version-mismatch")


def test_a_contract_that_disagrees_with_itself_is_one_finding() -> None:
    check_findings(
        CONTRACT
        + """
{
  "version": "1.2.0",
  "versioning": {"current_version": «"1.3.0"»{version-mismatch}},
  "openapi_spec_path": "contract.openapi.yaml"
}
"""
        + SPEC
        + "info: {version: 1.3.0}\n"
    )


def test_a_document_of_two_contracts_agrees_with_one() -> None:
    check_findings(
        CONTRACT
        + '{"version": "1.0.0", "openapi_spec_path": "contract.openapi.yaml"}\n'
        + '--- /.tmp/contracts/cards/other-api/contract.json\n{"version": "2.0.0", "openapi_spec_path": "../cards-api/contract.openapi.yaml"}\n'
        + SPEC
        + "info: {version: 2.0.0}\n",
        "version-mismatch",
    )


# unknown-endpoint

PATHS = (
    SPEC
    + """
paths:
  /cards:
    get: {}
    post: {}
  /cards/{id}:
    get: {}
  /orders/{id}/cards:
    $ref: orders.yaml
"""
)


def contract_using(endpoints: str) -> str:
    return f'{CONTRACT}{{"openapi_spec_path": "contract.openapi.yaml", "consumers": [{{"endpoints_used": [{endpoints}]}}]}}\n'


def test_endpoints_that_are_not_there() -> None:
    check_findings(
        contract_using(
            '«"/card"»{unknown-endpoint warning: "/card" is no path of contract.openapi.yaml; did you mean /cards?}, '
            '«"DELETE /cards"»{unknown-endpoint: /cards has no DELETE, only GET, POST}, '
            '«"post /crads"»{unknown-endpoint: did you mean POST /cards?}, '
            '«"/somewhere/else/entirely"»{unknown-endpoint}'
        )
        + PATHS
    )


@pytest.mark.parametrize(
    "endpoint",
    ["/cards", "get /cards", "GET  /cards", "/cards/{number}", "GET /cards?limit=10", "PUT /orders/{order}/cards", " "],
)
def test_endpoints_that_are_there(endpoint: str) -> None:
    check_findings(contract_using(f'"{endpoint}"') + PATHS, "unknown-endpoint")


@pytest.mark.parametrize(
    "spec", ["", SPEC + "paths: {}\n", SPEC + "paths:\n  /x: {\n", SPEC + "[]\n", SPEC + "paths: [/cards]\n"]
)
def test_without_paths_no_endpoint_is_unknown(spec: str) -> None:
    check_findings(contract_using('"/nowhere"') + spec, "unknown-endpoint")


def test_another_method_of_the_path_is_proposed() -> None:
    text = contract_using('"DELETE /cards/{number}"') + PATHS
    fix = check_fix(text, "unknown-endpoint", contract_using('"GET /cards/{number}"'))
    assert not fix.is_preferred


def test_what_is_listed_already_is_not_proposed() -> None:
    assert not fix_titles(contract_using('"GET /cards/{number}", "DELETE /cards/{number}"') + PATHS, "unknown-endpoint")


# invalid-openapi, example-mismatch


def test_what_is_wrong_with_an_openapi_document() -> None:
    check_findings(
        SPEC
        + """
openapi: 3.0.3
info: {title: Gift cards, version: 1.0.0}
paths:
  /cards/{id}:
    get:
      responses:
        "200":
          description: The card
          content:
            application/json:
              schema:
                $ref: «"#/components/schemas/Crad"»{invalid-openapi error: did you mean "#/components/schemas/Card"?}
components:
  schemas:
    Card:
      type: object
      properties:
        state: {type: string, enum: [active, spent], example: «lost»{example-mismatch warning}}
""".replace("/cards/{id}", "/cards")
    )


def test_a_valid_document() -> None:
    check_findings(
        SPEC + "openapi: 3.1.0\ninfo: {title: Gift cards, version: 1.0.0}\npaths: {}\n",
        "invalid-openapi",
        "example-mismatch",
    )


def test_a_slip_of_syntax_is_enough_to_say() -> None:
    check_findings(SPEC + "openapi: 3.1.0\ninfo: {title: [\n", "invalid-openapi", "example-mismatch")


# contract-status


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
