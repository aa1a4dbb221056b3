"""Dependency graphs as text that others draw: Mermaid flowcharts and Graphviz's DOT.

An arrow leads from what must be done first to what waits for it. Nodes are called `n1`, `n2` and so on, in the order of
the graph, so that no name of a team's own can be a word of the language; names and titles stand in the labels only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from callsheet.artifacts.quoting import one_line
from callsheet.ide.graph import Graph, Node

_COLOURS: Mapping[str, tuple[str, str]] = {
    "pending": ("#f1f3f5", "#868e96"),
    "in_progress": ("#fff3bf", "#f08c00"),
    "completed": ("#d3f9d8", "#2f9e44"),
    "blocked": ("#ffe3e3", "#e03131"),
}
"""The background and the border of a node by its status."""

_CYCLE = "#e03131"
"""The colour of the arrows of a cycle."""

_MAX_LABEL = 120
"""How many characters of a name and its title a label shows."""


def mermaid(graph: Graph) -> str:
    """A graph as a Mermaid flowchart; the arrows of cycles are thick and red."""
    names = _names(graph)
    lines = ["flowchart LR"]
    for node in graph.nodes:
        style = f":::{node.status}" if node.status in _COLOURS else ""
        lines.append(f'  {names[node.id]}["{_mermaid_text(_label(node))}"]{style}')
    lines += [
        f"  {names[edge.depends_on]} {'==>' if edge.is_in_cycle else '-->'} {names[edge.node]}" for edge in graph.edges
    ]
    for status in dict.fromkeys(node.status for node in graph.nodes):
        if status is not None and status in _COLOURS:
            fill, stroke = _COLOURS[status]
            lines.append(f"  classDef {status} fill:{fill},stroke:{stroke},color:#000")
    in_cycles = [str(index) for index, edge in enumerate(graph.edges) if edge.is_in_cycle]
    if in_cycles:
        lines.append(f"  linkStyle {','.join(in_cycles)} stroke:{_CYCLE}")
    return "\n".join(lines) + "\n"


def dot(graph: Graph) -> str:
    """A graph in Graphviz's language; the arrows of cycles are thick and red."""
    names = _names(graph)
    lines = [
        f"digraph {_dot_string(one_line(graph.feature, _MAX_LABEL))} {{",
        "  rankdir=LR;",
        '  node [shape=box, style="rounded,filled", fillcolor="#ffffff"];',
    ]
    for node in graph.nodes:
        fill, stroke = _COLOURS.get(node.status or "", ("", ""))
        colours = f', fillcolor="{fill}", color="{stroke}"' if fill else ""
        lines.append(f"  {names[node.id]} [label={_dot_string(_label(node))}{colours}];")
    for edge in graph.edges:
        style = f' [color="{_CYCLE}", penwidth=2]' if edge.is_in_cycle else ""
        lines.append(f"  {names[edge.depends_on]} -> {names[edge.node]}{style};")
    return "\n".join([*lines, "}"]) + "\n"


def _names(graph: Graph) -> dict[str, str]:
    """What each node is called in the text, by its id."""
    return {node.id: f"n{number}" for number, node in enumerate(graph.nodes, 1)}


def _label(node: Node) -> str:
    title = (node.title or "").strip()
    return one_line(f"{node.id} · {title}" if title else node.id, _MAX_LABEL)


_PLAIN_IN_MERMAID = re.compile(r"[^\w ,.()/'?!·…-]|[ﬂ_]")
"""What may be a part of Mermaid's syntax within quotes: Markdown, HTML, directives, and its own signs for entities."""


def _mermaid_text(label: str) -> str:
    """A label for a quoted string, where `#` and a character's number stand for the character."""
    return _PLAIN_IN_MERMAID.sub(lambda match: f"#{ord(match[0])};", label)


def _dot_string(text: str) -> str:
    """A quoted string. Graphviz reads backslashes in labels as escapes, and `&` as the beginning of an HTML entity."""
    escaped = text.replace("\\", r"\\").replace('"', r"\"").replace("&", "&amp;")
    return f'"{escaped}"'
