"""Dependency graphs, against networkx and against naive transcriptions of their definitions."""

from __future__ import annotations

from itertools import pairwise

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.workspace import graph
from callsheet.workspace.graph import Graph

NAMES = [f"{number:02d}" for number in range(1, 11)]


@st.composite
def graphs(draw: st.DrawFn, *, acyclic: bool = False) -> dict[str, list[str]]:
    """Graphs of up to ten nodes; if they are to be acyclic, over a random order of the nodes."""
    nodes = NAMES[: draw(st.integers(0, len(NAMES)))]
    ranks = draw(st.permutations(nodes))
    found: dict[str, list[str]] = {}
    for node in nodes:
        possible = ranks[: ranks.index(node)] if acyclic else nodes
        found[node] = draw(st.lists(st.sampled_from(possible), unique=True, max_size=4)) if possible else []
    return found


def directed(dependencies: Graph) -> networkx.DiGraph:
    result = networkx.DiGraph()
    result.add_nodes_from(dependencies)
    result.add_edges_from((node, other) for node, others in dependencies.items() for other in others)
    return result


@given(graphs())
def test_cycles_are_the_components_of_networkx(dependencies: Graph) -> None:
    oracle = directed(dependencies)
    expected = [
        sorted(component)
        for component in networkx.strongly_connected_components(oracle)
        if len(component) > 1 or oracle.has_edge(*(list(component) * 2))
    ]
    assert graph.cycles(dependencies) == sorted(expected)


@given(graphs())
def test_an_order_exists_where_there_is_no_cycle(dependencies: Graph) -> None:
    order = graph.order_of(dependencies)
    assert (order is None) == (not networkx.is_directed_acyclic_graph(directed(dependencies)))
    if order is not None:
        assert sorted(order) == sorted(dependencies)
        place = {node: index for index, node in enumerate(order)}
        assert all(place[other] < place[node] for node, others in dependencies.items() for other in others)


@given(graphs())
def test_the_shortest_cycle_through_a_node(dependencies: Graph) -> None:
    oracle = directed(dependencies)
    for node in dependencies:
        path = graph.shortest_cycle(dependencies, node)
        lengths = [
            networkx.shortest_path_length(oracle, other, node) + 1
            for other in dependencies[node]
            if networkx.has_path(oracle, other, node)
        ]
        assert bool(path) == bool(lengths)
        if path:
            assert path[0] == path[-1] == node
            assert all(other in dependencies[member] for member, other in pairwise(path))
            assert len(path) - 1 == min(lengths)


@given(graphs())
def test_ancestors_are_the_descendants_of_networkx(dependencies: Graph) -> None:
    oracle = directed(dependencies)
    closure = networkx.transitive_closure(oracle, reflexive=False)
    assert graph.ancestors(dependencies) == {node: frozenset(closure.successors(node)) for node in dependencies}


@given(graphs(acyclic=True))
def test_redundant_edges_are_what_the_transitive_reduction_lacks(dependencies: Graph) -> None:
    oracle = directed(dependencies)
    reduced = networkx.transitive_reduction(oracle)
    redundant = graph.redundant_edges(dependencies)
    expected = {(node, other) for node, other in oracle.edges if not reduced.has_edge(node, other)}
    assert {(node, other) for node, others in redundant.items() for other in others} == expected
    for node, others in redundant.items():
        for other, via in others.items():
            assert reduced.has_edge(node, via)
            assert networkx.has_path(oracle, via, other)


@given(graphs())
def test_nothing_is_redundant_in_or_behind_a_cycle(dependencies: Graph) -> None:
    in_cycles = {node for cycle in graph.cycles(dependencies) for node in cycle}
    for node, others in graph.redundant_edges(dependencies).items():
        assert node not in in_cycles
        assert not in_cycles.intersection(others)


def naive_batches(dependencies: Graph, parallel: set[str]) -> list[list[str]]:
    """Section 6 of the formats, word for word."""
    placed: list[str] = []
    plan: list[list[str]] = []
    while True:
        ready = sorted(
            node for node in dependencies if node not in placed and all(other in placed for other in dependencies[node])
        )
        if not ready:
            return plan
        side_by_side = [node for node in ready if node in parallel]
        plan.append(side_by_side or [ready[0]])
        placed += plan[-1]


@given(graphs(), st.sets(st.sampled_from(NAMES)))
def test_batches(dependencies: Graph, parallel: set[str]) -> None:
    plan = graph.batches(dependencies, parallel)
    assert plan == naive_batches(dependencies, parallel)
    cyclic = {node for cycle in graph.cycles(dependencies) for node in cycle}
    reach = graph.ancestors(dependencies)
    left = {node for node in dependencies if node in cyclic or reach[node] & cyclic}
    assert {node for batch in plan for node in batch} == set(dependencies) - left


def test_the_plan_of_the_first_example() -> None:
    dependencies = {
        "01": [],
        "02": ["01"],
        "03": ["02"],
        "04": ["02"],
        "05": ["02"],
        "06": ["02"],
        "07": ["03", "04", "05"],
        "08": ["07"],
        "09": ["06", "07"],
        "10": ["02"],
        "11": ["08", "09"],
        "12": ["08"],
    }
    plan = graph.batches(dependencies, {"03", "04", "05", "06", "10", "12"})
    assert " | ".join(" ".join(batch) for batch in plan) == "01 | 02 | 03 04 05 06 10 | 07 | 08 | 12 | 09 | 11"
    assert len(graph.critical_path(dependencies)) == 6


@given(graphs(acyclic=True))
def test_the_critical_path_is_a_longest_one(dependencies: Graph) -> None:
    path = graph.critical_path(dependencies)
    assert all(node in dependencies[later] for node, later in pairwise(path))
    longest = networkx.dag_longest_path_length(directed(dependencies)) + 1 if dependencies else 0
    assert len(path) == longest


@given(graphs(acyclic=True))
def test_of_several_longest_paths_the_first_by_rank_is_taken(dependencies: Graph) -> None:
    oracle = directed(dependencies).reverse()
    starts = [node for node in oracle if oracle.in_degree(node) == 0]
    ends = [node for node in oracle if oracle.out_degree(node) == 0]
    paths = [path for start in starts for path in networkx.all_simple_paths(oracle, start, ends)]
    paths += [[node] for node in starts if node in ends]
    best: list[str] = min(paths, key=lambda path: (-len(path), path), default=[])
    assert graph.critical_path(dependencies) == best


@given(graphs())
def test_the_critical_path_leaves_cycles_out(dependencies: Graph) -> None:
    unplanned = set(dependencies) - {node for batch in graph.batches(dependencies, set()) for node in batch}
    assert not unplanned.intersection(graph.critical_path(dependencies))


@pytest.mark.parametrize("function", [graph.cycles, graph.critical_path, graph.order_of])
def test_a_graph_of_nothing(function: object) -> None:
    assert callable(function)
    assert function({}) == []


def test_long_chains_are_no_trouble() -> None:
    nodes = [f"{number:04d}" for number in range(3000)]
    chain = {node: [before] if before else [] for before, node in zip(["", *nodes], nodes, strict=False)}
    assert graph.cycles(chain) == []
    assert len(graph.batches(chain, set())) == 3000
