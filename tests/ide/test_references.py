"""All places that mean the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.ide.references import document_highlights, references
from tests.workspaces import FEATURE_FOLDER, read_fixture


def check_references(root: Path, text: str, *, declaration: bool = True) -> None:
    """From the cursor of a fixture exactly the marked places are found, by path and place."""
    fixture = read_fixture(text)
    assert fixture.cursor is not None
    found = references(fixture.snapshot(root), *fixture.cursor, include_declaration=declaration)
    assert [(place.path, place.start, place.end) for place in found] == sorted(fixture.marked)
    for place in found:
        assert place.text.string == fixture.files[place.path]


def check_highlights(root: Path, text: str, *definitions: str) -> None:
    """The marked places of the document with the cursor are highlighted, those of these words as definitions."""
    fixture = read_fixture(text)
    assert fixture.cursor is not None
    path, offset = fixture.cursor
    found = document_highlights(fixture.snapshot(root), path, offset)
    assert [(path, place.start, place.end) for place in found] == fixture.marked
    words = fixture.files[path]
    assert [words[place.start : place.end] for place in found if place.is_definition] == list(definitions)


CARDS = """
--- contexts.json
{"bounded_contexts": [{"name": "«ca<|>rds»"}, {"name": "mail"}], "context_relationships": [{"upstream": "«cards»"}]}
--- subtask_01.yaml
bounded_context: «cards»
module: cards
--- task.json
{"bounded_context": "«cards»", "title": "cards"}
--- /.tmp/contracts/cards/cards-api/contract.json
{"bounded_context": "«cards»", "service_name": "cards"}
--- /.tmp/planning/gift-cards/map.yaml
stories: [{id: s, bounded_context: "«cards»"}, {id: cards, bounded_context: mail}]
bounded_context_mapping:
  «cards»: {stories: [s]}
  mail: {}
--- /.tmp/tasks/other/contexts.json
{"bounded_contexts": [{"name": "cards"}]}
--- /.tmp/tasks/other/task.json
{"bounded_context": "cards"}
"""


class TestNames:
    def test_from_the_definition(self, tmp_path: Path) -> None:
        check_references(tmp_path, CARDS)

    def test_from_a_use(self, tmp_path: Path) -> None:
        moved = CARDS.replace("<|>", "").replace('"bounded_context": "«ca', '"bounded_context": "«ca<|>', 1)
        check_references(tmp_path, moved)

    def test_without_the_definition(self, tmp_path: Path) -> None:
        check_references(tmp_path, CARDS.replace("«ca<|>rds»", "ca<|>rds"), declaration=False)

    def test_an_epic_by_its_id_and_by_its_name(self, tmp_path: Path) -> None:
        check_references(
            tmp_path,
            """
--- /.tmp/planning/gift-cards/map.json
{"epics": [{"id": "«e-<|>1»", "name": "«Sell cards»"}], "stories": [{"epic": "«e-1»"}]}
--- /.tmp/planning/gift-cards/prioritized.json
{"mvp_features": [{"id": "s", "epic": "«Sell cards»"}, {"id": "t", "epic": "Other"}]}
""",
        )

    def test_a_path_by_all_its_operations(self, tmp_path: Path) -> None:
        files = """
--- /.tmp/contracts/a/b/contract.json
{"openapi_spec_path": "openapi.yaml",
 "consumers": [{"endpoints_used": ["«/cards/{id}»", "«GET /cards/{card}»", "/x"]}]}
--- /.tmp/contracts/a/b/openapi.yaml
paths:
  «/cards/<|>{id}»: {get: {}, delete: {}}
  /x: {}
--- subtask_01.json
{"deliverables": ["«GET /cards/{id}»", "«DELETE /cards/{id}»", "GET /y"]}
"""
        check_references(tmp_path / "path", files)
        plain = files.replace("«", "").replace("»", "").replace("<|>", "").replace("{get:", "{«ge<|>t»:")
        of_get = plain.replace('"GET /cards/{card}"', '"«GET /cards/{card}»"').replace(
            '"GET /cards/{id}"', '"«GET /cards/{id}»"'
        )
        check_references(tmp_path / "operation", of_get)

    def test_a_module_that_two_contexts_have(self, tmp_path: Path) -> None:
        files = """
--- contexts.json
{"bounded_contexts": [{"name": "cards", "module": "«shop»"}, {"name": "mail", "module": "«shop»"}]}
--- subtask_01.yaml
module: «shop»
--- module-briefs/cards.md
# Cards

**Module**: `«shop»`
"""
        check_references(tmp_path / "definition", files.replace('"mail", "module": "«', '"mail", "module": "«<|>'))
        check_references(tmp_path / "brief", files.replace("`«", "`«<|>"))

    def test_names_that_count_in_one_document_only(self, tmp_path: Path) -> None:
        check_references(
            tmp_path,
            """
--- /.tmp/contracts/a/b/contract.json
{
  "consumers": [{"name": "«sh<|>op»"}], "providers": [{"name": "shop"}],
  "testing_strategy": {"consumer_tests": [{"consumer": "«shop»"}], "provider_verification": {"provider": "shop"}}
}
--- /.tmp/contracts/a/c/contract.json
{"consumers": [{"name": "shop"}], "testing_strategy": {"consumer_tests": [{"consumer": "shop"}]}}
""",
        )

    def test_a_name_that_nothing_defines(self, tmp_path: Path) -> None:
        check_references(
            tmp_path,
            """
--- task.json
{"release_slice": "«v1<|>»"}
--- /.tmp/tasks/other/task.json
{"release_slice": "«v1»", "module": "v1"}
""",
        )

    def test_highlights(self, tmp_path: Path) -> None:
        check_highlights(
            tmp_path,
            """
--- /.tmp/planning/gift-cards/map.yaml
stories:
  - id: «s-1»
  - id: s-2
    dependencies: [«s<|>-1», s-3]
bounded_context_mapping:
  cards: {stories: ['«s-1»', s-2]}
--- /.tmp/planning/gift-cards/prioritized.json
{"mvp_features": [{"id": "s-1"}]}
""",
            "s-1",
        )


class TestSubtasks:
    FILES = """
--- subtask_01.json
{"id": "gift-cards-01", "seq": "«01»"}
--- subtask_02.json
{"id": "gift-cards-02", "seq": "02", "depends_on": ["«0<|>1»", "03"]}
--- subtask_03.yaml
depends_on:
  - «gift-cards-01»
--- /.tmp/tasks/other/subtask_01.json
{"seq": "01"}
--- /.tmp/tasks/other/subtask_02.json
{"seq": "02", "depends_on": ["01"]}
"""

    def test_from_a_dependency(self, tmp_path: Path) -> None:
        check_references(tmp_path, self.FILES)

    @pytest.mark.parametrize("member", ['"seq": "«0', '"id": "gift'])
    def test_from_its_own_number_and_id(self, tmp_path: Path, member: str) -> None:
        check_references(tmp_path, self.FILES.replace("<|>", "").replace(member, f"{member}<|>", 1))

    def test_one_without_a_number(self, tmp_path: Path) -> None:
        check_references(
            tmp_path,
            '--- subtask_01.json\n{"id": "«gift-cards-01»"}\n--- subtask_02.json\n{"depends_on": ["«<|>01»"]}',
        )

    def test_no_subtask(self, tmp_path: Path) -> None:
        check_references(tmp_path, '{"depends_on": ["<|>09"]}')


class TestFiles:
    def test_references_and_deliverables_of_all_features(self, tmp_path: Path) -> None:
        check_references(
            tmp_path,
            """
--- subtask_01.json
{"deliverables": ["«src/a.ts» (new)", "src/b.ts", "src/"]}
--- subtask_02.json
{"reference_files": [{"path": "@«src/<|>a.ts»", "lines": "1"}], "context_files": ["./src/b.ts"]}
--- /.tmp/tasks/other/task.yaml
reference_files:
  - «src/a.ts»
--- /.tmp/contracts/a/b/contract.json
{"providers": [{"name": "p", "implementation_path": "«src/a.ts»"}]}
""",
        )

    def test_what_lies_outside_is_not_looked_for(self, tmp_path: Path) -> None:
        check_references(tmp_path, '{"reference_files": ["../<|>a.ts", "../a.ts"]}')


class TestComponents:
    FILES = """
--- /.tmp/contracts/a/b/openapi.yaml
paths:
  /x:
    get:
      responses:
        "200": {$ref: "«../shared/parts.yaml#/components/responses/Fi<|>ne»"}
        "400": {$ref: "../shared/parts.yaml#/components/responses/Bad"}
--- /.tmp/contracts/a/c/openapi.json
{"paths": {"/y": {"get": {"responses": {"200": {"$ref": "«../shared/parts.yaml#/components/responses/Fine»"}}}}}}
--- /.tmp/contracts/a/shared/parts.yaml
components:
  responses:
    «Fine»: {description: ok}
    Bad: {}
"""

    def test_of_another_file(self, tmp_path: Path) -> None:
        check_references(tmp_path, self.FILES)

    def test_from_the_component(self, tmp_path: Path) -> None:
        check_references(
            tmp_path,
            """
--- /.tmp/contracts/a/b/openapi.yaml
components:
  schemas:
    «Ca<|>rd»: {type: object}
    Cards: {items: {$ref: '«#/components/schemas/Card»'}}
    Pair: {$ref: '#/components/schemas/Cards'}
""",
        )

    def test_a_component_that_does_not_exist(self, tmp_path: Path) -> None:
        check_references(
            tmp_path,
            "--- /.tmp/contracts/a/b/openapi.json\n"
            '{"components": {"schemas": {"A": {"$ref": "«#/<|>x»"}, "B": {"$ref": "«#/x»"}}}}',
        )

    def test_addresses_are_left_alone(self, tmp_path: Path) -> None:
        check_references(
            tmp_path,
            "--- /.tmp/contracts/a/b/openapi.json\n"
            '{"components": {"schemas": {"A": {"$ref": "https://example.org/<|>x"}}}}',
        )


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "ca<|>rds"}',
        '{"bounded_<|>context": "cards"}',
        '{"bounded_context": "ca<|>rds", "bounded_context": "mail"}',
        "--- /docs/guide.md\n# Ca<|>rds\n",
        '{"reference_files": ["*.<|>ts"]}',
        "{<|>",
    ],
)
def test_what_means_nothing_else(tmp_path: Path, text: str) -> None:
    check_references(tmp_path, text)


def test_what_changed_on_disk_meanwhile_is_left_out(tmp_path: Path) -> None:
    fixture = read_fixture('{"seq": "02", "depends_on": ["0<|>1"]}\n--- subtask_01.json\n{"seq": "01"}')
    snapshot = fixture.snapshot(tmp_path)
    (tmp_path / FEATURE_FOLDER / "subtask_01.json").write_text("[")
    assert fixture.cursor is not None
    found = references(snapshot, *fixture.cursor, include_declaration=True)
    assert [place.path for place in found] == [f"{FEATURE_FOLDER}/subtask_02.json"]
