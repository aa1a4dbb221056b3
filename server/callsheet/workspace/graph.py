"""Dependency graphs: nodes are strings, an edge leads from a node to what it depends on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TypeAlias

Graph: TypeAlias = Mapping[str, Sequence[str]]
"""What each node depends on; every node is a key, and every dependency a node."""


def order_of(graph: Graph) -> list[str] | None:
    """The nodes, each behind all it depends on; None where there is a cycle."""
    if _is_in_order(graph):
        return list(graph)
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError:
        return None


def _is_in_order(graph: Graph) -> bool:
    """Whether each node stands behind all it depends on already, as people number them."""
    seen: set[str] = set()
    for node, direct in graph.items():
        if not seen.issuperset(direct):
            return False
        seen.add(node)
    return True


def cycles(graph: Graph) -> list[list[str]]:
    """The cycles: strongly connected components of more than one node, and single nodes that depend on themselves.

    Each is sorted, and so is the list, in the order of the graph's keys.
    """
    if order_of(graph) is not None:
        return []
    import networkx  # imported here: it takes a tenth of a second and cycles are rare

    order = {node: index for index, node in enumerate(graph)}
    directed = networkx.DiGraph([(node, other) for node, others in graph.items() for other in others])
    found = [
        sorted(component, key=order.__getitem__)
        for component in networkx.strongly_connected_components(directed)
        if len(component) > 1 or all(directed.has_edge(node, node) for node in component)
    ]
    return sorted(found, key=lambda component: order[component[0]])


def shortest_cycle(graph: Graph, node: str) -> list[str]:
    """The shortest way from a node along its dependencies back to it, both ends included; empty if there is none."""
    paths = [[node]]
    seen: set[str] = set()
    for path in paths:  # grows while it is read: a breadth-first search
        for other in graph[path[-1]]:
            if other == node:
                return [*path, node]
            if other not in seen:
                seen.add(other)
                paths.append([*path, other])
    return []


def ancestors(graph: Graph) -> dict[str, frozenset[str]]:
    """All that each node depends on, directly or through others; in a cycle that includes the node itself."""
    order = order_of(graph)
    if order is None:
        return {node: _reachable(graph, node) for node in graph}
    found: dict[str, frozenset[str]] = {}
    for node in order:
        direct = graph[node]
        found[node] = frozenset(direct).union(*[found[other] for other in direct])
    return found


def _reachable(graph: Graph, node: str) -> frozenset[str]:
    seen: set[str] = set()
    waiting = list(graph[node])
    while waiting:
        other = waiting.pop()
        if other not in seen:
            seen.add(other)
            waiting += graph[other]
    return frozenset(seen)


def batches(graph: Graph, parallel: Collection[str]) -> list[list[str]]:
    """The execution plan: which nodes run together, batch after batch; nodes in or behind a cycle are left out.

    The graph's keys are in order of rank. In each round, what is not placed and depends on nothing unplaced is ready.
    If some of it is parallel, the batch is all of that; otherwise it is the one ready node of lowest rank.
    """
    waiting = dict.fromkeys(graph)
    placed: set[str] = set()
    plan: list[list[str]] = []
    while True:
        ready = [node for node in waiting if placed.issuperset(graph[node])]
        if not ready:
            return plan
        batch = [node for node in ready if node in parallel] or ready[:1]
        plan.append(batch)
        placed.update(batch)
        for node in batch:
            del waiting[node]


def critical_path(graph: Graph) -> list[str]:
    """The longest chain of dependencies, first to last; of several the one whose nodes rank first.

    Nodes in or behind a cycle are left out. Its length is the number of levels.
    """
    rank = {node: index for index, node in enumerate(graph)}
    path_to: dict[str, list[str]] = {}
    waiting = list(graph)
    while True:
        ready = [node for node in waiting if all(other in path_to for other in graph[node])]
        if not ready:
            break
        for node in ready:
            before = [path_to[other] for other in graph[node]]
            path_to[node] = [*min(before, key=lambda path: _length_and_ranks(path, rank), default=[]), node]
        waiting = [node for node in waiting if node not in path_to]
    return min(path_to.values(), key=lambda path: _length_and_ranks(path, rank), default=[])


def _length_and_ranks(path: list[str], rank: Mapping[str, int]) -> tuple[int, list[int]]:
    """What the best of several paths has least of: the longest comes first, then the one whose nodes rank first."""
    return -len(path), [rank[node] for node in path]


def redundant_edges(graph: Graph) -> dict[str, dict[str, str]]:
    """Edges that follow from others: for each node its needless dependencies, each with that through which it follows.

    Nodes in or behind a cycle have none.
    """
    reach = ancestors(graph)
    found: dict[str, dict[str, str]] = {}
    for node, direct in graph.items():
        if len(direct) < 2 or node in reach[node] or any(other in reach[other] for other in direct):
            continue
        reached = frozenset().union(*[reach[other] for other in direct])
        needed = [other for other in direct if other not in reached]
        needless = [other for other in direct if other in reached]
        if needless:
            found[node] = {other: next(via for via in needed if other in reach[via]) for other in needless}
    return found
