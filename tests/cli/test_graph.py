"""`callsheet graph`."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given

from callsheet.cli.graph_text import graph_lines
from callsheet.cli.output import Screen
from callsheet.ide.graph import Graph
from callsheet.ide.graph_layout import depths
from tests.cli.helpers import EXAMPLE, RIGHT, run, write
from tests.cli.test_plan import CYCLE
from tests.ide.test_graph import PLAN
from tests.ide.test_graph_svg import drawn, graphs


def test_the_example() -> None:
    done = run("graph", "order-management-mvp", folder=EXAMPLE)
    assert (done.status, done.err) == (0, "")
    assert (
        done.out
        == """\
[order-management-mvp] Order management, first release
               Level 1
  ✓            01 - Lay out the modules and declare what they depend on
  │            Level 2
  ~            02 - Types, events and contracts that the modules share  ← 01
  │            Level 3
  ├─○          03 - The cart and its operations  ← 02
  ├─│─○        04 - Stock reservations that expire  ← 02
  ├─│─│─○      05 - Card payments through Stripe  ← 02
  ├─│─│─│─○    06 - Order emails through SendGrid  ← 02
  ○ │ │ │ │    10 - Tables and migrations  ← 02
  │ │ │ │ │    Level 4
  │ ○─┴─╯ │    07 - Place an order: cart, stock, payment  ← 03 04 05
  │ │     │    Level 5
  │ ├─────│─○  08 - HTTP endpoints for orders  ← 07
  │ ○─────╯ │  09 - Send the confirmation when an order is placed  ← 06 07
  │ │       │  Level 6
  ○─┴───────┤  11 - Integration tests from cart to confirmation  ← 08 09 10
            ○  12 - OpenAPI document and Swagger UI  ← 08
"""
    )


def test_cycles(tmp_path: Path) -> None:
    assert (
        run("graph", "gift-cards", folder=write(tmp_path, CYCLE)).out
        == """\
[gift-cards] (no task file)
       Level 1
  ✓    01 - Draw the card
  │    Level 2
  ├─~  02 - Sell the card  ← 01
  ✗    03 - Count the money  ← 01
  │    Level 3
  ○    04  ← 06 03
  │    Level 4
  ○    05  ← 04
  │    Level 5
  ○    06  ← 05
  │    Level 6
  ○    07  ← 06
  Cycle: 04 → 06 → 05 → 04
"""
    )


MISSING = """
--- subtask_01.json
{"title": "Draw the card"}
--- subtask_02.yaml
title: Sell the card
depends_on: ["01", "99"]
"""


def test_what_is_missing(tmp_path: Path) -> None:
    root = write(tmp_path, MISSING)
    assert "  ○  02 - Sell the card  ← 01 ?99\n" in run("graph", "gift-cards", folder=root).out
    value = run("graph", "gift-cards", "--format", "json", folder=root).json
    assert value["missing"] == [{"node": "02", "depends_on": "99"}]
    assert len(value["nodes"]) == 2
    assert 'n3["? 99"]:::missing' in run("graph", "gift-cards", "--format", "mermaid", folder=root).out
    assert 'n3 [label="? 99", ' in run("graph", "gift-cards", "--format", "dot", folder=root).out
    assert "<title>? 99 · does not exist</title>" in run("graph", "gift-cards", "--format", "svg", folder=root).out


@pytest.mark.parametrize(
    ("things", "lines"),
    [
        ("stories", ["story-draw - Draw a card", "story-sell - Sell a card  ← story-draw ?story-frame"]),
        ("contexts", ["cards - What is sold", "shop  ← cards"]),
    ],
)
def test_the_plan(things: str, lines: list[str], tmp_path: Path) -> None:
    first, second = lines
    assert (
        run("graph", "gift-cards", "--of", things, folder=write(tmp_path, PLAN)).out
        == f"""\
[gift-cards]
     Level 1
  ○  {first}
  │  Level 2
  ○  {second}
"""
    )


@pytest.mark.parametrize("things", ["subtasks", "stories", "contexts"])
def test_nothing_to_draw(things: str, tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT.partition("--- subtask_01.json")[0])
    done = run("graph", "gift-cards", "--of", things, folder=root)
    assert (done.status, done.out) == (0, f"[gift-cards] Gift cards\n  There are no {things}.\n")


def test_what_is_planned_only_goes_by_the_name_of_its_plan(tmp_path: Path) -> None:
    root = write(
        tmp_path, '--- /.tmp/planning/cards/map.json\n{"feature": "cards", "stories": [{"id": "story-draw"}]}\n'
    )
    assert run("graph", "cards", "--of", "stories", folder=root).out == "[cards]\n     Level 1\n  ○  story-draw\n"


@pytest.mark.parametrize("things", ["subtasks", "stories"])
def test_an_unknown_feature(things: str, tmp_path: Path) -> None:
    done = run("graph", "gift-card", "--of", things, folder=write(tmp_path, RIGHT))
    assert (done.status, done.out) == (1, "")
    assert done.err == 'Error: there is no feature "gift-card"; did you mean gift-cards?\n'


# Other formats


@pytest.mark.parametrize(("name", "start"), [("mermaid", "flowchart LR\n  n1["), ("dot", 'digraph "gift-cards" {\n')])
def test_languages_that_others_draw(name: str, start: str, tmp_path: Path) -> None:
    done = run("graph", "gift-cards", "--format", name, folder=write(tmp_path, CYCLE))
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(start)


def test_json(tmp_path: Path) -> None:
    value = run("graph", "gift-cards", "--format", "json", folder=write(tmp_path, CYCLE)).json
    assert (value["feature"], value["kind"]) == ("gift-cards", "subtasks")
    assert value["nodes"][1]["title"] == "Sell the card"
    assert {"node": "05", "depends_on": "04", "in_cycle": True} in value["edges"]
    assert value["cycles"] == [["04", "05", "06"]]


def test_a_picture_is_utf_8_whatever_the_locale_says(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT.replace("Draw the card", "Größe, 日本, \\ud800"))
    done = run("graph", "gift-cards", "--format", "svg", folder=root, PYTHONIOENCODING="ascii")
    assert (done.status, done.err) == (0, "")
    assert ElementTree.fromstring(done.out).tag.endswith("svg")
    assert "Größe, 日本, \\ud800" in done.out


# The lanes


def lines_of(graph: Graph, width: int | None = None) -> list[str]:
    return list(graph_lines(graph, Screen(width)))


@given(graphs())
def test_the_lanes_lead_to_what_waits(graph: Graph) -> None:
    """Read from the drawing alone, they say the same as the graph, but for what leads upwards in a cycle."""
    depth = depths(graph)
    forward = {
        (edge.node, edge.depends_on)
        for edge in graph.edges
        if (depth[edge.depends_on], edge.depends_on) < (depth[edge.node], edge.node)
    }
    assert read_lanes(lines_of(graph)) == forward


def read_lanes(lines: list[str]) -> set[tuple[str, str]]:
    """Who waits for whom, as the lanes say."""
    owners: dict[int, str] = {}
    above = ""
    found = set()
    for line in lines:
        if line.lstrip("│ ").startswith("Level"):
            above = line
            continue
        if line.startswith("  Cycle"):
            break
        column = next(index for index, character in enumerate(line) if character in "✓~✗○")
        name = next(word for word in line[column + 1 :].split() if word.isdigit())
        cells = line[: line.index(name)]
        found |= {(name, owners[place]) for place, character in enumerate(cells) if character in "├┤╰╯┴┼"}
        if above[column : column + 1] in ("✓", "~", "✗", "○", "│", "├", "┤", "┼") and column in owners:
            found.add((name, owners[column]))
        owners = {place: owner for place, owner in owners.items() if cells[place] not in "╰╯┴"} | {column: name}
        above = line
    return found


def test_with_too_many_lanes_there_are_none() -> None:
    names = [f"{number:02}" for number in range(1, 31)]
    lines = lines_of(drawn({**{name: [] for name in names}, "31": names}))
    assert lines[1] == "  ○  01 - Draw the card"
    assert lines[-1].endswith(" 29 30")


@pytest.mark.parametrize("width", [40, 80])
def test_in_a_terminal_every_line_fits(width: int) -> None:
    names = [f"{number:03}" for number in range(1, 301)]
    direct = {name: names[max(number - 40, 0) : number] for number, name in enumerate(names)}
    lines = lines_of(drawn(direct, "日本" * 50), width)
    assert max(len(line) + line.count("日") + line.count("本") for line in "\n".join(lines).splitlines()) <= width
    assert lines[-1].strip().startswith("… and 100 more")
    assert lines[-2].endswith(" more")
