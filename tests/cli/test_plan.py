"""`callsheet plan`."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.cli.output import width_of
from tests.cli.helpers import EXAMPLE, RIGHT, run, write
from tests.cli.terminals import run_in_terminal

CYCLE = """
--- subtask_01.json
{"seq": "01", "title": "Draw the card", "status": "completed"}
--- subtask_02.json
{"seq": "02", "title": "Sell the card", "status": "in_progress", "depends_on": ["01"], "parallel": true}
--- subtask_03.json
{"seq": "03", "title": "Count the money", "status": "blocked", "depends_on": ["01"], "parallel": true}
--- subtask_04.json
{"seq": "04", "depends_on": ["06", "03"]}
--- subtask_05.json
{"seq": "05", "depends_on": ["04"]}
--- subtask_06.json
{"seq": "06", "depends_on": ["05"]}
--- subtask_07.json
{"seq": "07", "depends_on": ["06"]}
"""


def test_the_example() -> None:
    done = run("plan", "order-management-mvp", folder=EXAMPLE)
    assert (done.status, done.err) == (0, "")
    assert (
        done.out
        == """\
[order-management-mvp] Order management, first release
  01 | 02 | 03 04 05 06 10 | 07 | 08 | 12 | 09 | 11

  Batch 1
    ✓ 01 - Lay out the modules and declare what they depend on  [parallel]
  Batch 2
    ~ 02 - Types, events and contracts that the modules share
  Batch 3
    ○ 03 - The cart and its operations  [parallel]
    ○ 04 - Stock reservations that expire  [parallel]
    ○ 05 - Card payments through Stripe  [parallel]
    ○ 06 - Order emails through SendGrid  [parallel]
    ○ 10 - Tables and migrations  [parallel]
  Batch 4
    ○ 07 - Place an order: cart, stock, payment
  Batch 5
    ○ 08 - HTTP endpoints for orders
  Batch 6
    ○ 12 - OpenAPI document and Swagger UI  [parallel]
  Batch 7
    ○ 09 - Send the confirmation when an order is placed
  Batch 8
    ○ 11 - Integration tests from cart to confirmation

  Levels: 6
  Critical path: 01 → 02 → 03 → 07 → 08 → 11
"""
    )


@pytest.mark.parametrize("feature", [[], ["order-management-mvp"]])
def test_json_is_a_list_of_features(feature: list[str]) -> None:
    assert run("plan", *feature, "--format", "json", folder=EXAMPLE).json == [
        {
            "feature": "order-management-mvp",
            "batches": [["01"], ["02"], ["03", "04", "05", "06", "10"], ["07"], ["08"], ["12"], ["09"], ["11"]],
            "levels": 6,
            "critical_path": ["01", "02", "03", "07", "08", "11"],
            "cycles": [],
            "unplanned": [],
            "missing": [],
        }
    ]


def test_cycles_and_what_lies_behind_them(tmp_path: Path) -> None:
    root = write(tmp_path, CYCLE)
    assert (
        run("plan", folder=root).out
        == """\
[gift-cards] (no task file)
  01 | 02 03

  Batch 1
    ✓ 01 - Draw the card
  Batch 2
    ~ 02 - Sell the card  [parallel]
    ✗ 03 - Count the money  [parallel]

  Levels: 2
  Critical path: 01 → 02
  Cycle: 04 → 06 → 05 → 04
  Unplanned: 04 05 06 07 (in a cycle or behind one, so they can never start)
"""
    )
    (plan,) = run("plan", "--format", "json", folder=root).json
    assert (plan["cycles"], plan["unplanned"]) == ([["04", "05", "06"]], ["04", "05", "06", "07"])


def test_what_does_not_exist_keeps_its_batch_and_is_named(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        """
--- subtask_01.json
{"seq": "01", "depends_on": ["12"]}
--- subtask_02.yaml
depends_on: [01, 98, " 99 ", "99", ""]
""",
    )
    out = run("plan", folder=root).out
    assert "\n  01 | 02\n" in out
    assert out.endswith(
        '  Missing: 01 depends on 12, which does not exist\n  Missing: 02 depends on 98, 99 and "", which do not exist\n'
    )
    (plan,) = run("plan", "--format", "json", folder=root).json
    assert [(each["subtask"], each["depends_on"]) for each in plan["missing"]] == [
        ("01", "12"),
        ("02", "98"),
        ("02", "99"),
        ("02", ""),
    ]


def test_a_feature_without_subtasks(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT.partition("--- subtask_01.json")[0])
    assert run("plan", folder=root).out == "[gift-cards] Gift cards\n  There are no subtasks.\n"


def test_no_features(tmp_path: Path) -> None:
    (tmp_path / ".tmp" / "tasks").mkdir(parents=True)
    assert run("plan", folder=tmp_path).out == "There are no features.\n"
    assert run("plan", "--format", "json", folder=tmp_path).json == []


@pytest.mark.parametrize("command", ["plan", "status", "stages", "validate"])
def test_archived_features_are_counted_where_there_are_no_others(tmp_path: Path, command: str) -> None:
    write(tmp_path, RIGHT.replace("--- ", "--- /.tmp/tasks/completed/old/"))
    assert run(command, "-C", ".", folder=tmp_path).out.endswith("There are no features; 1 is archived.\n")
    write(tmp_path, RIGHT.replace("--- ", "--- /.tmp/tasks/completed/older/"))
    assert run(command, folder=tmp_path).out.endswith("There are no features; 2 are archived.\n")
    assert run(command, "--format", "json", folder=tmp_path).json == []


def test_archived_features_are_shown_when_named(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT + RIGHT.replace("--- ", "--- /.tmp/tasks/completed/old/"))
    assert [plan["feature"] for plan in run("plan", "--format", "json", folder=root).json] == ["gift-cards"]
    assert run("plan", "old", "--format", "json", folder=root).json[0]["feature"] == "old"


@pytest.mark.parametrize("name", ["gift-cards", "cards", ".tmp/tasks/gift-cards/"])
def test_a_feature_goes_by_its_folder_and_by_its_id(tmp_path: Path, name: str) -> None:
    root = write(tmp_path, RIGHT.replace('"id": "gift-cards",', '"id": "cards",'))
    assert run("plan", name, folder=root).out.startswith("[gift-cards] Gift cards\n")
    assert run_in_terminal("plan", name, folder=root).startswith("[gift-cards] (id cards) Gift cards\n")


def test_the_folder_is_the_name_everywhere(tmp_path: Path) -> None:
    """Also where the id of one feature is the folder of another."""
    for folder, name in (("foo", "bar"), ("bar", "foo")):
        write(tmp_path, RIGHT.replace("--- ", f"--- /.tmp/tasks/{folder}/").replace("gift-cards", name))
    for command in ("status", "plan", "next", "parallel", "graph", "stages", "validate", "blocked"):
        assert "[bar]" not in run(command, "foo", folder=tmp_path).out
    assert run("start", "foo", "01", folder=tmp_path).out.startswith("✓ Marked foo/01 as in progress\n")
    assert '"in_progress"' in (tmp_path / ".tmp/tasks/foo/subtask_01.json").read_text()
    assert [each["id"] for each in run("status", "foo", "--format", "json", folder=tmp_path).json] == ["bar"]


def test_an_unknown_feature(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT)
    done = run("plan", "gift-card", folder=root)
    assert (done.status, done.out) == (1, "")
    assert done.err == 'Error: there is no feature "gift-card"; did you mean gift-cards?\n'
    assert run("status", "vouchers", folder=root).err == 'Error: there is no feature "vouchers"; there is gift-cards\n'
    swapped = run("deps", "01", "gift-cards", folder=root).err
    assert swapped == 'Error: there is no feature "01"; the number of a subtask stands behind the name of its feature\n'


def test_another_root(tmp_path: Path) -> None:
    write(tmp_path / "shop", RIGHT)
    for option in ("--root", "-C"):
        assert run("plan", option, "shop", folder=tmp_path).out.startswith("[gift-cards]")
    assert run("plan", "-C", "shop/.tmp/tasks/gift-cards", folder=tmp_path).out.startswith("[gift-cards]")
    lost = run("plan", folder=tmp_path)
    assert (lost.status, lost.out) == (2, "")
    assert lost.err.endswith("lies in no workspace; there are some below it: --root shop\n")
    nowhere = run("plan", "-C", "nowhere", folder=tmp_path)
    assert (nowhere.status, nowhere.err) == (2, "Error: nowhere does not exist\n")


def test_in_a_terminal_notes_stand_in_a_column() -> None:
    shown = run_in_terminal("plan", folder=EXAMPLE, columns=60).splitlines()
    assert max(map(width_of, shown)) <= 60
    assert {line.index("[parallel]") for line in shown if "[parallel]" in line} == {50}
    assert "    ~ 02 - Types, events and contracts that the modules sha…" in shown
