"""Where an item goes and how it is written there, whatever the syntax."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.templates import Template
from callsheet.syntax import Document, Place
from callsheet.text import TextEdit


class Written(NamedTuple):
    """How an offer is written at its slot, before what the slot itself needs around it."""

    text: Template
    """What stands there when nothing is to be filled in."""
    with_holes: Template
    """The same, with the holes that a snippet has."""
    end_shift: int = 0
    """How many characters at the end of the slot stay as they are."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a text where an item goes: what it replaces and what has to be written around it."""

    document: Document
    """The document, mended where the string around the cursor is not closed."""
    place: Place
    start: int
    end: int
    offset: int
    """The cursor, between `start` and `end`."""
    content: str
    """What is written there, as a value: without quotation marks."""
    typed: str
    """The part of `content` before the cursor."""
    quote: str
    """The quotation mark at `start`; empty where there is none."""
    write: Callable[[Offer], Written]
    before: str = ""
    """What must be written before an item, such as the comma behind the value before it."""
    after: str = ""
    """What must be written after an item."""
    indentation: str = ""
    """The blanks before the further lines of an item."""
    deeper: str = ""
    """By how much those are more than the blanks that the line begins with."""
    newline: str = "\n"
    edits: tuple[TextEdit, ...] = ()
    """What changes elsewhere."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written there yet."""
        return self.start == self.end
