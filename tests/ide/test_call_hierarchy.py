"""The call hierarchy: what depends on what, in and out."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.ide.call_hierarchy import HierarchyCall, incoming, item_at, outgoing
from tests.workspaces import read_fixture

SUBTASKS = """
--- subtask_01.json
{"seq": "01", "title": "Draw the card", "status": "completed"}
--- subtask_02.yaml
seq: "02"
title: Print it
depends_on: ["01"]
--- subtask_03.json
{"seq": "03", "depends_on": [" gift-cards-01 ", "02", "09"]}
"""

MAP = """
--- /.tmp/planning/shop/map.yaml
vertical_slices:
  - {id: slice-1, dependencies: []}
  - {id: slice-2, dependencies: [slice-1]}
stories:
  - id: story-1
    title: Browse
  - id: story-2
    title: Buy
    dependencies: [story-1, story-9]
  - {id: story-3, dependencies: [story-2, story-1]}
"""

CONTEXTS = """
--- contexts.json
{
  "bounded_contexts": [{"name": "sales"}, {"name": "stock"}, {"name": "mail"}],
  "context_relationships": [
    {"upstream": "stock", "downstream": "sales", "relationship_type": "customer-supplier"},
    {"upstream": "mail", "downstream": "sales", "relationship_type": "partnership"}
  ]
}
"""


def check_hierarchy(root: Path, fixture: str, item: str, out: list[str], back: list[str]) -> None:
    """Check the item at the cursor, what it depends on and what depends on it, each with the words that say so."""
    read = read_fixture(fixture)
    snapshot = read.snapshot(root)
    assert read.cursor
    found = item_at(snapshot, *read.cursor)
    assert found
    assert f"{found.sort} {found.name}" == item

    def shown(call: HierarchyCall, path: str) -> str:
        said = [read.files[path][start:end] for start, end in call.spans]
        return f"{call.other.name}: {' '.join(said)}"

    assert [shown(call, found.path) for call in outgoing(snapshot, found)] == out
    assert [shown(call, call.other.path) for call in incoming(snapshot, found)] == back


@pytest.mark.parametrize(
    ("fixture", "item", "out", "back"),
    [
        (SUBTASKS.replace('"Draw', '"<|>Draw'), "subtask 01", [], ["02: 01", "03: gift-cards-01"]),
        (SUBTASKS.replace('["01"]', '["<|>01"]'), "subtask 01", [], ["02: 01", "03: gift-cards-01"]),
        (SUBTASKS.replace("Print", "Pr<|>int"), "subtask 02", ["01: 01"], ["03: 02"]),
        (SUBTASKS.replace('"03",', '"03"<|>,'), "subtask 03", ["01: gift-cards-01", "02: 02"], []),
        (MAP.replace("Buy", "B<|>uy"), "story story-2", ["story-1: story-1"], ["story-3: story-2"]),
        (MAP.replace("[story-1,", "[story<|>-1,"), "story story-1", [], ["story-2: story-1", "story-3: story-1"]),
        (MAP.replace("[slice-1]", "[slice-1<|>]"), "vertical slice slice-1", [], ["slice-2: slice-1"]),
        (CONTEXTS.replace('"name": "sales', '"name": "<|>sales'), "bounded context sales", ["stock: stock"], []),
        (CONTEXTS.replace('"stock", "down', '"sto<|>ck", "down'), "bounded context stock", [], ["sales: stock"]),
    ],
)
def test_what_depends_on_what(tmp_path: Path, fixture: str, item: str, out: list[str], back: list[str]) -> None:
    check_hierarchy(tmp_path, fixture, item, out, back)


def test_a_story_ranked_in_a_backlog_is_that_of_the_map(tmp_path: Path) -> None:
    backlog = '--- /.tmp/planning/shop/prioritized.json\n{"mvp_features": [{"id": "story-<|>1"}]}\n'
    check_hierarchy(tmp_path, MAP + backlog, "story story-1", [], ["story-2: story-1", "story-3: story-1"])


def test_circles_come_to_an_end(tmp_path: Path) -> None:
    fixture = '{"seq": "<|>02", "depends_on": ["02"]}\n'
    check_hierarchy(tmp_path, fixture, "subtask 02", ["02: 02"], ["02: 02"])


@pytest.mark.parametrize(
    "fixture",
    [
        pytest.param('--- task.json\n{"id": "<|>gift-cards"}\n', id="a task"),
        pytest.param('--- /.tmp/planning/shop/map.json\n{"personas": [{"id": "<|>cook"}]}\n', id="a persona"),
        pytest.param("--- /notes.md\n<|>Notes\n", id="any other file"),
        pytest.param('--- task.json\n{"bounded_context": "<|>sales"}\n', id="a name that nothing defines"),
    ],
)
def test_what_has_no_hierarchy(tmp_path: Path, fixture: str) -> None:
    read = read_fixture(fixture)
    assert read.cursor
    assert item_at(read.snapshot(tmp_path), *read.cursor) is None
