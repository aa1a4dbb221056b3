"""Completing a feature's task, and moving a feature to the archive with every reference to it."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from callsheet.edits import lifecycle
from callsheet.rules.engine import Checker
from callsheet.workspace.changes import Change
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot
from tests.examples import SOUND_EXAMPLE, read_files
from tests.workspaces import FEATURE_FOLDER, Fixture, apply_changes, read_fixture

NOW = datetime(2026, 3, 1, 9, 15, tzinfo=timezone.utc)

DONE = '--- subtask_01.json\n{"seq": "01", "status": "completed"}\n'
OPEN = '--- subtask_02.json\n{"seq": "02", "status": "in_progress"}\n'
ACTIVE = '--- task.json\n{"id": "gift-cards", "status": "active"}\n'
COMPLETED = '--- task.json\n{"id": "gift-cards", "status": "completed", "completed_at": "2026-03-01T09:15:00Z"}\n'
ARCHIVE = "/.tmp/tasks/completed/gift-cards/"


def check_completion(root: Path, before: str, after: str) -> None:
    """Check what completing the feature makes of a workspace."""
    read = read_fixture(before)
    snapshot = read.snapshot(root)
    changes = lifecycle.complete_feature(snapshot.features[FEATURE_FOLDER], NOW)
    assert apply_changes(read.files, snapshot, changes) == read_fixture(after).files


def check_archive(root: Path, before: str, after: str) -> None:
    """Check what archiving the feature makes of a workspace."""
    read = read_fixture(before)
    snapshot = read.snapshot(root)
    changes = lifecycle.archive(snapshot, snapshot.features[FEATURE_FOLDER], NOW)
    assert apply_changes(read.files, snapshot, changes) == read_fixture(after).files


def completion_refusal(root: Path, fixture: str) -> str | None:
    refusal = lifecycle.completion_refusal(next(iter(read_fixture(fixture).snapshot(root).features.values())))
    return refusal.reason if refusal else None


def archive_refusal(root: Path, fixture: str) -> str | None:
    """Why the feature is not archived; what can be forced ends with an exclamation mark."""
    snapshot = read_fixture(fixture).snapshot(root)
    refusal = lifecycle.archive_refusal(snapshot, next(iter(snapshot.features.values())))
    return refusal.reason + ("!" if refusal.can_be_forced else "") if refusal else None


def test_all_that_is_ready_is_completed_at_once(tmp_path: Path) -> None:
    task = '--- task.json\n{"status": "active", "completed_count": %s}\n'
    ready = '--- subtask_%s.json\n{"seq": "%s", "status": "%s"}\n'
    waiting = '--- subtask_05.json\n{"seq": "05", "status": "pending", "depends_on": ["03"]}\n'
    before = DONE + ready % ("02", "02", "in_progress") + ready % ("03", "03", "pending")
    read = read_fixture(task % 1 + before + ready % ("04", "04", "blocked") + waiting)
    snapshot = read.snapshot(tmp_path)
    feature = snapshot.features[FEATURE_FOLDER]
    assert lifecycle.completable(feature) == ["02", "03"]
    changed = apply_changes(read.files, snapshot, lifecycle.complete_ready(feature, NOW))
    completed = '"completed", "completed_at": "2026-03-01T09:15:00Z"'
    expected = [
        task % 3 + DONE,
        (ready % ("02", "02", "in_progress")).replace('"in_progress"', completed),
        (ready % ("03", "03", "pending")).replace('"pending"', completed),
        ready % ("04", "04", "blocked") + waiting,
    ]
    assert changed == read_fixture("".join(expected)).files


def test_status_time_and_wrong_counts(tmp_path: Path) -> None:
    check_completion(
        tmp_path,
        '--- task.yaml\nstatus: active # still\nsubtask_count: 3\ncompleted_count: 1\ncreated_at: "2026-02-01"\n'
        + DONE,
        "--- task.yaml\nstatus: completed # still\nsubtask_count: 1\ncompleted_count: 1\n"
        'created_at: "2026-02-01"\ncompleted_at: "2026-03-01T09:15:00Z"\n' + DONE,
    )


def test_counts_that_are_not_there_stay_away(tmp_path: Path) -> None:
    check_completion(
        tmp_path,
        '--- task.json\n{\n  "status": "blocked",\n  "completed_at": null\n}\n' + DONE,
        '--- task.json\n{\n  "status": "completed",\n  "completed_at": "2026-03-01T09:15:00Z"\n}\n' + DONE,
    )


SIX = "".join(f'--- subtask_0{number}.json\n{{"status": "pending"}}\n' for number in range(1, 7))


@pytest.mark.parametrize(
    ("fixture", "reason"),
    [
        (ACTIVE + DONE, None),
        (ACTIVE, "gift-cards has no subtasks"),
        (DONE, "gift-cards has no task file"),
        ("--- task.json\n[]\n" + DONE, "the status of gift-cards cannot be read"),
        (COMPLETED + DONE, "gift-cards is completed already"),
        (ACTIVE + DONE + OPEN, "gift-cards has subtasks that are not completed: 02 is in progress"),
        (
            ACTIVE + "--- subtask_01.json\n{\n",
            "gift-cards has subtasks that are not completed: 01 is of unknown status",
        ),
        (
            ACTIVE + SIX,
            (
                "gift-cards has subtasks that are not completed: 01 is pending, 02 is pending, 03 is pending, 04 is pending, "
                "05 is pending and 1 more"
            ),
        ),
        (COMPLETED.replace("--- ", f"--- {ARCHIVE}"), "gift-cards is archived"),
    ],
)
def test_what_stands_in_the_way_of_completion(tmp_path: Path, fixture: str, reason: str | None) -> None:
    assert completion_refusal(tmp_path, fixture) == reason


def test_the_folder_moves_and_references_follow(tmp_path: Path) -> None:
    before = """
--- contexts.json
{"feature": "gift-cards", "bounded_contexts": []}
--- module-briefs/cards.md
# Cards
--- /.tmp/tasks/vouchers/subtask_01.yaml
context_files:
  - .tmp/tasks/gift-cards/contexts.json # what cards are
  - path: '@.tmp/tasks/gift-cards/module-briefs/cards.md'
    lines: "1"
"""
    after = """
--- /.tmp/tasks/completed/gift-cards/contexts.json
{"feature": "gift-cards", "bounded_contexts": []}
--- /.tmp/tasks/completed/gift-cards/module-briefs/cards.md
# Cards
--- /.tmp/tasks/vouchers/subtask_01.yaml
context_files:
  - .tmp/tasks/completed/gift-cards/contexts.json # what cards are
  - path: '@.tmp/tasks/completed/gift-cards/module-briefs/cards.md'
    lines: "1"
"""
    own = '"context_files": [".tmp/tasks/gift-cards/contexts.json"]'
    subtask = f'--- subtask_01.json\n{{"seq": "01", "status": "completed", {own}}}\n'
    moved = f"{COMPLETED}{subtask}".replace("tasks/gift-cards/", "tasks/completed/gift-cards/")
    check_archive(tmp_path, COMPLETED + subtask + before, moved.replace("--- ", f"--- {ARCHIVE}") + after)


def test_a_task_that_was_forgotten_is_completed(tmp_path: Path) -> None:
    after = f"{COMPLETED}{DONE}".replace("--- ", f"--- {ARCHIVE}")
    check_archive(tmp_path, ACTIVE + DONE, after)


def test_what_is_given_up_keeps_its_status(tmp_path: Path) -> None:
    after = f"{ACTIVE}{DONE}{OPEN}".replace("--- ", f"--- {ARCHIVE}")
    check_archive(tmp_path, ACTIVE + DONE + OPEN, after)


@pytest.mark.parametrize(
    ("fixture", "reason"),
    [
        (COMPLETED + DONE, None),
        (ACTIVE + DONE, None),
        (DONE, None),
        (ACTIVE.replace("active", "archived") + DONE, None),
        (ACTIVE.replace("active", "blocked") + DONE, "the task of gift-cards is blocked!"),
        ("--- task.json\n[]\n" + DONE, "the task of gift-cards is of unknown status!"),
        (COMPLETED + OPEN, "gift-cards has subtasks that are not completed: 02 is in progress!"),
        (COMPLETED + f"--- {ARCHIVE}notes.txt\nOld\n", ".tmp/tasks/completed/gift-cards exists already"),
        (COMPLETED.replace("--- ", f"--- {ARCHIVE}"), "gift-cards is archived"),
    ],
)
def test_what_stands_in_the_way_of_the_archive(tmp_path: Path, fixture: str, reason: str | None) -> None:
    assert archive_refusal(tmp_path, fixture) == reason


NAME = "order-management-mvp"
LATER = datetime(2026, 5, 1, 9, 15, tzinfo=timezone.utc)
"""After all that has happened in the example."""


def test_a_whole_life_makes_no_finding(tmp_path: Path) -> None:
    """Every subtask is started and completed in the order of the plan, then the feature is completed and archived.

    Only what nobody has built is missed.
    """
    files = read_files(SOUND_EXAMPLE)
    steps = 0
    while True:
        snapshot = Fixture(files).snapshot(tmp_path / str(steps))
        assert rules_broken(snapshot) <= {"undelivered"}
        feature = snapshot.feature_named(NAME)
        assert feature
        if feature.is_archived:
            break
        files = apply_changes(files, snapshot, next_step(snapshot, feature))
        steps += 1
    assert steps == 10 + 11 + 1  # ten to start, eleven to complete: the first is done, the second begun
    assert {path.split("/")[2] for path in files if path.startswith(".tmp/tasks/")} == {
        "completed",
        "order-management-system",
    }


def next_step(snapshot: Snapshot, feature: Feature) -> tuple[Change, ...]:
    """The next step in a feature's life, which must not be refused."""
    begun = [key for key, facts in feature.subtasks.items() if facts.status == "in_progress"]
    if begun:
        assert lifecycle.step_refusal("complete", feature, begun[0]) is None
        is_last = lifecycle.completes_all(feature, begun[0])
        return lifecycle.complete(feature, begun[0], LATER, summary="Done and reviewed", with_task=is_last)
    if feature.ready:
        assert lifecycle.step_refusal("start", feature, feature.ready[0]) is None
        return lifecycle.start(feature, feature.ready[0], LATER, agent="CoderAgent")
    assert lifecycle.archive_refusal(snapshot, feature) is None
    return lifecycle.archive(snapshot, feature, LATER)


def rules_broken(snapshot: Snapshot) -> set[str]:
    checker = Checker()
    return {found.rule for facts in snapshot.files() for found in checker.findings(snapshot, facts.path)}
