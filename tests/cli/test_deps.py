"""`callsheet deps`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from callsheet.cli.output import width_of
from tests.cli.helpers import EXAMPLE, TASK, run, write
from tests.cli.terminals import run_in_terminal

CYCLE = f"""{TASK}
--- subtask_01.json
{{"seq": "01", "title": "Draw the card", "status": "completed"}}
--- subtask_02.yaml
seq: "02"
title: Sell the card
status: blocked
depends_on: ["01", "04", "99"]
--- subtask_03.json
{{"seq": "03", "title": "Count the money", "status": "in_progress", "depends_on": ["gift-cards-02"]}}
--- subtask_04.json
{{"seq": "04", "depends_on": ["03"]}}
"""


def feature(dependencies: dict[int, list[int]]) -> str:
    """A workspace whose subtasks, all pending, depend on others."""
    numbered = {f"{number:04}": [f"{other:04}" for other in others] for number, others in dependencies.items()}
    return "\n".join(
        f"--- subtask_{seq}.json\n{json.dumps({'seq': seq, 'title': seq, 'status': 'pending', 'depends_on': others})}"
        for seq, others in numbered.items()
    )


@pytest.mark.parametrize("seq", ["07", "7", "order-management-mvp-07"])
def test_the_example(seq: str) -> None:
    done = run("deps", "order-management-mvp", seq, folder=EXAMPLE)
    assert (done.status, done.err) == (0, "")
    assert (
        done.out
        == """\
=== Dependency Tree: order-management-mvp/07 ===

07 - Place an order: cart, stock, payment [pending]
  ├── ○ 03 - The cart and its operations [pending]
  │   └── ~ 02 - Types, events and contracts that the modules share [in_progress]
  │       └── ✓ 01 - Lay out the modules and declare what they depend on [completed]
  ├── ○ 04 - Stock reservations that expire [pending]
  │   └── ~ 02 - Types, events and contracts that the modules share [in_progress]
  │       └── ✓ 01 - Lay out the modules and declare what they depend on [completed]
  └── ○ 05 - Card payments through Stripe [pending]
      └── ~ 02 - Types, events and contracts that the modules share [in_progress]
          └── ✓ 01 - Lay out the modules and declare what they depend on [completed]
"""
    )


def test_no_dependencies() -> None:
    out = run("deps", "order-management-mvp", "01", folder=EXAMPLE).out
    assert out.endswith(" [completed]\n  └── (no dependencies)\n")


def test_a_cycle_is_shown_once_and_what_is_missing_is_named(tmp_path: Path) -> None:
    done = run("deps", "gift-cards", "03", folder=write(tmp_path, CYCLE))
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[2:] == [
        "03 - Count the money [in_progress]",
        "  └── ○ 02 - Sell the card [blocked]",
        "      ├── ✓ 01 - Draw the card [completed]",
        "      ├── ○ 04 - (no title) [unknown]",
        "      │   └── ~ 03 - Count the money [in_progress]  (cycle)",
        "      └── ? 99 - NOT FOUND",
    ]


def test_json(tmp_path: Path) -> None:
    (found,) = run("deps", "gift-cards", "03", "--format", "json", folder=write(tmp_path, CYCLE)).json
    assert (found["feature"], found["subtask"], found["depends_on"]) == ("gift-cards", "03", ["02"])
    assert found["cycles"] == [["02", "03", "04"]]
    direct = {each["subtask"]: (each["depends_on"], each["missing"]) for each in found["dependencies"]}
    assert direct == {"01": ([], []), "02": (["01", "04"], ["99"]), "04": (["03"], [])}


def test_a_tree_with_very_many_ways_stays_short(tmp_path: Path) -> None:
    """Each subtask depends on the two before it: 60 of them make more than 10¹² ways."""
    root = write(tmp_path, feature({number: [*range(max(1, number - 2), number)] for number in range(1, 61)}))
    lines = run("deps", "gift-cards", "60", folder=root).out.splitlines()
    assert 200 < len(lines) < 400
    assert {line.partition(" - ")[0][-4:] for line in lines[2:]} == {f"{number:04}" for number in range(1, 61)}


@pytest.mark.parametrize("ring", [[], [1500]])
def test_a_long_chain(tmp_path: Path, ring: list[int]) -> None:
    root = write(tmp_path, feature({1: ring} | {number: [number - 1] for number in range(2, 1501)}))
    done = run("deps", "gift-cards", "1500", folder=root)
    assert (done.status, done.err) == (0, "")
    assert len(done.out.splitlines()) == 2 + 1500 + len(ring)
    assert done.out.endswith("  (cycle)\n") == bool(ring)
    shown = run_in_terminal("deps", "gift-cards", "1500", folder=root).splitlines()
    assert max(map(width_of, shown)) <= 80
    assert shown[1000].endswith("└── ○ 0502 - 0502 [pending]")


def test_no_such_subtask(tmp_path: Path) -> None:
    done = run("deps", "gift-cards", "42", folder=write(tmp_path, CYCLE))
    assert (done.status, done.out) == (1, "")
    assert done.err == 'Error: gift-cards has no subtask "42"; it has 01, 02, 03 and 1 more\n'


def test_in_a_terminal_titles_are_cut(tmp_path: Path) -> None:
    root = write(tmp_path, CYCLE.replace("Draw the card", "Draw the card and its envelope, front and back"))
    shown = run_in_terminal("deps", "gift-cards", "03", folder=root, columns=60)
    assert shown.splitlines()[4] == "      ├── ✓ 01 - Draw the card and its envelope… [completed]"
    assert "\x1b[32m✓\x1b[0m 01" in run_in_terminal("deps", "gift-cards", "03", folder=root, NO_COLOR="")
