"""The family *references*: lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.text import Text
from tests.rules.helpers import check_findings, check_fix, findings_of, fix_titles
from tests.workspaces import read_fixture

# invalid-lines


@pytest.mark.parametrize(
    "lines",
    ["10-50", "1-20,45-60", "7", "1-10,25,30-50", " 1 - 5 , 7 ", "", "   ", "007", "3-4,1-2", "5-5"],
)
def test_lines_that_can_be_read(lines: str) -> None:
    check_findings(
        f'--- subtask_01.json\n{{"context_files": [{{"path": ".", "lines": "{lines}"}}]}}\n', "invalid-lines"
    )


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("«50-10»", "the range ends before it begins; write 10-50"),
        ("«0»", "lines are counted from 1"),
        ("1-5, «0-3»", "lines are counted from 1"),
        ("«10:20»", '"10:20" is no line range'),
        ("«10..20»", "is no line range"),
        ("«-5»", "is no line range"),
        ("1-5, «ten» ,7", '"ten" is no line range'),
        ("«1-»", "is no line range"),
        ("1«,»,5", "expected a line range beside the comma"),
        ("1-5«,»", "expected a line range beside the comma"),
        ("«,»5", "expected a line range beside the comma"),
        ("«1-2-3»", "is no line range"),
        ("«+5»", "is no line range"),
        ("«1.5»", "is no line range"),
    ],
)
def test_lines_that_cannot(lines: str, message: str) -> None:
    marked = lines.replace("»", f"»{{invalid-lines error: {message}}}")
    check_findings(
        f'--- subtask_01.json\n{{"context_files": [{{"path": ".", "lines": "{marked}"}}]}}\n', "untidy-lines"
    )


def test_every_wrong_segment_is_reported() -> None:
    check_findings(
        """
--- subtask_01.yaml
context_files:
  - path: .
    lines: «x»{invalid-lines},1-5,«9-3»{invalid-lines}
  - path: .
    lines: '«x»{invalid-lines}'
"""
    )


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        ("50-10", "10-50"),
        ("10:20", "10-20"),
        ("10..20", "10-20"),
        ("10–20", "10-20"),
        ("L10-L20", "10-20"),
        ("lines 10 to 20", "10-20"),
        ("1-5;7", "1-5,7"),
        ("1-5,,7", "1-5,7"),
        ("0-5", "1-5"),
    ],
)
def test_what_was_meant_is_written(lines: str, meant: str) -> None:
    text = '--- subtask_01.json\n{"context_files": [{"path": ".", "lines": "%s"}]}\n'
    check_fix(text % lines, "invalid-lines", text % meant)


@pytest.mark.parametrize("lines", ["ten", "0", "-5", "1-2-3"])
def test_what_is_anybodys_guess_is_left(lines: str) -> None:
    text = f'--- subtask_01.json\n{{"context_files": [{{"path": ".", "lines": "{lines}"}}]}}\n'
    assert fix_titles(text, "invalid-lines") == []


# lines-out-of-range


def test_ranges_past_the_end() -> None:
    check_findings(
        """
--- subtask_01.json
{"context_files": [
  {"path": "docs/a.md", "lines": "1-3"},
  {"path": "docs/a.md", "lines": "1-2, «3-9»{lines-out-of-range warning: docs/a.md has only 3 lines},«12»{lines-out-of-range}"},
  {"path": "docs/one.md", "lines": "«2»{lines-out-of-range: docs/one.md has only 1 line}"},
  {"path": "docs/none.md", "lines": "«1»{lines-out-of-range: docs/none.md is empty}"},
  {"path": "docs/a.md", "lines": "9-1"},
  {"path": "docs/a.md", "lines": ""},
  {"path": "docs/gone.md", "lines": "1-99"},
  {"path": "docs", "lines": "1-99"},
  {"path": "https://example.org", "lines": "1-99"},
  {"path": "docs/picture.png", "lines": "1-99"}
]}
--- /docs/a.md
1
2
3
--- /docs/one.md
1
--- /docs/none.md
--- /docs/picture.png
\0
"""
    )


def test_unsaved_lines_count(tmp_path: Path) -> None:
    fixture = read_fixture(
        '--- subtask_01.json\n{"context_files": [{"path": "docs/a.md", "lines": "3"}]}\n--- /docs/a.md\n1\n'
    )
    session = fixture.session(tmp_path)
    assert "lines-out-of-range" in [f.rule for f in findings_of(session.snapshot)]
    session.open("docs/a.md", Text("1\n2\n3"))
    assert "lines-out-of-range" not in [f.rule for f in findings_of(session.snapshot)]


def test_ranges_are_clamped_or_left_out() -> None:
    text = '--- subtask_01.json\n{"context_files": [{"path": "a.md", "lines": "2-9,5"}]}\n--- /a.md\n1\n2\n3\n'
    check_fix(
        text, "lines-out-of-range", '--- subtask_01.json\n{"context_files": [{"path": "a.md", "lines": "2-3"}]}\n'
    )
    whole = '--- subtask_01.json\n{"context_files": [{"path": "a.md"}]}\n'
    check_fix(text, "lines-out-of-range", whole, "Refer to the whole file")
    beyond = '--- subtask_01.json\n{"context_files": [{"path": "a.md", "lines": "7-9"}]}\n--- /a.md\n1\n'
    assert fix_titles(beyond, "lines-out-of-range") == ["Refer to the whole file"]


# untidy-lines


@pytest.mark.parametrize(
    ("lines", "tidy"),
    [
        ("3-4,1-2", "1-4"),
        ("1-5,3-9", "1-9"),
        ("1-5,6-9", "1-9"),
        ("5-5", "5"),
        ("7,1-3", "1-3,7"),
        ("4,4", "4"),
    ],
)
def test_untidy_lines_are_hints_that_are_safe_to_mend(lines: str, tidy: str) -> None:
    text = '--- subtask_01.json\n{"context_files": [{"path": ".", "lines": %s}]}\n'
    check_findings(text % f'«"{lines}"»{{untidy-lines hint: the same lines in order are "{tidy}"}}', "invalid-lines")
    assert check_fix(text % f'"{lines}"', "untidy-lines", text % f'"{tidy}"').is_safe


def test_leading_zeros_are_left_alone() -> None:
    check_findings(
        """
--- subtask_01.json
{"context_files": [{"path": ".", "lines": "007-010"}, {"path": ".", "lines": «"5-5"»{untidy-lines}}]}
"""
    )


@pytest.mark.parametrize("lines", ["1-5", " 1-5 , 9 ", "1-5,7", "7", "", "1-3,5-9", "ten", "1-3,0", "007-010"])
def test_tidy_lines_and_wrong_ones(lines: str) -> None:
    check_findings(f'--- subtask_01.json\n{{"context_files": [{{"path": ".", "lines": "{lines}"}}]}}\n', "untidy-lines")
