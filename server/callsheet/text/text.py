"""The text of one version of a file, its lines, and positions in the protocol's three encodings.

Inside Callsheet a place in a text is an *offset*: a count of code points from the start, 0-based. Lines and columns
exist at the borders only: the protocol counts columns in UTF-8, UTF-16 or UTF-32 units, people count from 1.
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")


class Encoding(enum.Enum):
    """How the columns of a position are counted (LSP's `PositionEncodingKind`)."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


class Position(NamedTuple):
    """A place in a text as the protocol writes it: both numbers are 0-based, `character` counts encoding units."""

    line: int
    character: int


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Replace the text between two offsets (code points, `end` exclusive) by `new_text`."""

    start: int
    end: int
    new_text: str


class Text:
    """An immutable string that knows where its lines start.

    Lines end at `\\n`, `\\r\\n` and `\\r` and nowhere else (LSP 3.17, "Text Documents"); U+2028, form feeds and the
    like are ordinary characters, unlike in `str.splitlines`.
    """

    __slots__ = ("_is_ascii", "_line_starts", "string")

    def __init__(self, string: str, line_starts: list[int] | None = None) -> None:
        """Wrap `string`; `line_starts`, where already known, are the offsets of every line's first character."""
        self.string = string
        self._is_ascii = string.isascii()
        self._line_starts = line_starts

    def __len__(self) -> int:
        return len(self.string)

    @property
    def line_starts(self) -> list[int]:
        """The offset of every line's first character, in order; never empty. Not to be changed."""
        if self._line_starts is None:
            self._line_starts = [0, *(match.end() for match in _LINE_END.finditer(self.string))]
        return self._line_starts

    @property
    def line_count(self) -> int:
        """The number of lines, counting the empty one after a final line end."""
        return len(self.line_starts)

    def line_at(self, offset: int) -> int:
        """The 0-based line that holds `offset`."""
        return bisect_right(self.line_starts, offset) - 1

    def line_span(self, line: int) -> tuple[int, int]:
        """The start and end offsets of a 0-based line, its line end left out."""
        starts = self.line_starts
        start = starts[line]
        if line + 1 == len(starts):
            return start, len(self.string)
        end = starts[line + 1] - 1
        if end > start and self.string[end] == "\n" and self.string[end - 1] == "\r":
            end -= 1
        return start, end

    def line(self, line: int) -> str:
        """The characters of a 0-based line without its line end."""
        start, end = self.line_span(line)
        return self.string[start:end]

    def offset_at(self, position: Position, encoding: Encoding) -> int:
        """The offset of a position.

        A column past the end of its line means the line's end, a line past the last one the end of the text (LSP 3.17,
        "Position"); a column inside a character means that character's start. Negative numbers count as 0.
        """
        if position.line < 0:
            return 0
        if position.line >= self.line_count:
            return len(self.string)
        start, end = self.line_span(position.line)
        character = max(position.character, 0)
        if self._is_ascii or encoding is Encoding.UTF32:
            return min(start + character, end)
        # Each character takes at least one unit, so the offset is not beyond; from a guess on, few steps are left.
        low, high = start, min(start + character, end)
        while low < high:
            middle = (low + high + 1) // 2
            if _width(self.string[start:middle], encoding) <= character:
                low = middle
            else:
                high = middle - 1
        return low

    def position_at(self, offset: int, encoding: Encoding) -> Position:
        """The position of an offset; one outside the text is moved to its nearest end."""
        offset = min(max(offset, 0), len(self.string))
        line = self.line_at(offset)
        start = self.line_starts[line]
        if self._is_ascii or encoding is Encoding.UTF32:
            return Position(line, offset - start)
        return Position(line, _width(self.string[start:offset], encoding))

    def replace(self, start: int, end: int, new_text: str) -> Text:
        """The text with the characters between two offsets (`end` exclusive) replaced.

        The table of lines is carried over where the edit neither adds nor removes a line end, so that typing in a long
        file does not split it again.
        """
        string = self.string[:start] + new_text + self.string[end:]
        around = self.string[max(start - 1, 0) : end + 1] + new_text
        if self._line_starts is None or "\n" in around or "\r" in around:
            return Text(string)
        shift = len(new_text) - (end - start)
        index = bisect_right(self._line_starts, start)
        moved = [line_start + shift for line_start in self._line_starts[index:]]
        return Text(string, self._line_starts[:index] + moved)


def apply_edits(string: str, edits: Iterable[TextEdit]) -> str:
    """Apply edits that all refer to the same `string`.

    Raises:
        ValueError: if two edits overlap. Insertions at one place keep their order.
    """
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < position:
            raise ValueError(f"edits overlap at offset {edit.start}")
        pieces += (string[position : edit.start], edit.new_text)
        position = edit.end
    pieces.append(string[position:])
    return "".join(pieces)


def _width(string: str, encoding: Encoding) -> int:
    """How many units of an encoding a text takes (a lone surrogate as its replacement would)."""
    if encoding is Encoding.UTF16:
        return len(string.encode("utf-16-le", "surrogatepass")) // 2
    if encoding is Encoding.UTF8:
        return len(string.encode("utf-8", "surrogatepass"))
    return len(string)
