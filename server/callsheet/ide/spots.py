"""What stands at an offset of a document: the one beginning of definition, references and highlights."""

from __future__ import annotations

from typing import NamedTuple

from callsheet.syntax import Document, Place, Pointer
from callsheet.workspace.facts import Facts
from callsheet.workspace.snapshot import Snapshot


class Spot(NamedTuple):
    """A value or a key of a document that an offset lies in or touches."""

    snapshot: Snapshot
    facts: Facts
    """What the document says."""
    document: Document
    place: Place
    pointer: Pointer
    """The value; for a key the value that it leads to."""
    on_key: bool
    offset: int
    """What was asked for (code points)."""


def spot_at(snapshot: Snapshot, path: str, offset: int) -> Spot | None:
    """What stands at an offset (code points); None where that is nothing, or is hidden by a later duplicate."""
    document, facts = snapshot.document(path), snapshot.facts(path)
    place = document.place_at(offset) if document else None
    if document is None or facts is None or place is None or not place.start <= offset <= place.end:
        return None
    if place.role == "value":
        counts = place.node is not None and place.node is document.node(place.pointer)
        return Spot(snapshot, facts, document, place, place.pointer, False, offset) if counts else None
    pointer = (*place.pointer, place.key or "")
    member = document.member(pointer)
    counts = place.start < place.end and member is not None and member.key_start == place.start
    return Spot(snapshot, facts, document, place, pointer, True, offset) if counts else None
