"""YAML line by line: what a single line of block style is made of, judged by the line alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from callsheet.text import Text, TextEdit

_DASHES = re.compile(r"(?P<indent>[ \t]*)(?P<dashes>(?:-(?:[ \t]+|\Z))*)")
_QUOTED_KEY = re.compile(r"""(?P<key>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*:(?=[ \t]|\Z)""")
_FIRST_OF_KEY = re.compile(r"""[^\s"'\[\]{}#&*!|>%@`,?:-]|[?:-](?=\S)""")
_END_OF_KEY = re.compile(r":(?=[ \t]|\Z)|(?<=[ \t])#")
_COMMENT = re.compile(r"""(?<![^\s\[{(,:])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|(?P<comment>(?<!\S)\#)""")
_LONGEST = 4096
"""How many characters of a line are looked at; what is longer was not written by hand."""

_FARTHEST = 1000
"""How many lines are looked back over for the structure around a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """The parts of a line as offsets in its text."""

    number: int
    """0-based."""
    start: int
    end: int
    """Without the line end."""
    content: int
    """The first character that is no blank; the end where there is none."""
    dashes: tuple[int, ...]
    """The dashes of list items at the front."""
    key: tuple[int, int] | None
    """The span of a key, quotes included, that a colon follows."""
    colon: int | None
    """The colon after the key."""
    value: int
    """Where the value begins, or what else stands behind the dashes; equal to `content_end` where nothing does."""
    content_end: int
    """The end of what is neither comment nor blank."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing but blanks and a comment."""
        return self.content >= self.content_end

    @property
    def indent(self) -> int:
        """The column of the first character that is no blank."""
        return self.content - self.start

    @property
    def columns(self) -> list[int]:
        """The columns of the dashes and the key, from left to right."""
        starts = [*self.dashes, *([self.key[0]] if self.key else [])]
        return [start - self.start for start in starts]


def read_line(text: Text, number: int) -> Line:
    """Take a line apart, given by its 0-based number."""
    start, end = text.line_span(number)
    string = text.string[start : min(end, start + _LONGEST)]
    front = _DASHES.match(string)
    assert front is not None  # both parts may be empty
    content_end = _content_end(string)
    dashes = [start + offset for offset in range(*front.span("dashes")) if string[offset] == "-"]
    key = _key(string, front.end())
    value = key[2] + 1 if key else front.end()
    value += len(string[value:]) - len(string[value:].lstrip(" \t"))
    return Line(
        number=number,
        start=start,
        end=end,
        content=start + front.end("indent"),
        dashes=tuple(dashes),
        key=(start + key[0], start + key[1]) if key else None,
        colon=start + key[2] if key else None,
        value=start + min(value, content_end),
        content_end=start + content_end,
    )


def _key(string: str, position: int) -> tuple[int, int, int] | None:
    """The span of the key that begins at a position of a line, and its colon."""
    quoted = _QUOTED_KEY.match(string, position)
    if quoted:
        return position, quoted.end("key"), quoted.end() - 1
    end = _END_OF_KEY.search(string, position + 1) if _FIRST_OF_KEY.match(string, position) else None
    if end is None or end.group() == "#":
        return None
    return position, position + len(string[position : end.start()].rstrip(" \t")), end.start()


def comments_in(string: str) -> Iterator[int]:
    """Where in a line comments may begin, as offsets; a `#` inside quotes that the line itself opens is none."""
    return (match.start() for match in _COMMENT.finditer(string) if match["comment"])


def _content_end(string: str) -> int:
    comment = next(comments_in(string), len(string))
    return len(string[:comment].rstrip(" \t"))


class Column(NamedTuple):
    """Where something begins that a line below could continue."""

    column: int
    is_dash: bool
    """Whether it is the dash of a list item, not a key."""


def open_columns(text: Text, number: int) -> list[Column]:
    """The keys and dashes above a line that it could stand beside, from the innermost outwards."""
    columns: list[Column] = []
    for above in range(number - 1, max(number - 1 - _FARTHEST, -1), -1):
        line = read_line(text, above)
        if line.is_empty:
            continue
        for column in reversed(line.columns):
            if not columns or column < columns[-1].column:
                is_key = line.key is not None and column == line.key[0] - line.start
                columns.append(Column(column, not is_key))
        if columns and columns[-1].column == 0:
            break
    return columns


def shift_lines(text: Text, number: int, column: int) -> list[TextEdit]:
    """Edits that give a line another indentation, and with it the lines below that go along with it.

    Those are the lines down to the first that is indented less, or that already fits what stands above.
    """
    first = read_line(text, number)
    fitting = {*open_columns(text, number), Column(column, bool(first.dashes))}
    edits: list[TextEdit] = []
    for below in range(number, min(number + _FARTHEST, text.line_count)):
        line = read_line(text, below)
        if line.is_empty:
            continue
        if below > number and (line.indent < first.indent or Column(line.indent, bool(line.dashes)) in fitting):
            break
        edits.append(_shift(line, column - first.indent))
    return edits


def _shift(line: Line, columns: int) -> TextEdit:
    if columns >= 0:
        return TextEdit(line.start, line.start, " " * columns)
    return TextEdit(line.start, min(line.start - columns, line.content), "")
