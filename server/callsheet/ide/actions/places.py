"""Where in a document actions are asked for."""

from __future__ import annotations

from typing import NamedTuple

from callsheet.edits.refactorings.entries import LISTS, is_faultless, references_in
from callsheet.ide.actions.action import Selection
from callsheet.syntax import Pointer
from callsheet.workspace.facts import Reference


def pointer_at(selection: Selection) -> Pointer:
    """The value that a selection begins in; for a key the value that it leads to."""
    place = selection.document.place_at(selection.start)
    if place is None:
        return ()
    return place.pointer if place.role == "value" or place.key is None else (*place.pointer, place.key)


class ListedReference(NamedTuple):
    """A reference of a list, and all references of that list."""

    field: str
    """`context_files` or `reference_files`."""
    reference: Reference
    beside: list[Reference]


def reference_at(selection: Selection) -> ListedReference | None:
    """The reference that a selection begins in; None where it begins in none, or in a document with faults."""
    if not is_faultless(selection.facts):
        return None
    pointer = pointer_at(selection)
    if not pointer or pointer[0] not in LISTS:
        return None
    beside = references_in(selection.facts, str(pointer[0]))
    reference = next((each for each in beside if each.pointer == pointer[:2]), None)
    return ListedReference(str(pointer[0]), reference, beside) if reference else None
