"""Where an item goes in a TOML text, also in one that is being typed."""

from __future__ import annotations

import re

from callsheet.edits.style import line_end, line_start, newline_of
from callsheet.edits.toml_structure import write_key, write_string, write_value
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.json_writing import read_content
from callsheet.ide.completion.skeletons import Hole, Skeleton, without_empty_items
from callsheet.ide.completion.slots import Slot, Written
from callsheet.ide.completion.templates import Template
from callsheet.syntax import Document, Place
from callsheet.text import Text, TextEdit

_HEADER = re.compile(r"[ \t]*(\[\[?)")
_REST_OF_WORD = re.compile(r"[^\s\"',{}\[\]]*")
_WORD_CHARACTER = re.compile(r"[\w./@*-]")
_EQUALS = re.compile(r"[ \t]*=")


def toml_slot(document: Document, offset: int) -> Slot | None:
    """Where an item goes at an offset; None where there is no room for one."""
    place = document.place_at(offset)
    if place is None:
        return None
    string = document.text.string
    node = place.node if place.role == "value" else None
    if node is not None and node.kind == "string" and string[node.start] in "\"'":
        return _string_slot(document, place, offset)
    if place.role == "key":
        return _key_slot(document, place, offset)
    before, edits = _comma_before(string, place)
    return _slot(
        document,
        place,
        offset,
        place.end,
        before=before or (" " if string[offset - 1 : offset] in ("=", ",") else ""),
        after=("," if string[offset : offset + 1] in (" ", "\r", "\n") else ", ") if place.comma_after else "",
        edits=edits,
    )


def _comma_before(string: str, place: Place) -> tuple[str, tuple[TextEdit, ...]]:
    """What to write before an item, or elsewhere, so that a comma stands directly behind what is before it."""
    if not place.comma_before:
        return "", ()
    behind = place.start
    while string[behind - 1] in " \t\r\n":
        behind -= 1
    return ("", (TextEdit(behind, behind, ","),)) if behind < place.start else (", ", ())


def _equals_before(string: str, place: Place) -> str:
    """The equals sign that has to be written before the value of a key that has none yet."""
    is_of_key = place.role == "value" and place.pointer != () and isinstance(place.pointer[-1], str)
    return "= " if is_of_key and not string[: place.start].rstrip(" \t").endswith("=") else ""


def _slot(
    document: Document,
    place: Place,
    offset: int,
    end: int,
    quote: str = "",
    *,
    is_closed: bool = True,
    before: str = "",
    after: str = "",
    edits: tuple[TextEdit, ...] = (),
) -> Slot:
    string = document.text.string
    start = place.start + len(quote)
    typed, content = string[start:offset], string[start : end - (1 if quote and is_closed else 0)]
    return Slot(
        document,
        place,
        place.start,
        end,
        offset,
        content=read_content(content) if quote == '"' else content,
        typed=read_content(typed) if quote == '"' else typed,
        quote=quote,
        write=_write,
        is_closed=is_closed,
        before=_equals_before(string, place) or before,
        after=after,
        newline=newline_of(string),
        edits=edits,
    )


def _string_slot(document: Document, place: Place, offset: int) -> Slot | None:
    """The slot of a string; of one that is not closed, up to the end of the word at the cursor."""
    string, node = document.text.string, place.node
    assert node is not None
    quote = string[node.start]
    if offset == node.start or string.startswith(quote * 3, node.start):
        return None
    if not node.closed:
        word = _REST_OF_WORD.match(string, offset)
        return _slot(document, place, offset, word.end() if word else offset, quote, is_closed=False)
    if offset == node.end:
        return None
    if _WORD_CHARACTER.match(string, node.end):
        # The mark that closes it is the opening one of the next string: `["docs/| "src"]`.
        word = _REST_OF_WORD.match(string, offset)
        end = word.end() if word else offset
        mended = Document(Text(string[:end] + quote + string[end:]), "toml")
        mended_place = mended.place_at(offset)
        if mended_place is None or mended_place.start != node.start:
            return None
        return _slot(mended, mended_place, offset, end, quote, is_closed=False, after=",")
    return _slot(document, place, offset, place.end, quote)


def _key_slot(document: Document, place: Place, offset: int) -> Slot | None:
    string = document.text.string
    quote = string[place.start] if place.start < place.end and string[place.start] in "\"'" else ""
    is_closed = place.end - place.start > 1 and string[place.end - 1] == quote
    header = is_in_header(document, place.start)
    if header == "[[" or (quote and not place.start < offset < place.end + (not is_closed)):
        return None
    rest = string[place.end : line_end(string, place.end)].lstrip(" \t")
    before, edits = _comma_before(string, place)
    return _slot(
        document,
        place,
        offset,
        place.end,
        quote,
        is_closed=is_closed,
        before=before,
        edits=edits,
        after="]" if header and not rest.startswith(("]", ".")) else "",
    )


def is_in_header(document: Document, offset: int) -> str:
    """The brackets of the header that a key at an offset is in; nothing where it is in none."""
    match = _HEADER.match(document.text.string, line_start(document.text.string, offset))
    return match[1] if match and match.end() <= offset else ""


def has_equals(slot: Slot) -> bool:
    """Whether an equals sign follows, so that the key alone is to be written."""
    return _EQUALS.match(slot.document.text.string, slot.end) is not None


def _write(slot: Slot, offer: Offer) -> Written:
    if offer.key is not None:
        return _write_key(slot, offer, write_key(offer.key))
    if isinstance(offer.value, str):
        text = write_string(offer.value, slot.quote)
        if offer.goes_on and slot.quote and slot.is_closed:
            return Written([text[:-1]], keeps_end=1)
        return Written([text], [text[:-1], Hole(), text[-1]] if offer.goes_on else None)
    return Written(_template(without_empty_items(offer.value)), _template(offer.value))


def _write_key(slot: Slot, offer: Offer, key: str) -> Written:
    """A key; with its value where it has none yet, and as a header where it is that of a table."""
    if is_in_header(slot.document, slot.start) or has_equals(slot):
        return Written([key])
    if isinstance(offer.value, dict):
        return Written([f"[{key}]"])
    plain = _template(without_empty_items(offer.value))
    return Written([f"{key} = ", *plain], [f"{key} = ", *_template(offer.value)])


def _template(value: Skeleton) -> Template:
    """A value on one line, with the holes that are in it."""
    if isinstance(value, Hole):
        return ['"', Hole(write_string(value.default)[1:-1]), '"'] if value.is_string else [value]
    if isinstance(value, list):
        template: Template = ["["]
        for number, item in enumerate(value):
            template += [", "] if number else []
            template += _template(item)
        return [*template, "]"]
    if isinstance(value, dict):
        return ["{}"]
    return [write_value(value)]
