"""Lines, positions and edits, compared with the plainest possible model of what the protocol says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.text import Encoding, Position, Text, TextEdit, apply_edits

# Line ends, what only looks like one, characters of one to four bytes, halves of pairs, and a byte order mark.
CHARACTERS = ["\n", "\r", "\r\n", "\u2028", "\u2029", "\x85", "\f", "\v", "a", "b", " ", "é", "€", "\U0001f600"]
CHARACTERS += ["\ud83d", "\ude00", "\ufeff"]
STRINGS = st.lists(st.sampled_from(CHARACTERS), max_size=12).map("".join)
ENCODINGS = st.sampled_from(list(Encoding))


def model_lines(string: str) -> list[str]:
    """The lines of a text, their line ends included."""
    lines = [""]
    position = 0
    while position < len(string):
        length = 2 if string.startswith("\r\n", position) else 1
        piece = string[position : position + length]
        lines[-1] += piece
        if piece in ("\r\n", "\r", "\n"):
            lines.append("")
        position += length
    return lines


def model_units(string: str, encoding: Encoding) -> int:
    """How many units a string takes; each half of a pair counts on its own, as what would replace it."""
    whole = re.sub("[\ud800-\udfff]", "\ufffd", string)
    size = {Encoding.UTF8: 1, Encoding.UTF16: 2, Encoding.UTF32: 4}[encoding]
    codec = {Encoding.UTF8: "utf-8", Encoding.UTF16: "utf-16-le", Encoding.UTF32: "utf-32-le"}[encoding]
    return len(whole.encode(codec)) // size


def model_position(string: str, offset: int, encoding: Encoding) -> Position:
    start = 0
    lines = model_lines(string)
    for number, line in enumerate(lines):
        if offset < start + len(line) or number == len(lines) - 1:
            return Position(number, model_units(string[start:offset], encoding))
        start += len(line)
    raise AssertionError


def edits_of(draw: st.DrawFn, string: str) -> tuple[int, int, str]:
    start = draw(st.integers(0, len(string)))
    end = draw(st.integers(start, len(string)))
    return start, end, draw(STRINGS)


@st.composite
def strings_with_edits(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    """A text and edits to be made one after the other, each in the offsets of the text as it is then."""
    string = first = draw(STRINGS)
    edits = []
    for _ in range(draw(st.integers(1, 4))):
        start, end, new_text = edits_of(draw, string)
        edits.append((start, end, new_text))
        string = string[:start] + new_text + string[end:]
    return first, edits


@st.composite
def strings_with_separate_edits(draw: st.DrawFn) -> tuple[str, list[TextEdit]]:
    """A text and edits that all refer to it and do not overlap, in any order."""
    string = draw(STRINGS)
    borders = sorted(draw(st.lists(st.integers(0, len(string)), max_size=6)))
    spans = list(zip(borders[::2], borders[1::2], strict=False))
    edits = [TextEdit(start, end, draw(STRINGS)) for start, end in dict(spans).items()]
    return string, draw(st.permutations(edits))


@given(STRINGS)
def test_lines_are_those_of_the_protocol(string: str) -> None:
    lines = model_lines(string)
    text = Text(string)
    assert text.line_count == len(lines)
    assert [text.line(number) for number in range(len(lines))] == [line.rstrip("\r\n") for line in lines]
    assert text.line_starts == [sum(map(len, lines[:number])) for number in range(len(lines))]


def test_other_separators_end_no_line() -> None:
    assert Text("a\u2028b\u2029c\x85d\fe\vf").line_count == 1
    assert Text("a\r\nb\rc\nd").line_starts == [0, 3, 5, 7]
    assert [Text("\r\n\r").line_span(line) for line in range(3)] == [(0, 0), (2, 2), (3, 3)]


@given(STRINGS, st.data())
def test_every_offset_is_in_its_line(string: str, data: st.DataObject) -> None:
    text = Text(string)
    offset = data.draw(st.integers(0, len(string)))
    line = text.line_at(offset)
    assert text.line_starts[line] <= offset
    assert line + 1 == text.line_count or offset < text.line_starts[line + 1]


@given(STRINGS, ENCODINGS, st.data())
def test_positions_of_offsets(string: str, encoding: Encoding, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(string)))
    assert Text(string).position_at(offset, encoding) == model_position(string, offset, encoding)


@given(STRINGS, ENCODINGS, st.data())
def test_an_offset_comes_back_from_its_position(string: str, encoding: Encoding, data: st.DataObject) -> None:
    text = Text(string)
    offset = data.draw(st.integers(0, len(string)))
    _, line_end = text.line_span(text.line_at(offset))
    assert text.offset_at(text.position_at(offset, encoding), encoding) == min(offset, line_end)


@given(STRINGS, ENCODINGS, st.integers(-2, 14), st.integers(-2, 30))
def test_offsets_of_any_position(string: str, encoding: Encoding, line: int, character: int) -> None:
    """The last offset of the line that is not past the column; the text's ends where there is no such line."""
    text = Text(string)
    found = text.offset_at(Position(line, character), encoding)
    if line < 0:
        assert found == 0
    elif line >= text.line_count:
        assert found == len(string)
    else:
        start, end = text.line_span(line)
        reachable = [o for o in range(start, end + 1) if model_units(string[start:o], encoding) <= max(character, 0)]
        assert found == reachable[-1]


@pytest.mark.parametrize(
    ("encoding", "columns"),
    [(Encoding.UTF8, [0, 1, 3, 6, 10]), (Encoding.UTF16, [0, 1, 2, 3, 5]), (Encoding.UTF32, [0, 1, 2, 3, 4])],
)
def test_columns_count_units(encoding: Encoding, columns: list[int]) -> None:
    text = Text("aé€\U0001f600")
    assert [text.position_at(offset, encoding).character for offset in range(5)] == columns
    assert [text.offset_at(Position(0, column), encoding) for column in columns] == [0, 1, 2, 3, 4]


def test_a_column_inside_a_character_is_its_start() -> None:
    text = Text("\U0001f600a")
    assert text.offset_at(Position(0, 1), Encoding.UTF16) == 0
    assert [text.offset_at(Position(0, column), Encoding.UTF8) for column in (1, 2, 3, 4)] == [0, 0, 0, 1]


def test_offsets_outside_the_text_are_moved_to_its_ends() -> None:
    text = Text("a\nb")
    assert text.position_at(-3, Encoding.UTF16) == (0, 0)
    assert text.position_at(99, Encoding.UTF16) == (1, 1)


@given(strings_with_edits())
def test_the_line_table_after_edits_is_that_of_a_fresh_text(case: tuple[str, list[tuple[int, int, str]]]) -> None:
    string, edits = case
    text = Text(string)
    assert text.line_starts  # known before the edits, so that it is carried over
    for start, end, new_text in edits:
        string = string[:start] + new_text + string[end:]
        text = text.replace(start, end, new_text)
        assert text.string == string
        assert text.line_starts == Text(string).line_starts
        assert text.position_at(len(string), Encoding.UTF8) == model_position(string, len(string), Encoding.UTF8)


@pytest.mark.parametrize(
    ("before", "start", "end", "new_text"),
    [
        ("a\r\nb", 2, 2, "x"),  # splits \r\n
        ("a\rx\nb", 2, 3, ""),  # joins \r and \n
        ("a\rb", 2, 2, "\n"),
        ("a\nb", 1, 1, "\r"),
        ("a\r\nb", 1, 2, ""),
        ("a\r\nb", 2, 3, ""),
        ("ab", 1, 1, "\r\n"),
    ],
)
def test_edits_that_split_or_join_a_line_end(before: str, start: int, end: int, new_text: str) -> None:
    text = Text(before)
    assert text.line_starts
    after = text.replace(start, end, new_text)
    assert after.line_starts == Text(after.string).line_starts


@given(strings_with_separate_edits())
def test_edits_that_refer_to_one_text(case: tuple[str, list[TextEdit]]) -> None:
    string, edits = case
    expected = string
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        expected = expected[: edit.start] + edit.new_text + expected[edit.end :]
    assert apply_edits(string, edits) == expected


def test_insertions_at_one_place_keep_their_order() -> None:
    assert apply_edits("ab", [TextEdit(1, 1, "x"), TextEdit(1, 1, "y"), TextEdit(1, 2, "B")]) == "axyB"


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap at offset 1"):
        apply_edits("abc", [TextEdit(0, 2, ""), TextEdit(1, 3, "")])
