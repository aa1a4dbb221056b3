"""Where names and `$ref`s lead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ide.test_definition import check_definition


class TestNames:
    """What there is besides `test_chain.py`."""

    def test_the_nearest_definition(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path,
            """
--- task.json
{"bounded_context": "car<|>ds"}
--- contexts.json
{"bounded_contexts": [{"name": "«cards»"}]}
--- /.tmp/tasks/a-feature/contexts.json
{"bounded_contexts": [{"name": "cards"}]}
""",
            "cards",
        )

    def test_a_record_without_a_title(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path, '{"related_adrs": [{"id": "ADR<|>-001"}]}\n--- /docs/adr/001-x.md\n«»Text\n', "ADR-001"
        )

    def test_a_name_that_nothing_defines_leads_to_the_path_beside_it(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path,
            '{"contracts": [{"name": "Ca<|>rds", "path": "src/cards.ts"}]}\n--- /src/cards.ts\n«»export {}\n',
            "Cards",
        )

    def test_a_name_that_nothing_defines(self, tmp_path: Path) -> None:
        check_definition(tmp_path, '{"bounded_context": "ca<|>rds", "module": "x"}')


class TestComponents:
    def test_in_the_document(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path,
            """
--- /.tmp/contracts/a/b/openapi.json
{"components": {"schemas": {«"Card"»: {}, "Cards": {"items": {"$ref": "#/components/<|>schemas/Card"}}}}}
""".replace('«"Card"»', '"«Card»"'),
            "#/components/schemas/Card",
        )

    def test_in_a_file_beside_it(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path,
            """
--- /.tmp/contracts/a/b/openapi.yaml
components:
  responses:
    Bad:
      $ref: ./parts.json#/<|>responses/a~1b%20c
--- /.tmp/contracts/a/b/parts.json
{"responses": {"«a/b c»": {}}}
""",
            "./parts.json#/responses/a~1b%20c",
        )

    def test_a_document_that_a_contract_names(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path,
            """
--- /.tmp/contracts/a/b/contract.json
{"openapi_spec_path": "../../../../api/shop.yaml"}
--- /api/shop.yaml
components:
  schemas:
    «Card»: {type: object}
    Cards: {type: array, items: {$ref: '#/components/schemas/<|>Card'}}
""",
        )

    def test_an_item_of_a_list(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path,
            """
--- /.tmp/contracts/a/b/openapi.yaml
paths:
  /x:
    parameters: [{name: a, in: query}, «{name: b, in: query}»]
    get:
      parameters: [{$ref: '#/paths/~1x/<|>parameters/1'}]
""".replace("«{name: b, in: query}»", "«{»name: b, in: query}"),
        )

    @pytest.mark.parametrize(
        "written",
        [
            "https://example.org/<|>x.yaml#/a",
            "../../../../../../<|>etc/x.json",
            "/etc/<|>x.json",
            ".env<|>",
            "#/<|>a/b",
            "<|>",
        ],
    )
    def test_what_is_not_there_or_not_shown(self, tmp_path: Path, written: str) -> None:
        text = (
            f'--- /.tmp/contracts/a/b/openapi.json\n{{"components": {{"schemas": {{"A": {{"$ref": "{written}"}}}}}}}}'
        )
        check_definition(tmp_path, text + "\n--- /.tmp/contracts/a/b/.env\nKEY=x\n")


def test_a_file_that_a_contract_names_and_a_subtask_promises(tmp_path: Path) -> None:
    check_definition(
        tmp_path,
        """
--- /.tmp/contracts/a/b/contract.json
{"providers": [{"name": "p", "implementation_path": "src/<|>a.ts"}]}
--- subtask_01.json
{"deliverables": ["src/b.ts", "«src/a.ts»"]}
""",
    )
