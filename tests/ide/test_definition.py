"""Where definitions lead."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.ide.definition import definition
from callsheet.text import Text
from callsheet.workspace.session import Session
from tests.workspaces import FEATURE_FOLDER, read_fixture


def check_definition(root: Path, text: str, origin: str | None = None) -> None:
    """From the cursor of a fixture one comes to the marked places, in this order, and to nothing else.

    `origin` is the name in the asking document that leads there, where it matters.
    """
    fixture = read_fixture(text)
    assert fixture.cursor is not None
    path, offset = fixture.cursor
    found = definition(fixture.snapshot(root), path, offset)
    assert [(target.path, target.start, target.end) for target in found] == fixture.marked
    if origin is not None:
        assert {fixture.files[path][target.origin_start : target.origin_end] for target in found} == {origin}


class TestFiles:
    def test_the_beginning_of_a_file(self, tmp_path: Path) -> None:
        text = '{"context_files": ["@docs/<|>prices.md (new)"]}\n--- /docs/prices.md\n«»# Prices\n'
        check_definition(tmp_path, text, "docs/prices.md")

    def test_the_first_of_the_referenced_lines(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path,
            '{"context_files": [{"path": "a<|>.md", "lines": "2-3, 5"}]}\n--- /a.md\n1\n«2\n3»\n4\n5\n',
            "a.md",
        )

    def test_the_segment_under_the_cursor(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path,
            '{"context_files": [{"path": "a.md", "lines": "2-3, 5<|>"}]}\n--- /a.md\n1\n2\n3\n4\n«5»\n',
            "5",
        )

    def test_between_segments_the_first(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path,
            '{"context_files": [{"path": "a.md", "lines": "2-3, <|> 5"}]}\n--- /a.md\n1\n«2\n3»\n4\n5\n',
            '"2-3,  5"',
        )

    def test_a_range_past_the_end(self, tmp_path: Path) -> None:
        text = '{"context_files": [{"path": "a<|>.md", "lines": "2-9"}]}\n--- /a.md\n1\n«2»\n'
        check_definition(tmp_path, text)

    def test_wrong_lines(self, tmp_path: Path) -> None:
        check_definition(tmp_path, '{"context_files": [{"path": "a<|>.md", "lines": "x"}]}\n--- /a.md\n«»1\n')

    def test_a_path_with_escapes(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path, '{"reference_files": ["src\\\\<|>\\u0061.ts (old)"]}\n--- /src/a.ts\n«»1\n', "src\\\\\\u0061.ts"
        )

    def test_yaml(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path,
            "--- subtask_02.yaml\ncontext_files:\n  - path: a<|>.md\n    lines: 2-3\n--- /a.md\n1\n«2\n3»\n",
            "a.md",
        )

    def test_a_contract(self, tmp_path: Path) -> None:
        check_definition(tmp_path, '{"contracts": [{"path": "<|>api.yaml"}]}\n--- /api.yaml\n«»openapi: 3.1.0\n')

    def test_a_deliverable_that_exists(self, tmp_path: Path) -> None:
        check_definition(tmp_path, '{"deliverables": ["<|>a.ts"]}\n--- /a.ts\n«»1\n')


class TestPromises:
    def test_a_file_that_does_not_exist_yet(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path,
            """
--- subtask_01.json
{"deliverables": ["src/", "«src/a.ts» (new)"]}
--- subtask_02.json
{"deliverables": ["src/"]}
--- subtask_03.json
{"reference_files": ["src/<|>a.ts"]}
""",
            "src/a.ts",
        )

    def test_a_file_in_a_promised_folder(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path,
            """
--- subtask_01.json
{"deliverables": ["«src/»", "docs/"]}
--- subtask_03.json
{"reference_files": ["src/<|>a.ts"]}
""",
        )

    def test_a_folder_of_promised_files(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path,
            """
--- subtask_01.yaml
deliverables:
  - «src/a.ts»
  - POST /src/x
  - «src/b.ts»
--- subtask_03.json
{"reference_files": ["src/<|>"]}
""",
        )

    def test_promised_by_nobody(self, tmp_path: Path) -> None:
        check_definition(tmp_path, '{"reference_files": ["src/<|>a.ts"]}')


class TestDependencies:
    def test_a_subtask(self, tmp_path: Path) -> None:
        check_definition(
            tmp_path,
            """
--- subtask_01.json
{"id": "gift-cards-01", «"seq"»: "01"}
--- subtask_02.json
{"seq": "02", "depends_on": ["0<|>1"]}
""",
            "01",
        )

    def test_a_subtask_without_a_number(self, tmp_path: Path) -> None:
        files = '--- subtask_01.json\n{{{}}}\n--- subtask_02.json\n{{"depends_on": ["gift-cards-<|>01"]}}'
        check_definition(tmp_path / "id", files.format('«"id"»: "gift-cards-01"'))
        check_definition(tmp_path / "none", files.replace("{{{}}}", "«»{{}}").format())

    def test_no_subtask(self, tmp_path: Path) -> None:
        check_definition(tmp_path, '{"depends_on": ["0<|>9"]}')


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "docs/<|>a.md"}\n--- /docs/a.md\n1\n',
        '{"context<|>_files": ["docs/a.md"]}\n--- /docs/a.md\n1\n',
        '{"context_files": ["docs/<|>"]}\n--- /docs/a.md\n1\n',
        '{"context_files": ["docs/<|>*.md"]}\n--- /docs/a.md\n1\n',
        '{"context_files": ["https://example.com<|>"]}',
        '{"context_files": ["/etc/<|>passwd"]}',
        '{"context_files": ["../../../../../../../../etc/<|>passwd"]}',
        '{"context_files": [".env<|>"]}\n--- /.env\nKEY=x\n',
        '{"context_files": ["a\\u0000<|>"]}',
        '{"context_files": ["docs/<|>a.md"], "context_files": []}\n--- /docs/a.md\n1\n',
        '--- /package.json\n{"context_files": ["docs/<|>a.md"]}\n--- /docs/a.md\n1\n',
    ],
)
def test_what_leads_nowhere(tmp_path: Path, text: str) -> None:
    check_definition(tmp_path, text)


def test_nothing_leads_out_through_links(tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("1\n")
    root = tmp_path / "root"
    root.mkdir()
    (root / "link.md").symlink_to(tmp_path / "outside.md")
    check_definition(root, '{"context_files": ["link<|>.md"]}')


def test_what_an_editor_has_open_counts(tmp_path: Path) -> None:
    fixture = read_fixture('{"context_files": [{"path": "a<|>.md", "lines": "2"}]}\n--- /a.md\n1\n2\n')
    session = fixture.session(tmp_path)
    session.open("a.md", Text("one more line\n2\n"))
    assert fixture.cursor is not None
    found = definition(session.snapshot, *fixture.cursor)
    assert [(target.start, target.end) for target in found] == [(14, 15)]


BROKEN = """{
  "id": "gift-cards-02", "seq": "02", "depends_on": ["01", "02", "09"],
  "context_files": ["a.md", {"path": "a.md", "lines": "1, 3-4,,9", "reason": "x"}, 7, null],
  "deliverables": ["src/", "a.md", "POST /x"], "reference_files": ["src/x.ts", "src\\\\y.ts"],
  "seq": 4, "depends_on": ["01"]
}
"""
BROKEN_YAML = """id: gift-cards-02
depends_on: ["01", '02', 09]
context_files:
  - a.md (new)
  - path: "a.md"
    lines: 1, 3-4,,9
    reason: >-
      folded
      text
deliverables: [src/, "a\\u002emd"]
reference_files:
- src/x.ts
- &anchor src/y.ts
- *anchor
- |
  a.md
"""


@pytest.fixture(scope="module")
def typing(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return read_fixture('--- subtask_01.json\n{"seq": "01"}\n--- /a.md\n1\n').session(tmp_path_factory.mktemp("typing"))


@pytest.mark.parametrize(("name", "text"), [("subtask_02.json", BROKEN), ("subtask_02.yaml", BROKEN_YAML)])
@given(data=st.data())
def test_no_state_of_typing_makes_it_fail(typing: Session, data: st.DataObject, name: str, text: str) -> None:
    length = data.draw(st.integers(0, len(text)))
    offset = data.draw(st.integers(0, length))
    path = f"{FEATURE_FOLDER}/{name}"
    typing.open(path, Text(text[:length]))
    for target in definition(typing.snapshot, path, offset):
        assert 0 <= target.origin_start <= target.origin_end <= length
        there = typing.snapshot.text(target.path)
        assert there is not None
        assert 0 <= target.start <= target.end <= len(there)
    typing.close(path)
