"""An editor's side of a text: positions and edits as the protocol defines them, written without Callsheet's own code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lsprotocol import types

LINE_END = re.compile("\r\n|\n|\r")


def width(text: str, encoding: str) -> int:
    """How many units of an encoding a piece of text takes."""
    if encoding == "utf-32":
        return len(text)
    return len(text.encode("utf-16-le")) // 2 if encoding == "utf-16" else len(text.encode())


@dataclass
class Buffer:
    """A text as an editor has it."""

    text: str
    encoding: str = "utf-16"

    def _lines(self) -> list[tuple[int, int]]:
        """The start and end of every line, in characters, without its line end."""
        ends = [(match.start(), match.end()) for match in LINE_END.finditer(self.text)]
        starts = [0, *(after for _, after in ends)]
        return list(zip(starts, [*(before for before, _ in ends), len(self.text)], strict=True))

    def position(self, index: int) -> types.Position:
        """The position of a character."""
        lines = self._lines()
        number = max(number for number, (start, _) in enumerate(lines) if start <= index)
        return types.Position(number, width(self.text[lines[number][0] : index], self.encoding))

    def index(self, position: types.Position) -> int:
        """The character at a position, which must exist."""
        start, end = self._lines()[position.line]
        for index in range(start, end + 1):
            if width(self.text[start:index], self.encoding) == position.character:
                return index
        raise AssertionError(f"{position} is no position of the text")

    def range(self, start: int, end: int) -> types.Range:
        """The range between two characters."""
        return types.Range(self.position(start), self.position(end))

    def range_of(self, words: str, occurrence: int = 0) -> types.Range:
        """The range of some words of the text."""
        start = [match.start() for match in re.finditer(re.escape(words), self.text)][occurrence]
        return self.range(start, start + len(words))

    def words_at(self, span: types.Range) -> str:
        """The words in a range."""
        return self.text[self.index(span.start) : self.index(span.end)]

    def replace(self, start: int, end: int, new_text: str) -> types.TextDocumentContentChangePartial:
        """Replace the characters between two; gives the change that tells a server so."""
        change = types.TextDocumentContentChangePartial(self.range(start, end), new_text)
        self.text = self.text[:start] + new_text + self.text[end:]
        return change

    def apply(self, edits: Sequence[types.TextEdit]) -> None:
        """Apply edits that all refer to the present text; they must not overlap."""
        spans = [(self.index(edit.range.start), self.index(edit.range.end), edit.new_text) for edit in edits]
        for (_, end, _), (start, _, _) in zip(sorted(spans), sorted(spans)[1:], strict=False):
            assert end <= start, "edits overlap"
        for start, end, new_text in sorted(spans, reverse=True, key=lambda span: span[:2]):
            self.text = self.text[:start] + new_text + self.text[end:]
