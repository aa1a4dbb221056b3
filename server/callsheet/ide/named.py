"""What the names in a document mean: where one is used as well as where it is defined."""

from __future__ import annotations

from callsheet.artifacts.names import NameUse, used_at
from callsheet.ide.mentions import text_span
from callsheet.ide.reading import Read
from callsheet.syntax import Pointer
from callsheet.workspace.facts import Facts, PlanningFacts
from callsheet.workspace.planning import Named
from callsheet.workspace.snapshot import Snapshot


def use_at(facts: Facts, pointer: Pointer, *, on_key: bool) -> NameUse | None:
    """The name that a document uses at a pointer."""
    return next((use for use in facts.uses if use.pointer == pointer and use.on_key == on_key), None)


def defined_at(facts: Facts, pointer: Pointer, *, on_key: bool) -> Named | None:
    """What a document defines at a pointer, by its name or by another name of it."""
    if not isinstance(facts, PlanningFacts):
        return None
    for definition in facts.definitions:
        if definition.on_key == on_key and pointer in [definition.pointer, *(place for _, place in definition.aliases)]:
            return Named(facts, definition, pointer)
    return None


def resolved(snapshot: Snapshot, facts: Facts, use: NameUse) -> Named | None:
    """What a name means that a document uses; None where nothing defines it."""
    return snapshot.planning.resolve(use, facts.path, facts.artifact)


def named_at(snapshot: Snapshot, facts: Facts, pointer: Pointer, *, on_key: bool) -> Named | None:
    """What the name at a pointer of a document means; None where there is no name or nothing defines it."""
    use = use_at(facts, pointer, on_key=on_key)
    return defined_at(facts, pointer, on_key=on_key) if use is None else resolved(snapshot, facts, use)


def place_of(read: Read, named: Named) -> tuple[int, int] | None:
    """The span in its document of the name that was asked for; its beginning where a record has no title.

    None where the document cannot be read any more.
    """
    document = read(named.path)
    if document is None:
        return None
    return text_span(document, named.pointer, on_key=named.definition.on_key) or (0, 0)


def may_be_name(snapshot: Snapshot, path: str, offset: int) -> bool:
    """Whether at an offset (code points) a name stands or can stand that other documents may define."""
    document, facts = snapshot.document(path), snapshot.facts(path)
    place = document.place_at(offset) if document else None
    if facts is None or place is None:
        return False
    on_key = place.role == "key"
    pointer = (*place.pointer, place.key or "") if on_key else place.pointer
    is_known = use_at(facts, pointer, on_key=on_key) is not None
    return is_known or used_at(facts.artifact.kind, pointer, on_key=on_key) is not None
