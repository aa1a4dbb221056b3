"""What depends on what in the planning of a feature: its stories, its bounded contexts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import NameKind
from callsheet.ide.graph import GraphKind, Node
from callsheet.rules.graph.planning_graphs import Edge, planning_edges, story_edges
from callsheet.workspace.belonging import belongings
from callsheet.workspace.facts import PlanningFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot


def planned(snapshot: Snapshot, feature: Feature, kind: GraphKind) -> tuple[list[Node], dict[str, list[str]]]:
    """What of a sort has been planned for a feature, and for each what it depends on, by ids."""
    sort = _PLANNED[kind]
    files = belongings(feature, snapshot.planning).get(sort.artifact, [])
    by_id = {node.id: node for facts in files for node in _defined(facts, sort.name)}
    direct: dict[str, list[str]] = {name: [] for name in by_id}
    for edge in (edge for facts in files for edge in sort.edges(facts)):
        if edge.node in by_id and edge.other in by_id and edge.other not in direct[edge.node]:
            direct[edge.node].append(edge.other)
    return list(by_id.values()), direct


@dataclass(frozen=True, slots=True)
class _Planned:
    """Where a sort of planned things stands, and what depends on what there."""

    artifact: ArtifactKind
    name: NameKind
    edges: Callable[[PlanningFacts], Iterable[Edge]]


def _context_edges(contexts: PlanningFacts) -> Iterator[Edge]:
    for edges in planning_edges(contexts):
        yield from edges


_PLANNED: Mapping[GraphKind, _Planned] = {
    "stories": _Planned(ArtifactKind.STORY_MAP, NameKind.STORY, story_edges),
    "contexts": _Planned(ArtifactKind.CONTEXTS, NameKind.CONTEXT, _context_edges),
}


def _defined(facts: PlanningFacts, kind: NameKind) -> Iterator[Node]:
    for definition in facts.definitions:
        if definition.kind is kind:
            yield Node(definition.name.strip(), definition.title, None, facts.path)
