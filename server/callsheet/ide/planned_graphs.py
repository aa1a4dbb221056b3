"""What depends on what in the planning of a feature: its stories, its bounded contexts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import NameKind
from callsheet.ide.graph import GraphKind, Node
from callsheet.rules.graph.planning_graphs import Edge, planning_edges, story_edges
from callsheet.rules.names.unknown import unknown_uses
from callsheet.syntax import Pointer
from callsheet.workspace.belonging import belongings
from callsheet.workspace.facts import PlanningFacts, objects, string, strings
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot


def planned(
    snapshot: Snapshot, feature: Feature, kind: GraphKind
) -> tuple[list[Node], dict[str, list[str]], dict[str, list[str]]]:
    """What of a sort has been planned for a feature, for each what it depends on, by ids, and what of that is missing."""
    sort = _PLANNED[kind]
    files = belongings(feature, snapshot.planning).get(sort.artifact, [])
    by_id = {node.id: node for facts in files for node in _defined(facts, sort.name)}
    direct: dict[str, list[str]] = {name: [] for name in by_id}
    for edge in (edge for facts in files for edge in sort.edges(facts)):
        if edge.node in by_id and edge.other in by_id and edge.other not in direct[edge.node]:
            direct[edge.node].append(edge.other)
    missing: dict[str, list[str]] = {name: [] for name in by_id}
    for facts in files:
        unknown = {use.pointer for use, _ in unknown_uses(facts, snapshot.planning)}
        for node, other, pointer in sort.written(facts) if unknown else ():
            if pointer in unknown and node in by_id and other not in missing[node]:
                missing[node].append(other)
    return list(by_id.values()), direct, missing


@dataclass(frozen=True, slots=True)
class _Planned:
    """Where a sort of planned things stands, and what depends on what there."""

    artifact: ArtifactKind
    name: NameKind
    edges: Callable[[PlanningFacts], Iterable[Edge]]
    written: Callable[[PlanningFacts], Iterable[tuple[str, str, Pointer]]]
    """All dependencies, also on what does not exist: what depends, on what, and where that is written."""


def _written_for_stories(story_map: PlanningFacts) -> Iterator[tuple[str, str, Pointer]]:
    for pointer, entry in objects(story_map, "stories"):
        for index, other in strings(entry, "dependencies"):
            yield (string(entry, "id") or "").strip(), other.strip(), (*pointer, "dependencies", index)


def _written_for_contexts(contexts: PlanningFacts) -> Iterator[tuple[str, str, Pointer]]:
    return ((edge.node, edge.other, edge.pointer) for edge in _context_edges(contexts))


def _context_edges(contexts: PlanningFacts) -> Iterator[Edge]:
    for edges in planning_edges(contexts):
        yield from edges


_PLANNED: Mapping[GraphKind, _Planned] = {
    "stories": _Planned(ArtifactKind.STORY_MAP, NameKind.STORY, story_edges, _written_for_stories),
    "contexts": _Planned(ArtifactKind.CONTEXTS, NameKind.CONTEXT, _context_edges, _written_for_contexts),
}


def _defined(facts: PlanningFacts, kind: NameKind) -> Iterator[Node]:
    for definition in facts.definitions:
        if definition.kind is kind:
            yield Node(definition.name.strip(), definition.title, None, facts.path)
