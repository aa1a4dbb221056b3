"""What is shown beside numbers, ranges and scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.ide.inlay_hints import InlayHint, inlay_hints
from tests.workspaces import read_fixture

SUBTASKS = """
--- subtask_01.json
{"seq": "01", "title": "Draw the card", "status": "in_progress"}
--- subtask_02.yaml
seq: "02"
title: A title that is much too long to be shown beside a number
"""

FILES = """
--- /docs/prices.md
# Prices

All prices include tax.

## Rounding

Half up.
--- /src/prices.py
def net(gross):
    return gross / 1.2


def tax(gross):
    return gross - net(gross)
"""

MAP = """
--- /.tmp/planning/shop/map.json
{"stories": [
  {"id": "story-1", "title": "Browse"},
  {"id": "story-2", "title": "Buy", "dependencies": ["story-1"‹Browse›, "story-9"]}
]}
"""


def check_hints(root: Path, fixture: str) -> list[InlayHint]:
    """Check that the hints of the first file with any are those between ‹ and ›, each where it stands."""
    plain = fixture
    expected: list[tuple[str, str]] = []
    while "‹" in plain:
        before, _, rest = plain.partition("‹")
        label, _, behind = rest.partition("›")
        expected.append((before[-8:].replace("\n", " "), label))
        plain = before + behind
    read = read_fixture(plain)
    snapshot = read.snapshot(root)
    for path, text in read.files.items():
        hints = inlay_hints(snapshot, path, 0, len(text))
        if hints:
            shown = [(text[: hint.offset][-8:].replace("\n", " "), hint.label) for hint in hints]
            assert shown == expected
            return hints
    assert not expected
    return []


def test_dependencies_by_their_titles(tmp_path: Path) -> None:
    fixture = """
--- subtask_03.json
{"seq": "03", "depends_on": ["01"‹Draw the card›, "gift-cards-02"‹A title that is much too long to be sho…›, "09"]}
"""
    hints = check_hints(tmp_path, fixture + SUBTASKS)
    assert [hint.tooltip for hint in hints] == ["01 is in progress", "02 is without a status"]


def test_dependencies_in_yaml(tmp_path: Path) -> None:
    check_hints(tmp_path, '--- subtask_03.yaml\ndepends_on:\n  - "01"‹Draw the card› # why\n' + SUBTASKS)


def test_dependencies_of_stories(tmp_path: Path) -> None:
    check_hints(tmp_path, MAP)


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("docs/prices.md", '"1-3"‹3 lines · Prices›'),
        ("docs/prices.md", '"5-7"‹3 lines · Rounding›'),
        ("docs/prices.md", '"7"‹1 line · Rounding›'),
        ("docs/prices.md", '"5,7-90"‹2 lines · Rounding›'),
        ("src/prices.py", '"1-2"‹2 lines · net()›'),
        ("src/prices.py", '"1-6"‹6 lines · net(), tax()›'),
        ("docs/missing.md", '"1-3"'),
        ("docs/prices.md", '"x"'),
        ("../secret.md", '"1-3"'),
    ],
)
def test_ranges_by_their_lines_and_sections(tmp_path: Path, path: str, lines: str) -> None:
    check_hints(tmp_path, f'{{"context_files": [{{"path": "{path}", "lines": {lines}}}]}}\n' + FILES)


@pytest.mark.parametrize(
    "score",
    [
        pytest.param('{"reach": 10, "impact": 1, "confidence": 50, "effort": 2}‹= 2.5›', id="not there"),
        pytest.param('{"reach": 10, "impact": 1, "confidence": 50, "effort": 2, "score": 7‹= 2.5›}', id="wrong"),
        pytest.param('{"reach": 10, "impact": 1, "confidence": 50, "effort": 2, "score": 2.5}', id="right"),
        pytest.param('{"reach": 10, "impact": 1}', id="not to be computed"),
        pytest.param("5", id="no object"),
    ],
)
def test_scores_that_the_numbers_give(tmp_path: Path, score: str) -> None:
    check_hints(tmp_path, f'--- task.json\n{{"rice_score": {score}}}\n')


def test_only_what_is_seen(tmp_path: Path) -> None:
    read = read_fixture('--- subtask_03.json\n{"depends_on": ["01"<|>, "02"]}\n' + SUBTASKS)
    assert read.cursor
    path, end = read.cursor
    assert [hint.label for hint in inlay_hints(read.snapshot(tmp_path), path, 0, end)] == ["Draw the card"]
