"""The call hierarchy: what a subtask, story, slice or context depends on, and what depends on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from callsheet.artifacts.names import Definition, NameKind, used_at
from callsheet.ide.mentions import name_span, text_span
from callsheet.ide.named import named_at
from callsheet.ide.spots import Spot, spot_at
from callsheet.rules.graph.planning_graphs import planning_edges
from callsheet.syntax import Document, Pointer
from callsheet.workspace.facts import Dependency, PlanningFacts, SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot

SUBTASK = "subtask"

Span: TypeAlias = "tuple[int, int]"
"""Offsets in code points, the end exclusive."""

_KINDS = (NameKind.STORY, NameKind.SLICE, NameKind.CONTEXT)
"""The names besides subtasks that depend on one another."""


@dataclass(frozen=True, slots=True)
class HierarchyItem:
    """Something that depends on others of its sort; sort and name tell it from all others of its document."""

    path: str
    sort: str
    """`subtask`, or the value of a kind of name."""
    name: str
    """A subtask's key, or the name that is defined."""
    title: str | None
    status: str | None
    span: Span
    """All there is of it in its document."""
    selection: Span
    """Its name, or its number, inside that."""


@dataclass(frozen=True, slots=True)
class HierarchyCall:
    """A dependency of or on an item."""

    other: HierarchyItem
    spans: tuple[Span, ...]
    """Where it is stated, in the document of the one that depends."""


def item_at(snapshot: Snapshot, path: str, offset: int) -> HierarchyItem | None:
    """What stands at an offset (code points), as its definition or by its name; in a subtask's file, else itself."""
    spot = spot_at(snapshot, path, offset)
    found = _mentioned(spot) if spot else None
    if found is not None:
        return found
    feature, facts = snapshot.feature_of(path), snapshot.facts(path)
    if feature is None or not isinstance(facts, SubtaskFacts):
        return None
    return _subtask(snapshot, feature, feature.key_of(facts))


def _mentioned(spot: Spot) -> HierarchyItem | None:
    snapshot, facts = spot.snapshot, spot.facts
    named = named_at(spot)
    if named is not None:
        return item_named(snapshot, named.path, named.definition.kind.value, named.definition.name)
    if isinstance(facts, SubtaskFacts) and (feature := snapshot.feature_of(facts.path)):
        dependency = next((each for each in facts.dependencies if each.pointer == spot.pointer), None)
        key = feature.resolve(dependency.written) if dependency else None
        return _subtask(snapshot, feature, key) if key else None
    for definition in facts.definitions if isinstance(facts, PlanningFacts) else ():
        is_around = definition.entry and spot.pointer[: len(definition.entry)] == definition.entry
        if is_around and definition.kind in _KINDS:
            return item_named(snapshot, facts.path, definition.kind.value, definition.name)
    return None


def item_named(snapshot: Snapshot, path: str, sort: str, name: str) -> HierarchyItem | None:
    """The item of a sort and name in a document; None where it is not there (any more)."""
    if sort == SUBTASK:
        feature = snapshot.feature_of(path)
        return _subtask(snapshot, feature, name) if feature and name in feature.subtasks else None
    facts = snapshot.facts(path)
    if isinstance(facts, PlanningFacts):
        for definition in facts.definitions:
            if definition.kind in _KINDS and definition.kind.value == sort and definition.name == name:
                return _entry(snapshot, facts, definition)
    return None


def _subtask(snapshot: Snapshot, feature: Feature, key: str) -> HierarchyItem | None:
    facts = feature.subtasks[key]
    document = snapshot.document(facts.path)
    if document is None:
        return None
    span = document.root.start, max(document.root.end, document.root.start)
    selection = text_span(document, ("seq",)) or text_span(document, ("id",)) or (span[0], span[0])
    return HierarchyItem(facts.path, SUBTASK, key, facts.title, facts.status, span, selection)


def _entry(snapshot: Snapshot, facts: PlanningFacts, definition: Definition) -> HierarchyItem | None:
    document = snapshot.document(facts.path)
    node = document.node(definition.entry) if document else None
    selection = text_span(document, definition.pointer, on_key=definition.on_key) if document else None
    if node is None or selection is None:
        return None
    kind, name = definition.kind.value, definition.name
    return HierarchyItem(facts.path, kind, name, definition.title, None, (node.start, node.end), selection)


def outgoing(snapshot: Snapshot, item: HierarchyItem) -> list[HierarchyCall]:
    """What an item depends on, in the order in which that is stated."""
    found = (edge for edge in _edges(snapshot, item) if edge.node == item.name)
    return _calls(snapshot, ((edge.other, edge) for edge in found))


def incoming(snapshot: Snapshot, item: HierarchyItem) -> list[HierarchyCall]:
    """What depends on an item, in the order of their numbers or places."""
    found = (edge for edge in _edges(snapshot, item) if edge.other == item.name)
    return _calls(snapshot, ((edge.node, edge) for edge in found))


class _Edge(NamedTuple):
    """A statement that one thing depends on another of its sort."""

    sort: str
    node: str
    other: str
    path: str
    """The document that states it."""
    place: Dependency | Pointer


def _edges(snapshot: Snapshot, item: HierarchyItem) -> Iterator[_Edge]:
    """All dependencies among the things of an item's sort: in its feature, or in its document."""
    feature, facts = snapshot.feature_of(item.path), snapshot.facts(item.path)
    if item.sort == SUBTASK and feature is not None:
        for key, subtask in feature.subtasks.items():
            for dependency, other in feature.dependencies(key):
                if other is not None:
                    yield _Edge(SUBTASK, key, other, subtask.path, dependency)
    elif isinstance(facts, PlanningFacts):
        for edges in planning_edges(facts):
            for edge in edges:
                kind = used_at(facts.artifact.kind, edge.pointer)
                if kind is not None and kind.value == item.sort:
                    yield _Edge(item.sort, edge.node, edge.other, item.path, edge.pointer)


def _calls(snapshot: Snapshot, found: Iterable[tuple[str, _Edge]]) -> list[HierarchyCall]:
    """Edges by the thing at their far end, which each comes with."""
    edges: dict[str, list[_Edge]] = {}
    for name, edge in found:
        edges.setdefault(name, []).append(edge)
    calls = []
    for name, stated in edges.items():
        other = item_named(snapshot, stated[0].path, stated[0].sort, name)
        document = snapshot.document(stated[0].path)
        if other is not None and document is not None:
            spans = (_span_of(document, edge.place) for edge in stated)
            calls.append(HierarchyCall(other, tuple(span for span in spans if span is not None)))
    return calls


def _span_of(document: Document, place: Dependency | Pointer) -> Span | None:
    return name_span(document, place) if isinstance(place, Dependency) else text_span(document, place)
