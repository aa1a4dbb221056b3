"""Where an item goes in a Markdown text: the value of a field such as `**Status**: Accepted`, or all of it."""

from __future__ import annotations

import re
from dataclasses import replace

from callsheet.edits.style import newline_of
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.records import record_span
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
    place = document.place_at(offset) or _behind_comma(document, offset)
    if place is None or place.role != "value" or place.pointer[:1] != ("fields",):
        return None
    return _slot(document, place, offset)


def _behind_comma(document: Document, offset: int) -> Place | None:
    """A value that ends in a comma, together with the blanks up to an offset, where it would go on."""
    end = len(document.text.string[:offset].rstrip(" \t"))
    place = document.place_at(end) if document.text.string[end - 1 : end] == "," else None
    return replace(place, end=offset) if place is not None else None


def _slot(document: Document, place: Place, offset: int) -> Slot | None:
    string = document.text.string
    if not place.start <= offset <= place.end:
        return None
    part = record_span(place.pointer, string[place.start : place.end], offset - place.start) if place.pointer else None
    start, end = (place.start + part[0], place.start + part[1]) if part else (place.start, place.end)
    follows_mark = place.pointer != () and start == end and bool(string[:start][-1:].strip())
    return Slot(
        document,
        place,
        start,
        end,
        offset,
        content=string[start:end],
        typed=string[start:offset],
        quote="",
        write=_write,
        before=" " if follows_mark else "",
        newline=newline_of(string),
    )


def _write(_: Slot, offer: Offer) -> Written:
    """A value is text; a document comes in pieces."""
    pieces = offer.value if isinstance(offer.value, list) else [str(offer.value)]
    return Written([piece for piece in pieces if isinstance(piece, (str, Hole))])
