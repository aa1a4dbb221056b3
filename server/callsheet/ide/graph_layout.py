"""Where the nodes of a dependency graph go when it is drawn: in layers from left to right, with few crossings.

It is done in the usual steps of a layered drawing (Sugiyama): layers by depth, an order within each layer by the
barycentres of the neighbours, then heights as close to the neighbours' as the order allows. Where an edge passes a layer,
a *joint* holds a place for it there, so that it runs between the nodes.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from callsheet.ide.graph import Edge, Graph

_MAX_JOINTS = 3000
"""How many joints there can be; where more were needed, long edges run straight across the nodes."""

_ORDERING_SWEEPS = 12
_PLACING_SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Route:
    """The way of an edge that leads from one layer to another."""

    edge: Edge
    items: tuple[int, ...]
    """What it passes, from the left to the right: a node, joints, a node."""
    is_backward: bool
    """Whether it leads from the right to the left, as one edge of every cycle has to."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of nodes and joints. Both go by numbers: the nodes in the order of the graph, then the joints."""

    layers: list[list[int]]
    """From the left to the right; what is in each from the top to the bottom."""
    layer_of: list[int]
    middles: list[float]
    """How far down the middle of each is; the top of the highest node is at 0."""
    routes: list[Route]
    beside: list[Edge]
    """The edges within a layer: from a node to itself, or between two that cycles have brought there."""


def depths(graph: Graph) -> dict[str, int]:
    """How many steps each node is from the beginning at most: 0 for what depends on nothing.

    In a cycle the nodes are counted from the first one that can be, in the order of the graph.
    """
    direct: dict[str, list[Edge]] = {node.id: [] for node in graph.nodes}
    waiting: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for edge in graph.edges:
        if edge.node != edge.depends_on:
            direct[edge.node].append(edge)
            waiting[edge.depends_on].append(edge.node)
    missing = {name: len(edges) for name, edges in direct.items()}
    ready = deque(name for name, count in missing.items() if not count)
    found: dict[str, int] = {}
    while len(found) < len(direct):
        name = ready.popleft() if ready else _first_of_a_cycle(direct, found)
        if name in found:
            continue
        found[name] = 1 + max((found.get(edge.depends_on, -1) for edge in direct[name]), default=-1)
        for other in waiting[name]:
            missing[other] -= 1
            if not missing[other]:
                ready.append(other)
    return found


def _first_of_a_cycle(direct: dict[str, list[Edge]], found: dict[str, int]) -> str:
    """The first node that waits only for others of its own cycle. There is one where no node is ready."""
    return next(
        name
        for name, edges in direct.items()
        if name not in found and all(edge.is_in_cycle or edge.depends_on in found for edge in edges)
    )


def lay_out(graph: Graph, node_height: float, joint_height: float, gap: float) -> Layout:
    """The layout of a graph for boxes of a height, lanes of another for the edges that pass by, and gaps between."""
    depth = depths(graph)
    number = {node.id: index for index, node in enumerate(graph.nodes)}
    items = _Items([depth[node.id] for node in graph.nodes])
    steps = sum(max(abs(depth[edge.node] - depth[edge.depends_on]) - 1, 0) for edge in graph.edges)
    beside = []
    for edge in graph.edges:
        if depth[edge.node] == depth[edge.depends_on]:
            beside.append(edge)
        else:
            items.join(edge, number[edge.depends_on], number[edge.node], has_joints=steps <= _MAX_JOINTS)
    layers = _ordered(items)
    heights = [node_height if item < len(graph.nodes) else joint_height for item in range(len(items.layer_of))]
    return Layout(layers, items.layer_of, _placed(items, layers, heights, gap), items.routes, beside)


@dataclass(slots=True)
class _Items:
    """Nodes and joints with their neighbours, by numbers."""

    layer_of: list[int]
    before: list[list[int]] = field(init=False)
    """The neighbours on the left of each."""
    behind: list[list[int]] = field(init=False)
    routes: list[Route] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.before = [[] for _ in self.layer_of]
        self.behind = [[] for _ in self.layer_of]

    def join(self, edge: Edge, source: int, target: int, *, has_joints: bool) -> None:
        """Lay a route from one node to another, with a joint in every layer between, if they are wanted."""
        left, right = sorted((source, target), key=self.layer_of.__getitem__)
        between = range(self.layer_of[left] + 1, self.layer_of[right]) if has_joints else ()
        first = len(self.layer_of)
        for layer in between:
            self.layer_of.append(layer)
            self.before.append([])
            self.behind.append([])
        route = (left, *range(first, len(self.layer_of)), right)
        for item, other in pairwise(route):
            self.behind[item].append(other)
            self.before[other].append(item)
        self.routes.append(Route(edge, route, left != source))


def _ordered(items: _Items) -> list[list[int]]:
    """The items of each layer in the order, of several that are tried, that has the fewest crossings."""
    layers: list[list[int]] = [[] for _ in range(max(items.layer_of, default=-1) + 1)]
    for item, number in enumerate(items.layer_of):
        layers[number].append(item)
    best, fewest = [list(layer) for layer in layers], _crossings(layers, items)
    for sweep in range(_ORDERING_SWEEPS):
        if not fewest:
            break
        goes_right = sweep % 2 == 0
        neighbours = items.before if goes_right else items.behind
        position = {item: place for layer in layers for place, item in enumerate(layer)}
        for layer in layers if goes_right else reversed(layers):
            layer.sort(key=lambda item: _mean([position[other] for other in neighbours[item]], position[item]))
            position.update((item, place) for place, item in enumerate(layer))
        count = _crossings(layers, items)
        if count < fewest:
            best, fewest = [list(layer) for layer in layers], count
    return best


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _crossings(layers: list[list[int]], items: _Items) -> int:
    """How often edges cross between neighbouring layers."""
    place = {item: index for layer in layers for index, item in enumerate(layer)}
    count = 0
    for layer in layers:
        ends: list[int] = []
        for item in layer:
            new = sorted(place[other] for other in items.behind[item])
            count += sum(len(ends) - bisect_right(ends, end) for end in new)
            for end in new:
                insort(ends, end)
    return count


def _placed(items: _Items, layers: list[list[int]], heights: list[float], gap: float) -> list[float]:
    """How far down the middle of each item is: near its neighbours, no two of a layer nearer than the gap."""
    middles = [0.0] * len(heights)
    room = {
        id(layer): [(heights[item] + heights[other]) / 2 + gap for item, other in pairwise(layer)] for layer in layers
    }
    for layer in layers:
        ends = [0.0, *accumulate(room[id(layer)])]
        for item, end in zip(layer, ends, strict=True):
            middles[item] = end - ends[-1] / 2
    nodes = [(items.before[item], items.behind[item]) for item in range(len(heights))]
    for sweep in range(_PLACING_SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            wanted = [
                _mean([middles[other] for other in (*nodes[item][0], *nodes[item][1])], middles[item]) for item in layer
            ]
            for item, middle in zip(layer, _apart(wanted, room[id(layer)]), strict=True):
                middles[item] = middle
    top = min((middle - height / 2 for middle, height in zip(middles, heights, strict=True)), default=0.0)
    return [middle - top for middle in middles]


def _apart(wanted: Sequence[float], gaps: Iterable[float]) -> list[float]:
    """Places as near as possible to the wanted ones, each at least a gap behind the one before (least squares).

    Without its gaps this is isotonic regression: neighbours that are in each other's way share the mean of their wishes.
    """
    offsets = [0.0, *accumulate(gaps)][: len(wanted)]
    blocks: list[tuple[float, int]] = []  # the sum of the wishes, and how many share a place
    for wish, offset in zip(wanted, offsets, strict=True):
        total, count = wish - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            other, others = blocks.pop()
            total, count = total + other, count + others
        blocks.append((total, count))
    shared = [total / count for total, count in blocks for _ in range(count)]
    return [place + offset for place, offset in zip(shared, offsets, strict=True)]
