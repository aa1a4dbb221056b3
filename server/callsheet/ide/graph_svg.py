"""A dependency graph as a picture: one SVG file that needs nothing else.

Arrows lead from what must be done first to what waits for it, from the left to the right; those of cycles are red. The
colours suit light and dark surroundings. What does not exist has a dashed red box. There are no scripts, no fonts and no
ids, so it can stand anywhere.
"""

from __future__ import annotations

import html
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import accumulate

from callsheet.artifacts.quoting import JOINERS, counted, one_line
from callsheet.ide.graph import EMPTY, Graph, Node, with_missing, without_implied
from callsheet.ide.graph_layout import Layout, Route, lay_out

_WIDTH, _HEIGHT = 232, 66
"""The size of a box, in pixels as all lengths here."""
_BETWEEN = 72
"""The room between the layers."""
_LANE = 6
"""The height that an edge takes where it passes a layer."""
_GAP = 16
_MARGIN = 24
_STEP = _WIDTH + _BETWEEN
_HEAD_LENGTH = 8
"""How long the head of an arrow is."""
_LINE = 20
"""The height of a line at the top, where there are three at most."""
_LEAST_WIDTH = 480
"""How wide the picture is at least, so that the lines at the top have room."""
_MAX_EDGES = 3
"""For how many edges a node there is room: where there are more, those that follow from others are left out."""
_INSET = 12
"""How far inside its box a text begins."""
_FONT = 13
_MAX_TEXT = 300
"""How many characters of a name or a title can be read where the pointer rests on a box."""

_STATUSES = {
    "completed": ("✓", "completed"),
    "in_progress": ("◐", "in progress"),
    "pending": ("○", "pending"),
    "blocked": ("✕", "blocked"),
}
"""The mark of each status, and what it is called."""

_STYLE = """\
svg{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;color-scheme:light dark}
.page{fill:#fff}.text{fill:#1f2328}.faint{fill:#59636e}.id{font-weight:600}
.box{fill:#f6f8fa;stroke:#818b98;stroke-width:1.5}
.completed .box{fill:#dafbe1;stroke:#1a7f37}.completed .mark{fill:#1a7f37}
.in_progress .box{fill:#fff8c5;stroke:#9a6700}.in_progress .mark{fill:#9a6700}
.blocked .box{fill:#ffebe9;stroke:#cf222e}.blocked .mark{fill:#cf222e}
.pending .mark,.none .mark{fill:#59636e}
.edge{fill:none;stroke:#818b98;stroke-width:1.5}.head{fill:#818b98}
.cycle .edge{stroke:#cf222e;stroke-width:2.5}.cycle .head{fill:#cf222e}
.missing .box,.missing .edge{stroke:#cf222e;stroke-dasharray:5 4}.missing .text,.missing .head{fill:#cf222e}
@media (prefers-color-scheme:dark){
.page{fill:#0d1117}.text{fill:#f0f6fc}.faint{fill:#9198a1}
.box{fill:#151b23;stroke:#656c76}
.completed .box{fill:#12261e;stroke:#3fb950}.completed .mark{fill:#3fb950}
.in_progress .box{fill:#272115;stroke:#d29922}.in_progress .mark{fill:#d29922}
.blocked .box{fill:#25171c;stroke:#f85149}.blocked .mark{fill:#f85149}
.pending .mark,.none .mark{fill:#9198a1}
.edge{stroke:#656c76}.head{fill:#656c76}
.cycle .edge{stroke:#f85149}.cycle .head{fill:#f85149}
.missing .box,.missing .edge{stroke:#f85149}.missing .text,.missing .head{fill:#f85149}
}"""


def svg(graph: Graph) -> str:
    """A graph as an SVG document."""
    shown = with_missing(without_implied(graph) if len(graph.edges) > _MAX_EDGES * len(graph.nodes) else graph)
    layout = lay_out(shown, _HEIGHT, _LANE, _GAP)
    columns = max(len(layout.layers), 1)
    title = f"What the {graph.kind} of {_plain(graph.feature)} wait for"
    width = max(columns * _STEP - _BETWEEN + 2 * _MARGIN, _LEAST_WIDTH)
    lowest = max((layout.middles[item] for item in range(len(shown.nodes))), default=0) + _HEIGHT / 2
    lowest = max(lowest, max(layout.middles, default=0) + _LANE / 2)
    heading = [*_heading(graph, shown, width - 2 * _MARGIN)]
    top = _LINE * len(heading) + 16
    height = top + lowest + 2 * _MARGIN
    size = f'width="{_number(width)}" height="{_number(height)}" viewBox="0 0 {_number(width)} {_number(height)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}>',
        f"<title>{_escaped(title)}</title>",
        f"<desc>{_escaped(_description(graph))}</desc>",
        f"<style>{_STYLE}</style>",
        '<rect class="page" width="100%" height="100%"/>',
        *heading,
        f'<g transform="translate({_MARGIN} {_MARGIN + top})">',
        *_arrows(shown, layout),
        *(_box(node, *_corner(layout, item)) for item, node in enumerate(shown.nodes)),
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _description(graph: Graph) -> str:
    """The graph in words, for those who cannot see it: how many there are, and who waits for whom."""
    nouns = {"stories": "story"}
    noun = nouns.get(graph.kind, graph.kind.removesuffix("s"))
    counts = Counter(node.status for node in graph.nodes if node.status in _STATUSES)
    parts = [
        counted(len(graph.nodes), noun),
        *(f"{counts[key]} {word}" for key, (_, word) in _STATUSES.items() if counts[key]),
    ]
    waiting = defaultdict(list)
    for edge in graph.edges:
        waiting[edge.node].append(_plain(edge.depends_on))
    for edge in graph.missing:
        waiting[edge.node].append(f"{_plain(edge.depends_on)} (does not exist)")
    sentences = [f"{_plain(node)} waits for {', '.join(others)}." for node, others in waiting.items()]
    return " ".join([f"{', '.join(parts)}.", *sentences])


def _heading(graph: Graph, shown: Graph, room: float) -> Iterator[str]:
    """The lines at the top, in so much room: what the feature is called, how many nodes have which status, what is left out."""
    folder = _cut(_plain(graph.feature), room)
    name = _cut(_plain(graph.name or ""), max(room - _width(folder) - _INSET, 0)) if graph.name else ""
    spaced = f' <tspan class="text" dx="{_INSET / 2}">{_escaped(name)}</tspan>' if len(name) > 1 else ""
    yield f'<text x="{_MARGIN}" y="{_MARGIN + 14}"><tspan class="text id">{_escaped(folder)}</tspan>{spaced}</text>'
    counts = Counter(node.status if node.status in _STATUSES else None for node in graph.nodes)
    spans = [
        f'<tspan class="{status}"><tspan class="mark">{mark}</tspan></tspan> {counts[status]} {word}'
        for status, (mark, word) in _STATUSES.items()
        if counts[status]
    ] or [f"{len(graph.nodes)} {graph.kind}" if graph.nodes else f"There are no {graph.kind}"]
    lines = ["  ·  ".join(spans)]
    left_out = len(graph.edges) + len(graph.missing) - len(shown.edges)
    if left_out:
        lines.append(f"Arrows that follow from others are left out: {left_out}")
    for number, line in enumerate(lines, 1):
        yield f'<text class="faint" x="{_MARGIN}" y="{_MARGIN + 14 + _LINE * number}">{line}</text>'


def _corner(layout: Layout, item: int) -> tuple[float, float]:
    """The upper left corner of a node's box."""
    return layout.layer_of[item] * _STEP, layout.middles[item] - _HEIGHT / 2


def _box(node: Node, left: float, top: float) -> str:
    """A node: its id with the mark of its status, and two lines of its title."""
    status = node.status if node.status in _STATUSES else "none"
    mark, word = _STATUSES.get(status, ("", ""))
    name, title = _plain(node.id), _plain(node.title or "")
    if not node.exists:
        status, name, title = "missing", f"? {name or EMPTY}", "does not exist"
    whole = f"{name} · {title}" if title else name
    room = _WIDTH - 2 * _INSET
    lines = _folded(title, room)
    first = _HEIGHT / 2 + 5 - 9 * len(lines)
    texts = [f'<text class="text id" x="{_INSET}" y="{_number(first)}">{_escaped(_cut(name, room - 20))}</text>']
    if mark:
        x = _number(_WIDTH - _INSET)
        texts.append(f'<text class="mark id" x="{x}" y="{_number(first)}" text-anchor="end">{mark}</text>')
    texts += [
        f'<text class="text" x="{_INSET}" y="{_number(first + 18 * row)}">{_escaped(line)}</text>'
        for row, line in enumerate(lines, 1)
    ]
    return (
        f'<g class="node {status}" transform="translate({_number(left)} {_number(top)})">'
        f"<title>{_escaped(f'{whole} ({word})' if word else whole)}</title>"
        f'<rect class="box" width="{_WIDTH}" height="{_HEIGHT}" rx="8"/>{"".join(texts)}</g>'
    )


def _arrows(graph: Graph, layout: Layout) -> Iterator[str]:
    """All edges; those of cycles last, so that nothing covers them."""
    drawn = [
        (route.edge, _route(route, layout, *ends)) for route, ends in zip(layout.routes, _ports(layout), strict=True)
    ]
    number = {node.id: item for item, node in enumerate(graph.nodes)}
    drawn += [(edge, _bow(number[edge.depends_on], number[edge.node], layout)) for edge in layout.beside]
    for edge, shapes in sorted(drawn, key=lambda each: each[0].is_in_cycle):
        words = f"{_plain(edge.node)} waits for {_plain(edge.depends_on)}"
        is_missing = not graph.nodes[number[edge.depends_on]].exists
        style = "arrow cycle" if edge.is_in_cycle else "arrow missing" if is_missing else "arrow"
        yield f'<g class="{style}"><title>{_escaped(words)}</title>{shapes}</g>'


def _ports(layout: Layout) -> list[tuple[float, float]]:
    """How far down each route leaves its left box and reaches its right one.

    The routes at one side of a box are spread over it in the order in which they go on.
    """
    sides: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    for index, route in enumerate(layout.routes):
        sides[route.items[0], 0].append((layout.middles[route.items[1]], index))
        sides[route.items[-1], 1].append((layout.middles[route.items[-2]], index))
    ports = [[0.0, 0.0] for _ in layout.routes]
    for (node, end), others in sides.items():
        step = min(10.0, (_HEIGHT - 20) / max(len(others) - 1, 1))
        for place, (_, index) in enumerate(sorted(others)):
            ports[index][end] = layout.middles[node] + step * (place - (len(others) - 1) / 2)
    return [(left, right) for left, right in ports]


def _route(route: Route, layout: Layout, start: float, end: float) -> str:
    """The line of a route and its head: curves between the layers, level past the boxes of a layer."""
    first, *joints, last = route.items
    left = layout.layer_of[first] * _STEP + _WIDTH + (_HEAD_LENGTH if route.is_backward else 0)
    right = layout.layer_of[last] * _STEP - (0 if route.is_backward else _HEAD_LENGTH)
    x, y = left, start
    path = [f"M{_number(x)} {_number(y)}"]
    for joint in joints:
        at, middle = layout.layer_of[joint] * _STEP, layout.middles[joint]
        path += [_curve(x, y, at, middle), f"H{_number(at + _WIDTH)}"]
        x, y = at + _WIDTH, middle
    path.append(_curve(x, y, right, end))
    tip = _head(left, start, -_HEAD_LENGTH) if route.is_backward else _head(right, end, _HEAD_LENGTH)
    return f'<path class="edge" d="{"".join(path)}"/>{tip}'


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    """A curve that begins and ends level."""
    middle = _number((x + to_x) / 2)
    return f"C{middle} {_number(y)} {middle} {_number(to_y)} {_number(to_x)} {_number(to_y)}"


def _head(x: float, y: float, length: float) -> str:
    """The head of an arrow that begins at a place and is so long; to the left where that is negative."""
    return f'<path class="head" d="M{_number(x)} {_number(y - 4)}L{_number(x + length)} {_number(y)}L{_number(x)} {_number(y + 4)}z"/>'


def _bow(source: int, target: int, layout: Layout) -> str:
    """An arrow on the right of a layer, from one of its boxes to another or back to the same."""
    x = layout.layer_of[source] * _STEP + _WIDTH
    start, end = layout.middles[source] - 8, layout.middles[target] + 8
    out = x + _BETWEEN / 2
    path = f"M{_number(x)} {_number(start)}C{_number(out)} {_number(start)} {_number(out)} {_number(end)} {_number(x + _HEAD_LENGTH)} {_number(end)}"
    return f'<path class="edge" d="{path}"/>{_head(x + _HEAD_LENGTH, end, -_HEAD_LENGTH)}'


def _folded(text: str, room: float) -> list[str]:
    """A text in at most two lines that fit; what is too much is cut off."""
    if not text or _width(text) <= room:
        return [text] if text else []
    words = text.split(" ")
    kept = next((count for count in range(len(words), 0, -1) if _width(" ".join(words[:count])) <= room), 0)
    if not kept:
        return [_cut(text, room)]
    return [" ".join(words[:kept]), _cut(" ".join(words[kept:]), room)]


def _cut(text: str, room: float) -> str:
    """A text, or as much of its beginning as fits."""
    if _width(text) <= room:
        return text
    ends = accumulate(map(_advance, text))
    kept = sum(end <= room - _advance("…") for end in ends)
    return f"{text[:kept].rstrip()}…"


def _width(text: str) -> float:
    return sum(map(_advance, text))


def _advance(character: str) -> float:
    """How wide a character is at most, roughly: fonts differ, and none can be asked."""
    if character in " .,:;'|!iljftrI()[]-":
        share = 0.36
    elif character in "mwMW@%…" or character.isupper():
        share = 0.86 if character in "mwMW@%…" else 0.72
    elif unicodedata.category(character) in ("Mn", "Me", "Cf"):
        share = 0.0
    else:
        share = 1.05 if unicodedata.east_asian_width(character) in "WF" else 0.62
    return _FONT * share


def _plain(text: str) -> str:
    return one_line(text.strip(), _MAX_TEXT, JOINERS)


def _escaped(text: str) -> str:
    return html.escape(text)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
