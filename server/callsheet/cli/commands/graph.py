"""`callsheet graph`: what depends on what, drawn."""

from __future__ import annotations

import enum
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import RootOption, find_features, heading
from callsheet.cli.output import Screen, emit, emit_exactly, json_lines, to_json, visible

if TYPE_CHECKING:
    from callsheet.ide.graph import Graph
    from callsheet.workspace.feature import Feature


class GraphFormat(str, enum.Enum):
    """What `--format` can be."""

    TEXT = "text"
    MERMAID = "mermaid"
    DOT = "dot"
    SVG = "svg"
    JSON = "json"


class Things(str, enum.Enum):
    """What `--of` can be: what the graph consists of."""

    SUBTASKS = "subtasks"
    STORIES = "stories"
    CONTEXTS = "contexts"


def graph(
    feature: Annotated[str, typer.Argument(metavar="FEATURE", hidden=True)],
    things: Annotated[Things, typer.Option("--of", help="What depends on one another.")] = Things.SUBTASKS,
    output_format: Annotated[GraphFormat, typer.Option("--format", help="How to draw it.")] = GraphFormat.TEXT,
    root: RootOption = ".",
) -> ExitStatus:
    """Draw what depends on what in a feature.

    FEATURE is the name of a feature's folder or the id of its task; for stories and contexts also the name that its
    planning goes by.

    Text has a line for each subtask with what it waits for (←), level by level: what waits for nothing is level 1, all
    else one more than what it waits for. In a cycle the first that waits for nothing else begins. The lines on the left
    lead down to what waits for it. Marks: ✓ completed, ~ in progress, ✗ blocked, ○ not begun; ?09 does not exist.

    Mermaid is what GitHub and GitLab draw in a ```mermaid block, DOT the language of Graphviz, SVG a picture on its own.
    """
    if things is Things.SUBTASKS:
        from callsheet.ide.graph import subtask_graph

        (found,) = find_features(root, feature)
        drawn = subtask_graph(found)
    else:
        found, drawn = _planned(root, feature, things)
    if output_format is GraphFormat.TEXT:
        from callsheet.cli.graph_text import graph_lines

        screen = Screen.of(sys.stdout)
        lines = list(graph_lines(drawn, screen)) or [f"  There are no {things.value}."]
        emit("\n".join([heading(found, screen) if found.files else f"[{visible(found.name)}]", *lines]) + "\n")
    else:
        emit_exactly(_written(drawn, output_format))
    return ExitStatus.FINE


def _planned(root: str, name: str, things: Things) -> tuple[Feature, Graph]:
    """The feature that a name means, and the graph of what has been planned for it.

    Raises:
        Failure: if there is no workspace, or no feature of that name.
    """
    from callsheet.cli.planned import read_planned
    from callsheet.ide.graph import graph_of

    snapshot, (found, *_) = read_planned(root, name, with_validity=False)
    return found, graph_of(snapshot, found, things.value)


def _written(drawn: Graph, output_format: GraphFormat) -> str:
    """A graph in a language that programs read."""
    if output_format is GraphFormat.SVG:
        from callsheet.ide.graph_svg import svg

        return svg(drawn)
    if output_format is GraphFormat.JSON:
        return _json(drawn)
    from callsheet.ide.graph_drawing import dot, mermaid

    return mermaid(drawn) if output_format is GraphFormat.MERMAID else dot(drawn)


def _json(drawn: Graph) -> str:
    """A graph as a JSON object, with a node or an edge a line."""
    from callsheet.ide.graph import graph_value

    members = [
        f"  {to_json(name)}: {json_lines(value, '  ') if isinstance(value, list) else to_json(value)}"
        for name, value in graph_value(drawn).items()
    ]
    return "{\n" + ",\n".join(members) + "\n}\n"


COMMAND = Command(
    graph,
    (
        "callsheet graph gift-cards",
        "callsheet graph gift-cards --of stories",
        "callsheet graph gift-cards --format svg > graph.svg",
        "callsheet graph gift-cards --format mermaid",
    ),
)
