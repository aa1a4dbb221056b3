"""Decision records in the fields of Markdown documents: `**Supersedes**: ADR-001, ADR-004`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from callsheet.artifacts.names import NameKind, normal_name
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.names import offer_of
from callsheet.ide.completion.request import Request
from callsheet.syntax import Pointer

_LABELS = ("supersedes", "superseded_by", "replaces", "replaced_by", "amends", "amended_by", "related", "adr", "adrs")
"""The fields, by their keys, that hold nothing but records."""

_BEGUN = re.compile(r"(?<!\w)ADR[\s_-]*[0-9]*", re.IGNORECASE)


def record_span(pointer: Pointer, value: str, position: int) -> tuple[int, int] | None:
    """The part of a field's value at a position that names a record or could do so (all in code points).

    That is what begins as the name of one does; and what stands between two commas, where records alone are listed.
    """
    for match in _BEGUN.finditer(value):
        if match.start() <= position <= match.end():
            return match.span()
    if pointer[-1] not in _LABELS:
        return None
    start, end = value.rfind(",", 0, position) + 1, value.find(",", position)
    start = min(start + len(value[start:]) - len(value[start:].lstrip()), position)
    return start, end if end >= 0 else len(value)


def stands_for_record(request: Request) -> bool:
    """Whether the value at the cursor names a record there, or could."""
    place, text = request.place, request.slot.document.text.string
    is_field = request.pointer[:1] == ("fields",)
    return (
        is_field
        and record_span(request.pointer, text[place.start : place.end], request.slot.offset - place.start) is not None
    )


def offer_records(request: Request) -> Iterator[Offer]:
    """The records of the workspace that the field does not name yet, but for the document itself."""
    written = {
        normal_name(use.kind, use.name)
        for use in (request.facts.uses if request.facts else ())
        if use.pointer == request.pointer and use.kind is NameKind.ADR and not _is_at_cursor(request, use.part)
    }
    for named in request.snapshot.planning.defined(NameKind.ADR, request.pointer, request.path, request.artifact):
        name = named.definition.name
        if named.path != request.path and normal_name(NameKind.ADR, name) not in written:
            yield offer_of(request, name, named, name)


def _is_at_cursor(request: Request, part: tuple[int, int] | None) -> bool:
    start, slot = request.place.start, request.slot
    return part is not None and start + part[0] < slot.end and slot.start < start + part[1]
