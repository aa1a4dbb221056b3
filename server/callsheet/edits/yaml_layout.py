"""Where things stand in YAML's block style: columns, dashes, the line that a value hangs on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from callsheet.edits.node_changes import EditError
from callsheet.edits.style import Slot, children_of, line_end, line_start
from callsheet.syntax import Node

_TO_DASH = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*|[&!]\S+)*-")
_TO_COLON = re.compile(r"[ \t]*:")
_BLANKS = re.compile(r"[ \t]*(?=[\r\n]|\Z)")
_PROPERTIES = re.compile(r"(?:[&!]\S+[ \t]*)*")
_BLANK_LINES = re.compile(r"(?:(?:\r\n|\n|\r)[ \t]*(?=[\r\n]|\Z))*")
_KEEPS_LINE_ENDS = re.compile(r"(?:[&!]\S+\s+)*[|>][0-9]?\+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A member (from its key on) or an item (from its dash on) of a block collection."""

    start: int
    head_end: int
    """The offset behind the colon or the dash."""
    end: int
    """Where the value ends, or, where there is none, the key and colon or the dash."""


def entries_of(string: str, node: Node) -> list[Entry]:
    """The members or items of a block collection."""
    if node.items:
        dashes = dashes_of(string, node)
        return [
            Entry(dash, dash + 1, max(item.end, dash + 1))
            if item.kind != "missing"
            else Entry(dash, dash + 1, dash + 1)
            for dash, item in zip(dashes, node.items, strict=True)
        ]
    entries = []
    for member in node.members:
        colon = _TO_COLON.match(string, member.key_end)
        head_end = colon.end() if colon else member.key_end
        end = head_end if member.node.kind == "missing" else max(member.node.end, head_end)
        entries.append(Entry(member.key_start, head_end, end))
    return entries


def dashes_of(string: str, node: Node) -> list[int]:
    """The offsets of the dashes of a block sequence."""
    dashes: list[int] = []
    position = node.start
    for item in node.items:
        match = _TO_DASH.match(string, position)
        if match is None:
            raise EditError(f"cannot find the dash of an item at offset {position}")
        dashes.append(match.end() - 1)
        position = match.end() if item.kind == "missing" else max(item.end, match.end())
    return dashes


def first_entry_start(string: str, node: Node) -> int:
    """Where the first key or dash of a block collection stands."""
    if node.members:
        return node.members[0].key_start
    match = _TO_DASH.match(string, node.start)
    return match.end() - 1 if match else node.start


def column_at(string: str, offset: int) -> int:
    """The 0-based column of an offset in code points; a byte order mark takes none."""
    start = line_start(string, offset)
    return offset - start - (1 if start == 0 and offset > 0 and string[0] == "\ufeff" else 0)


def head_end_of(string: str, slot: Slot) -> int:
    """The offset behind the colon or the dash that a value hangs on."""
    if slot.parent is None:
        return slot.node.start
    if slot.member is not None:
        colon = _TO_COLON.match(string, slot.member.key_end)
        if colon is None:
            raise EditError(f"there is no colon behind the key {slot.member.key!r}")
        return colon.end()
    return dashes_of(string, slot.parent)[slot.index] + 1


def properties_end(string: str, offset: int) -> int:
    """The offset behind the anchor and the tag that begin at an offset, if any do."""
    match = _PROPERTIES.match(string, offset)
    return offset + len(match.group().rstrip(" \t")) if match else offset


def blanks_end(string: str, offset: int) -> int:
    """The end of the line where only blanks are left on it, else the offset itself."""
    match = _BLANKS.match(string, offset)
    return match.end() if match else offset


def end_of_entry(string: str, entry_end: int, node: Node) -> int:
    """The end of the last line of an entry, its comment included.

    Empty lines belong to a value that ends in a block scalar which keeps them (`|+`).
    """
    end = line_end(string, entry_end)
    leaf = last_leaf(node)
    if not leaf.flow and _KEEPS_LINE_ENDS.match(string, leaf.start):
        match = _BLANK_LINES.match(string, end)
        return match.end() if match else end
    return end


def last_leaf(node: Node) -> Node:
    """The scalar or empty collection that a value ends with."""
    while children := children_of(node):
        node = children[-1]
    return node


def block_collections(nodes: Iterable[Node]) -> Iterator[Node]:
    """Those nodes that are block collections."""
    return (node for node in nodes if not node.flow and (node.members or node.items))
