"""What the names in a document mean: where one is used as well as where it is defined."""

from __future__ import annotations

from callsheet.artifacts.names import NameUse, used_at
from callsheet.ide.mentions import name_span, text_span
from callsheet.ide.reading import Read
from callsheet.ide.spots import Spot, spot_at
from callsheet.workspace.facts import Facts, PlanningFacts
from callsheet.workspace.planning import Named
from callsheet.workspace.snapshot import Snapshot


def use_at(spot: Spot) -> NameUse | None:
    """The name that a document uses at a place; in a text for people the one that the offset touches."""
    for use in spot.facts.uses:
        if use.pointer == spot.pointer and use.on_key == spot.on_key:
            span = name_span(spot.document, use) if use.part else None
            if span is None or span[0] <= spot.offset <= span[1]:
                return use
    return None


def defined_at(spot: Spot) -> Named | None:
    """What a document defines at a place, by its name or by another name of it."""
    facts = spot.facts
    if not isinstance(facts, PlanningFacts):
        return None
    for definition in facts.definitions:
        pointers = [definition.pointer, *(place for _, place in definition.aliases)]
        if definition.on_key == spot.on_key and spot.pointer in pointers:
            return Named(facts, definition, spot.pointer)
    return None


def resolved(snapshot: Snapshot, facts: Facts, use: NameUse) -> Named | None:
    """What a name means that a document uses; None where nothing defines it."""
    return snapshot.planning.resolve(use, facts.path, facts.artifact)


def named_at(spot: Spot) -> Named | None:
    """What the name at a place means; None where there is no name or nothing defines it."""
    use = use_at(spot)
    return defined_at(spot) if use is None else resolved(spot.snapshot, spot.facts, use)


def name_at(spot: Spot) -> tuple[int, int] | None:
    """The span of the string or key at a place, without its quotes; of a text for people the name in it."""
    use = use_at(spot)
    return name_span(spot.document, use) if use else text_span(spot.document, spot.pointer, on_key=spot.on_key)


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
    spot = spot_at(snapshot, path, offset)
    if spot is None:
        return False
    return use_at(spot) is not None or used_at(spot.facts.artifact.kind, spot.pointer, on_key=spot.on_key) is not None
