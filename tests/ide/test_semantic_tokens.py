"""What stands for what."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.ide.semantic_tokens import semantic_tokens
from callsheet.text import Text
from callsheet.workspace.session import Session
from tests.ide.samples import SAMPLES
from tests.workspaces import read_fixture


def check_tokens(root: Path, text: str, *expected: str) -> None:
    """The tokens of the first file of a fixture are its marked places, each with a type and modifiers as expected."""
    fixture = read_fixture(text)
    path = next(iter(fixture.files))
    found = semantic_tokens(fixture.snapshot(root), path)
    assert [(path, token.start, token.end) for token in found] == fixture.marked
    assert [".".join([token.type, *token.modifiers]) for token in found] == list(expected)


SUBTASK = [
    "variable.declaration.definition",
    "variable.declaration.definition",
    "enumMember.inProgress",
    "variable.completed",
    "variable.blocked",
    "namespace",
    "namespace",
    "number",
    "number",
    "namespace.declaration.definition",
    "type",
]
OTHER_FILES = """
--- subtask_01.json
{"seq": "01", "status": "completed"}
--- subtask_03.json
{"seq": "03", "status": "blocked"}
--- contexts.json
{"bounded_contexts": [{"name": "cards"}]}
--- /docs/a.md
One.
"""


class TestSubtasks:
    def test_json(self, tmp_path: Path) -> None:
        check_tokens(
            tmp_path,
            """
{
  "id": "«gift-cards-02»", "seq": "«02»", "title": "01", "status": "«in_progress»",
  "depends_on": ["«01»", "«gift-cards-03»", "09"],
  "context_files": ["@«docs/a.md» (new)", {"path": "«src/card.ts»", "lines": "«1-2», «7»", "reason": "docs/a.md"}, "docs/b.md"],
  "reference_files": ["https://example.org", "../a.md", "/etc/passwd", "docs/*.md"],
  "deliverables": ["«src/card.ts»", "GET /nowhere"],
  "bounded_context": "«cards»", "module": "nothing"
}"""
            + OTHER_FILES,
            *SUBTASK,
        )

    def test_yaml(self, tmp_path: Path) -> None:
        check_tokens(
            tmp_path,
            """
--- subtask_02.yaml
id: «gift-cards-02»
seq: "«02»"
status: «in_progress» # as it is
depends_on:
  - "«01»"
  - «gift-cards-03»
context_files:
  - "@«docs/a.md»"
  - path: «src/card.ts»
    lines: «1-2», «7»
deliverables: ['«src/card.ts»']
bounded_context: «cards»
"""
            + OTHER_FILES,
            *SUBTASK,
        )

    @pytest.mark.parametrize("status", ['"active"', '"done"', '""', "null", "7", '["pending"]'])
    def test_a_status_that_is_none(self, tmp_path: Path, status: str) -> None:
        check_tokens(tmp_path, f'{{"status": {status}}}')

    def test_lines_that_are_wrong_in_part(self, tmp_path: Path) -> None:
        check_tokens(
            tmp_path,
            '{"context_files": [{"path": "«docs/a.md»", "lines": "1:2,«5»"}]}\n--- /docs/a.md\nOne.',
            "namespace",
            "number",
        )


def test_task(tmp_path: Path) -> None:
    check_tokens(
        tmp_path,
        """
--- task.json
{"id": "«gift-cards»", "status": "«archived»",
 "contracts": [{"name": "«CardsAPI»", "status": "«draft»"}, {"name": "Nothing", "status": "«verified»"}],
 "related_adrs": [{"id": "«ADR-001»"}]}
--- /.tmp/contracts/cards/cards-api/contract.json
{"service_name": "CardsAPI"}
--- /docs/adr/001-cards.md
# Cards
""",
        "variable.declaration.definition",
        "enumMember.deprecated",
        "interface",
        "enumMember.pending",
        "enumMember.completed",
        "class",
    )


def test_story_map(tmp_path: Path) -> None:
    check_tokens(
        tmp_path,
        """
--- /.tmp/planning/shop/map.yaml
epics: [{id: «e-1», name: «Sell cards»}]
stories:
  - {id: «s-1», epic: «e-1», dependencies: [s-2]}
bounded_context_mapping:
  «cards»: {stories: [«s-1»]}
  mail: {}
--- contexts.json
{"bounded_contexts": [{"name": "cards"}]}
""",
        "class.declaration.definition",
        "class.declaration.definition",
        "class.declaration.definition",
        "class",
        "type",
        "class",
    )


def test_contract(tmp_path: Path) -> None:
    check_tokens(
        tmp_path,
        """
--- /.tmp/contracts/cards/cards-api/contract.json
{"service_name": "«CardsAPI»", "openapi_spec_path": "«openapi.yaml»",
 "consumers": [{"name": "«web»", "endpoints_used": ["«GET /cards»", "/mail"]}],
 "providers": [{"implementation_path": "«src/cards.ts»"}]}
--- /.tmp/contracts/cards/cards-api/openapi.yaml
paths:
  /cards: {get: {}}
--- subtask_01.json
{"deliverables": ["src/cards.ts"]}
""",
        "interface.declaration.definition",
        "namespace",
        "interface.declaration.definition",
        "function",
        "namespace",
    )


def test_openapi(tmp_path: Path) -> None:
    check_tokens(
        tmp_path,
        """
--- /.tmp/contracts/cards/cards-api/openapi.yaml
paths:
  «/cards»:
    «get»:
      responses:
        "200": {$ref: '«#/components/responses/Fine»'}
        "400": {$ref: '#/components/responses/Bad'}
components:
  responses:
    «Fine»: {description: ok}
""",
        "function.declaration.definition",
        "function.declaration.definition",
        "type",
        "type.declaration.definition",
    )


@pytest.mark.parametrize(
    ("status", "modifier"),
    [("«Accepted»", "completed"), ("«Superseded» by ADR-004", "deprecated"), ("*«rejected»*", "blocked")],
)
def test_markdown(tmp_path: Path, status: str, modifier: str) -> None:
    check_tokens(tmp_path, f"--- /docs/adr/001-cards.md\n# Cards\n\n**Status**: {status}\n", f"enumMember.{modifier}")


def test_names_in_the_fields_of_markdown(tmp_path: Path) -> None:
    record = "--- /docs/adr/001-cards.md\n# Cards\n\n**Status**: «Superseded» by «ADR-002», not ADR-003\n"
    check_tokens(tmp_path / "record", f"{record}--- /docs/adr/002-x.md\n# X\n", "enumMember.deprecated", "class")
    brief = "--- module-briefs/cards.md\n# About cards\n\n**Module**: `«shop»`\n"
    contexts = '--- contexts.json\n{"bounded_contexts": [{"name": "mail", "module": "shop"}]}\n'
    check_tokens(tmp_path / "brief", brief + contexts, "type")


def test_markdown_without_a_status(tmp_path: Path) -> None:
    check_tokens(tmp_path, "--- /docs/adr/001-cards.md\n# Cards\n\n**Status**: Thinking about it\n")


def test_other_documents_have_none(tmp_path: Path) -> None:
    check_tokens(tmp_path, '--- /package.json\n{"status": "completed"}')


@pytest.mark.parametrize("path", SAMPLES)
@given(data=st.data())
def test_no_state_of_typing_makes_tokens_overlap(typing: Session, data: st.DataObject, path: str) -> None:
    whole = SAMPLES[path]
    start = data.draw(st.integers(0, len(whole)))
    text = whole[:start] + whole[data.draw(st.integers(start, len(whole))) :]
    typing.open(path, Text(text))
    end = 0
    for token in semantic_tokens(typing.snapshot, path):
        assert end <= token.start < token.end <= len(text)
        end = token.end
    typing.close(path)
