"""`callsheet next`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.helpers import RIGHT, TASK, run, write
from tests.cli.terminals import run_in_terminal

WORK = f"""{TASK}
--- subtask_01.json
{{"seq": "01", "title": "Draw the card", "status": "completed"}}
--- subtask_02.json
{{"seq": "02", "title": "Sell the card", "status": "pending", "depends_on": ["01"], "parallel": true}}
--- subtask_03.yaml
seq: "03"
title: Count the money that comes in
status: pending
depends_on: [gift-cards-01]
--- subtask_04.json
{{"seq": "04", "title": "Tell the customer", "status": "pending", "depends_on": ["02"], "parallel": true}}
--- subtask_05.json
{{"seq": "05", "title": "Wait for the bank", "status": "blocked"}}
--- subtask_06.json
{{"seq": "06", "title": "Wrap the card", "status": "in_progress"}}
--- subtask_07.json
{{"seq": "07", "title": "Send the card", "status": "pending", "depends_on": ["01", "99"]}}
"""

LISTED = """\
=== Ready Tasks (deps satisfied) ===

[gift-cards]
  02 - Sell the card  [parallel]
  03 - Count the money that comes in  [sequential]
"""


@pytest.mark.parametrize("feature", [[], ["gift-cards"]])
def test_what_is_pending_and_waits_for_nothing(tmp_path: Path, feature: list[str]) -> None:
    done = run("next", *feature, folder=write(tmp_path, WORK))
    assert (done.status, done.out, done.err) == (0, LISTED, "")


def test_json(tmp_path: Path) -> None:
    done = run("next", "--format", "json", folder=write(tmp_path, WORK))
    assert done.json == [
        {
            "feature": "gift-cards",
            "ready": [
                {
                    "subtask": "02",
                    "title": "Sell the card",
                    "status": "pending",
                    "parallel": True,
                    "path": ".tmp/tasks/gift-cards/subtask_02.json",
                },
                {
                    "subtask": "03",
                    "title": "Count the money that comes in",
                    "status": "pending",
                    "parallel": False,
                    "path": ".tmp/tasks/gift-cards/subtask_03.yaml",
                },
            ],
        }
    ]
    assert len(done.out.splitlines()) == 3


def test_features_without_any_are_left_out(tmp_path: Path) -> None:
    for name, fixture in (("cards", RIGHT.replace("pending", "completed")), ("vouchers", RIGHT)):
        write(tmp_path, fixture.replace("--- ", f"--- /.tmp/tasks/{name}/"))
    root = write(tmp_path, WORK)
    assert run("next", folder=root).out == f"{LISTED}\n[vouchers]\n  01 - Draw the card  [sequential]\n"
    ready = {each["feature"]: len(each["ready"]) for each in run("next", "--format", "json", folder=root).json}
    assert ready == {"cards": 0, "gift-cards": 2, "vouchers": 1}


def test_nothing_is_ready(tmp_path: Path) -> None:
    done = run("next", folder=write(tmp_path, RIGHT.replace("pending", "in_progress")))
    assert (done.status, done.out) == (0, "=== Ready Tasks (deps satisfied) ===\n\nNo subtask is ready.\n")


def test_archived_features_are_listed_when_named(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT.replace("--- ", "--- /.tmp/tasks/completed/old/"))
    assert "No subtask is ready.\n" in run("next", folder=root).out
    assert "[old]\n  01 - Draw the card" in run("next", "old", folder=root).out


@pytest.mark.parametrize("command", ["next", "parallel", "blocked", "validate"])
def test_an_unknown_feature(tmp_path: Path, command: str) -> None:
    done = run(command, "gift-card", folder=write(tmp_path, WORK))
    assert (done.status, done.out) == (1, "")
    assert done.err == 'Error: there is no feature "gift-card"; did you mean gift-cards?\n'


def test_a_broken_file_is_named_and_its_siblings_are_listed_all_the_same(tmp_path: Path) -> None:
    root = write(tmp_path, WORK.replace('"status": "blocked"}', '"status"'))
    done = run("next", folder=root)
    assert (done.status, done.out) == (0, LISTED)
    path = ".tmp/tasks/gift-cards/subtask_05.json"
    assert done.err == f"Warning: {path} cannot be understood in full; callsheet check tells why\n"
    write(root, "--- subtask_08.json\n[[[\n--- subtask_09.yaml\ntitle: [\n")
    assert f"Warning: {path} and 2 other files cannot be" in run("next", folder=root).err


def test_in_a_terminal_there_are_columns(tmp_path: Path) -> None:
    root = write(tmp_path, WORK)
    assert run_in_terminal("next", folder=root) == (
        "Ready Tasks (deps satisfied)\n"
        "\n"
        "[gift-cards] Gift cards\n"
        "  ○ 02 - Sell the card                  [parallel]\n"
        "  ○ 03 - Count the money that comes in  [sequential]\n"
    )
    assert run_in_terminal("next", folder=root, columns=40).splitlines()[-2:] == [
        "  ○ 02 - Sell the card      [parallel]",
        "  ○ 03 - Count the money …  [sequential]",
    ]
    assert "\x1b[36m[parallel]\x1b[0m" in run_in_terminal("next", folder=root, NO_COLOR="")
