"""How an author lays out a text: what new text takes from its surroundings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from callsheet.syntax import Member, Node, Value, walk

LINE_END = re.compile(r"\r\n|\n|\r")
_COLON = re.compile(r"[ \t]*:[ \t]*")

Group: TypeAlias = Literal["scalar", "scalars", "array", "object"]
"""What authors lay out alike: a scalar, an array of scalars, any other array, an object. Empty arrays hold scalars."""

IsInline: TypeAlias = Callable[[Node], bool]
"""Whether a container is written on one line (JSON) or in flow style (YAML)."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A node and where it hangs: its container, and which child of it it is, counted from 0."""

    node: Node
    parent: Node | None = None
    index: int = 0

    @property
    def member(self) -> Member | None:
        """The member whose value the node is; None for an item and for the root."""
        return self.parent.members[self.index] if self.parent and self.parent.members else None


def newline_of(string: str) -> str:
    """The line end of a text: that of its first line."""
    match = LINE_END.search(string)
    return match.group() if match else "\n"


def line_start(string: str, offset: int) -> int:
    """The offset where the line around an offset starts."""
    return max(string.rfind("\n", 0, offset), string.rfind("\r", 0, offset)) + 1


def line_end(string: str, offset: int) -> int:
    """The offset where the line around an offset ends, its line end left out."""
    match = LINE_END.search(string, offset)
    return match.start() if match else len(string)


def end_of_line_before(string: str, start: int) -> int:
    """The offset where the line before the one that starts at an offset ends; for the first line its own start."""
    return start - (2 if string[max(start - 2, 0) : start] == "\r\n" else min(start, 1))


def indentation_at(string: str, offset: int) -> str:
    """The blanks and tabs that the line around an offset starts with."""
    start = line_start(string, offset)
    match = re.compile(r"\ufeff?([ \t]*)").match(string, start)
    return match.group(1) if match else ""


def starts_line(string: str, offset: int) -> bool:
    """Whether nothing but blanks and tabs stands before an offset on its line."""
    return not string[line_start(string, offset) : offset].strip(" \t\ufeff")


def has_line_end(text: str) -> bool:
    """Whether a text goes over more than one line."""
    return "\n" in text or "\r" in text


def children_of(node: Node) -> list[Node]:
    """The values of an object's members or an array's items."""
    return [member.node for member in node.members] or node.items


def old_member(old: Node | None, key: str) -> Node | None:
    """The value of a key in an object that a new one is laid out like, if it has one."""
    member = old.member(key) if old else None
    return member.node if member else None


def spans_of(node: Node) -> list[tuple[int, int]]:
    """The spans of a container's children; that of a member begins with its key."""
    return [(member.key_start, member.node.end) for member in node.members] or [
        (item.start, item.end) for item in node.items
    ]


def colon_of(string: str, members: list[Member]) -> str | None:
    """The colon with the blanks around it as the first of some members writes it."""
    for member in members:
        text = string[member.key_end : member.node.start]
        if member.node.kind != "missing" and _COLON.fullmatch(text):
            return text
    return None


def group_of(value: Value) -> Group:
    """The group that a value belongs to."""
    if isinstance(value, dict):
        return "object"
    if not isinstance(value, list):
        return "scalar"
    return "array" if any(isinstance(item, (dict, list)) for item in value) else "scalars"


def containers_of(root: Node) -> Iterator[Node]:
    """Every object and array that is not empty, in document order."""
    return (node for _, node in walk(root) if node.members or node.items)


def scalar_arrays_are_inline(root: Node, is_inline: IsInline) -> bool:
    """Whether most of a document's arrays of scalars are inline."""
    votes = [is_inline(node) for node in containers_of(root) if group_of(node.value) == "scalars"]
    return sum(votes) * 2 > len(votes)


def inline_like_surroundings(value: Value, old: Node | None, parent: Node | None, is_inline: IsInline) -> bool | None:
    """Whether a new container should be inline; None where its surroundings do not tell.

    The value that it replaces decides where that is alike; then its neighbours that are alike; then whether its
    container is inline.
    """
    group = group_of(value)
    if old is not None and (old.members or old.items) and group_of(old.value) == group:
        return is_inline(old)
    if parent is not None:
        alike = [node for node in children_of(parent) if (node.members or node.items) and group_of(node.value) == group]
        if alike and (group != "scalars" or parent.items):
            return is_inline(alike[-1])
        if (parent.members or parent.items) and is_inline(parent):
            return True
    return None


def paddings_of(string: str, root: Node) -> dict[str, str]:
    """What a document writes behind the opening brackets, `{` and `[`, of containers on one line."""
    padding = {"{": "", "[": ""}
    for node in reversed(list(containers_of(root))):
        opening = string[node.start]
        if node.flow and opening in padding and not has_line_end(string[node.start : node.end]):
            behind = string[node.start + 1]
            padding[opening] = behind if behind in " \t" else ""
    return padding


def indent_unit_of(string: str, root: Node) -> str | None:
    """By what a JSON document indents: the first child on a line of its own says it; None where there is none."""
    for node in containers_of(root):
        outer = indentation_at(string, node.start)
        first = next((start for start, _ in spans_of(node) if starts_line(string, start)), node.start)
        inner = indentation_at(string, first)
        if len(inner) > len(outer) and inner.startswith(outer):
            return inner[len(outer) :]
    return None
