"""The family *contract*."""

from __future__ import annotations

import json
from itertools import islice, product
from pathlib import Path
from time import perf_counter

import pytest

from callsheet.rules.alike import MANY
from callsheet.rules.engine import fixes_for
from callsheet.text import Text
from callsheet.workspace.snapshot import Snapshot
from tests.rules.helpers import NOW, check_findings, check_fix, findings_of, fix_titles
from tests.workspaces import read_fixture

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


def test_a_path_with_a_value_in_place_of_its_parameter() -> None:
    check_findings(
        contract_using(
            '«"/cards/7"»{unknown-endpoint warning: "/cards/7" is no path of contract.openapi.yaml; '
            "did you mean /cards/}, "
            '«"/orders/7/cards"»{unknown-endpoint: did you mean /orders/}, '
            '«"/orders//cards"»{unknown-endpoint}'
        )
        + PATHS
    )
    fix = check_fix(
        contract_using('"get /cards/7?full=1"') + PATHS, "unknown-endpoint", contract_using('"GET /cards/{id}"')
    )
    assert fix.is_preferred


@pytest.mark.parametrize(
    ("endpoint", "meant"),
    [("cards", "/cards"), ("POST cards", "POST /cards"), ("cards/7", "/cards/{id}"), ("cards/{number}", "/cards/{id}")],
)
def test_a_path_without_its_slash(endpoint: str, meant: str) -> None:
    check_fix(contract_using(f'"{endpoint}"') + PATHS, "unknown-endpoint", contract_using(f'"{meant}"'))


@pytest.mark.parametrize(
    ("endpoint", "meant"),
    [
        ("GET /card/{number}", "GET /cards/{id}"),
        ("/card/{number}", "/cards/{id}"),
        ("/order/{number_of_the_order}/card", "/orders/{id}/cards"),
    ],
)
def test_a_misspelt_path_whose_parameter_has_another_name(endpoint: str, meant: str) -> None:
    check_fix(contract_using(f'"{endpoint}"') + PATHS, "unknown-endpoint", contract_using(f'"{meant}"'))


def test_what_is_listed_already_is_not_proposed() -> None:
    using = contract_using('"GET /cards/{number}", "DELETE /cards/{number}"')
    assert fix_titles(using + PATHS, "unknown-endpoint") == ["Remove DELETE /cards/{number} from endpoints_used"]


def test_for_many_endpoints_the_nearest_are_looked_for(tmp_path: Path) -> None:
    paths = [f"/{word}/{other}" for word in words(20) for other in words(20)]
    fixture = read_fixture(
        contract_using(", ".join(f'"{path}x"' for path in paths))
        + SPEC
        + json.dumps({"paths": {path: {} for path in paths}})
    )
    snapshot = fixture.snapshot(tmp_path)
    started = perf_counter()
    found = [finding for finding in findings_of(snapshot) if finding.rule == "unknown-endpoint"]
    assert perf_counter() - started < 2  # a twentieth of that on an idle machine
    assert ["did you mean" in finding.message for finding in found] == [True] * MANY + [False] * (len(paths) - MANY)


def words(count: int) -> list[str]:
    return [f"{a}{b}{c}{a}{c}" for a, b, c in islice(product("abcdefgh", repeat=3), 0, None, 7)][:count]


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


def test_no_remedy_for_a_document_that_has_changed_since(tmp_path: Path) -> None:
    """Where the finding points there may be another text by now."""
    path = ".tmp/contracts/cards/cards-api/contract.openapi.yaml"
    text = "openapi: 3.0.3\ninfo: {title: Cards, version: 1.0.0}\ntags: [{name: a, descripton: x}]\npaths: {}\n"
    changed = text.replace("[{name: a,", "[{name: new, descripton: y}, {name: a,")
    session = read_fixture(SPEC + text).session(tmp_path)
    assert titles_of_invalid(session.snapshot) == [['Change to "description"']]
    session.open(path, Text(changed))
    assert titles_of_invalid(session.snapshot) == [[]]
    session.validate()
    assert titles_of_invalid(session.snapshot) == [['Change to "description"'], ['Change to "description"']]


def titles_of_invalid(snapshot: Snapshot) -> list[list[str]]:
    """The titles of the fixes of each `invalid-openapi` that has a suggestion."""
    return [
        [fix.title for fix in fixes_for(finding, snapshot, NOW)]
        for finding in findings_of(snapshot)
        if finding.rule == "invalid-openapi" and finding.data is not None
    ]
