"""Changes to YAML's block collections, line by line: every entry owns its lines, comments above it stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from callsheet.edits.node_changes import Addition, Gap, Rework, gaps
from callsheet.edits.style import Slot, children_of, end_of_line_before, line_end, line_start, starts_line
from callsheet.edits.yaml_layout import (
    column_at,
    end_of_entry,
    entries_of,
    head_end_of,
    last_leaf,
)
from callsheet.text import TextEdit

_COMMENT_LINE = re.compile(r"([ \t]*)#")
_CHOMPING = re.compile(r"([|>][0-9]?)\+?(?![-0-9])")
_LINE_END = re.compile(r"\r\n|\n|\r")


class BlockCollection:
    """A block mapping or sequence with at least one entry, and how to write a new one."""

    def __init__(self, string: str, slot: Slot, newline: str, write: Callable[[Addition, int], str]) -> None:
        """Take the text, the collection, and `write`, which gives the text of an entry that begins in a column."""
        self._string = string
        self._slot = slot
        self._children = children_of(slot.node)
        self._entries = entries_of(string, slot.node)
        self._column = column_at(string, self._entries[0].start)
        self._newline = newline
        self._write = write

    def edits(self, rework: Rework) -> Iterator[TextEdit]:
        """The edits that add and drop entries."""
        for gap in gaps(self._slot.node, rework):
            if gap.dropped and gap.added:
                yield from self._replace(gap)
            elif gap.added:
                yield from self._insert(gap)
            elif len(gap.dropped) == len(self._entries):
                yield from self._empty()
            elif gap.before < 0 and not self._starts_line(0):
                yield from self._drop_from_head(gap)
            else:
                yield from self._drop(gap.dropped, gap.before)

    def _starts_line(self, index: int) -> bool:
        return starts_line(self._string, self._entries[index].start)

    def _line_end(self, index: int) -> int:
        """The end of an entry's last line, a comment behind it included."""
        return line_end(self._string, self._entries[index].end)

    def _texts(self, gap: Gap) -> list[str]:
        return [self._write(addition, self._column) for addition in gap.added]

    def _replace(self, gap: Gap) -> Iterator[TextEdit]:
        """New entries in the place of the first of those that go."""
        first = gap.dropped[0]
        text = (self._newline + " " * self._column).join(self._texts(gap))
        yield TextEdit(self._entries[first].start, self._line_end(first), text)
        yield from self._drop(gap.dropped[1:])

    def _insert(self, gap: Gap) -> Iterator[TextEdit]:
        indentation = " " * self._column
        if gap.before < 0:
            yield self._insert_in_front(gap)
            return
        end = end_of_entry(self._string, self._entries[gap.before].end, self._children[gap.before])
        if end == len(self._string) and self._string.endswith(("\n", "\r")):
            # Behind lines that a block scalar keeps, up to the end of the text.
            yield TextEdit(end, end, "".join(indentation + text + self._newline for text in self._texts(gap)))
            return
        leaf = last_leaf(self._children[gap.before])
        if end == len(self._string) and not leaf.flow and (header := _CHOMPING.match(self._string, leaf.start)):
            # The text ends without a line end, and so does this block scalar's value.
            yield TextEdit(header.end(1), header.end(), "-")
        yield TextEdit(end, end, "".join(self._newline + indentation + text for text in self._texts(gap)))

    def _insert_in_front(self, gap: Gap) -> TextEdit:
        """Before the first entry, and before the comment lines right above it, which are about that entry.

        In the document's outermost collection they may be about the document, and stay above.
        """
        start = self._entries[0].start
        lead = self._newline + " " * self._column
        if not self._starts_line(0) or self._slot.parent is None:
            return TextEdit(start, start, "".join(text + lead for text in self._texts(gap)))
        top = line_start(self._string, start)
        head_line = line_start(self._string, head_end_of(self._string, self._slot))
        while (above := line_start(self._string, end_of_line_before(self._string, top))) > head_line:
            comment = _COMMENT_LINE.match(self._string, above)
            if comment is None or len(comment.group(1)) != self._column:
                break
            top = above
        return TextEdit(top, top, "".join(" " * self._column + text + self._newline for text in self._texts(gap)))

    def _drop(self, indexes: list[int], before: int = -1) -> Iterator[TextEdit]:
        """Take out the lines of neighbouring entries that start lines, each with the line end in front of it.

        The line end behind goes where there is none in front, and where the entry before them, if it stays, is a block
        scalar which would lose its last line end.
        """
        if not indexes:
            return
        needs_line_end = before >= 0 and not last_leaf(self._children[before]).flow
        at_end = self._line_end(indexes[-1]) == len(self._string)
        at_start = line_start(self._string, self._entries[indexes[0]].start) == 0
        for index in indexes:
            start, end = line_start(self._string, self._entries[index].start), self._line_end(index)
            if at_start or (needs_line_end and at_end):
                following = _LINE_END.match(self._string, end)
                first = self._entries[index].start if start == 0 else start  # behind a byte order mark
                yield TextEdit(first, following.end() if following else end, "")
            else:
                yield TextEdit(end_of_line_before(self._string, start), end, "")

    def _drop_from_head(self, gap: Gap) -> Iterator[TextEdit]:
        """Take out the first entries, which begin on the line of a dash around them."""
        start = self._entries[0].start
        between = [self._string[self._line_end(index) : self._entries[index + 1].start] for index in gap.dropped]
        if not "".join(between).strip(" \t\r\n"):
            yield TextEdit(start, self._entries[gap.after].start, "")
            return
        # Comments above the next entry stay above it, so it cannot move up to the dash.
        blanks = start - len(self._string[:start].rstrip(" \t"))
        yield TextEdit(start - blanks, self._line_end(0), "")
        yield from self._drop(gap.dropped[1:])

    def _empty(self) -> Iterator[TextEdit]:
        """Take out all entries; `{}` or `[]` stays."""
        brackets = "{}" if self._slot.node.members else "[]"
        others = list(range(1, len(self._entries)))
        if self._slot.parent is None or not self._starts_line(0):
            yield TextEdit(self._entries[0].start, self._line_end(0), brackets)
            yield from self._drop(others)
            return
        head_end = head_end_of(self._string, self._slot)
        yield TextEdit(head_end, head_end, " " + brackets)
        yield from self._drop([0, *others])
