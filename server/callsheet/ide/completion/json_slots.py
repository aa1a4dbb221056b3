"""Where an item goes in a JSON text, also in one that is being typed."""

from __future__ import annotations

import re
from dataclasses import replace

from callsheet.edits.style import children_of, has_line_end, indentation_at, line_start, newline_of
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
_MEMBER = re.compile(r'"[^"\r\n]*"[ \t]*:')


def json_slot(document: Document, offset: int) -> Slot | None:
    """Where an item goes at an offset; None where there is no room for one."""
    opening = _opening_quote(document.text.string, offset)
    if opening is None:
        place = document.place_at(offset)
        if place is not None and place.role == "key" and offset == place.start < place.end:
            place = Place("key", place.pointer, offset, offset)  # in front of a key there is room for another one
        return _slot(document, place, offset)
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
    span = None if place is None else _replaced_span(string, place, offset)
    if place is None or span is None:
        return None
    start, end = span
    before = len(string[:start].rstrip(_BLANKS))
    after = len(string) - len(string[end:].lstrip(_BLANKS))
    lacks_comma = _ends_child(document, place, before)
    if start == end and not lacks_comma and not _may_follow(place, string[max(before - 1, 0) : before]):
        return None
    writer = JsonWriter(document)
    quote = '"' if start < end and string[start] == '"' else ""
    return Slot(
        document,
        place,
        start,
        end,
        offset,
        content=read_content(string[start + 1 : end - 1]) if quote else string[start:end],
        typed=read_content(string[start + 1 : offset]) if quote else string[start:offset],
        quote=quote,
        write=lambda slot, offer: _write(writer, slot, offer, has_colon=string[after : after + 1] == ":"),
        before=_lead(string, start, writer.blank, lacks_comma),
        after=_tail(document, place, end, after),
        indentation=indentation_at(string, start),
        newline=newline_of(string),
        edits=(TextEdit(before, before, ","),) if lacks_comma and before < start else (),
    )


def _replaced_span(string: str, place: Place, offset: int) -> tuple[int, int] | None:
    """What an item replaces: all that stands at the place. None where that is not for completion to replace."""
    start, end = place.start, place.end
    if start == end:
        return offset, offset
    if place.role == "value" and place.node is not None and place.node.kind in ("object", "array"):
        return None
    if offset == end and string[start] == '"':
        return None  # behind a string that is closed
    if string[offset:start].strip(" \t") or has_line_end(string[min(start, offset) : end]):
        return None
    return min(start, offset), end


def _ends_child(document: Document, place: Place, offset: int) -> bool:
    """Whether a member or item of the container around a place ends at an offset, without a comma."""
    parent = _container(document, place)
    if parent is None:
        return False
    return any(node.end == offset for node in children_of(parent) if node.kind != "missing")


def _container(document: Document, place: Place) -> Node | None:
    """The object or array that a new member or item goes into; None where a member's value is still missing."""
    if place.role == "key":
        return document.node(place.pointer)
    is_item = place.pointer != () and isinstance(place.pointer[-1], int)
    return document.node(place.pointer[:-1]) if is_item else None


def _may_follow(place: Place, previous: str) -> bool:
    """Whether an item can stand behind a character, with only blanks between them."""
    if place.role == "key":
        return previous in ("{", ",")
    if not place.pointer:
        return not previous
    return previous in ("[", ",") if isinstance(place.pointer[-1], int) else previous == ":"


def _lead(string: str, start: int, blank: str, lacks_comma: bool) -> str:
    """What goes before an item: a comma directly behind the value before it, a blank behind a comma or colon."""
    previous = string[max(start - 1, 0) : start]
    if lacks_comma and previous.strip(_BLANKS):
        return "," + blank
    return blank if previous in (",", ":") else ""


def _tail(document: Document, place: Place, end: int, after: int) -> str:
    """What goes behind an item: a comma where another member or item follows without one."""
    string = document.text.string
    container = _container(document, place)
    value_follows = place.role == "key" and place.node is not None and place.node.kind != "missing"
    if string[after : after + 1] in ("", ",", ":", "}", "]") or value_follows:
        return ""
    if container is not None and container.kind == "array" and (not container.closed or _MEMBER.match(string, after)):
        return ""
    return ", " if after == end else ","


def _write(writer: JsonWriter, slot: Slot, offer: Offer, *, has_colon: bool) -> Written:
    place = slot.place
    if offer.key is None:
        parent = place.pointer[:-1] if place.pointer else None
        if offer.goes_on and isinstance(offer.value, str):
            return _write_beginning(slot, offer.value)
        return Written(writer.value(without_empty_items(offer.value), parent), writer.value(offer.value, parent))
    if has_colon:
        return Written([write_string(offer.key)])
    if place.node is not None and place.node.kind != "missing":
        return Written([write_string(offer.key), writer.colon.rstrip()])
    plain = writer.member(offer.key, without_empty_items(offer.value), place.pointer)
    return Written(plain, writer.member(offer.key, offer.value, place.pointer))


def _write_beginning(slot: Slot, content: str) -> Written:
    """A string that goes on where it ends: the cursor is to stand before the closing quotation mark."""
    text = write_string(content)
    if slot.quote and slot.is_closed:
        return Written([text[:-1]], keeps_end=1)
    return Written([text], [text[:-1], Hole(), '"'])
