"""Where an item goes in a JSON text, also in one that is being typed."""

from __future__ import annotations

import re
from dataclasses import replace

from callsheet.edits.style import has_line_end, indentation_at, line_start, newline_of
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.json_writing import JsonWriter, read_content, write_string
from callsheet.ide.completion.skeletons import Hole, without_empty_items
from callsheet.ide.completion.slots import Slot, Written
from callsheet.syntax import Document, Node, Place
from callsheet.text import Text, TextEdit

_STRING_ON_LINE = re.compile(r'"(?:[^"\\\r\n]|\\[^\r\n])*"')
_REST_OF_WORD = {"key": re.compile(r'[^\s",:{}\[\]]*'), "value": re.compile(r'[^\s",{}\[\]]*')}
_WORD_CHARACTER = re.compile(r"[\w./@*-]")
_BLANKS = " \t\r\n\ufeff"
_NOT_BLANK = re.compile(rf"[^{_BLANKS}]|\Z")
_MEMBER = re.compile(r'"[^"\r\n]*"[ \t]*:')


def json_slot(document: Document, offset: int) -> Slot | None:
    """Where an item goes at an offset; None where there is no room for one."""
    opening = _opening_quote(document.text.string, offset)
    if opening is None:
        return _slot(document, document.place_at(offset), offset)
    mended = _with_closed_string(document, opening, offset)
    place = mended.place_at(opening + 1)
    if place is None or place.start != opening or place.end <= offset:
        return None
    slot = _slot(mended, place, offset)
    # The quotation mark that mended the document is not in the author's text.
    return slot if slot is None or mended is document else replace(slot, end=slot.end - 1, is_closed=False)


def _opening_quote(string: str, offset: int) -> int | None:
    """Where the string that the offset lies in begins, judging by the quotation marks before it on its line."""
    opening: int | None = None
    index = line_start(string, offset)
    while index < offset:
        if string[index] == "\\" and opening is not None:
            index += 1
        elif string[index] == '"':
            opening = index if opening is None else None
        index += 1
    return opening


def _with_closed_string(document: Document, opening: int, offset: int) -> Document:
    """The document with a quotation mark behind the word at the cursor, where the string there has none of its own.

    A mark further on belongs to another string if a word follows it at once: `"ti| "status": …`.
    """
    string = document.text.string
    match = _STRING_ON_LINE.match(string, opening)
    if match and match.end() > offset and not _WORD_CHARACTER.match(string, match.end()):
        return document
    place = document.place_at(opening + 1)
    word = _REST_OF_WORD[place.role if place else "key"].match(string, offset)
    end = word.end() if word else offset
    return Document(Text(string[:end] + '"' + string[end:]), "json")


def _slot(document: Document, place: Place | None, offset: int) -> Slot | None:
    string = document.text.string
    span = _replaced_span(string, place, offset) if place else None
    if place is None or span is None:
        return None
    place = _as_written(string, place, offset)
    start, end = span if place.start != place.end else (offset, offset)
    before = len(string[:start].rstrip(_BLANKS))
    after = _next_character(string, end)
    lacks_comma = _ends_value(document, place, before)
    if start == end and not lacks_comma and string[before - 1 : before] not in _PRECEDING[_room(place)]:
        return None
    quote = '"' if string.startswith('"', start) and start < end else ""
    writer = JsonWriter(document)
    return Slot(
        document,
        place,
        start,
        end,
        offset,
        content=read_content(string[start + 1 : end - 1]) if quote else string[start:end],
        typed=read_content(string[start + 1 : offset]) if quote and offset > start else string[start:offset],
        quote=quote,
        write=lambda offer: _write(writer, place, string[after : after + 1] == ":", offer),
        before=_lead(string, start, lacks_comma, writer.blank),
        after=_tail(document, place, end, after, writer.blank),
        indentation=indentation_at(string, start),
        newline=newline_of(string),
        edits=(TextEdit(before, before, ","),) if lacks_comma and before < start else (),
    )


_PRECEDING = {"member": "{,", "item": "[,", "value": ":", "root": ""}
"""What may stand before an item in an empty place, besides a value that lacks its comma."""


def _room(place: Place) -> str:
    if place.role == "key":
        return "member"
    if not place.pointer:
        return "root"
    return "item" if isinstance(place.pointer[-1], int) else "value"


def _replaced_span(string: str, place: Place, offset: int) -> tuple[int, int] | None:
    """What an item replaces: all that stands at the place. None where that is not for completion to replace."""
    start, end = place.start, place.end
    if start == end:
        return offset, offset
    if place.role == "value" and place.node is not None and place.node.kind in ("object", "array"):
        return None
    if offset == end and string[start] == '"':
        return None  # behind a string that is closed
    start = min(start, offset)
    return None if has_line_end(string[start:end]) or string[start:offset].strip(_BLANKS)...
