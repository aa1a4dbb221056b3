"""Where things stand in YAML's block style: columns, dashes, the line that a value hangs on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from callsheet.edits.edit_error import EditError
from callsheet.edits.style import Slot, children_of, line_end, line_start
from callsheet.syntax import Member, Node, Value

_TO_DASH = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*|[&!]\S+)*-")
_TO_COLON = re.compile(r"[ \t]*:")
_TO_COLON_OF_EXPLICIT_KEY = re.compile(r"(?:[ \t\r\n]|(?<=[ \t\r\n])#[^\r\n]*)*:")
_QUESTION_MARK = re.compile(r"(?<![^ \t\[{,])\?[ \t]+\Z")
_PROPERTIES_AT_END = re.compile(r"(?<![^ \t\[{,])(?:[&!][^ \t\[\]{},]*[ \t]+)+\Z")
_TAG_AT_END = re.compile(r"(?<![^ \t\[{,])![^ \t\[\]{},]*[ \t]+\Z")
_BLANKS = re.compile(r"[ \t]*(?=[\r\n]|\Z)")
_ANCHOR = re.compile(r"[ \t]+&\S+|")
_BLANK_LINES = re.compile(r"(?:(?:\r\n|\n|\r(?!\n))[ \t]*(?=[\r\n]|\Z))*")
_KEEPS_LINE_ENDS = re.compile(r"[|>][0-9]?\+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A member (from its key on, or from the `?` before it) or an item (from its dash on) of a block collection."""

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
        head_end = _colon_end(string, member) or member.key_end
        end = head_end if member.node.kind == "missing" else max(member.node.end, head_end)
        entries.append(Entry(_member_start(string, member), head_end, end))
    return entries


def _member_start(string: str, member: Member) -> int:
    """Where a member starts: its key, or the `?` on the line before it."""
    key_start = _properties_start(string, member.key_start)
    start = _near_start(string, key_start)
    mark = _QUESTION_MARK.search(string[start:key_start])
    return start + mark.start() if mark else key_start


_NEAR = 500
"""How many characters before a value its anchor, tag and question mark are looked for in."""


def _near_start(string: str, offset: int) -> int:
    """Where the line before an offset starts, or, of a long line, what is near the offset."""
    near = max(offset - _NEAR, 0)
    line_end = max(string.rfind("\n", near, offset), string.rfind("\r", near, offset))
    return near if line_end < 0 else line_end + 1


def _colon_end(string: str, member: Member) -> int | None:
    """The offset behind the colon of a key; that of a key with a `?` stands on a line of its own."""
    is_explicit = string.startswith("?", _member_start(string, member)) and not string.startswith("?", member.key_start)
    colon = (_TO_COLON_OF_EXPLICIT_KEY if is_explicit else _TO_COLON).match(string, member.key_end)
    return colon.end() if colon else None


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
        return _member_start(string, node.members[0])
    match = _TO_DASH.match(string, node.start)
    return match.end() - 1 if match else node.start


def column_at(string: str, offset: int) -> int:
    """The 0-based column of an offset in code points; a byte order mark takes none."""
    start = line_start(string, offset)
    return offset - start - (1 if start == 0 and offset > 0 and string[0] == "\ufeff" else 0)


def entry_start_of(string: str, slot: Slot) -> int:
    """Where the key or the dash of a value stands; of the root, where the value itself does."""
    if slot.parent is None:
        return slot.node.start
    return _member_start(string, slot.member) if slot.member else dashes_of(string, slot.parent)[slot.index]


def head_end_of(string: str, slot: Slot) -> int:
    """The offset behind the colon or the dash that a value hangs on, and behind its anchor."""
    if slot.parent is None:
        return slot.node.start
    if slot.member is not None:
        end = _colon_end(string, slot.member)
        if end is None:
            raise EditError(f"there is no colon behind the key {slot.member.key!r}")
    else:
        end = dashes_of(string, slot.parent)[slot.index] + 1
    anchor = _ANCHOR.match(string, end)
    return anchor.end() if anchor else end


def flow_spans_of(string: str, node: Node) -> list[tuple[int, int]]:
    """The spans of the children of a flow collection; their anchors, tags and question marks belong to them."""
    return [(_member_start(string, member), member.node.end) for member in node.members] or [
        (_properties_start(string, item.start), item.end) for item in node.items
    ]


def _properties_start(string: str, offset: int) -> int:
    """Where the anchor and the tag on the line before an offset start; else the offset itself."""
    start = _near_start(string, offset)
    properties = _PROPERTIES_AT_END.search(string[start:offset])
    return start + properties.start() if properties else offset


def replaced_start_of(string: str, node: Node, value: Value) -> int:
    """Where what another value replaces starts: with the tag right before the node, unless that says it is a string."""
    start = _near_start(string, node.start)
    tag = _TAG_AT_END.search(string[start : node.start])
    if tag is None or (isinstance(value, str) and tag.group().strip() == "!!str"):
        return node.start
    return start + tag.start()


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
