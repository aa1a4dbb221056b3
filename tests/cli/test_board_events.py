"""What is said to have happened to a feature between two looks."""

from __future__ import annotations

import shutil
from datetime import datetime, timezone
from pathlib import Path

import pytest

from callsheet.artifacts.models.task import TaskStatus
from callsheet.cli.board.events import Chronicle, history
from callsheet.workspace.feature import Feature
from tests.cli.helpers import TASK
from tests.workspaces import read_fixture

BLOCKED = "the feature is blocked"
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)


def subtask(members: str, name: str = "subtask_01.json") -> str:
    return f'--- {name}\n{{"title": "Draw the card", {members}}}\n'


def feature_of(fixture: str, root: Path) -> Feature | None:
    """The feature of an inline workspace; None where it has no file of one."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    return next(iter(read_fixture(fixture).snapshot(root).features.values()), None)


def check_events(states: list[str], root: Path, expected: list[str]) -> None:
    """Compare what happens to an inline workspace from state to state."""
    found = [feature_of(state, root / "workspace") for state in states]
    assert found[0] is not None
    chronicle = Chronicle(found[0])
    assert [event.what for feature in found[1:] for event in chronicle.follow(feature, NOW)] == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("pending", "in_progress", "01 started: Draw the card"),
        ("pending", "completed", "01 completed: Draw the card"),
        ("pending", "blocked", "01 blocked: Draw the card"),
        ("blocked", "pending", "01 unblocked: Draw the card"),
        ("completed", "pending", "01 reopened: Draw the card"),
        ("in_progress", "pending", "01 reopened: Draw the card"),
    ],
)
def test_another_status(before: str, after: str, expected: str, tmp_path: Path) -> None:
    check_events([subtask(f'"status": "{before}"'), subtask(f'"status": "{after}"')], tmp_path, [expected])


def test_who_did_it_and_what(tmp_path: Path) -> None:
    check_events(
        [
            subtask('"status": "pending"'),
            subtask('"status": "in_progress", "agent_id": "agent-7"'),
            subtask('"status": "in_progress", "agent_id": "agent-8"'),
            subtask('"status": "completed", "agent_id": "agent-8", "completion_summary": "Front\\nand back"'),
        ],
        tmp_path,
        [
            "01 started by agent-7: Draw the card",
            "01 taken over by agent-8",
            "01 completed by agent-8: Front\\nand back",
        ],
    )


def test_other_changes_are_no_events(tmp_path: Path) -> None:
    check_events([subtask('"status": "pending"'), subtask('"status": "pending", "parallel": true')], tmp_path, [])


@pytest.mark.parametrize("half", ["", "{", '{"title": "Dra', '{"title": "Draw the card", "status": "in_pro'])
def test_a_file_that_is_half_written_is_no_event(half: str, tmp_path: Path) -> None:
    written = f"--- subtask_01.json\n{half}"
    check_events([subtask('"status": "pending"'), written, subtask('"status": "pending"')], tmp_path, [])
    check_events(
        [subtask('"status": "pending"'), written, subtask('"status": "completed"')],
        tmp_path,
        ["01 completed: Draw the card"],
    )


@pytest.mark.parametrize("half", ["", "{", '{ "id": ', '{"id": "gift-cards", "status": "act'])
def test_a_task_that_is_half_written_is_no_event(half: str, tmp_path: Path) -> None:
    one = subtask('"status": "pending"')
    written = f"--- task.json\n{half}\n{one}"
    check_events([TASK + one, written, TASK + one], tmp_path, [])
    check_events([TASK + one, written, one, written, TASK.replace("active", "blocked") + one], tmp_path, [BLOCKED])


@pytest.mark.parametrize("status", [status.value for status in TaskStatus if status is not TaskStatus.ACTIVE])
def test_another_status_of_the_task(status: str, tmp_path: Path) -> None:
    check_events([TASK, TASK.replace("active", status)], tmp_path, [f"the feature is {status}"])


def test_subtasks_come_and_go(tmp_path: Path) -> None:
    one, other = subtask('"status": "pending"'), subtask('"status": "pending"', "subtask_02.yaml")
    check_events([one, one + other, one], tmp_path, ["02 added: Draw the card", "02 removed"])


def test_the_feature_as_a_whole(tmp_path: Path) -> None:
    archived = TASK.replace("--- ", "--- /.tmp/tasks/completed/gift-cards/")
    check_events(
        [TASK, TASK.replace("active", "completed"), archived, "--- /a.txt\n", "--- /b.txt\n", archived, TASK],
        tmp_path,
        [
            "the feature is completed",
            "the feature is archived",
            "its files are gone",
            "its files are back",
            "the feature is out of the archive",
        ],
    )


def test_what_the_files_say_of_the_time_before(tmp_path: Path) -> None:
    feature = feature_of(
        subtask('"status": "completed", "started_at": "2026-03-02T09:00:00Z", "completed_at": "2026-03-02T11:00:00Z"')
        + subtask('"status": "in_progress", "started_at": "2026-03-02T10:00:00Z"', "subtask_02.json")
        + subtask('"status": "in_progress", "started_at": "2026-03-02T00:00:00Z"', "subtask_03.json")
        + subtask('"status": "in_progress", "started_at": "2026-03-02T13:00:00Z"', "subtask_04.json")
        + subtask('"status": "pending", "started_at": "2026-03-02T10:30:00Z"', "subtask_05.json"),
        tmp_path / "workspace",
    )
    assert feature is not None
    assert [(event.time.hour, event.what) for event in history(feature, NOW)] == [
        (9, "01 started: Draw the card"),
        (10, "02 started: Draw the card"),
        (11, "01 completed: Draw the card"),
    ]
