"""What can be done at a place: fixes first, then the steps in the life of subtasks and features."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from callsheet.ide.actions import Action, actions
from callsheet.rules.engine import Checker
from tests.workspaces import read_fixture

NOW = datetime(2026, 3, 1, 9, 15, tzinfo=timezone.utc)

TASK = '--- task.json\n{"id": "gift-cards", "status": "active"}\n'
DONE = '--- subtask_01.json\n{"seq": "01", "status": "completed"}\n'


def actions_at(root: Path, fixture: str) -> list[Action]:
    """The actions at the cursor of a fixture, or between its marks."""
    read = read_fixture(fixture)
    snapshot = read.snapshot(root)
    path, start, end = read.marked[0] if read.marked else (*(read.cursor or ("", 0)), (read.cursor or ("", 0))[1])
    return actions(snapshot, path, start, end, Checker().findings(snapshot, path), NOW)


def steps_at(root: Path, fixture: str) -> list[str]:
    """The titles of the steps that are offered; those that are refused in brackets."""
    return [
        f"({action.title})" if action.refusal else action.title
        for action in actions_at(root, fixture)
        if action.kind == "refactor.rewrite.lifecycle"
    ]


@pytest.mark.parametrize(
    ("status", "steps"),
    [
        ("pending", ["Start 02", "Mark 02 complete", "Block 02"]),
        ("in_progress", ["Mark 02 complete", "Block 02"]),
        ("blocked", ["Unblock 02"]),
        ("completed", ["Reopen 02"]),
        ("done", ["(Start 02)", "Mark 02 complete", "Block 02"]),
    ],
)
def test_steps_by_status(tmp_path: Path, status: str, steps: list[str]) -> None:
    fixture = f'--- subtask_02.json\n{{"seq": "02", "status": "{status}"}}<|>\n--- subtask_03.json\n{{"seq": "03"}}\n'
    assert steps_at(tmp_path, fixture) == steps


@pytest.mark.parametrize(
    ("others", "title"),
    [
        (["pending"], "Reopen 02"),
        (["completed"], "Reopen 02 although 03 has begun"),
        (["completed", "in_progress", "blocked"], "Reopen 02 although 03 and 04 have begun"),
        (["completed"] * 5, "Reopen 02 although 03, 04, 05 and 2 more have begun"),
    ],
)
def test_reopening_says_what_builds_on_it(tmp_path: Path, others: list[str], title: str) -> None:
    fixture = '--- subtask_02.json\n<|>{"seq": "02", "status": "completed"}\n'
    for number, status in enumerate(others, 3):
        fixture += f'--- subtask_0{number}.json\n{{"status": "{status}", "depends_on": ["02"]}}\n'
    assert steps_at(tmp_path, fixture) == [title]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("status: &state pending\ntitle: *state\n", ["(Start 02)", "(Mark 02 complete)", "(Block 02)"]),
        ("status: &state pending\ntitle: R&D * 2\n", ["Start 02", "Mark 02 complete", "Block 02"]),
        ("status: pending\ntitle: &state x\nid: *state\n", ["Start 02", "Mark 02 complete", "Block 02"]),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path: Path, text: str, steps: list[str]) -> None:
    fixture = f"--- subtask_02.yaml\n<|>{text}--- subtask_03.json\n{{}}\n"
    assert steps_at(tmp_path, fixture) == steps


def test_a_title_names_some_only(tmp_path: Path) -> None:
    fixture = '--- subtask_07.json\n<|>{"status": "in_progress", "depends_on": ["01", "02", "03", "04", "05"]}\n'
    assert "Mark 07 complete although 01, 02, 03 and 2 more are not" in steps_at(tmp_path, fixture)


def test_what_is_refused_can_be_forced(tmp_path: Path) -> None:
    fixture = '<|>{"seq": "02", "status": "pending", "depends_on": ["03"]}\n--- subtask_03.json\n{"seq": "03", "status": "blocked"}\n'
    found = actions_at(tmp_path, f"--- subtask_02.json\n{fixture}")
    steps = [action for action in found if action.kind == "refactor.rewrite.lifecycle"]
    assert [(step.title, step.refusal, bool(list(step.changes()))) for step in steps] == [
        ("Start 02", "02 depends on what is not completed: 03 is blocked", False),
        ("Mark 02 complete", "02 depends on what is not completed: 03 is blocked", False),
        ("Mark 02 complete although 03 is not", None, True),
        ("Block 02", None, True),
    ]


def test_the_task_is_offered_with_its_last_subtask(tmp_path: Path) -> None:
    subtask = '--- subtask_02.json\n<|>{"seq": "02", "status": "in_progress"}\n'
    assert steps_at(tmp_path, TASK + DONE + subtask) == [
        "Mark 02 complete",
        "Mark 02 and the task gift-cards complete",
        "Block 02",
    ]


@pytest.mark.parametrize(
    "others",
    [
        pytest.param(DONE, id="there is no task"),
        pytest.param(TASK.replace("active", "completed") + DONE, id="it is completed already"),
        pytest.param(TASK + DONE.replace("completed", "blocked"), id="another subtask is not"),
    ],
)
def test_the_task_is_not_offered(tmp_path: Path, others: str) -> None:
    subtask = '--- subtask_02.json\n<|>{"seq": "02", "status": "in_progress"}\n'
    assert steps_at(tmp_path, others + subtask) == ["Mark 02 complete", "Block 02"]


CURSOR_IN_TASK = TASK.replace("{", "<|>{", 1)
READY = '--- subtask_02.json\n{"seq": "02", "status": "pending", "title": "Sell\\nthe card", "depends_on": ["01"]}\n'


@pytest.mark.parametrize(
    ("fixture", "steps"),
    [
        pytest.param(
            CURSOR_IN_TASK + DONE + READY,
            ["Start 02: Sell the card", "(Mark gift-cards complete)"],
            id="a subtask can begin",
        ),
        pytest.param(
            CURSOR_IN_TASK
            + "".join(f'--- subtask_0{number}.json\n{{"status": "pending"}}\n' for number in range(1, 6)),
            ["Start 01", "Start 02", "Start 03", "(Mark gift-cards complete)"],
            id="many can begin",
        ),
        pytest.param(
            CURSOR_IN_TASK + DONE,
            ["Mark gift-cards complete", "Complete and archive gift-cards"],
            id="all subtasks are completed",
        ),
        pytest.param(
            CURSOR_IN_TASK.replace("active", "completed") + DONE, ["Archive gift-cards"], id="it is completed"
        ),
        pytest.param(
            CURSOR_IN_TASK.replace("active", "completed") + DONE + "--- /.tmp/tasks/completed/gift-cards/a.md\n",
            [],
            id="there is another in the archive",
        ),
        pytest.param("--- task.yaml\n<|>- id\n" + DONE, [], id="no object"),
    ],
)
def test_steps_of_a_task(tmp_path: Path, fixture: str, steps: list[str]) -> None:
    assert steps_at(tmp_path, fixture) == steps


def test_archiving_needs_an_editor_that_renames(tmp_path: Path) -> None:
    found = actions_at(tmp_path, CURSOR_IN_TASK + DONE)
    assert {action.title: set(action.file_operations) for action in found if action.kind.endswith("lifecycle")} == {
        "Mark gift-cards complete": set(),
        "Complete and archive gift-cards": {"rename"},
    }


@pytest.mark.parametrize(
    "fixture",
    [
        pytest.param("--- subtask_01.json\n<|>[]\n", id="what is no object"),
        pytest.param('--- subtask_01.json\n<|>{"status": "pending": []}\n', id="a slip where the status stands"),
        pytest.param('--- /.tmp/tasks/completed/old/subtask_01.json\n<|>{"seq": "01"}\n', id="the archive"),
        pytest.param("--- /docs/prices.md\n<|>Prices\n", id="any other file"),
    ],
)
def test_no_steps(tmp_path: Path, fixture: str) -> None:
    assert steps_at(tmp_path, fixture) == []


def test_fixes_are_those_of_the_findings_at_the_place(tmp_path: Path) -> None:
    text = '--- subtask_02.json\n{"seq": "02", "status": "pendin<|>g", "depends_on": ["07", "08"]}\n'
    assert [action.finding for action in actions_at(tmp_path, text) if action.kind == "quickfix"] == []

    for marked, blamed in (('"0<|>7"', {"07"}), ('<|>"07"', {"07"}), ('«"07", "»08"', {"07", "08"})):
        text = f'--- subtask_02.json\n{{"seq": "02", "status": "pending", "depends_on": [{marked}'
        text += ("" if "08" in marked else ', "08"') + "]}\n"
        findings = [action.finding for action in actions_at(tmp_path, text) if action.kind == "quickfix"]
        assert {
            number for number in ("07", "08") for finding in findings if finding and number in finding.message
        } == blamed


def test_fixes_come_before_steps(tmp_path: Path) -> None:
    found = actions_at(tmp_path, '--- subtask_02.json\n{"seq": "02", "status": "<|>done"}\n')
    kinds = [action.kind for action in found]
    steps = kinds.index("refactor.rewrite.lifecycle")
    assert set(kinds[:steps]) == {"quickfix"}
    assert "quickfix" not in kinds[steps:]
    assert [action.is_preferred for action in found].count(True) <= 1
