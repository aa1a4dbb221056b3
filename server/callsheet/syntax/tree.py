"""What the parsers of JSON and YAML produce: one tree of values with their spans, and a list of problems.

Offsets are code points from the start of the text, 0-based; every `end` is exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
"""A plain value, as `json.loads` would give it."""

Pointer: TypeAlias = tuple[str | int, ...]
"""The way to a value from the root: member names and 0-based item numbers (RFC 6901, already unescaped)."""

Kind: TypeAlias = Literal["object", "array", "string", "number", "boolean", "null", "missing"]
"""The kind of a node; `missing` stands where a value should be and nothing is (`"title": }`)."""

MAX_DEPTH = 100
"""How deep values may be nested; task files need six."""

MAX_LENGTH = 2 * 1024 * 1024
"""How many characters a document may have; the largest story maps have a few hundred thousand."""

MAX_NODES = 500_000
"""How many values a document may stand for once YAML aliases are followed."""


@dataclass(slots=True)
class Node:
    """A value and where it stands. Quotes and brackets belong to the span."""

    kind: Kind
    start: int
    end: int
    value: Value
    members: list[Member] = field(default_factory=list)
    """An object's members in their order, duplicates included."""
    items: list[Node] = field(default_factory=list)
    """An array's items in their order."""
    flow: bool = True
    """False for a YAML block collection or block scalar, which ends where its indentation does."""
    closed: bool = True
    """False for a container or string whose closing bracket or quotation mark is missing."""

    def member(self, key: str) -> Member | None:
        """The member that counts for `key`: the last, where there are several."""
        for member in reversed(self.members):
            if member.key == key:
                return member
        return None


@dataclass(slots=True)
class Member:
    """A key of an object, where it stands (quotes included), and its value."""

    key: str
    key_start: int
    key_end: int
    node: Node


@dataclass(frozen=True, slots=True)
class Repair:
    """The one edit that mends a problem: replace the text between two offsets."""

    title: str
    start: int
    end: int
    new_text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the syntax, where, in words that say what was expected."""

    start: int
    end: int
    message: str
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A key that an object has more than once."""

    parent: Pointer
    """The object."""
    first: Member
    later: Member
    """The second or a further member of that name."""
    last: Member
    """The member that counts."""


@dataclass(slots=True)
class Tree:
    """What a parser understood of a text."""

    root: Node
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """What stands, or could stand, at an offset."""

    role: Literal["key", "value"]
    pointer: Pointer
    """For a value its own pointer, even where it does not exist yet; for a key the pointer of its object."""
    start: int
    end: int
    """The span of the key or value there; empty where nothing stands yet."""
    key: str | None = None
    """For a key: its name; None where nothing stands yet."""
    node: Node | None = None
    """For a value: its node; for a key: the node of its value. None where there is none."""
    comma_before: bool = False
    """Whether something put here needs a comma before it that is not there (JSON and YAML's flow style)."""
    comma_after: bool = False
    """Whether something put here needs a comma after it that is not there (JSON and YAML's flow style)."""
    indent: int | None = None
    """In YAML's block style: the column (0-based, code points) where a new key or item dash belongs; else None."""


def find_duplicates(root: Node) -> list[Duplicate]:
    """Every member whose key stood before in the same object, in document order."""
    found: list[Duplicate] = []
    for pointer, node in walk(root):
        if len({member.key for member in node.members}) == len(node.members):
            continue
        first: dict[str, Member] = {}
        for member in node.members:
            if member.key in first:
                last = node.member(member.key) or member
                found.append(Duplicate(pointer, first[member.key], member, last))
            else:
                first[member.key] = member
    return found


def walk(root: Node) -> Iterator[tuple[Pointer, Node]]:
    """Every node with its pointer, parents before children, in document order.

    A member that a later duplicate hides shares its pointer with it.
    """
    stack: list[tuple[Pointer, Node]] = [((), root)]
    while stack:
        pointer, node = stack.pop()
        yield pointer, node
        children = [((*pointer, member.key), member.node) for member in node.members]
        children += [((*pointer, index), item) for index, item in enumerate(node.items)]
        stack.extend(reversed(children))


def value_at(value: Value, pointer: Pointer) -> Value:
    """The part of a plain value that a pointer leads to; None where there is none."""
    for step in pointer:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def format_pointer(pointer: Pointer) -> str:
    """A pointer as RFC 6901 writes it: `/depends_on/2`, the root as an empty string."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in pointer)
