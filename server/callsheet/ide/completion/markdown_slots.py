"""Where an item goes in a Markdown text: the value of a field such as `**Status**: Accepted`."""

from __future__ import annotations

from callsheet.edits.style import newline_of
from callsheet.ide.completion.slots import Slot, Written
from callsheet.syntax import Document


def markdown_slot(document: Document, offset: int) -> Slot | None:
    """Where an item goes at an offset; None where there is no value of a field."""
    place, string = document.place_at(offset), document.text.string
    if place is None or place.role != "value" or place.pointer[:1] != ("fields",):
        return None
    if not place.start <= offset <= place.end:
        return None
    return Slot(
        document,
        place,
        place.start,
        place.end,
        offset,
        content=string[place.start : place.end],
        typed=string[place.start : offset],
        quote="",
        write=lambda _, offer: Written([str(offer.value)]),
        before=" " if place.start == place.end and string[: place.start][-1:].strip() else "",
        newline=newline_of(string),
    )
