"""The links of documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.ide.links import document_links
from callsheet.text import Text
from callsheet.workspace.session import Session
from tests.workspaces import FEATURE_FOLDER, read_fixture


def check_links(root: Path, text: str, *expected: str) -> None:
    """The links of the first file of a fixture are its marked places, and lead to what is expected.

    That is a path, a path with its line as in `docs/a.md#3`, or a web address.
    """
    fixture = read_fixture(text)
    path = next(iter(fixture.files))
    found = document_links(fixture.snapshot(root), path)
    assert [(path, link.start, link.end) for link in found] == fixture.marked
    assert [link.url or f"{link.path}#{link.line}".removesuffix("#None") for link in found] == list(expected)


class TestLinks:
    def test_references(self, tmp_path: Path) -> None:
        check_links(
            tmp_path,
            """
{
  "context_files": [
    "@«docs/a.md» (new)",
    {"path": "«docs/a.md»", "lines": "3-4,9"},
    {"path": "«docs/a.md»", "lines": "nonsense"}
  ],
  "contracts": [{"path": "«docs/a.md»"}],
  "related_adrs": [{"path": "./«docs/a.md»"}]
}
--- /docs/a.md
1
""".replace("./«", "«./"),
            "docs/a.md",
            "docs/a.md#3",
            "docs/a.md",
            "docs/a.md",
            "docs/a.md",
        )

    def test_dependencies(self, tmp_path: Path) -> None:
        check_links(
            tmp_path,
            """
--- subtask_02.json
{"seq": "02", "depends_on": ["«01»", "«gift-cards-03»", "09"]}
--- subtask_01.json
{"seq": "01"}
--- subtask_03.yaml
seq: "03"
""",
            f"{FEATURE_FOLDER}/subtask_01.json",
            f"{FEATURE_FOLDER}/subtask_03.yaml",
        )

    def test_deliverables_that_exist(self, tmp_path: Path) -> None:
        text = '{"deliverables": ["«src/a.ts»", "src/b.ts", "src/", "POST /a"]}\n--- /src/a.ts\n1\n'
        check_links(tmp_path, text, "src/a.ts")

    def test_web_addresses(self, tmp_path: Path) -> None:
        check_links(
            tmp_path,
            """
{
  "context_files": ["«https://example.com/a» (see below)", "file:///etc/passwd", "command:x"],
  "design_components": [{"type": "figma", "url": "«HTTPS:\\/\\/figma.com/x»"}, {"url": "javascript:x"}, {"url": 7}, 7]
}
""",
            "https://example.com/a",
            "HTTPS://figma.com/x",
        )

    def test_what_is_no_link(self, tmp_path: Path) -> None:
        check_links(
            tmp_path,
            '{"context_files": ["docs/", "docs/*.md", "docs/b.md", "/etc/passwd", "~/a.md", "../a.md", "", 7]}'
            "\n--- /docs/a.md\n1\n",
        )

    def test_yaml(self, tmp_path: Path) -> None:
        check_links(
            tmp_path,
            """
--- subtask_02.yaml
depends_on: ["«01»"]
context_files:
  - «docs/a.md» # why
  - path: '«docs/a.md» (new)'
    lines: 3-4
  - "«docs\\x2fa.md»"
--- subtask_01.json
{"seq": "01"}
--- /docs/a.md
1
""".replace('"«docs\\x2fa.md»"', '«"docs\\x2fa.md"»'),
            f"{FEATURE_FOLDER}/subtask_01.json",
            "docs/a.md",
            "docs/a.md#3",
            "docs/a.md",
        )

    def test_names(self, tmp_path: Path) -> None:
        check_links(
            tmp_path,
            """
--- task.json
{"bounded_context": "«cards»", "module": "cards", "contracts": [{"name": "«CardsAPI»", "path": "«src/a.ts»"}]}
--- contexts.json
{"bounded_contexts": [
  {"name": "cards"}
]}
--- /src/a.ts
1
--- /.tmp/contracts/cards/cards-api/contract.yaml
contract_id: cards-api
service_name: CardsAPI
""",
            f"{FEATURE_FOLDER}/contexts.json#2",
            ".tmp/contracts/cards/cards-api/contract.yaml#2",
            "src/a.ts",
        )

    def test_names_in_the_fields_of_markdown(self, tmp_path: Path) -> None:
        check_links(
            tmp_path,
            """
--- /docs/adr/002-cards.md
# Cards

**Supersedes**: «ADR-1» and ADR-003
--- /docs/adr/001-mail.md

# Mail
""",
            "docs/adr/001-mail.md#2",
        )

    def test_paths_and_names_of_a_contract(self, tmp_path: Path) -> None:
        check_links(
            tmp_path,
            """
--- /.tmp/contracts/cards/cards-api/contract.json
{"openapi_spec_path": "«api.yaml»", "consumers": [{"name": "x", "endpoints_used": ["«GET /x»", "/y"]}],
 "providers": [{"implementation_path": "«src/a.ts»"}]}
--- /.tmp/contracts/cards/cards-api/api.yaml
paths:
  /x:
    get: {}
--- /src/a.ts
1
""",
            ".tmp/contracts/cards/cards-api/api.yaml",
            ".tmp/contracts/cards/cards-api/api.yaml#3",
            "src/a.ts",
        )

    def test_components(self, tmp_path: Path) -> None:
        check_links(
            tmp_path,
            """
--- /.tmp/contracts/a/b/openapi.yaml
components:
  schemas:
    Card: {}
    Cards: {items: {$ref: '«#/components/schemas/Card»'}}
    None: {$ref: '#/components/schemas/Nothing'}
    Part: {$ref: "«part.yaml»"}
    Away: {$ref: "https://example.org/x.yaml"}
--- /.tmp/contracts/a/b/part.yaml
type: object
""",
            ".tmp/contracts/a/b/openapi.yaml#3",
            ".tmp/contracts/a/b/part.yaml#1",
        )

    def test_tooltips(self, tmp_path: Path) -> None:
        fixture = read_fixture(
            """
{"seq": "02", "depends_on": ["01"], "context_files": [{"path": "a.md", "lines": "1-2"}]}
--- subtask_01.json
{"seq": "01", "title": "Draw the card"}
--- /a.md
1
"""
        )
        found = document_links(fixture.snapshot(tmp_path), f"{FEATURE_FOLDER}/subtask_02.json")
        assert [link.tooltip for link in found] == ["01 · Draw the card", "a.md, lines 1-2"]

    def test_files_that_are_open_and_not_saved(self, tmp_path: Path) -> None:
        session = read_fixture('{"context_files": ["new.md"]}').session(tmp_path)
        session.open("new.md", Text("1\n"))
        found = document_links(session.snapshot, f"{FEATURE_FOLDER}/subtask_02.json")
        assert [link.path for link in found] == ["new.md"]

    def test_documents_of_no_known_kind(self, tmp_path: Path) -> None:
        check_links(tmp_path, '--- /package.json\n{"context_files": ["package.json"]}')


BROKEN = """{
  "depends_on": ["01", " 01 "], "context_files": ["a.md", {"path": "@a.md (x)", "lines": "1, 3-4,,9"}, 7, null],
  "deliverables": ["src/", "a\\u002emd", "POST /x"], "design_components": [{"url": "https://x.example/y z"}],
  "depends_on": ["01"]
}
"""

BROKEN_YAML = """depends_on: ["01", ' 01 ']
context_files:
  - a.md
  - path: "@a.md (x)"
    lines: 1, 3-4,,9
  - &anchor a.md
  - *anchor
deliverables: [src/, "a\\u002emd"]
design_components:
- url: https://x.example/y z
"""


@pytest.fixture(scope="module")
def typing(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return read_fixture('--- subtask_01.json\n{"seq": "01"}\n--- /a.md\n1\n').session(tmp_path_factory.mktemp("typing"))


@pytest.mark.parametrize(("name", "text"), [("subtask_02.json", BROKEN), ("subtask_02.yaml", BROKEN_YAML)])
@given(data=st.data())
def test_no_state_of_typing_makes_it_fail(typing: Session, data: st.DataObject, name: str, text: str) -> None:
    length = data.draw(st.integers(0, len(text)))
    path = f"{FEATURE_FOLDER}/{name}"
    typing.open(path, Text(text[:length]))
    end = 0
    for link in document_links(typing.snapshot, path):
        assert end <= link.start < link.end <= length
        end = link.end
    typing.close(path)
