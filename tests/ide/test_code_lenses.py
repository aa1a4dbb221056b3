"""What stands above a task or subtask, and which step it offers."""

from __future__ import annotations

from pathlib import Path

import pytest

from callsheet.ide.code_lenses import code_lenses
from callsheet.rules.engine import Checker
from tests.workspaces import read_fixture

FIRST = '--- subtask_01.json\n{"seq": "01", "status": "completed"}\n'
SECOND = '--- subtask_02.yaml\nseq: "02"\nstatus: pending\ndepends_on: ["01"]\n'
THIRD = '--- subtask_03.json\n{"seq": "03", "status": "pending", "depends_on": ["02"]}\n'
FEATURE = f'--- task.json\n{{"id": "gift-cards", "status": "active"}}\n{FIRST}{SECOND}{THIRD}'


def check_lenses(root: Path, fixture: str, name: str, expected: list[str]) -> None:
    """Check the lenses of a file; behind those that are more than words stands the step in brackets."""
    read = read_fixture(fixture)
    snapshot = read.snapshot(root)
    path = next(path for path in read.files if path.endswith(name))
    data = ("plan", "summary", "stages")
    commands = [
        (lens.title, lens.command.removeprefix("callsheet.")) for lens in code_lenses(snapshot, path, Checker())
    ]
    assert [title if command in data else f"{title} [{command}]" for title, command in commands] == expected


def test_a_task(tmp_path: Path) -> None:
    expected = ["1 of 3 completed · 33 %", "3 batches · ready: 02", "Stage 6 of 8: parallel execution"]
    check_lenses(tmp_path, FEATURE, "task.json", [*expected, "Complete all ready: 02 [completeReady]"])


def test_a_task_whose_work_is_done(tmp_path: Path) -> None:
    task = "--- task.yaml\nid: gift-cards\nstatus: active\n"
    expected = ["1 of 1 completed · 100 %", "1 batch", "Stage 6 of 8: parallel execution"]
    check_lenses(tmp_path, task + FIRST, "task.yaml", [*expected, "Complete the feature [completeFeature]"])


def test_a_task_that_is_completed(tmp_path: Path) -> None:
    task = "--- task.yaml\nid: gift-cards\nstatus: completed\n"
    expected = ["1 of 1 completed · 100 %", "1 batch", "Stage 6 of 8: parallel execution"]
    check_lenses(tmp_path, task + FIRST, "task.yaml", [*expected, "Archive [archive]"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("01.json", ["Batch 1 of 3"]),
        ("02.yaml", ["Batch 2 of 3 · unblocks 03", "Start [start]", "Complete [complete]"]),
        ("03.json", ["Batch 3 of 3 · waits for 02"]),
    ],
)
def test_subtasks(tmp_path: Path, name: str, expected: list[str]) -> None:
    check_lenses(tmp_path, FEATURE, name, expected)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("in_progress", ["Batch 2 of 3 · unblocks 03", "Complete [complete]"]),
        ("blocked", ["Batch 2 of 3 · unblocks 03", "Unblock [unblock]"]),
    ],
)
def test_the_step_that_comes_next(tmp_path: Path, status: str, expected: list[str]) -> None:
    check_lenses(tmp_path, FEATURE.replace("status: pending", f"status: {status}"), "02.yaml", expected)


def test_a_circle_has_no_batch(tmp_path: Path) -> None:
    fixture = '--- subtask_01.json\n{"seq": "01", "depends_on": ["01"]}\n'
    expected = ["In no batch · waits for 01"]
    check_lenses(tmp_path, fixture, "01.json", expected)


@pytest.mark.parametrize(
    ("fixture", "name"),
    [
        pytest.param('--- /.tmp/tasks/completed/old/subtask_01.json\n{"seq": "01"}\n', "01.json", id="the archive"),
        pytest.param("--- subtask_01.json\n[]\n", "01.json", id="no object"),
        pytest.param('--- contexts.json\n{"bounded_contexts": []}\n', "contexts.json", id="another kind"),
    ],
)
def test_no_lenses(tmp_path: Path, fixture: str, name: str) -> None:
    check_lenses(tmp_path, fixture, name, [])
