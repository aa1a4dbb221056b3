"""Where an item goes in a Markdown text: the value of a field such as `**Status**: Accepted`, or all of it."""

from __future__ import annotations

import re

from callsheet.edits.style import newline_of
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.skeletons import Hole
from callsheet.ide.completion.slots import Slot, Written
from callsheet.syntax import Document, Place

_BLANK = re.compile(r"[\s\ufeff]*(?P<word>\w*)[\s\ufeff]*")


def markdown_slot(document: Document, offset: int) -> Slot | None:
    """Where an item goes at an offset; None where there is no value of a field, and more than one word in all."""
    blank = _BLANK.fullmatch(document.text.string)
    if blank is not None:
        start, end = blank.span("word") if blank["word"] else (offset, offset)
        return _slot(document, Place("value", (), start, end), offset)
    place = document.place_at(offset)
    if place is None or place.role != "value" or place.pointer[:1] != ("fields",):
        return None
    return _slot(document, place, offset)


def _slot(document: Document, place: Place, offset: int) -> Slot | None:
    string = document.text.string
    if not place.start <= offset <= place.end:
        return None
    follows_mark = place.pointer != () and place.start == place.end and bool(string[: place.start][-1:].strip())
    return Slot(
        document,
        place,
        place.start,
        place.end,
        offset,
        content=string[place.start : place.end],
        typed=string[place.start : offset],
        quote="",
        write=_write,
        before=" " if follows_mark else "",
        newline=newline_of(string),
    )


def _write(_: Slot, offer: Offer) -> Written:
    """A value is text; a document comes in pieces."""
    pieces = offer.value if isinstance(offer.value, list) else [str(offer.value)]
    return Written([piece for piece in pieces if isinstance(piece, (str, Hole))])
