"""The tables of a TOML document while it is read: what may be put where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from callsheet.syntax.tree import Member, Node, Pointer, Problem
from callsheet.text import Text


class Part(NamedTuple):
    """One of the names in a key such as `rules.too-long`, and where it stands, quotation marks included."""

    name: str
    start: int
    end: int

    @property
    def is_written(self) -> bool:
        """Whether it is there; behind a dot or a bracket one may still be missing."""
        return self.start < self.end


@dataclass(slots=True)
class Table:
    """A member of a table while the document is read: a table, an array of tables, or any other value."""

    node: Node
    defined_at: int
    """Where it was first written: the offset of its key."""
    children: dict[str, Table] = field(default_factory=dict)
    """The members of a table, by key; the last of those that have the same one."""
    items: list[Table] = field(default_factory=list)
    """The tables of an array of tables."""
    is_complete: bool = False
    """Whether it has had its header, or its dotted keys: neither a second header nor further keys may add to it."""
    pointer: Pointer = ()

    @property
    def is_open(self) -> bool:
        """Whether it is a table that headers and dotted keys can add to: one without brackets of its own."""
        return self.node.kind == "object" and not self.node.flow

    def add(self, part: Part, node: Node) -> Table:
        """Add a member; of several with the same key, which is a problem, the last counts."""
        child = Table(node, part.start, pointer=(*self.pointer, part.name))
        self.node.members.append(Member(part.name, part.start, part.end, node))
        assert isinstance(self.node.value, dict)
        self.node.value[part.name] = node.value
        self.children[part.name] = child
        return child

    def add_table(self, part: Part) -> Table:
        """Add a table without brackets."""
        return self.add(part, Node("object", part.end, part.end, {}, flow=False))


def put(text: Text, table: Table, parts: list[Part], node: Node) -> tuple[list[Table], Problem | None]:
    """Put a value into a table under a dotted key.

    Gives the tables that the key leads through, each inside the one before, and what is wrong. Where another value
    stands in the way the new one is left out; one under the same key hides the one before.
    """
    passed: list[Table] = []
    if not all(part.is_written for part in parts):
        return passed, None  # which is a problem already
    for part in parts[:-1]:
        child = table.children.get(part.name) or table.add_table(part)
        if not child.is_open or child.is_complete:
            return passed, in_the_way(text, part, child)
        child.node.end = node.end
        passed.append(child)
        table = child
    last = parts[-1]
    known = table.children.get(last.name)
    table.add(last, node)
    if known is None:
        return passed, None
    message = f'"{last.name}" stands in this table already, in line {_line(text, known)}; keep one of the two'
    return passed, Problem(last.start, last.end, message)


def in_the_way(text: Text, part: Part, known: Table) -> Problem:
    """What to say where a table is wanted and cannot be, because of what has its name already."""
    place = f'"{part.name}" of line {_line(text, known)}'
    if known.node.kind == "array" and not known.node.flow:
        message = f"{place} is a list of tables, whose headers have two brackets: [[{part.name}]]"
    elif known.is_open:
        message = f"{place} is a table with a header of its own; put this below that header"
    else:
        message = f"{place} is a value of its own, to which nothing can be added; put this into it, or remove it"
    return Problem(part.start, part.end, message)


def _line(text: Text, table: Table) -> int:
    """The line in which a table was first written, counted from 1."""
    return text.line_at(table.defined_at) + 1
