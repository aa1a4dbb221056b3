"""Dependency graphs as data: the subtasks of a feature, the stories and the bounded contexts of its plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from callsheet.ide.plan_data import missing_dependencies
from callsheet.workspace.feature import Feature
from callsheet.workspace.graph import cycles, redundant_edges
from callsheet.workspace.snapshot import Snapshot

GraphKind: TypeAlias = Literal["subtasks", "stories", "contexts"]
"""What the nodes are."""


EMPTY = '""'
"""What is shown in place of a name that is empty."""


@dataclass(frozen=True, slots=True)
class Node:
    """Something that others may depend on."""

    id: str
    """Unique in its graph: a subtask's key, a story's id, a context's name."""
    title: str | None
    status: str | None
    """A subtask's status as written; None where it has none, or is no subtask."""
    path: str
    """The file that holds it, relative to the workspace root."""
    exists: bool = True
    """False for what stands in a drawing where something is missing; its id is the name as it is written."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A dependency, by the ids of its nodes."""

    node: str
    """What depends."""
    depends_on: str
    is_in_cycle: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """What depends on what."""

    feature: str
    """The name of the feature's folder, or of a plan that has no tasks."""
    kind: GraphKind
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    cycles: tuple[tuple[str, ...], ...]
    """The ids of the nodes of each cycle."""
    missing: tuple[Edge, ...] = ()
    """The dependencies on what does not exist, by its name as it is written."""
    name: str | None = None
    """What people call the feature."""


def graph_of(snapshot: Snapshot, feature: Feature, kind: GraphKind) -> Graph:
    """The dependencies within a feature, or within the planning that belongs to it."""
    if kind == "subtasks":
        return subtask_graph(feature)
    from callsheet.ide.planned_graphs import planned  # imported late: subtasks need none of the rules' code

    return _joined(feature, kind, *planned(snapshot, feature, kind))


def subtask_graph(feature: Feature) -> Graph:
    """The dependencies within a feature."""
    nodes = [Node(key, facts.title, facts.status, facts.path) for key, facts in feature.subtasks.items()]
    missing = {key: missing_dependencies(feature, key) for key in feature.subtasks}
    return _joined(feature, "subtasks", nodes, feature.graph, missing)


def _joined(
    feature: Feature,
    kind: GraphKind,
    nodes: Iterable[Node],
    direct: Mapping[str, list[str]],
    missing: Mapping[str, list[str]],
) -> Graph:
    """A graph of what each node depends on: what exists by ids, what is missing by its name."""
    found = cycles(direct)
    cycle_of = {member: number for number, cycle in enumerate(found) for member in cycle}
    edges = [
        Edge(node, other, node in cycle_of and cycle_of[node] == cycle_of.get(other))
        for node, others in direct.items()
        for other in others
    ]
    lost = [Edge(node, name, False) for node, names in missing.items() for name in names]
    name = feature.task.name if feature.task else None
    return Graph(feature.name, kind, tuple(nodes), tuple(edges), tuple(map(tuple, found)), tuple(lost), name)


def with_missing(graph: Graph) -> Graph:
    """A graph to draw: with a node for each thing that is missing."""
    names = dict.fromkeys(edge.depends_on for edge in graph.missing)
    nodes = [Node(name, None, None, "", exists=False) for name in names]
    return replace(graph, nodes=(*graph.nodes, *nodes), edges=(*graph.edges, *graph.missing))


def without_implied(graph: Graph) -> Graph:
    """A graph without the edges that follow from others. What lies in a cycle or behind one keeps all."""
    direct: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for edge in graph.edges:
        direct[edge.node].append(edge.depends_on)
    implied = redundant_edges(direct)
    kept = [edge for edge in graph.edges if edge.depends_on not in implied.get(edge.node, ())]
    return replace(graph, edges=tuple(kept))


def graph_value(graph: Graph) -> dict[str, Any]:
    """A graph as JSON has it."""
    return {
        "feature": graph.feature,
        "kind": graph.kind,
        "nodes": [
            {"id": node.id, "title": node.title, "status": node.status, "path": node.path} for node in graph.nodes
        ],
        "edges": [
            {"node": edge.node, "depends_on": edge.depends_on, "in_cycle": edge.is_in_cycle} for edge in graph.edges
        ],
        "cycles": [list(cycle) for cycle in graph.cycles],
        "missing": [{"node": edge.node, "depends_on": edge.depends_on} for edge in graph.missing],
    }
