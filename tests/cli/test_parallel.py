"""`callsheet parallel`."""

from __future__ import annotations

from pathlib import Path

from tests.cli.helpers import RIGHT, TASK, run, write
from tests.cli.terminals import run_in_terminal

WORK = f"""{TASK}
--- subtask_01.json
{{"seq": "01", "title": "Draw the card", "status": "completed", "parallel": true}}
--- subtask_02.json
{{"seq": "02", "title": "Sell the card", "status": "pending", "depends_on": ["01"], "parallel": true}}
--- subtask_03.yaml
seq: "03"
title: Count the money
status: pending
parallel: true
--- subtask_04.json
{{"seq": "04", "title": "Tell the customer", "status": "pending"}}
--- subtask_05.json
{{"seq": "05", "title": "Send the card", "status": "pending", "depends_on": ["02"], "parallel": true}}
"""


def test_what_is_ready_and_parallel(tmp_path: Path) -> None:
    done = run("parallel", "gift-cards", folder=write(tmp_path, WORK))
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "=== Parallelizable Tasks Ready Now ===\n"
        "\n"
        "[gift-cards] - 2 parallel tasks:\n"
        "  02 - Sell the card\n"
        "  03 - Count the money\n"
    )


def test_json(tmp_path: Path) -> None:
    (found,) = run("parallel", "--format", "json", folder=write(tmp_path, WORK)).json
    assert found["feature"] == "gift-cards"
    assert [(each["subtask"], each["parallel"]) for each in found["parallel"]] == [("02", True), ("03", True)]


def test_nothing_is_ready(tmp_path: Path) -> None:
    done = run("parallel", folder=write(tmp_path, RIGHT))
    assert (done.status, done.out) == (0, "=== Parallelizable Tasks Ready Now ===\n\nNo parallel subtask is ready.\n")


def test_in_a_terminal(tmp_path: Path) -> None:
    assert run_in_terminal("parallel", folder=write(tmp_path, WORK)) == (
        "Parallelizable Tasks Ready Now\n\n[gift-cards] Gift cards\n  ○ 02 - Sell the card\n  ○ 03 - Count the money\n"
    )
