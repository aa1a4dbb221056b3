"""What stands or could stand at an offset of a YAML text, also while it is being typed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from callsheet.syntax import json_places
from callsheet.syntax.tree import Node, Place, Pointer
from callsheet.syntax.yaml_levels import Before, Level, child_at, column_of, descend, key_name, structure_before
from callsheet.syntax.yaml_lines import Line, comments_in, read_line
from callsheet.text import Text

if TYPE_CHECKING:
    from callsheet.syntax.document import Document

_WORD = re.compile(r"[A-Za-z_$][\w$-]*")
_LONGEST = 4096
"""How many characters before an offset are searched for the beginning of a comment."""

_MARKER = re.compile(r"(?:---|\.\.\.)(?!\S)|%")


def place_at(document: Document, offset: int) -> Place | None:
    """The place at an offset (0-based code points); None where nothing can stand, for example in a comment."""
    text, root = document.text, document.root
    line = read_line(text, text.line_at(offset))
    if _is_in_comment(text, root, line, offset):
        return None
    return _on_node(text, root, offset) or _between(document, line, offset)


def _is_in_comment(text: Text, root: Node, line: Line, offset: int) -> bool:
    """Whether a `#` before the offset begins a comment; one that stands in a key or scalar does not."""
    start = max(line.start, offset - _LONGEST)
    string = text.string[start : min(line.end, offset)]
    return any(_scalar_at(root, start + place) is None for place in comments_in(string))


def _scalar_at(root: Node, offset: int) -> Node | None:
    """The key (its value's node) or scalar that holds the character at an offset."""
    node = root
    while (child := child_at(node, offset)) is not None:
        if child.member is not None and offset < child.member.key_end:
            return child.node
        node = child.node
    is_scalar = node.kind not in ("missing", "object", "array")
    return node if is_scalar and node.start <= offset < node.end else None


def _on_node(text: Text, root: Node, offset: int) -> Place | None:
    """The place of the key or scalar that an offset touches, or any place inside brackets."""
    pointer: Pointer = ()
    node = root
    while True:
        if node.flow and node.kind in ("object", "array") and text.string[node.start : node.start + 1] in ("[", "{"):
            found = json_places.place_at(text.string, node, offset)
            return replace(found, pointer=pointer + found.pointer) if found else None
        if not node.members and not node.items:
            return _on_scalar(text, node, pointer, offset)
        child = child_at(node, offset)
        if child is None:
            return None
        member = child.member
        if member is not None and offset <= member.key_end:
            indent = column_of(text, member.key_start)
            return Place("key", pointer, member.key_start, member.key_end, member.key, member.node, indent=indent)
        if not child.node.start <= offset <= child.node.end:
            return None
        pointer, node = (*pointer, child.step), child.node


def _on_scalar(text: Text, node: Node, pointer: Pointer, offset: int) -> Place | None:
    if node.start == node.end or not node.start <= offset <= node.end:
        return None
    line = read_line(text, text.line_at(node.start))
    is_alone = not line.columns and (line.value, line.content_end) == (node.start, node.end)
    if is_alone and node.kind == "string" and _WORD.fullmatch(text.string, node.start, node.end):
        # Where a key's value or the whole document should be, a lone word is a key in the making.
        word = text.string[node.start : node.end]
        return Place("key", pointer, node.start, node.end, word, indent=line.indent)
    return Place("value", pointer, node.start, node.end, node=node)


def _between(document: Document, line: Line, offset: int) -> Place | None:
    """The place at an offset that touches no key or scalar of the tree: by the structure before it and its own line."""
    text = document.text
    before = structure_before(text, document.root, line)
    leaf = before.leaf
    if _MARKER.match(text.string, line.start):
        return None
    if leaf is not None and leaf.start < line.start < leaf.end:  # behind the end of a value over several lines
        is_open = leaf.kind == "string" and text.string[leaf.start : leaf.start + 1] not in "\"'"
        return Place("value", before.pointer, leaf.start, offset, node=leaf) if is_open else None
    if line.is_empty and offset <= line.content:
        return _on_empty_line(text, before, offset, offset - line.start)
    if offset < line.content:
        return None
    if line.key and line.key[0] <= offset <= line.key[1]:
        descend(text, before, line)
        name = key_name(text, line.key)
        indent = line.key[0] - line.start
        return Place("key", before.levels[-1].pointer, *line.key, name, document.node(before.pointer), indent=indent)
    passed = replace(
        line,
        dashes=tuple(dash for dash in line.dashes if dash < offset),
        key=line.key if line.colon is not None and line.colon < offset else None,
    )
    if passed.columns:
        descend(text, before, passed)
        known = _pointer_of_key(document.root, passed.key[0]) if passed.key else None
        return _value_in_line(document, known or before.pointer, passed, offset)
    if line.columns or not line.value <= offset <= line.content_end:
        return None
    place = _on_empty_line(text, before, offset, line.indent)
    if place is None:
        return None
    word = text.string[line.value : line.content_end]
    return replace(place, start=line.value, end=line.content_end, key=word if place.role == "key" else None)


def _pointer_of_key(root: Node, offset: int) -> Pointer | None:
    """The pointer of the member whose key begins at an offset, if the tree knows one."""
    pointer: Pointer = ()
    node = root
    while (child := child_at(node, offset)) is not None:
        pointer, node = (*pointer, child.step), child.node
        if child.member is not None and child.start == offset:
            return pointer
    return None


def _value_in_line(document: Document, pointer: Pointer, line: Line, offset: int) -> Place | None:
    """The place behind the colon or dash of a line, which leads to a pointer."""
    node = document.node(pointer)
    if node is not None and node.kind == "missing":
        node = None
    has_only_properties = document.text.string[line.value : line.value + 1] in ("&", "!") and (
        node is None or node.start == node.end
    )
    if line.value >= line.content_end or offset < line.value or (has_only_properties and offset > line.content_end):
        return Place("value", pointer, offset, offset, node=node)
    if offset > line.content_end and document.text.string[line.value] in "\"'[{|>*":
        return None
    return Place("value", pointer, line.value, max(line.content_end, offset), node=node)


def _on_empty_line(text: Text, before: Before, offset: int, column: int) -> Place | None:
    """The place of a key or item that would begin in a column of a line that has nothing else."""
    leaf = before.leaf
    if (
        leaf is not None
        and leaf.kind == "string"
        and not leaf.flow
        and column >= _column_of_content(text, before, leaf)
    ):
        return Place("value", before.pointer, leaf.start, max(leaf.end, offset), node=leaf)
    if not before.levels:
        if (
            leaf is not None
            and leaf.kind == "string"
            and leaf.flow
            and text.string[leaf.start : leaf.start + 1] not in "\"'"
        ):
            column = column_of(text, leaf.start)
        elif leaf is not None and leaf.kind != "null":
            return None
        return Place("key", (), offset, offset, indent=column)
    if before.is_missing and column > before.levels[-1].column:
        return Place("key", before.pointer, offset, offset, indent=column)
    level = _level_at(before.levels, column)
    if level.kind == "object":
        return Place("key", level.pointer, offset, offset, indent=level.column)
    index = level.step + 1 if isinstance(level.step, int) else 0
    return Place("value", (*level.pointer, index), offset, offset, indent=level.column)


def _column_of_content(text: Text, before: Before, node: Node) -> int:
    """The column from which on a line belongs to a block scalar."""
    for number in range(text.line_at(node.start) + 1, text.line_at(node.end) + 1):
        line = text.line(number)
        if line.strip():
            return len(line) - len(line.lstrip(" "))
    return before.levels[-1].column + 1 if before.levels else 0


def _level_at(levels: list[Level], column: int) -> Level:
    """The block collection that something in a column belongs to: the innermost that does not begin right of it.

    A list whose dashes stand in the column of the keys around it is passed over: there, a key may stand as well.
    """
    for index in range(len(levels) - 1, -1, -1):
        level = levels[index]
        is_flush = level.kind == "array" and index > 0 and levels[index - 1].column == level.column
        if level.column <= column and not is_flush:
            return level
    return levels[0]
