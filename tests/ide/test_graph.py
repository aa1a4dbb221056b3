"""Dependency graphs: as data, and as text that Mermaid and Graphviz draw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.ide.graph import Edge, Graph, GraphKind, Node, graph_of, graph_value
from callsheet.ide.graph_drawing import dot, mermaid
from tests.workspaces import FEATURE_FOLDER, read_fixture

CYCLE = """
--- subtask_01.json
{"title": "Draw the card", "status": "completed"}
--- subtask_02.yaml
title: Sell the card
status: in_progress
depends_on: ["01", "gift-cards-03", "01", "09"]
--- subtask_03.json
{"depends_on": ["02"]}
"""

PLAN = """
--- task.json
{"id": "gift-cards"}
--- contexts.json
{"feature": "gift-cards", "bounded_contexts": [{"name": "cards", "description": "What is sold"}, {"name": "shop"}],
 "context_relationships": [{"upstream": "cards", "downstream": "shop", "relationship_type": "customer-supplier"}]}
--- /.tmp/planning/gift-cards/map.yaml
stories:
  - {id: story-draw, title: Draw a card}
  - {id: story-sell, title: Sell a card, dependencies: [story-draw, story-frame]}
"""


def graph(root: Path, fixture: str, kind: GraphKind = "subtasks") -> Graph:
    snapshot = read_fixture(fixture).snapshot(root)
    return graph_of(snapshot, snapshot.features[FEATURE_FOLDER], kind)


def test_subtasks(tmp_path: Path) -> None:
    path = f"{FEATURE_FOLDER}/subtask_0"
    assert graph_value(graph(tmp_path, CYCLE)) == {
        "feature": "gift-cards",
        "kind": "subtasks",
        "nodes": [
            {"id": "01", "title": "Draw the card", "status": "completed", "path": f"{path}1.json"},
            {"id": "02", "title": "Sell the card", "status": "in_progress", "path": f"{path}2.yaml"},
            {"id": "03", "title": None, "status": None, "path": f"{path}3.json"},
        ],
        "edges": [
            {"node": "02", "depends_on": "01", "in_cycle": False},
            {"node": "02", "depends_on": "03", "in_cycle": True},
            {"node": "03", "depends_on": "02", "in_cycle": True},
        ],
        "cycles": [["02", "03"]],
        "missing": [{"node": "02", "depends_on": "09"}],
    }


@pytest.mark.parametrize(
    ("kind", "nodes", "edges"),
    [
        ("stories", ["story-draw: Draw a card", "story-sell: Sell a card"], ["story-sell on story-draw"]),
        ("contexts", ["cards: What is sold", "shop: None"], ["shop on cards"]),
    ],
)
def test_the_plan(tmp_path: Path, kind: GraphKind, nodes: list[str], edges: list[str]) -> None:
    found = graph(tmp_path, PLAN, kind)
    assert [f"{node.id}: {node.title}" for node in found.nodes] == nodes
    assert [f"{edge.node} on {edge.depends_on}" for edge in found.edges] == edges


def test_what_is_missing_from_the_plan(tmp_path: Path) -> None:
    """Not what another document defines, and nothing while a document that may define it is broken."""
    wrong = PLAN.replace('"upstream": "cards"', '"upstream": "card"')
    assert missing(tmp_path / "wrong", wrong, "contexts") == ["shop on card"]
    assert missing(tmp_path / "alone", PLAN, "stories") == ["story-sell on story-frame"]
    other = "--- /.tmp/planning/frames/map.yaml\nstories:\n  - {id: story-frame}\n"
    assert missing(tmp_path / "elsewhere", PLAN + other, "stories") == []
    assert missing(tmp_path / "broken", PLAN + "--- /.tmp/planning/frames/map.json\n{\n", "stories") == []


def missing(root: Path, fixture: str, kind: GraphKind) -> list[str]:
    return [f"{edge.node} on {edge.depends_on}" for edge in graph(root, fixture, kind).missing]


@pytest.mark.parametrize("kind", ["stories", "contexts"])
def test_a_feature_without_a_plan(tmp_path: Path, kind: GraphKind) -> None:
    assert graph(tmp_path, CYCLE, kind) == Graph("gift-cards", kind, (), (), ())


def test_mermaid(tmp_path: Path) -> None:
    assert (
        mermaid(graph(tmp_path, CYCLE))
        == """\
flowchart LR
  n1["01 · Draw the card"]:::completed
  n2["02 · Sell the card"]:::in_progress
  n3["03"]
  n4["? 09"]:::missing
  n1 --> n2
  n3 ==> n2
  n2 ==> n3
  n4 -.-> n2
  classDef completed fill:#d3f9d8,stroke:#2f9e44,color:#000
  classDef in_progress fill:#fff3bf,stroke:#f08c00,color:#000
  classDef missing fill:#fff,stroke:#e03131,stroke-dasharray:4 4,color:#e03131
  linkStyle 1,2,3 stroke:#e03131
"""
    )


def test_dot(tmp_path: Path) -> None:
    assert (
        dot(graph(tmp_path, CYCLE))
        == """\
digraph "gift-cards" {
  rankdir=LR;
  node [shape=box, style="rounded,filled", fillcolor="#ffffff"];
  n1 [label="01 · Draw the card", fillcolor="#d3f9d8", color="#2f9e44"];
  n2 [label="02 · Sell the card", fillcolor="#fff3bf", color="#f08c00"];
  n3 [label="03"];
  n4 [label="? 09", style="rounded,dashed", color="#e03131", fontcolor="#e03131"];
  n1 -> n2;
  n3 -> n2 [color="#e03131", penwidth=2];
  n2 -> n3 [color="#e03131", penwidth=2];
  n4 -> n2 [color="#e03131", style=dashed];
}
"""
    )


def test_nothing_to_draw() -> None:
    empty = Graph("gift-cards", "subtasks", (), (), ())
    assert mermaid(empty) == "flowchart LR\n"
    assert dot(empty).count("\n") == 4


def labelled(title: str) -> Graph:
    node = Node("01", title, "pending", "subtask_01.json")
    return Graph("gift-cards", "subtasks", (node,), (Edge("01", "01", True),), (("01",),))


@pytest.mark.parametrize(
    ("title", "in_mermaid", "in_dot"),
    [
        ('Say "hi"', "Say #34;hi#34;", r"Say \"hi\""),
        ("a[0] {x} (y)", "a#91;0#93; #123;x#125; (y)", "a[0] {x} (y)"),
        ("one\r\ntwo\u2028three", "one two three", "one two three"),
        ("<b> & #35;", "#60;b#62; #38; #35;35#59;", "<b> &amp; #35;"),
        ("%%{init}%%", "#37;#37;#123;init#125;#37;#37;", "%%{init}%%"),
        ("*a* _b_ `c`", "#42;a#42; #95;b#95; #96;c#96;", "*a* _b_ `c`"),
        ("back\\slash\\", "back#92;slash#92;", r"back\\slash\\"),
        ("Größe, 日本", "Größe, 日本", "Größe, 日本"),
        ("👩\u200d💻", "#128105;#8205;#128187;", "👩\u200d💻"),
        ("می\u200cشود\u202e", "می#8204;شود#92;u202e", r"می‌شود\\u202e"),
        ("\x1b[31m", "#92;x1b#91;31m", r"\\x1b[31m"),
        ("x" * 200, "x" * 114 + "…", "x" * 114 + "…"),
    ],
)
def test_titles_are_no_syntax(title: str, in_mermaid: str, in_dot: str) -> None:
    assert f'n1["01 · {in_mermaid}"]:::pending\n' in mermaid(labelled(title))
    assert f'n1 [label="01 · {in_dot}", ' in dot(labelled(title))


@given(st.text(st.characters(), max_size=40))
def test_any_title_is_one_label(title: str) -> None:
    """The text has the form that it has for a plain title."""
    node, loop, *styles = mermaid(labelled(title)).splitlines()[1:]
    assert re.fullmatch(r'  n1\["01([^"#;]|#[0-9]+;)*"\]:::pending', node)
    assert (loop, len(styles)) == ("  n1 ==> n1", 2)
    lines = dot(labelled(title)).splitlines()
    assert re.fullmatch(r'  n1 \[label="01(?:[^"\\]|\\["\\])*", fillcolor="#f1f3f5", color="#868e96"\];', lines[3])
    assert len(lines) == 6
