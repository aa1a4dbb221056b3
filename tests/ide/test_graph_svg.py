"""Dependency graphs as pictures."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.ide.graph import Edge, Graph, Node
from callsheet.ide.graph_layout import depths, lay_out
from callsheet.ide.graph_svg import svg
from callsheet.workspace.graph import cycles
from tests.ide.test_graph import CYCLE, graph

SVG = "{http://www.w3.org/2000/svg}"
WIDTH, HEIGHT = 232, 66


def drawn(direct: dict[str, list[str]], title: str = "Draw the card", status: str | None = "pending") -> Graph:
    """A graph of what each node depends on."""
    found = cycles(direct)
    cycle_of = {member: number for number, cycle in enumerate(found) for member in cycle}
    edges = [
        Edge(node, other, node in cycle_of and cycle_of[node] == cycle_of.get(other))
        for node, others in direct.items()
        for other in others
    ]
    nodes = [Node(name, title, status, f"subtask_{name}.json") for name in direct]
    return Graph("gift-cards", "subtasks", tuple(nodes), tuple(edges), tuple(map(tuple, found)))


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Any graph, cycles included, with any titles."""
    names = [f"{number:02}" for number in range(draw(st.integers(0, 12)))]
    direct = {name: draw(st.lists(st.sampled_from(names), unique=True, max_size=4)) for name in names}
    return drawn(direct, draw(st.text(max_size=80)), draw(st.sampled_from(["pending", "completed", "odd", None])))


def check_picture(graph: Graph) -> ElementTree.Element:
    """That a picture is well-formed, has every node and every edge, and that no box lies on another."""
    root = ElementTree.fromstring(svg(graph))
    boxes = [box_of(group) for group in root.iter(f"{SVG}g") if "node" in group.get("class", "").split()]
    missing = {edge.depends_on for edge in graph.missing}
    assert len(boxes) == len(graph.nodes) + len(missing)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for left, top in boxes:
        assert 0 <= left <= width - WIDTH - 48
        assert -0.1 <= top <= height - HEIGHT - 48
    for (left, top), (other_left, other_top) in pairwise(sorted(boxes)):
        assert other_left - left >= WIDTH or other_top - top >= HEIGHT
    arrows = [group for group in root.iter(f"{SVG}g") if "arrow" in group.get("class", "").split()]
    assert Counter(title_of(arrow) for arrow in arrows) == Counter(
        f"{edge.node} waits for {edge.depends_on}" for edge in (*graph.edges, *graph.missing)
    )
    red = [title_of(arrow) for arrow in arrows if "cycle" in arrow.attrib["class"].split()]
    assert len(red) == sum(edge.is_in_cycle for edge in graph.edges)
    return root


def box_of(group: ElementTree.Element) -> tuple[float, float]:
    """The upper left corner of a node."""
    left, top = re.findall(r"-?[0-9.]+", group.attrib["transform"])
    return float(left), float(top)


def title_of(group: ElementTree.Element) -> str:
    return group.findtext(f"{SVG}title") or ""


def test_subtasks_with_a_cycle(tmp_path: Path) -> None:
    root = check_picture(graph(tmp_path, CYCLE))
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{SVG}title") == "What the subtasks of gift-cards wait for"
    assert root.findtext(f"{SVG}desc") == (
        "3 subtasks, 1 completed, 1 in progress. 02 waits for 01, 03, 09 (does not exist). 03 waits for 02."
    )
    assert [title_of(group) for group in root.iter(f"{SVG}g") if "node" in group.get("class", "")] == [
        "01 · Draw the card (completed)",
        "02 · Sell the card (in progress)",
        "03",
        "? 09 · does not exist",
    ]
    assert [title_of(group) for group in root.iter(f"{SVG}g") if "missing" in group.get("class", "")] == [
        "02 waits for 09",
        "? 09 · does not exist",
    ]


def top_lines(graph: Graph) -> list[str]:
    """The lines above the picture."""
    root = ElementTree.fromstring(svg(graph))
    return ["".join(text.itertext()) for text in root.findall(f"{SVG}text")]


def test_the_heading_has_the_names_of_the_folder_and_of_the_feature() -> None:
    graph = drawn({"01": []})
    assert top_lines(graph) == ["gift-cards", "○ 1 pending"]
    assert top_lines(replace(graph, name="Gift cards")) == ["gift-cards Gift cards", "○ 1 pending"]
    (first, _) = top_lines(replace(graph, name="Gift cards " * 50))
    assert first.startswith("gift-cards Gift cards Gift")
    assert first.endswith("…")


def test_of_very_many_edges_those_are_left_out_that_follow_from_others() -> None:
    names = [f"{number:02}" for number in range(1, 9)]
    graph = drawn({name: names[:number] for number, name in enumerate(names)})
    root = ElementTree.fromstring(svg(graph))
    arrows = [title_of(group) for group in root.iter(f"{SVG}g") if "arrow" in group.get("class", "").split()]
    assert sorted(arrows) == [f"{name} waits for {other}" for other, name in pairwise(names)]
    assert top_lines(graph)[-1] == "Arrows that follow from others are left out: 21"
    assert "08 waits for 01, 02, 03, 04, 05, 06, 07." in (root.findtext(f"{SVG}desc") or "")
    assert len(top_lines(drawn({name: names[max(number - 3, 0) : number] for number, name in enumerate(names)}))) == 2


@given(graphs())
def test_any_graph(graph: Graph) -> None:
    check_picture(graph)


@pytest.mark.parametrize(
    "direct",
    [{}, {"01": []}, {"01": ["01"]}, {"01": ["02"], "02": ["01"]}, {"01": ["02"], "02": ["03"], "03": ["01"]}],
)
def test_small_graphs(direct: dict[str, list[str]]) -> None:
    check_picture(drawn(direct))


def test_it_needs_nothing_else() -> None:
    text = svg(drawn({"01": [], "02": ["01"]}, "<script>&\"'\x00\ud800\ufffe"))
    assert not re.search(r"<script|\bid=|href|url\(|@import|\bon\w+=", text)
    assert "prefers-color-scheme:dark" in text
    assert "&lt;script&gt;&amp;&quot;&#x27;\\x00\\ud800\\ufffe" in text


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Draw the card", ["Draw the card"]),
        ("Draw the front and the back of it", ["Draw the front and the back of", "it"]),
        ("x" * 60, ["x" * 24 + "…"]),
        (
            "Draw the front and the back of the card in all three sizes, big and bigger",
            ["Draw the front and the back of", "the card in all three sizes, bi…"],
        ),
    ],
)
def test_long_titles_are_cut_and_there_in_full(title: str, lines: list[str]) -> None:
    root = check_picture(drawn({"01": []}, title))
    (group,) = (group for group in root.iter(f"{SVG}g") if "node" in group.get("class", ""))
    assert [text.text for text in group.iter(f"{SVG}text") if text.get("class") == "text"] == lines
    assert title_of(group) == f"01 · {title} (pending)"


# The layout


def test_layers_are_depths() -> None:
    found = depths(drawn({"01": [], "02": ["01"], "03": ["02", "01"], "04": ["05"], "05": ["04", "02"], "06": ["05"]}))
    assert found == {"01": 0, "02": 1, "03": 2, "04": 0, "05": 2, "06": 3}


def test_edges_do_not_cross_where_they_need_not() -> None:
    layout = lay_out(drawn({"01": [], "02": [], "03": ["02"], "04": ["01"]}), 10, 2, 4)
    first, second = ([layout.middles[item] for item in layer] for layer in layout.layers)
    assert layout.layers[1] in ([3, 2], [2, 3])
    assert [layout.layers[0].index(0), layout.layers[1].index(3)] in ([0, 0], [1, 1])
    assert first == second


def test_an_edge_that_passes_a_layer_has_a_place_there() -> None:
    layout = lay_out(drawn({"01": [], "02": ["01"], "03": ["02", "01"]}), 10, 2, 4)
    (route,) = (route for route in layout.routes if len(route.items) > 2)
    joint = route.items[1]
    assert joint in layout.layers[1]
    assert abs(layout.middles[joint] - layout.middles[1]) >= (10 + 2) / 2 + 4


@given(graphs())
def test_nothing_in_a_layer_overlaps(graph: Graph) -> None:
    layout = lay_out(graph, 10, 2, 4)
    heights = [10 if item < len(graph.nodes) else 2 for item in range(len(layout.middles))]
    for layer in layout.layers:
        for item, other in pairwise(layer):
            gap = layout.middles[other] - layout.middles[item] - (heights[item] + heights[other]) / 2
            assert gap >= 4 - 1e-6


@pytest.mark.parametrize("reach", [1, 30, 1000])
def test_a_thousand_nodes_take_no_time(reach: int) -> None:
    """A chain, a mesh, and one that everything depends on."""
    names = [f"{number:04}" for number in range(1000)]
    direct = {
        name: [names[max(number - step, 0)] for step in {1, 7, reach} if number] for number, name in enumerate(names)
    }
    start = time.process_time()
    svg(drawn(direct))
    assert time.process_time() - start < 3
