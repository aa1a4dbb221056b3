"""The layout of a YAML document: the columns of its lines, and the blanks within them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from callsheet.edits.style import children_of, has_line_end, newline_of, paddings_of
from callsheet.edits.yaml_layout import Entry, column_at, end_of_entry, entries_of, first_entry_start, flow_spans_of
from callsheet.syntax import Document, Member, Node, walk
from callsheet.text import TextEdit

_BLANKS = re.compile(r"[ \t]*")
_BLANKS_AT_END = re.compile(r"[ \t]+\Z")
_COMMA = re.compile(r"[ \t]*,[ \t]*")


class YamlLayout:
    """Lays out one faultless document.

    Blocks are indented evenly, a list below a key as the author has it: in the column of the key or to the right of it.
    Runs of empty lines become one.
    """

    def __init__(self, document: Document, indent: int) -> None:
        """Take a document, and by how many columns a level is to be indented."""
        self._text = document.text
        self._string = document.text.string
        self._root = document.root
        self._indent = indent
        self._columns: dict[int, tuple[int, int]] = {}
        """Of each line that begins with a key or a dash the present column and the new one."""
        self._shifts: dict[int, int] = {}
        """By how many columns each line within a value moves with its key or dash."""
        self._values: set[int] = set()
        """The lines that a string goes on over, in which blanks and `#` mean themselves."""

    def edits(self) -> Iterator[TextEdit]:
        """The edits, in no particular order; those that change nothing are among them."""
        self._note_strings()
        if not self._root.flow:
            self._place(self._root, 0)
        yield from self._line_edits()
        for _, node in walk(self._root):
            if children_of(node):
                yield from self._flow_gaps(node) if node.flow else self._block_gaps(node)

    # columns

    def _note_strings(self) -> None:
        for _, node in walk(self._root):
            if node.kind == "string":
                end = end_of_entry(self._string, node.end, node) if not node.flow else node.end
                self._values.update(range(self._text.line_at(node.start) + 1, self._text.line_at(end) + 1))

    def _place(self, node: Node, column: int) -> None:
        """Give a block collection a column, and all below it theirs."""
        for entry, child in zip(entries_of(self._string, node), children_of(node), strict=True):
            old = column_at(self._string, entry.start)
            first, last = self._text.line_at(entry.start), self._text.line_at(entry.end)
            if self._starts_line(entry.start):
                self._columns[first] = (old, column)
            self._shifts.update(dict.fromkeys(range(first, last + 1), column - old))
            if not child.flow and (child.members or child.items):
                self._place(child, self._column_inside(node, entry, child, column))

    def _column_inside(self, node: Node, entry: Entry, child: Node, column: int) -> int:
        """The column of a block collection within an entry of another one."""
        start = first_entry_start(self._string, child)
        if node.items and self._text.line_at(start) == self._text.line_at(entry.start):
            between = self._string[entry.head_end : start]
            return column + 1 + (1 if not between.strip(" \t") else len(between))
        is_below = child.items and column_at(self._string, start) == column_at(self._string, entry.start)
        return column if is_below else column + self._indent

    def _starts_line(self, offset: int) -> bool:
        start, _ = self._text.line_span(self._text.line_at(offset))
        return not self._string[start:offset].strip(" \t\ufeff")

    # lines

    def _line_edits(self) -> Iterator[TextEdit]:
        was_empty = True
        for line in range(self._text.line_count):
            start, end = self._text.line_span(line)
            written = self._string[start:end]
            start += written.startswith("\ufeff")
            if line in self._values:
                yield self._indentation(start, self._shifts.get(line, 0), is_string=True)
                was_empty = False
                continue
            is_empty = not written.strip(" \t\ufeff")
            following = self._text.line_span(line + 1)[0] if line + 1 < self._text.line_count else end
            if is_empty and (was_empty or line > self._last_line):
                yield TextEdit(start, following, "")
            else:
                blanks = _BLANKS_AT_END.search(written)
                yield TextEdit(end - len(blanks.group()) if blanks else end, end, "")
            if not is_empty:
                yield self._indentation(start, self._shift(line, written))
            was_empty = is_empty
        end = len(self._string)
        if self._last_line == self._text.line_count - 1 and self._last_line not in self._values:
            yield TextEdit(end, end, newline_of(self._string))

    @cached_property
    def _last_line(self) -> int:
        """The last line that holds anything; -1 where none does."""
        lines = range(self._text.line_count - 1, -1, -1)
        return next((each for each in lines if each in self._values or self._text.line(each).strip(" \t\ufeff")), -1)

    def _shift(self, line: int, written: str) -> int:
        """By how many columns a line moves; a comment goes with what it stands in one column with."""
        if line in self._columns:
            old, new = self._columns[line]
            return new - old
        if not written.lstrip(" \t\ufeff").startswith("#"):
            return self._shifts.get(line, 0)
        column = len(written) - len(written.lstrip(" \t"))
        below = next((each for each in range(line + 1, self._text.line_count) if each in self._columns), None)
        above = (each for each in range(line - 1, -1, -1) if each in self._columns)
        for each in (below, *above) if below is not None else above:
            old, new = self._columns[each]
            if old == column:
                return new - old
        return self._shifts.get(line, 0)

    def _indentation(self, start: int, shift: int, *, is_string: bool = False) -> TextEdit:
        match = _BLANKS.match(self._string, start)
        old = match.group() if match else ""
        if is_string and not old:
            return TextEdit(start, start, "")  # an empty line, or text that may stand at the edge
        new = old + " " * shift if shift > 0 else old[: max(len(old) + shift, 0)]
        return TextEdit(start, start + len(old), new)

    # within lines

    def _block_gaps(self, node: Node) -> Iterator[TextEdit]:
        """The blanks around the colons or behind the dashes of a block collection."""
        for index, (entry, child) in enumerate(zip(entries_of(self._string, node), children_of(node), strict=True)):
            if node.members:
                yield from self._before_colon(node.members[index], entry.head_end - 1)
            if child.kind != "missing":
                yield from self._gap(entry.head_end, child.start, " ")

    def _before_colon(self, member: Member, colon: int) -> Iterator[TextEdit]:
        if not self._string.startswith("*", member.key_start):  # the colon would become part of the alias
            yield from self._gap(member.key_end, colon, "")

    def _gap(self, start: int, end: int, wanted: str) -> Iterator[TextEdit]:
        """A gap between two offsets, where nothing but blanks stands there."""
        if start <= end and not self._string[start:end].strip(" \t"):
            yield TextEdit(start, end, wanted)

    def _flow_gaps(self, node: Node) -> Iterator[TextEdit]:
        """The blanks inside a flow collection: around its colons and, where it stands on one line, at all else."""
        for member in node.members:
            colon = self._string.find(":", member.key_end, member.node.start)
            if colon >= 0 and member.node.kind != "missing":
                yield from self._before_colon(member, colon)
                yield from self._gap(colon + 1, member.node.start, " ")
        if has_line_end(self._string[node.start : node.end]) or self._string[node.start] not in self._paddings:
            return
        padding = self._paddings[self._string[node.start]]
        position = node.start + 1
        for index, (start, end) in enumerate(flow_spans_of(self._string, node)):
            if index == 0:
                yield from self._gap(position, start, padding)
            elif _COMMA.fullmatch(self._string, position, start):
                yield TextEdit(position, start, ", ")
            position = end
        yield from self._gap(position, node.end - 1, padding)

    @cached_property
    def _paddings(self) -> dict[str, str]:
        return paddings_of(self._string, self._root)
