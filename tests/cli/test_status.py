"""`callsheet status`: the same words as the script that it replaces."""

from __future__ import annotations

from pathlib import Path

from callsheet.cli.output import width_of
from tests.cli.helpers import EXAMPLE, RIGHT, run, write
from tests.cli.terminals import run_in_terminal


def test_the_example() -> None:
    done = run("status", folder=EXAMPLE)
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "[order-management-mvp] Order management, first release\n"
        "  Status: active | Progress: 8% (1/12)\n"
        "  Pending: 10 | In Progress: 1 | Completed: 1 | Blocked: 0\n"
    )


def test_json() -> None:
    assert run("status", "order-management-mvp", "--format", "json", folder=EXAMPLE).json == [
        {
            "feature": "order-management-mvp",
            "id": "order-management-mvp",
            "name": "Order management, first release",
            "status": "active",
            "progress": 8,
            "total": 12,
            "pending": 10,
            "in_progress": 1,
            "completed": 1,
            "blocked": 0,
        }
    ]


def test_several_features_archived_ones_only_when_named(tmp_path: Path) -> None:
    for folder in ("vouchers", "completed/old"):
        write(tmp_path, RIGHT.replace("--- ", f"--- /.tmp/tasks/{folder}/").replace("gift-cards", folder[-8:]))
    write(tmp_path, RIGHT.replace('"pending"', '"completed"'))
    out = run("status", folder=tmp_path).out
    assert out.split("\n\n") == [
        (
            "[gift-cards] Gift cards\n"
            "  Status: active | Progress: 100% (1/1)\n"
            "  Pending: 0 | In Progress: 0 | Completed: 1 | Blocked: 0"
        ),
        (
            "[vouchers] Gift cards\n"
            "  Status: active | Progress: 0% (0/1)\n"
            "  Pending: 1 | In Progress: 0 | Completed: 0 | Blocked: 0\n"
        ),
    ]
    assert run("status", "old", folder=tmp_path).status == 0


def test_a_feature_without_a_task(tmp_path: Path) -> None:
    root = write(tmp_path, '--- subtask_01.json\n{"seq": "01", "status": "blocked"}\n')
    assert run("status", folder=root).out == (
        "[gift-cards] (no task file)\n"
        "  Status: unknown | Progress: 0% (0/1)\n"
        "  Pending: 0 | In Progress: 0 | Completed: 0 | Blocked: 1\n"
    )


def test_lone_surrogates_leave_as_escapes(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT.replace("Gift cards", "Gift \\ud800"))
    (status,) = run("status", "--format", "json", folder=root).json
    assert status["name"] == "Gift \ud800"
    assert run("status", folder=root).out.startswith("[gift-cards] Gift \\ud800\n")


def test_broken_files_count_as_unknown(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT + "--- subtask_02.json\n[[[\n--- subtask_03.yaml\nstatus: finished\n")
    done = run("status", folder=root)
    assert done.status == 0
    assert done.out.endswith("  Pending: 1 | In Progress: 0 | Completed: 0 | Blocked: 0 | Unknown: 2\n")
    path = ".tmp/tasks/gift-cards/subtask_02.json"
    assert done.err == f"Warning: {path} cannot be understood in full; callsheet check tells why\n"


def test_in_a_terminal_there_is_a_bar(tmp_path: Path) -> None:
    shown = run_in_terminal("status", folder=EXAMPLE).splitlines()
    assert shown[1] == "  ██░░░░░░░░░░░░░░░░░░░░░░  8% (1/12)  active"
    assert max(map(width_of, shown)) <= 80
    assert run_in_terminal("status", folder=EXAMPLE, columns=40).splitlines()[1:] == [
        "  █░░░░░░░░░░░  8% (1/12)  active",
        "  Pending: 10 | In Progress: 1",
        "  Completed: 1 | Blocked: 0",
    ]
    coloured = run_in_terminal("status", folder=EXAMPLE, NO_COLOR="")
    assert "\x1b[32mCompleted: 1\x1b[0m" in coloured
    long = write(tmp_path, RIGHT.replace("Gift cards", "Gift " * 40).replace("active", "active" * 40))
    assert max(map(width_of, run_in_terminal("status", folder=long, columns=60).splitlines())) <= 60


def test_archived_features_are_not_even_read(tmp_path: Path) -> None:
    root = write(tmp_path, RIGHT + "--- /.tmp/tasks/completed/old/task.json\n{\n")
    assert run("status", folder=root).err == ""
    assert "completed/old/task.json cannot be understood" in run("status", "old", folder=root).err
