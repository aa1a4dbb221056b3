"""What comes of reading a YAML text once: a tree, and where reading failed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from callsheet.syntax.tree import Member, Node, Problem

_REST = re.compile(r"(?:[ \t\r\n]+|(?<![^ \t\r\n])#[^\r\n]*)*")


@dataclass(slots=True)
class Open:
    """An object or array whose end was not reached yet."""

    node: Node
    anchor: str | None = None
    member: Member | None = None
    """The member whose value comes next."""
    is_key: bool = False
    """Whether it stands where a key should."""
    before: int = 0
    """How many values the document stood for before it."""
    deepest: int = 0
    """How many levels lie below it."""


class Anchored(NamedTuple):
    """What an anchor names: a node, its text if it is a scalar, how many values and levels it stands for."""

    node: Node
    text: str | None
    size: int
    levels: int


class LastScalar(NamedTuple):
    """The scalar that was read last, its properties (anchor and tag) included."""

    start: int
    end: int
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """Where and why reading stopped, in the words of libyaml."""

    message: str
    at: int
    """What was not understood."""
    context: int | None
    """What it belongs to, for example the bracket or quotation mark before it."""
    open: list[Open]
    """The containers around it, outermost first."""
    last: LastScalar | None


@dataclass(slots=True)
class Reading:
    """What was read of a text. A node that an alias stands for has the value of the anchored node, but no children."""

    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    failure: Failure | None = None
    end: int | None = None
    """Where the first document ended; None if it was not read to its end."""

    def rest(self, string: str) -> int:
        """Where something stands behind the first document; the text's end where there is nothing."""
        if self.end is None:
            return len(string)
        rest = _REST.match(string, self.end)
        return rest.end() if rest else self.end

    def is_whole(self, string: str) -> bool:
        """Whether nothing stands behind the first document."""
        return self.rest(string) == len(string)
