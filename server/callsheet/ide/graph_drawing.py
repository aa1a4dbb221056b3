"""Dependency graphs as text that others draw: Mermaid flowcharts and Graphviz's DOT.

An arrow leads from what must be done first to what waits for it. Nodes are called `n1`, `n2` and so on, in the order of
the graph, so that no name of a team's own can be a word of the language; names and titles stand in the labels only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from callsheet.artifacts.quoting import JOINERS, one_line
from callsheet.ide.graph import EMPTY, Graph, Node, with_missing

_COLOURS: Mapping[str, tuple[str, str]] = {
    "pending": ("#f1f3f5", "#868e96"),
    "in_progress": ("#fff3bf", "#f08c00"),
    "completed": ("#d3f9d8", "#2f9e44"),
    "blocked": ("#ffe3e3", "#e03131"),
}
"""The background and the border of a node by its status."""

_RED = "#e03131"
"""The colour of the arrows of a cycle, and of what is missing."""

_MAX_LABEL = 120
"""How many characters of a name and its title a label shows."""


def mermaid(graph: Graph) -> str:
    """A graph as a Mermaid flowchart; the arrows of cycles are thick and red, what is missing is red and dashed."""
    graph = with_missing(graph)
    names = _names(graph)
    classes = {node.id: _class(node) for node in graph.nodes}
    lines = ["flowchart LR"]
    for node in graph.nodes:
        style = f":::{classes[node.id]}" if classes[node.id] else ""
        lines.append(f'  {names[node.id]}["{_mermaid_text(_label(node))}"]{style}')
    for edge in graph.edges:
        arrow = "==>" if edge.is_in_cycle else "-.->" if classes[edge.depends_on] == _MISSING else "-->"
        lines.append(f"  {names[edge.depends_on]} {arrow} {names[edge.node]}")
    for style in dict.fromkeys(classes.values()):
        if style == _MISSING:
            lines.append(f"  classDef {style} fill:#fff,stroke:{_RED},stroke-dasharray:4 4,color:{_RED}")
        elif style:
            fill, stroke = _COLOURS[style]
            lines.append(f"  classDef {style} fill:{fill},stroke:{stroke},color:#000")
    red = [
        str(index) for index, edge in enumerate(graph.edges) if edge.is_in_cycle or classes[edge.depends_on] == _MISSING
    ]
    if red:
        lines.append(f"  linkStyle {','.join(red)} stroke:{_RED}")
    return "\n".join(lines) + "\n"


def dot(graph: Graph) -> str:
    """A graph in Graphviz's language; the arrows of cycles are thick and red, what is missing is red and dashed."""
    graph = with_missing(graph)
    names = _names(graph)
    classes = {node.id: _class(node) for node in graph.nodes}
    lines = [
        f"digraph {_dot_string(one_line(graph.feature, _MAX_LABEL, JOINERS))} {{",
        "  rankdir=LR;",
        '  node [shape=box, style="rounded,filled", fillcolor="#ffffff"];',
    ]
    for node in graph.nodes:
        fill, stroke = _COLOURS.get(classes[node.id], ("", ""))
        style = f', fillcolor="{fill}", color="{stroke}"' if fill else ""
        if not node.exists:
            style = f', style="rounded,dashed", color="{_RED}", fontcolor="{_RED}"'
        lines.append(f"  {names[node.id]} [label={_dot_string(_label(node))}{style}];")
    for edge in graph.edges:
        style = f' [color="{_RED}", penwidth=2]' if edge.is_in_cycle else ""
        if classes[edge.depends_on] == _MISSING:
            style = f' [color="{_RED}", style=dashed]'
        lines.append(f"  {names[edge.depends_on]} -> {names[edge.node]}{style};")
    return "\n".join([*lines, "}"]) + "\n"


_MISSING = "missing"
"""The class of what does not exist; no status of `_COLOURS` is called so."""


def _class(node: Node) -> str:
    """How a node looks: its status, if that is known; nothing where it has none."""
    if not node.exists:
        return _MISSING
    return node.status if node.status and node.status in _COLOURS else ""


def _names(graph: Graph) -> dict[str, str]:
    """What each node is called in the text, by its id."""
    return {node.id: f"n{number}" for number, node in enumerate(graph.nodes, 1)}


def _label(node: Node) -> str:
    title = (node.title or "").strip()
    name = node.id if node.exists else f"? {node.id or EMPTY}"
    return one_line(f"{name} · {title}" if title else name, _MAX_LABEL, JOINERS)


_PLAIN_IN_MERMAID = re.compile(r"[^\w ,.()/'?!·…-]|[ﬂ_]")
"""What may be a part of Mermaid's syntax within quotes: Markdown, HTML, directives, and its own signs for entities."""


def _mermaid_text(label: str) -> str:
    """A label for a quoted string, where `#` and a character's number stand for the character."""
    return _PLAIN_IN_MERMAID.sub(lambda match: f"#{ord(match[0])};", label)


def _dot_string(text: str) -> str:
    """A quoted string. Graphviz reads backslashes in labels as escapes, and `&` as the beginning of an HTML entity."""
    escaped = text.replace("\\", r"\\").replace('"', r"\"").replace("&", "&amp;")
    return f'"{escaped}"'
