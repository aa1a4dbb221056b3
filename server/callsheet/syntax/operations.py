"""What to change in a document, in terms of pointers; the room `edits` turns these into text edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from callsheet.syntax.tree import Pointer, Value


@dataclass(frozen=True, slots=True)
class SetValue:
    """Replace the value at a pointer; where its member or item does not exist yet, add it.

    A new member goes behind the first of the members named in `after` that exists, else to the end of its object; an
    item number past the array's end appends.
    """

    pointer: Pointer
    value: Value
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InsertItem:
    """Put a value into an array, before the item now at the pointer's last step; past the end it is appended."""

    pointer: Pointer
    value: Value


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a member or an item out, with its comma and, where it had lines of its own, those lines.

    Of duplicate members `duplicate` says which goes, counted from 0 in document order; None means the one that counts.
    """

    pointer: Pointer
    duplicate: int | None = None


@dataclass(frozen=True, slots=True)
class RenameKey:
    """Give a member another key; its value and place stay."""

    pointer: Pointer
    key: str


@dataclass(frozen=True, slots=True)
class ReplaceSpan:
    """Replace the characters between two offsets (code points, `end` exclusive), where no pointer leads."""

    start: int
    end: int
    new_text: str


Operation: TypeAlias = "SetValue | InsertItem | Remove | RenameKey | ReplaceSpan"
