"""`callsheet blocked`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.helpers import EXAMPLE, RIGHT, TASK, run, write
from tests.cli.terminals import run_in_terminal

WORK = f"""{TASK}
--- subtask_01.json
{{"seq": "01", "title": "Draw the card", "status": "in_progress"}}
--- subtask_02.json
{{"seq": "02", "title": "Sell the card", "status": "pending", "depends_on": ["gift-cards-01"]}}
--- subtask_03.yaml
seq: "03"
title: Count the money
status: blocked
--- subtask_04.json
{{"seq": "04", "title": "Tell the customer", "status": "blocked", "depends_on": ["01", "02", "99", "99"]}}
--- subtask_05.json
{{"seq": "05", "title": "Wrap the card", "status": "pending", "depends_on": ["06"]}}
--- subtask_06.json
{{"seq": "06", "title": "Send the card", "status": "pending", "depends_on": ["05"]}}
--- subtask_07.json
{{"seq": "07", "title": "Thank the customer", "status": "pending", "depends_on": ["06"]}}
--- subtask_08.json
{{"seq": "08", "title": "Rest", "status": "finished"}}
--- subtask_09.json
{{"seq": "09", "title": "Begin again"}}
"""


def test_every_reason(tmp_path: Path) -> None:
    done = run("blocked", folder=write(tmp_path, WORK))
    assert (done.status, done.err) == (0, "")
    assert (
        done.out
        == """\
=== Blocked Tasks ===

[gift-cards]
  02 - Sell the card (waiting: 01)
  03 - Count the money (explicitly blocked)
  04 - Tell the customer (explicitly blocked; waiting: 01, 02; missing: 99)
  05 - Wrap the card (waiting: 06; in a cycle)
  06 - Send the card (waiting: 05; in a cycle)
  07 - Thank the customer (waiting: 06)
  08 - Rest (unknown status "finished")
  09 - Begin again (unknown status)
  Cycle: 05 → 06 → 05
"""
    )


def test_json(tmp_path: Path) -> None:
    (found,) = run("blocked", "gift-cards", "--format", "json", folder=write(tmp_path, WORK)).json
    assert found["cycles"] == [["05", "06"]]
    assert [each["subtask"] for each in found["blocked"]] == ["02", "03", "04", "05", "06", "07", "08", "09"]
    assert found["blocked"][2] == {
        "subtask": "04",
        "title": "Tell the customer",
        "status": "blocked",
        "parallel": False,
        "path": ".tmp/tasks/gift-cards/subtask_04.json",
        "waits_for": ["01", "02"],
        "missing": ["99"],
        "unclear": False,
        "in_cycle": False,
    }
    assert [each["in_cycle"] for each in found["blocked"][3:6]] == [True, True, False]


def test_every_subtask_is_ready_blocked_or_begun() -> None:
    (ready,) = run("next", "--format", "json", folder=EXAMPLE).json
    (blocked,) = run("blocked", "--format", "json", folder=EXAMPLE).json
    (status,) = run("status", "--format", "json", folder=EXAMPLE).json
    listed = len(ready["ready"]) + len(blocked["blocked"])
    assert listed == status["total"] - status["in_progress"] - status["completed"] == 10


def test_nothing_is_blocked(tmp_path: Path) -> None:
    done = run("blocked", folder=write(tmp_path, RIGHT))
    assert (done.status, done.out) == (0, "=== Blocked Tasks ===\n\nNo subtask is blocked.\n")


def test_in_a_terminal_long_reasons_stand_below(tmp_path: Path) -> None:
    root = write(tmp_path, WORK)
    assert run_in_terminal("blocked", folder=root).splitlines()[2:7] == [
        "[gift-cards] Gift cards",
        "  ○ 02 - Sell the card       waiting: 01",
        "  ✗ 03 - Count the money     explicitly blocked",
        "  ✗ 04 - Tell the customer",
        "      explicitly blocked; waiting: 01, 02; missing: 99",
    ]
    coloured = run_in_terminal("blocked", folder=root, NO_COLOR="")
    assert "\x1b[2mwaiting: 01\x1b[0m" in coloured
    assert "\x1b[31mexplicitly blocked\x1b[0m" in coloured


def test_what_files_say_does_not_steer_the_terminal(tmp_path: Path) -> None:
    fixture = WORK.replace("Sell the card", "\\u001b[2JSell").replace('"finished"', '"\\u001b[2J"')
    assert "\x1b" not in run("blocked", folder=write(tmp_path, fixture)).out


@pytest.mark.parametrize("written", ['"01"', "{}", "1", "true", '[["01"]]', '["01", null]', '[{"seq": "01"}]'])
def test_dependencies_that_nobody_understands(tmp_path: Path, written: str) -> None:
    root = write(
        tmp_path,
        f"""
--- subtask_01.json
{{"seq": "01", "title": "Draw the card", "status": "completed"}}
--- subtask_02.json
{{"seq": "02", "title": "Sell the card", "status": "pending", "depends_on": {written}}}
""",
    )
    assert run("next", folder=root).out == "=== Ready Tasks (deps satisfied) ===\n\nNo subtask is ready.\n"
    assert "\n  02 - Sell the card (depends_on cannot be read)\n" in run("blocked", folder=root).out
    (found,) = run("blocked", "--format", "json", folder=root).json
    assert [each["unclear"] for each in found["blocked"]] == [True]


@pytest.mark.parametrize("written", ["null", "[]", '["01"]', "[1]"])
def test_dependencies_that_are_understood(tmp_path: Path, written: str) -> None:
    root = write(
        tmp_path,
        f"""
--- subtask_01.json
{{"seq": "01", "status": "completed"}}
--- subtask_02.json
{{"seq": "02", "title": "Sell the card", "status": "pending", "depends_on": {written}}}
""",
    )
    assert "  02 - Sell the card" in run("next", folder=root).out
