"""Which lines can be folded."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.ide.folding import MAX_FOLDS, Fold, folding_ranges
from callsheet.text import Text
from callsheet.workspace.session import Session
from tests.ide.samples import SAMPLES
from tests.workspaces import FEATURE_FOLDER, read_fixture


def folds_of(root: Path, text: str, limit: int = MAX_FOLDS) -> list[Fold]:
    fixture = read_fixture(text)
    return folding_ranges(fixture.snapshot(root), next(iter(fixture.files)), limit)


def check_folds(root: Path, text: str, *expected: str, limit: int = MAX_FOLDS) -> None:
    """The first file of a fixture has these folds: `first-last`, counted from 0, with the kind of those that have one."""
    found = folds_of(root, text, limit)
    assert [f"{fold.first}-{fold.last} {fold.kind or ''}".strip() for fold in found] == list(expected)


class TestJson:
    def test_the_closing_line_stays(self, tmp_path: Path) -> None:
        check_folds(
            tmp_path,
            """
{
  "depends_on": [
    "01"
  ],
  "deliverables": ["a", "b"],
  "context_files": [{
    "path": "a"
  }, {
    "path": "b"
  }]
}
""",
            "0-9",
            "1-2",
            "5-8",
            "7-8",
        )

    def test_nothing_in_between_is_no_fold(self, tmp_path: Path) -> None:
        check_folds(tmp_path, '{"depends_on": ["01"\n], "deliverables": [\n]\n}', "0-2")

    def test_what_is_not_closed_yet_goes_on_to_its_end(self, tmp_path: Path) -> None:
        check_folds(tmp_path, '{\n  "depends_on": [\n    "01",\n    "02"\n', "0-3", "1-3")


class TestYaml:
    def test_deeper_lines(self, tmp_path: Path) -> None:
        check_folds(
            tmp_path,
            """
--- subtask_02.yaml
title: Draw
context_files:
  - path: a

    lines: 1-2
  - b

acceptance_criteria: >
  one

  two
deliverables: [a,
  b
]
""",
            "1-5",
            "2-4",
            "7-10",
            "11-12",
        )

    def test_a_list_in_the_column_of_its_key(self, tmp_path: Path) -> None:
        check_folds(
            tmp_path,
            "--- subtask_02.yaml\ncontext_files:\n- path: a\n  lines: 1-2\n- path: b\n  lines: '3'\ntitle: x\n",
            "0-4",
            "1-2",
            "3-4",
        )

    def test_what_a_text_looks_like_says_nothing(self, tmp_path: Path) -> None:
        check_folds(
            tmp_path,
            '--- subtask_02.yaml\nobjective: |\n  - one\n      two\n  # three\n\n  - four\ntitle: "a\n  b\n    c"\n',
            "0-5",
            "6-8",
        )

    def test_brackets(self, tmp_path: Path) -> None:
        check_folds(tmp_path, "--- subtask_02.yaml\ndeliverables: [a,\n  b\n]\ntitle: x\n", "0-1")

    def test_comments_and_regions(self, tmp_path: Path) -> None:
        check_folds(
            tmp_path,
            """
--- subtask_02.yaml
# one
# two
#region lists
depends_on:
  - "01"
  # deeper
# not deeper
# nor this

deliverables:
  - a
# endregion
# alone
""",
            "0-1 comment",
            "2-11 region",
            "3-5",
            "6-7 comment",
            "9-10",
        )

    def test_a_comment_at_the_left_ends_nothing(self, tmp_path: Path) -> None:
        check_folds(tmp_path, "--- subtask_02.yaml\ndeliverables:\n  - a\n# b\n  - c\n", "0-3")


def test_markdown(tmp_path: Path) -> None:
    check_folds(
        tmp_path,
        """
--- /docs/adr/001-cards.md
---
status: Accepted
---
# Cards

## Context
One.

### Deep
Two.


Under
-----
Three.
## Last
""",
        "0-1 region",
        "3-15",
        "5-9",
        "8-9",
        "12-14",
    )


def test_toml(tmp_path: Path) -> None:
    check_folds(
        tmp_path, '--- /callsheet.toml\nignore = [\n  "old/**",\n]\n\n[rules]\ntoo-long = "off"\n\n', "0-1", "4-5"
    )


DEEP = '{\n"a": [\n[\n1\n],\n[\n2\n]\n],\n"b": [\n3\n]\n}'


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (9, ["0-11", "1-7", "2-3", "5-6", "9-10"]),
        (3, ["0-11", "1-7", "9-10"]),
        (1, ["0-11"]),
        (0, []),
    ],
)
def test_of_too_many_the_outer_ones_are_kept(tmp_path: Path, limit: int, expected: list[str]) -> None:
    check_folds(tmp_path, DEEP, *expected, limit=limit)


def test_other_documents_have_none(tmp_path: Path) -> None:
    check_folds(tmp_path, "--- /package.json\n{\n1\n}")


@pytest.mark.parametrize("path", [*SAMPLES, f"{FEATURE_FOLDER}/subtask_01.yaml"])
@given(data=st.data())
def test_any_text_has_folds_of_its_lines(typing: Session, data: st.DataObject, path: str) -> None:
    whole = SAMPLES.get(path, "a:\n- b: |\n    c\n # d\n- [1,\n2]\n")
    typed = data.draw(st.text("ab:-#[]{}|&*\"' \t\r\n"))
    text = Text(whole[: data.draw(st.integers(0, len(whole)))] + typed)
    typing.open(path, text)
    found = folding_ranges(typing.snapshot, path)
    assert all(0 <= fold.first < fold.last < text.line_count for fold in found)
    assert [fold.first for fold in found] == sorted({fold.first for fold in found})
    typing.close(path)
