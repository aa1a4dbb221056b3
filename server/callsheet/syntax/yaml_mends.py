"""What the mending of YAML has in common: where reading failed, what would mend it, and mends for any place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from callsheet.syntax.tree import Problem, Repair
from callsheet.syntax.yaml_lines import Line, open_columns, read_line, shift_lines
from callsheet.syntax.yaml_reading import Failure, Open
from callsheet.syntax.yaml_scalars import quote
from callsheet.text import Text, TextEdit, apply_edits

_FLOW_SCALAR = re.compile(r"(?:[^,\[\]{}:\r\n]|:(?![\s,\[\]{}]))*")
_UNCLOSED_KEY = re.compile(r"[\"'][A-Za-z_$][\w$-]*(?=[ \t]*:(?!\S))")
_PLAIN_WORDS = {
    "did not find expected key": "expected a key and a colon",
    "did not find expected '-' indicator": "expected a list item, which begins with a dash (-)",
    "did not find expected node content": "expected a value",
    "mapping values are not allowed in this context": "expected no colon here",
    "mapping keys are not allowed in this context": "expected no question mark here; a value that begins with it stands in quotation marks",
    "block sequence entries are not allowed in this context": "expected no dash here",
    "could not find expected ':'": "expected a colon after the key",
}


@dataclass(frozen=True, slots=True)
class Mend:
    """What is wrong with a text, if that is worth a word, and edits after which it can be read further."""

    edits: list[TextEdit]
    problem: Problem | None = None


class Site:
    """The place where reading failed."""

    def __init__(self, text: Text, failure: Failure) -> None:
        self.text = text
        self.string = text.string
        self.at = failure.at
        self.context = failure.context if failure.context is not None else failure.at
        self.message = failure.message
        self.open = failure.open
        self.last = failure.last

    @cached_property
    def line(self) -> Line:
        """The line that holds the place."""
        return self.line_of(self.at)

    def line_of(self, offset: int) -> Line:
        """The line around an offset."""
        return read_line(self.text, self.text.line_at(offset))

    @property
    def character(self) -> str:
        """What was not understood; empty at the text's end."""
        return self.string[self.at : self.at + 1]

    @property
    def flows(self) -> list[Open]:
        """The containers in brackets around the place, outermost first."""
        return [opened for opened in self.open if opened.node.flow]

    @property
    def is_first_on_line(self) -> bool:
        """Whether only blanks stand before the place."""
        return self.at <= self.line.content

    def column_of(self, offset: int) -> int:
        """The column of an offset, in code points."""
        return offset - self.text.line_starts[self.text.line_at(offset)]

    def value_span(self, start: int) -> tuple[int, int]:
        """The span of the unquoted value that begins at an offset: up to the line's end, or to the next bracket or comma."""
        if not self.flows:
            return start, max(self.line_of(start).content_end, start)
        match = _FLOW_SCALAR.match(self.string, start)
        text = match.group().rstrip() if match else ""
        return start, start + len(text)

    def point(self, offset: int) -> tuple[int, int]:
        """The span of the character at an offset, of the last one before it where nothing stands."""
        if not self.string[offset : offset + 1].strip():
            offset = max(len(self.string[:offset].rstrip()) - 1, 0)
        return offset, min(offset + 1, len(self.string))


def insert(at: int, new_text: str, span: tuple[int, int], message: str, title: str | None = None) -> Mend:
    """Put something in; with a title the author is offered the same."""
    repair = Repair(title, at, at, new_text) if title else None
    return Mend([TextEdit(at, at, new_text)], Problem(*span, message, repair))


def blank(site: Site, start: int, end: int, message: str, title: str | None = None) -> Mend | None:
    """Empty a span that lies in one line; with a title the author is offered to remove it."""
    if not site.string[start:end].strip():
        return None
    repair = Repair(title, start, end, "") if title else None
    return Mend([TextEdit(start, end, " " * (end - start))], Problem(start, end, message, repair))


def put_in_quotes(site: Site, start: int, end: int, message: str) -> Mend | None:
    """Quote a span that lies in one line."""
    text = site.string[start:end]
    if not text:
        return None
    quoted = quote(text)
    mark = quoted[0]
    inner = [place for place in range(start, end) if mark == "'" and site.string[place] == "'"]
    # Separate insertions, so that what stands in the value keeps its place.
    edits = [TextEdit(place, place, mark) for place in (start, *inner, end)]
    return Mend(edits, Problem(start, end, message, Repair("Put it in quotation marks", start, end, quoted)))


def reindent(site: Site, number: int, column: int) -> Mend | None:
    """Give a line, and the lines that go with it, another indentation."""
    line = read_line(site.text, number)
    edits = shift_lines(site.text, number, column)
    if line.indent == column or not edits:
        return None
    start, end = edits[0].start, max(edits[-1].end, edits[-1].start)
    new_text = apply_edits(
        site.string[start:end], [TextEdit(e.start - start, e.end - start, e.new_text) for e in edits]
    )
    wanted = f"{column} blanks" if column > 1 else "1 blank" if column else "none"
    message = f"the indentation does not fit; expected {wanted} here"
    span = (line.start, line.content) if line.indent else line.key or (line.content, line.content + 1)
    return Mend(edits, Problem(*span, message, Repair(f"Indent by {column}", start, end, new_text)))


def nearest_column(site: Site, line: Line) -> int | None:
    """The column above that a line's indentation is closest to, the inner one in doubt: of dashes for an item."""
    columns = [
        found.column
        for found in open_columns(site.text, line.number)
        if found.column != line.indent and found.is_dash == bool(line.dashes)
    ]
    return min(columns, key=lambda column: abs(column - line.indent), default=None)


def close_quote(site: Site, start: int) -> Mend:
    """Close a quoted scalar at the end of the line that it begins in; a key ahead of its colon."""
    line = site.line_of(start)
    mark = site.string[start]
    message = f"expected a closing quotation mark ({mark})"
    key = _UNCLOSED_KEY.match(site.string, start)
    if key and line.key is None and line.value == start:
        return insert(key.end(), mark, key.span(), message, "Close the string")
    rest = site.string[start + 1 : line.end]
    kept = rest.rstrip(" \t,]}") if site.flows else rest
    end = start + 1 + len(kept)
    shown = start + 1 + len(kept.rstrip())
    is_escaped = mark == '"' and (len(kept) - len(kept.rstrip("\\"))) % 2
    closing = "\\" + mark if is_escaped else mark
    return insert(end, closing, (start, shown), message, "Close the string")


def empty_line(site: Site) -> Mend:
    """When nothing else is known: leave the line out."""
    message = _PLAIN_WORDS.get(site.message, "expected something else here; the line is not read")
    for number in _lines_to_blame(site):
        line = read_line(site.text, number)
        if site.string[line.start : line.end].strip():
            problem = Problem(*site.point(site.at), message)
            return Mend([TextEdit(line.start, line.end, " " * (line.end - line.start))], problem)
    return Mend([], Problem(*site.point(site.at), message))


def _lines_to_blame(site: Site) -> Iterable[int]:
    """The line of the place, then the one it refers to, then those before."""
    yield site.line.number
    yield site.text.line_at(site.context)
    yield from range(site.line.number, max(site.line.number - 20, -1), -1)
