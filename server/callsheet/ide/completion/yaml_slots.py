"""Where an item goes in a YAML text, also in one that is being typed."""

from __future__ import annotations

import re
from dataclasses import replace

from callsheet.edits.style import children_of, has_line_end, line_end, line_start, newline_of, spans_of
from callsheet.ide.completion.json_writing import read_content
from callsheet.ide.completion.skeletons import SchemaAt
from callsheet.ide.completion.slots import Slot
from callsheet.ide.completion.yaml_items import writer_in
from callsheet.ide.completion.yaml_quotes import ends_line, is_string, open_string, with_closed_string
from callsheet.syntax import Document, Node, Place
from callsheet.text import Text, TextEdit

_DASHES = re.compile(r" *(?:- +)*")
_EMPTY_LINE = re.compile(r"[ \t]*(?=[\r\n#]|\Z)")
_NEXT_LINE = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))+(?P<indentation> *)(?=[^\s#])")
_BLANKS = " \t\r\n"
_COMMENT = re.compile(r"#[^\r\n]*")


def yaml_slot(document: Document, schema_at: SchemaAt, offset: int) -> Slot | None:
    """Where an item goes at an offset; None where there is no room for one."""
    opening = open_string(document.text.string, offset)
    if opening is None or ends_line(document.text.string, offset):
        slot = _slot_at(document, schema_at, offset)
        if opening is None or (slot is not None and slot.place.start == opening):
            return slot
    slot = _slot_at(with_closed_string(document, opening, offset), schema_at, offset)
    if slot is None or slot.place.start != opening:
        return _slot_at(document, schema_at, offset)
    # The quotation mark that mended the document is not in the author's text.
    open_slot = replace(slot, is_closed=False)
    return replace(open_slot, end=slot.end - 1, write=lambda _, offer: slot.write(open_slot, offer))


def _slot_at(document: Document, schema_at: SchemaAt, offset: int) -> Slot | None:
    place = _in_first_line(document, _place_at(document, offset))
    span = None if place is None else _replaced_span(document.text.string, place, offset)
    if place is None or span is None:
        return None
    place = _as_item(document, schema_at, place)
    container = _container(document, place)
    if container is not None and container.flow and place.indent is None:
        return _flow_slot(document, place, container, span, offset)
    return _block_slot(document, place, container, span, offset)


def _place_at(document: Document, offset: int) -> Place | None:
    """The place at an offset; in an empty line that the next one goes deeper than, that in the next one's column.

    What began further left would tear the lines around it apart.
    """
    string = document.text.string
    start = line_start(string, offset)
    line = _EMPTY_LINE.match(string, start)
    next_line = _NEXT_LINE.match(string, line.end()) if line else None
    column = len(next_line["indentation"]) if next_line else 0
    if line is None or offset > line.end() or column <= offset - start:
        return document.place_at(offset)
    indented = Document(Text(string[:start] + " " * column + string[line.end() :]), "yaml")
    place = indented.place_at(start + column)
    if place is None or place.indent is None:
        return document.place_at(offset)
    return replace(place, start=offset, end=offset) if place.indent == column else None


def _in_first_line(document: Document, place: Place | None) -> Place | None:
    """The place of a key where a list item is an object that begins further down, so that its first line is empty."""
    node = place.node if place is not None and place.start == place.end and place.role == "value" else None
    if place is None or node is None or node.kind != "object" or node.flow or node.start < place.end:
        return place
    string = document.text.string
    before = string[line_start(string, place.start) : place.start].rstrip(" ")
    if not before.endswith("-") or not _DASHES.fullmatch(before + " "):
        return place
    return replace(place, role="key", node=None, indent=node.start - line_start(string, node.start))


def _replaced_span(string: str, place: Place, offset: int) -> tuple[int, int] | None:
    """What an item replaces: all that stands at the place. None where that is not for completion to replace."""
    start, end, node = place.start, place.end, place.node
    if start == end and place.role == "value" and node is not None and node.start > offset:
        start, end = node.start, node.end  # between a colon or a dash and its value
    if start == end:
        return offset, offset
    if place.role == "value" and node is not None and (node.kind in ("object", "array") or not node.flow):
        return None
    if string[start] in "&*!|>[{?" or has_line_end(string[min(start, offset) : end]):
        return None
    if string[start] in "'\"":
        is_closed = _is_closed_string(string, place, start, end)
        if offset == end if is_closed else not ends_line(string, offset):
            return None
    if place.role == "key" and offset == start:
        return None  # there is no room for another key in front of it
    return None if string[offset:start].strip(" \t") else (min(start, offset), end)


def _is_closed_string(string: str, place: Place, start: int, end: int) -> bool:
    """Whether a string with both its quotation marks stands in a span, which is that of a place or of its node."""
    is_closed = place.role == "key" or place.node is None or place.node.closed
    return is_closed and is_string(string, start, end)


def _as_item(document: Document, schema_at: SchemaAt, place: Place) -> Place:
    """Read what begins a line of its own where the schema wants a list as the first item of that list."""
    column = place.start - line_start(document.text.string, place.start)
    begins_line = not document.text.string[place.start - column : place.start].strip(" \t")
    if place.indent is None and not (place.role == "value" and place.start < place.end and begins_line):
        return place
    if place.role == "value" and place.pointer and isinstance(place.pointer[-1], int):
        return place
    node = document.node(place.pointer)
    if (schema_at(place.pointer) or {}).get("type") != "array" or (node is not None and node.kind == "object"):
        return place
    indent = column if place.indent is None else place.indent
    return Place("value", (*place.pointer, 0), place.start, place.end, indent=indent)


def _container(document: Document, place: Place) -> Node | None:
    """The object or list that the place is in, where it exists already."""
    node = document.node(place.pointer if place.role == "key" else place.pointer[:-1])
    return node if node is not None and node.kind in ("object", "array") else None


def _flow_slot(document: Document, place: Place, container: Node, span: tuple[int, int], offset: int) -> Slot | None:
    string = document.text.string
    start, end = span
    spans = [child for child in spans_of(container) if start == end or not child[0] <= place.start < child[1]]
    before = max((child_end for _, child_end in spans if child_end <= start), default=container.start + 1)
    after = min((child_start for child_start, _ in spans if child_start >= end), default=None)
    is_value = place.role == "value" and container.kind == "object"
    between = _COMMENT.sub("", string[before:start]).strip(_BLANKS)
    lacks_comma = not is_value and before > container.start + 1 and not between
    follows_key = any(node.kind == "missing" and node.end == before for node in children_of(container))
    if not is_value and (between.strip(",") or (lacks_comma and follows_key)):
        return None  # before or behind a colon that is there or should be
    lead = ""
    if lacks_comma and before == start:
        lead = ", "
    elif string[start - 1] in ",:":
        lead = " "
    behind = string[end : container.end if after is None else after]
    comma_follows = after is None or "," in behind
    if start == end and _COMMENT.sub("", behind).strip(_BLANKS + ",]}"):
        return None  # a tag or an anchor follows
    return _slot(
        document,
        place,
        span,
        offset,
        container,
        before=lead,
        after="" if comma_follows else ", " if after == end else ",",
        edits=(TextEdit(before, before, ","),) if lacks_comma and before < start else (),
    )


def _block_slot(
    document: Document, place: Place, container: Node | None, span: tuple[int, int], offset: int
) -> Slot | None:
    string = document.text.string
    start, end = span
    prefix = string[line_start(string, start) : start]
    before = ""
    if "\t" in prefix and not prefix.strip(" \t"):
        return None  # tabs indent nothing in YAML
    rest = string[end : line_end(string, end)]
    if span[0] == span[1] and _COMMENT.sub("", rest).strip():
        return None  # a tag or an anchor follows
    if place.indent is not None and not prefix[place.indent :].strip(" "):
        start = min(start, start - len(prefix) + place.indent)
        before = " " * (place.indent - len(prefix))
        prefix = prefix[: place.indent]
    elif prefix[-1:].strip():
        before = " "  # directly behind a colon or a dash
    dashes = _DASHES.match(prefix + before)
    column = dashes.end() if dashes else 0
    indented = len(prefix) - len(prefix.lstrip(" "))
    if place.role == "value" and place.indent is not None:
        before += "- "
        column += 2
    return _slot(
        document,
        place,
        (start, end),
        offset,
        container,
        before=before,
        after=" " if span[0] == span[1] and rest[:1].strip() else "",
        indentation=" " * column,
        deeper=" " * (column - indented),
        in_block=True,
    )


def _slot(
    document: Document,
    place: Place,
    span: tuple[int, int],
    offset: int,
    container: Node | None,
    *,
    before: str,
    after: str,
    indentation: str = "",
    deeper: str = "",
    edits: tuple[TextEdit, ...] = (),
    in_block: bool = False,
) -> Slot:
    string = document.text.string
    start, end = span
    quote = string[place.start] if place.start < place.end and string[place.start] in "'\"" else ""
    is_closed = bool(quote) and _is_closed_string(string, place, place.start, place.end)
    first = place.start + 1 if quote else start
    return Slot(
        document,
        place,
        start,
        end,
        offset,
        content=_content(string[first : end - 1 if is_closed else end], quote),
        typed=_content(string[first:offset], quote).lstrip(" "),
        quote=quote,
        write=writer_in(document, container),
        is_closed=is_closed,
        before=before,
        after=after,
        indentation=indentation,
        deeper=deeper,
        newline=newline_of(string),
        edits=edits,
        in_block=in_block,
    )


def _content(written: str, quote: str) -> str:
    """What stands between quotation marks, as a value."""
    return read_content(written) if quote == '"' else written.replace("''", "'") if quote else written
