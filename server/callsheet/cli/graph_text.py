"""A dependency graph in a terminal: a line for each node, with lanes on the left that lead to what waits for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from callsheet.cli.listing import MARKS, OTHER_MARK, missing_name
from callsheet.cli.output import Screen, Style, cut, fold, visible, width_of
from callsheet.ide.graph import Edge, Graph, Node
from callsheet.ide.graph_layout import depths
from callsheet.workspace.graph import shortest_cycle

_MAX_LANES = 12
"""How many lanes there can be side by side: more cannot be followed with the eye."""

_MAX_NODES = 200
"""How many nodes a terminal shows."""

_MAX_STEPS = 20
"""How many nodes of a cycle a terminal shows."""


def graph_lines(graph: Graph, screen: Screen) -> Iterator[str]:
    """The lines of a graph, level by level; a node's level is one more than the deepest of what it waits for."""
    depth = depths(graph)
    nodes = sorted(graph.nodes, key=lambda node: depth[node.id])  # within a level in the order of the graph
    waits_for: dict[str, list[Edge]] = {node.id: [] for node in nodes}
    for edge in graph.edges:
        waits_for[edge.node].append(edge)
    missing: dict[str, list[str]] = {node.id: [] for node in nodes}
    for edge in graph.missing:
        missing[edge.node].append(edge.depends_on)
    rows = _rows(nodes, waits_for)
    most = _MAX_LANES if screen.width is None else min(_MAX_LANES, screen.width // 6)
    has_lanes = max((row.width for row in rows), default=0) <= most
    shown = len(nodes) if screen.width is None else _MAX_NODES
    level = None
    for node, row in list(zip(nodes, rows, strict=True))[:shown]:
        if depth[node.id] != level:
            level = depth[node.id]
            lanes = _passing(row) if has_lanes else ""
            yield f"  {lanes}{'  ' if lanes else ''}{screen.paint(f'Level {level + 1}', Style.DIM)}"
        lanes = row.drawn(screen.paint(*_mark(node))) if has_lanes else screen.paint(*_mark(node))
        width = 2 * row.width - 1 if has_lanes else 1
        yield _line(node, waits_for[node.id], missing[node.id], lanes, width, screen)
    if len(nodes) > shown:
        yield fold(f"… and {len(nodes) - shown} more; --format svg draws all of them", screen.width, "  ")
    yield from _cycles(graph, screen)


def _mark(node: Node) -> tuple[str, Style]:
    return MARKS.get(node.status, OTHER_MARK)


def _line(node: Node, waits_for: Sequence[Edge], missing: Sequence[str], lanes: str, width: int, screen: Screen) -> str:
    """The line of a node: its lanes, its name, and what it waits for; what is missing with a question mark."""
    names = [*(visible(edge.depends_on) for edge in waits_for), *(f"?{missing_name(name)}" for name in missing)]
    note = _note(names, screen)
    style = Style.RED if missing or any(edge.is_in_cycle for edge in waits_for) else Style.DIM
    label = f"{visible(node.id)} - {visible(node.title)}" if node.title else visible(node.id)
    room = None if screen.width is None else screen.width - 2 - width - 2 - width_of(note)
    return f"  {lanes}  {cut(label, room)}{screen.paint(note, style)}"


def _note(names: Sequence[str], screen: Screen) -> str:
    """What a node waits for; in a terminal as many names as half a line holds, and how many more there are."""
    if not names:
        return ""
    if screen.width is None:
        return f"  ← {' '.join(names)}"
    room = screen.width // 2
    notes = (_shortened(names, count) for count in range(len(names), 0, -1))
    return next((note for note in notes if width_of(note) <= room), cut(_shortened(names, 1), room))


def _shortened(names: Sequence[str], count: int) -> str:
    more = f" and {len(names) - count} more" if count < len(names) else ""
    return f"  ← {' '.join(names[:count])}{more}"


def _cycles(graph: Graph, screen: Screen) -> Iterator[str]:
    """A way around each cycle, along what is waited for."""
    inside: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for edge in graph.edges:
        if edge.is_in_cycle:
            inside[edge.node].append(edge.depends_on)
    for first, *_ in graph.cycles:
        way = shortest_cycle(inside, first)
        if screen.width is not None and len(way) > _MAX_STEPS:
            way = [*way[: _MAX_STEPS - 1], "…", way[-1]]
        yield screen.paint(fold(f"Cycle: {' → '.join(map(visible, way))}", screen.width, "  "), Style.RED)


# The lanes: a node keeps its lane until the last that waits for it has its line.


@dataclass(frozen=True, slots=True)
class _Row:
    """The lanes at the line of a node."""

    own: int
    """The lane of the node."""
    joined: Mapping[int, bool]
    """The lanes of what it waits for, and whether each goes on below; its own lane can be one that does not."""
    passing: frozenset[int]
    """The lanes that others have in this line and the one above."""
    width: int
    """How many lanes there are room for, in all lines of the graph."""

    def drawn(self, mark: str) -> str:
        """The lanes with the node's mark, `2 * width - 1` columns wide."""
        ends = [self.own, *self.joined]
        first, last = min(ends), max(ends)
        cells = []
        for lane in range(self.width):
            cells.append(mark if lane == self.own else self._cell(lane, first, last))
            cells.append("─" if first <= lane < last else " ")
        return "".join(cells[:-1])

    def _cell(self, lane: int, first: int, last: int) -> str:
        if lane in self.joined:
            ends_here, goes_on = ("╰", "├") if lane == first else ("╯", "┤") if lane == last else ("┴", "┼")
            return goes_on if self.joined[lane] else ends_here
        if lane in self.passing:
            return "│"
        return "─" if first < lane < last else " "


def _passing(row: _Row) -> str:
    """The lanes between the line above and that of a node."""
    lanes = {*row.passing, *row.joined}
    return " ".join("│" if lane in lanes else " " for lane in range(row.width)).ljust(2 * row.width - 1)


def _rows(nodes: Sequence[Node], waits_for: Mapping[str, Sequence[Edge]]) -> list[_Row]:
    """The lanes at the line of each node. What comes below what waits for it, as in a cycle, leads nowhere."""
    line_of = {node.id: line for line, node in enumerate(nodes)}
    above = {
        node.id: {edge.depends_on for edge in waits_for[node.id] if line_of[edge.depends_on] < line_of[node.id]}
        for node in nodes
    }
    last_line = {name: line for line, node in enumerate(nodes) for name in above[node.id]}
    lanes: list[str | None] = []
    """Who has each lane."""
    resting: set[int] = set()
    """Lanes that are free, but were in use in the line above: who stood right below would look like a part of them."""
    drafts = []
    for line, node in enumerate(nodes):
        owners = {lane: owner for lane, owner in enumerate(lanes) if owner is not None}
        joined = {lane: last_line[owner] > line for lane, owner in owners.items() if owner in above[node.id]}
        ended = [lane for lane, goes_on in joined.items() if not goes_on]
        free = (lane for lane in range(len(lanes) + 1) if lane not in owners and lane not in resting)
        own = ended[0] if ended else next(free)
        passing = frozenset(owners.keys() - joined.keys())
        drafts.append((own, joined, passing))
        lanes += [None] * (own + 1 - len(lanes))
        for lane in ended:
            lanes[lane] = None
        lanes[own] = node.id if node.id in last_line else None
        resting = {lane for lane in {own, *ended} if lanes[lane] is None}
    return [_Row(own, joined, passing, len(lanes)) for own, joined, passing in drafts]
