"""Where an item goes and how it is written there, whatever the syntax."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.templates import Template
from callsheet.syntax import Document, Place
from callsheet.text import TextEdit


@dataclass(frozen=True, slots=True)
class Written:
    """How an offer is written in a slot, before what the slot needs around it."""

    text: Template
    with_holes: Template | None = None
    """The same with what a snippet asks for; None where that is nothing more."""
    keeps_end: int = 0
    """How many characters at the slot's end stay as they are, behind the cursor."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a text where an item goes: what it replaces, and what has to be written around it."""

    document: Document
    """The document; where the string at the cursor is not closed, as if it was."""
    place: Place
    start: int
    """Where the replaced text begins (code points), quotation mark included."""
    end: int
    """Where it ends, on the same line."""
    offset: int
    """The cursor, from `start` to `end`."""
    content: str
    """What is replaced, as a value: without quotation marks."""
    typed: str
    """The part of it before the cursor."""
    quote: str
    """The quotation mark that stands at `start`, or nothing."""
    write: Callable[[Slot, Offer], Written]
    is_closed: bool = True
    """Whether the quotation mark has its counterpart at `end`."""
    before: str = ""
    """What has to be written before an item, such as a comma."""
    after: str = ""
    """What has to be written behind it."""
    indentation: str = ""
    """The blanks that the further lines of an item begin with."""
    deeper: str = ""
    """By how much they are more than those of the line the item begins in."""
    newline: str = "\n"
    in_block: bool = False
    """Whether it is in a block collection of YAML, where lines and columns count in place of brackets and commas."""
    edits: tuple[TextEdit, ...] = ()
    """What changes elsewhere in the text."""
