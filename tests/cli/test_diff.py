"""The diff itself: what both programs that carry diffs out take, and right in every number even where they forgive."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callsheet.cli.diff import unified_diff
from callsheet.text import TextEdit, apply_edits
from tests.cli.test_check_diff import PROGRAMS, apply

NUMBERS = "".join(f"{number}\n" for number in range(1, 21))
"""Twenty lines."""


def replaced(old: str, new: str) -> TextEdit:
    """An edit of `NUMBERS`, at the first place of a text."""
    start = NUMBERS.index(old)
    return TextEdit(start, start + len(old), new)


def check_diff(edits: list[TextEdit], expected: str) -> None:
    assert "".join(f"{line}\n" for line in unified_diff("numbers", NUMBERS, edits)) == expected


def test_two_places_far_apart_are_two_hunks() -> None:
    check_diff(
        [replaced("3\n", "3\nand a half\n"), replaced("12\n", "")],
        """\
--- a/numbers
+++ b/numbers
@@ -1,6 +1,7 @@
 1
 2
 3
+and a half
 4
 5
 6
@@ -9,7 +10,6 @@
 9
 10
 11
-12
 13
 14
 15
""",
    )


def test_two_places_between_which_all_lines_are_shown_are_one_hunk() -> None:
    check_diff(
        [replaced("3\n", "three\n"), replaced("10\n", "ten\n")],
        """\
--- a/numbers
+++ b/numbers
@@ -1,13 +1,13 @@
 1
 2
-3
+three
 4
 5
 6
 7
 8
 9
-10
+ten
 11
 12
 13
""",
    )


def test_an_insertion_at_the_very_start() -> None:
    check_diff([TextEdit(0, 0, "0\n")], "--- a/numbers\n+++ b/numbers\n@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n")


def test_where_there_were_no_lines_a_hunk_names_the_line_before() -> None:
    assert [*unified_diff("numbers", "", [TextEdit(0, 0, "0\n")])][2:] == ["@@ -0,0 +1 @@", "+0"]
    assert [*unified_diff("numbers", "0\n", [TextEdit(0, 2, "")])][2:] == ["@@ -1 +0,0 @@", "-0"]


TEXTS = st.text(st.sampled_from("ab\n\r\u00fc\u2028"), max_size=40) | st.text(st.sampled_from("a\n"), max_size=80)
NAMES = ("task.json", "a b.json", 'a "b".json', "größe.json", "tab\tand\\.json", "line\nend.json")


@st.composite
def changed_texts(draw: st.DrawFn) -> tuple[str, list[TextEdit]]:
    """A text, and edits of it in order that do not overlap."""
    text = draw(TEXTS)
    offsets = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8)))
    spans = zip(offsets[::2], offsets[1::2], strict=False)
    return text, [TextEdit(start, end, draw(st.text("ab\n", max_size=4))) for start, end in spans]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program[0])
@settings(max_examples=25, deadline=None)
@given(st.lists(changed_texts(), min_size=len(NAMES), max_size=len(NAMES)))
def test_any_edits_of_any_text_in_a_file_of_any_name(
    program: list[str], changed: list[tuple[str, list[TextEdit]]]
) -> None:
    files = {
        name: (text.encode(), edits, apply_edits(text, edits).encode())
        for name, (text, edits) in zip(NAMES, changed, strict=True)
        if text and apply_edits(text, edits)  # both programs take an empty file for one that is made or removed
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, (before, _, _) in files.items():
            Path(folder, name).write_bytes(before)
        lines = [
            line for name, (before, edits, _) in files.items() for line in unified_diff(name, before.decode(), edits)
        ]
        if lines:
            apply(program, "".join(f"{line}\n" for line in lines).encode(), Path(folder))
        assert {name: Path(folder, name).read_bytes() for name in files} == {
            name: after for name, (_, _, after) in files.items()
        }


@given(changed_texts())
def test_a_diff_holds_no_more_than_what_changes(changed: tuple[str, list[TextEdit]]) -> None:
    text, edits = changed
    lines = list(unified_diff("task.json", text, edits))
    assert bool(lines) == (apply_edits(text, edits) != text)
    old = [line for line in lines[2:] if line[0] in " -"]
    assert len(old) <= text.count("\n") + 1


_HEADER = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


def hunks_of(diff: Sequence[str]) -> Iterator[tuple[list[int], list[tuple[str, str]]]]:
    """The hunks of a diff: the four numbers of the header, and the lines with their ends, each behind its mark."""
    hunks: list[tuple[list[int], list[tuple[str, str]]]] = []
    for line in diff[2:]:
        header = _HEADER.fullmatch(line)
        if header is not None:
            hunks.append(([1 if number is None else int(number) for number in header.groups()], []))
        elif line.startswith("\\"):
            mark, ended = hunks[-1][1].pop()
            hunks[-1][1].append((mark, ended.removesuffix("\n")))
        else:
            hunks[-1][1].append((line[0], f"{line[1:]}\n"))
    return iter(hunks)


def carried_out(text: str, diff: Sequence[str]) -> str:
    """What a diff makes of a text, read to the letter: no number may be wrong, and nothing is searched for."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    made: list[str] = []
    position = 0
    for (start, count, new_start, new_count), marked in hunks_of(diff):
        old = [line for mark, line in marked if mark != "+"]
        new = [line for mark, line in marked if mark != "-"]
        first = start - 1 if count else start
        assert first > position or position == 0
        made += lines[position:first]
        assert (len(old), len(new)) == (count, new_count)
        assert old == lines[first : first + count]
        assert len(made) == (new_start - 1 if new_count else new_start)
        made += new
        position = first + count
        check_context("".join(mark for mark, _ in marked), first, len(lines) - position)
    return "".join([*made, *lines[position:]])


def check_context(marks: str, above: int, below: int) -> None:
    """Three lines are shown around what changes, fewer only at the ends of a text; and never more than six between."""
    before, after = (len(marks) - len(rest) for rest in (marks.lstrip(" "), marks.rstrip(" ")))
    assert before == 3 or (before < 3 and above == 0)
    assert after == 3 or (after < 3 and below == 0)
    assert " " * 7 not in marks


LINES = st.lists(st.sampled_from(["a\n", "b\n", "\n"]), max_size=3).map("".join)


@st.composite
def changed_lines(draw: st.DrawFn) -> tuple[str, list[TextEdit]]:
    """A text of many lines, and edits of some of them, with up to a dozen lines between: so there are several hunks."""
    text, edits = "", []
    for kept in draw(st.lists(st.integers(0, 12), min_size=1, max_size=5)):
        text += "kept\n" * kept
        old = draw(LINES)
        edits.append(TextEdit(len(text), len(text) + len(old), draw(LINES)))
        text += old
    return text + draw(st.sampled_from(["", "end", "kept\n" * 5])), edits


@given(changed_texts() | changed_lines())
def test_every_number_in_a_diff_is_right(changed: tuple[str, list[TextEdit]]) -> None:
    text, edits = changed
    assert carried_out(text, list(unified_diff("task.json", text, edits))) == apply_edits(text, edits)
