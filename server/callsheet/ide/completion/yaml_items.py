"""How an offer is written in a slot of a YAML text."""

from __future__ import annotations

import re
from collections.abc import Callable

from callsheet.edits.edit_error import EditError
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.skeletons import Hole, Skeleton, without_empty_items
from callsheet.ide.completion.slots import Slot, Written
from callsheet.ide.completion.templates import Template
from callsheet.ide.completion.yaml_writing import YamlWriter
from callsheet.syntax import Document, Node
from callsheet.text import Text

_COLON = re.compile(r"[ \t]*:(?=[\s,\]}\[{]|\Z)")


def writer_in(document: Document, container: Node | None) -> Callable[[Slot, Offer], Written]:
    """What writes offers for a container of a document."""
    writer = YamlWriter(document)

    def write(slot: Slot, offer: Offer) -> Written:
        has_colon = slot.place.role == "key" and _COLON.match(document.text.string, slot.end) is not None
        try:
            return _write(writer, slot, container, offer, has_colon=has_colon)
        except EditError:  # the layout of a broken document cannot always be made out
            return _write(YamlWriter(Document(Text(""), "yaml")), slot, None, offer, has_colon=has_colon)

    return write


def _write(writer: YamlWriter, slot: Slot, container: Node | None, offer: Offer, *, has_colon: bool) -> Written:
    if offer.key is not None:
        parent = container if slot.place.role == "key" else None
        if has_colon:
            return Written([writer.key(offer.key, parent, in_flow=not slot.in_block)])
        return Written(writer.member(offer.key, offer.value, parent, in_flow=not slot.in_block))
    if offer.goes_on and isinstance(offer.value, str):
        return _beginning(writer, slot, container, offer.value)
    plain = _value(writer, slot, container, without_empty_items(offer.value))
    return Written(plain, _value(writer, slot, container, offer.value))


def _value(writer: YamlWriter, slot: Slot, container: Node | None, value: Skeleton) -> Template:
    if slot.in_block and isinstance(value, (list, dict)) and value:
        pointer = slot.place.pointer
        return writer.lines(value, behind_key=bool(pointer) and isinstance(pointer[-1], str))
    old = slot.place.node if slot.quote else None
    return writer.value(value, old, container, in_flow=not slot.in_block)


def _beginning(writer: YamlWriter, slot: Slot, container: Node | None, content: str) -> Written:
    """A string that goes on where it ends: the cursor is to stand before a closing quotation mark."""
    text = "".join(str(piece) for piece in _value(writer, slot, container, content))
    mark = text[-1] if text[-1] in "'\"" else ""
    if not mark:
        return Written([text])
    if slot.quote and slot.is_closed:
        return Written([text[:-1]], keeps_end=1)
    return Written([text], [text[:-1], Hole(), mark])
