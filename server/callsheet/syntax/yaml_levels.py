"""Which block collections of YAML are around a line: as the tree knows them, else as the indentation of lines says."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

from callsheet.syntax.tree import Member, Node, Pointer
from callsheet.syntax.yaml_lines import Line, read_line
from callsheet.text import Text

_DASH = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*(?=[\r\n]))*-")
_FARTHEST = 1000
"""How many lines that the tree does not know are looked at."""


class Child(NamedTuple):
    """A member or item of a container."""

    start: int
    """Where its key, dash or value begins."""
    step: str | int
    node: Node
    member: Member | None = None


@dataclass(slots=True)
class Level:
    """A block collection that something before an offset belongs to."""

    kind: Literal["object", "array"]
    pointer: Pointer
    column: int
    step: str | int
    """The key or item before the offset."""


@dataclass(slots=True)
class Before:
    """What stands before a line: the block collections around its end, outermost first, and the last value in them."""

    levels: list[Level]
    leaf: Node | None = None
    """The last value, if the tree knows it."""
    end: int = -1
    """Where that value ends, or its key begins; -1 before everything."""
    is_missing: bool = False
    """Whether the last value is missing."""

    @property
    def pointer(self) -> Pointer:
        """The pointer of the last value."""
        return (*self.levels[-1].pointer, self.levels[-1].step) if self.levels else ()


def structure_before(text: Text, root: Node, line: Line) -> Before:
    """The structure before a line: what the tree knows of it, and the lines that it does not know."""
    before = _known_before(text, root, line.start)
    first = text.line_at(before.end) + 1 if before.end >= 0 else 0
    for number in range(max(first, line.number - _FARTHEST), line.number):
        unknown = read_line(text, number)
        if unknown.columns:
            descend(text, before, unknown)
    return before


def _known_before(text: Text, root: Node, offset: int) -> Before:
    """What the tree knows of the structure before the start of a line."""
    before = Before([])
    pointer: Pointer = ()
    node = root
    while True:
        before.leaf, before.is_missing = node, node.kind == "missing"
        if node.flow or not (node.members or node.items):
            if before.levels or node.kind != "null":
                before.end = max(before.end, min(node.end, offset))
            return before
        kind: Literal["object", "array"] = "object" if node.members else "array"
        column = column_of(text, node.start)
        last = _last_child(text, node, offset)
        if last is None:  # it begins below; what stands here would come first in it
            before.levels.append(Level(kind, pointer, column, "" if node.members else -1))
            return before
        before.levels.append(Level(kind, pointer, column, last.step))
        before.end = last.start
        pointer, node = (*pointer, last.step), last.node


def _last_child(text: Text, node: Node, offset: int) -> Child | None:
    """The last child of a block collection whose key or dash stands before an offset."""
    last = child_at(node, offset - 1)
    following = last.step + 1 if last is not None and isinstance(last.step, int) else 0
    if following < len(node.items):
        # Its value begins further down; its dash may yet stand before the offset.
        item = node.items[following]
        dash = _DASH.match(text.string, last.node.end if last else node.start, item.start)
        if dash and dash.end() <= offset:
            return Child(dash.end() - 1, following, item)
    return last


def child_at(node: Node, offset: int) -> Child | None:
    """The last child of a container that begins at an offset or before it."""
    if node.members:
        index = bisect_right(node.members, offset, key=lambda member: member.key_start) - 1
        if index >= 0:
            member = node.members[index]
            return Child(member.key_start, member.key, member.node, member)
    elif node.items:
        index = bisect_right(node.items, offset, key=lambda item: item.start) - 1
        if index >= 0:
            return Child(node.items[index].start, index, node.items[index])
    return None


def descend(text: Text, before: Before, line: Line) -> None:
    """Add to the structure what the dashes and the key of a line say."""
    levels = before.levels
    for dash in line.dashes:
        column = dash - line.start
        while levels and levels[-1].column > column:
            levels.pop()
        if levels and levels[-1].kind == "array" and levels[-1].column == column:
            step = levels[-1].step
            levels[-1].step = step + 1 if isinstance(step, int) else 0
        else:
            levels.append(Level("array", before.pointer, column, 0))
    if line.key:
        column = line.key[0] - line.start
        while levels and (levels[-1].column > column or (levels[-1].column == column and levels[-1].kind == "array")):
            levels.pop()
        if levels and levels[-1].column == column:
            levels[-1].step = key_name(text, line.key)
        else:
            levels.append(Level("object", before.pointer, column, key_name(text, line.key)))
    before.leaf = None
    before.is_missing = line.value >= line.content_end


def column_of(text: Text, offset: int) -> int:
    """The column of an offset, in code points."""
    return offset - text.line_starts[text.line_at(offset)]


def key_name(text: Text, span: tuple[int, int]) -> str:
    """A key without its quotation marks; its escapes stay as they are."""
    key = text.string[span[0] : span[1]]
    return key[1:-1] if key[0] in "\"'" else key
