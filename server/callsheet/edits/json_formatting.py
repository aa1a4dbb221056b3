"""The layout of a JSON document: what stands between its tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from callsheet.edits.style import children_of, has_line_end, newline_of, paddings_of, spans_of
from callsheet.syntax import Node
from callsheet.text import TextEdit

MAX_WIDTH = 120
"""How many characters a line may have for a container to stay on it."""

_LINE_END = r"(?:\r\n|\n|\r(?!\n))"
_EMPTY_LINE = re.compile(rf"{_LINE_END}[ \t]*{_LINE_END}")


class JsonLayout:
    """Lays out one faultless document.

    A container that the author has on one line stays there if it fits, but for the outermost one; all others have one
    child a line. One empty line between children stays.
    """

    def __init__(self, string: str, root: Node, indent_unit: str) -> None:
        """Take the text and the tree of a document, and by what each level is to be indented."""
        self._string = string
        self._root = root
        self._indent_unit = indent_unit
        self._newline = newline_of(string)

    def edits(self) -> Iterator[TextEdit]:
        """The edits of the gaps between the tokens, in document order; those that change nothing are among them."""
        start = 1 if self._string.startswith("\ufeff") else 0
        yield TextEdit(start, self._root.start, "")
        yield from self._inside(self._root, "", 0)
        yield TextEdit(self._root.end, len(self._string), self._newline)

    def _inside(self, node: Node, indentation: str, column: int) -> Iterator[TextEdit]:
        """The gaps of a container that begins in a column, on a line with an indentation."""
        children = children_of(node)
        if not children:
            if node.kind in ("object", "array"):
                yield TextEdit(node.start + 1, node.end - 1, "")
            return
        is_flat = node is not self._root and column + self._width(node) < MAX_WIDTH and self._is_flat(node)
        inner = indentation if is_flat else indentation + self._indent_unit
        padding = self._paddings[self._string[node.start]]
        lead, tail = (padding, padding) if is_flat else (self._newline + inner, self._newline + indentation)
        position = node.start + 1
        for index, (child, (start, _)) in enumerate(zip(children, spans_of(node), strict=True)):
            yield TextEdit(position, start, self._before(index, position, start, lead, is_flat=is_flat))
            column = len(inner)
            if node.members:
                member = node.members[index]
                yield TextEdit(member.key_end, child.start, ": ")
                column += member.key_end - member.key_start + len(": ")
            yield from self._inside(child, inner, 0 if is_flat else column)
            position = child.end
        yield TextEdit(position, node.end - 1, tail)

    def _before(self, index: int, start: int, end: int, lead: str, *, is_flat: bool) -> str:
        """What stands before a child, in place of the gap between two offsets."""
        if index == 0:
            return lead
        if is_flat:
            return ", "
        return "," + (self._newline if _EMPTY_LINE.search(self._string, start, end) else "") + lead

    def _is_flat(self, node: Node) -> bool:
        return not has_line_end(self._string[node.start : node.end])

    def _width(self, node: Node) -> int:
        """How many characters a value takes on one line."""
        children = children_of(node)
        if not children:
            return 2 if node.kind in ("object", "array") else node.end - node.start
        keys = sum(member.key_end - member.key_start + len(": ") for member in node.members)
        brackets = 2 + 2 * len(self._paddings[self._string[node.start]])
        return brackets + keys + sum(map(self._width, children)) + len(", ") * (len(children) - 1)

    @cached_property
    def _paddings(self) -> dict[str, str]:
        return paddings_of(self._string, self._root)
