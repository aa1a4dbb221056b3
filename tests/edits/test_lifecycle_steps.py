"""Which steps a subtask can take in which state, and what blocking, unblocking and an agent change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.edits import lifecycle
from callsheet.edits.lifecycle import SubtaskStep
from callsheet.edits.structure import edits_for
from callsheet.ide.step_titles import step_title
from callsheet.syntax import Document
from callsheet.text import Text, apply_edits
from callsheet.workspace.changes import Change, DocumentChange
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot
from tests.workspaces import FEATURE_FOLDER, apply_changes, read_fixture

NOW = datetime(2026, 3, 1, 9, 15, tzinfo=timezone.utc)

Step = Callable[[Feature], tuple[Change, ...]]


def block(feature: Feature) -> tuple[Change, ...]:
    return lifecycle.block(feature, "02")


def unblock(feature: Feature) -> tuple[Change, ...]:
    return lifecycle.unblock(feature, "02")


def start(feature: Feature) -> tuple[Change, ...]:
    return lifecycle.start(feature, "02", NOW, agent="CoderAgent")


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        pytest.param(
            start,
            '{"seq": "02", "status": "pending", "agent_id": null}',
            '{"seq": "02", "status": "in_progress", "agent_id": "CoderAgent", "started_at": "2026-03-01T09:15:00Z"}',
            id="start, for an agent",
        ),
        pytest.param(
            start,
            '{\n  "status": "pending",\n  "title": "Print"\n}',
            '{\n  "status": "in_progress",\n  "agent_id": "CoderAgent",\n  "started_at": "2026-03-01T09:15:00Z",\n'
            '  "title": "Print"\n}',
            id="start, for an agent, with nothing there yet",
        ),
        pytest.param(
            block,
            '{"seq": "02", "status": "in_progress", "started_at": "2026-03-01T08:00:00Z"}',
            '{"seq": "02", "status": "blocked", "started_at": "2026-03-01T08:00:00Z"}',
            id="block",
        ),
        pytest.param(
            start,
            '{"seq": "02", "status": "pending", "agent_id": "x", "completed_at": "2026-02-01T08:00:00Z"}',
            '{"seq": "02", "status": "in_progress", "agent_id": "CoderAgent", "started_at": "2026-03-01T09:15:00Z",'
            ' "completed_at": null}',
            id="start, with a time of completion left over",
        ),
        pytest.param(
            block,
            '{"seq": "02", "status": "pending", "completed_at": "2026-02-01T08:00:00Z", "completion_summary": "x"}',
            '{"seq": "02", "status": "blocked", "completed_at": null, "completion_summary": "x"}',
            id="block, with a time of completion left over",
        ),
        pytest.param(
            unblock,
            '{"seq": "02", "status": "blocked", "agent_id": "CoderAgent"}',
            '{"seq": "02", "status": "pending", "agent_id": "CoderAgent"}',
            id="unblock",
        ),
    ],
)
def test_what_a_step_changes(tmp_path: Path, step: Step, before: str, after: str) -> None:
    read = read_fixture(f"--- subtask_02.json\n{before}")
    snapshot = read.snapshot(tmp_path)
    changed = apply_changes(read.files, snapshot, step(snapshot.features[FEATURE_FOLDER]))
    assert changed == read_fixture(f"--- subtask_02.json\n{after}").files


@pytest.mark.parametrize(
    ("status", "count"),
    [
        pytest.param("done", 0, id="nobody knew whether it counted"),
        pytest.param("in_progress", 1, id="it did not count before"),
    ],
)
def test_the_task_counts_anew_only_where_its_subtask_may_have_counted(tmp_path: Path, status: str, count: int) -> None:
    read = read_fixture(f'--- task.json\n{{"completed_count": 1}}\n--- subtask_02.json\n{{"status": "{status}"}}')
    snapshot = read.snapshot(tmp_path)
    changed = apply_changes(read.files, snapshot, block(snapshot.features[FEATURE_FOLDER]))
    assert changed[f"{FEATURE_FOLDER}/task.json"] == f'{{"completed_count": {count}}}\n'


def test_blocking_what_was_completed_clears_its_record(tmp_path: Path) -> None:
    read = read_fixture("""
--- task.yaml
status: completed
completed_count: 1
completed_at: 2026-03-01T10:00:00Z
--- subtask_02.yaml
seq: "02"
status: completed # at last
completed_at: 2026-03-01T10:00:00Z
""")
    snapshot = read.snapshot(tmp_path)
    changed = apply_changes(read.files, snapshot, lifecycle.block(snapshot.features[FEATURE_FOLDER], "02"))
    assert (
        changed
        == read_fixture("""
--- task.yaml
status: active
completed_count: 0
completed_at: null
--- subtask_02.yaml
seq: "02"
status: blocked # at last
completed_at: null
""").files
    )


@pytest.mark.parametrize(
    ("step", "status", "title"),
    [
        ("block", "pending", "Block 02"),
        ("block", "completed", "Block 02 and clear its record although 03 has begun"),
        ("reopen", "completed", "Reopen 02 although 03 has begun"),
        ("complete", "in_progress", "Mark 02 complete"),
    ],
)
def test_titles_say_what_goes_and_what_builds_on_it(tmp_path: Path, step: SubtaskStep, status: str, title: str) -> None:
    dependent = '--- subtask_03.json\n{"status": "in_progress", "depends_on": ["02"]}\n'
    read = read_fixture(f'--- subtask_02.json\n{{"status": "{status}"}}\n{dependent}')
    assert step_title(step, read.snapshot(tmp_path).features[FEATURE_FOLDER], "02") == title


STEPS: tuple[SubtaskStep, ...] = get_args(SubtaskStep)


def refusals(root: Path, fixture: str) -> dict[str, str | None]:
    """Why each step of subtask 02 is refused, None where it is not; what can be forced ends with an exclamation mark."""
    feature = next(iter(read_fixture(fixture).snapshot(root).features.values()))
    found = {step: lifecycle.step_refusal(step, feature, "02") for step in STEPS}
    return {
        step: refusal.reason + ("!" if refusal.can_be_forced else "") if refusal else None
        for step, refusal in found.items()
    }


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("pending", [None, None, None, "02 is not blocked", "02 is not completed"]),
        ("in_progress", ["02 is in progress already", None, None, "02 is not blocked", "02 is not completed"]),
        (
            "blocked",
            [
                "02 is blocked: unblock it first",
                "02 is blocked: unblock it first!",
                "02 is blocked already",
                None,
                "02 is not completed",
            ],
        ),
        (
            "completed",
            [
                "02 is completed: reopen it first",
                "02 is completed already; reopen it to change its summary",
                None,
                "02 is not blocked",
                None,
            ],
        ),
        (
            "done",
            [
                'the status of 02 is "done", which is none: correct that first',
                None,
                None,
                "02 is not blocked",
                "02 is not completed",
            ],
        ),
    ],
)
def test_steps_by_state(tmp_path: Path, status: str, expected: list[str | None]) -> None:
    found = refusals(tmp_path, f'--- subtask_02.json\n{{"seq": "02", "status": "{status}"}}')
    assert found == dict(zip(STEPS, expected, strict=True))


@pytest.mark.parametrize(
    ("agent", "by"), [('"coder-1"', " (coder-1)"), ('" "', ""), ("null", ""), ('"a\\nb"', " (a b)"), ("7", "")]
)
def test_who_is_at_work_is_named(tmp_path: Path, agent: str, by: str) -> None:
    found = refusals(tmp_path, f'--- subtask_02.json\n{{"status": "in_progress", "agent_id": {agent}}}')
    assert found["start"] == f"02 is in progress already{by}"


def test_open_dependencies(tmp_path: Path) -> None:
    subtask = '--- subtask_02.json\n{"status": "pending", "depends_on": ["01", "07"]}\n'
    found = refusals(tmp_path, f'{subtask}--- subtask_01.json\n{{"status": "blocked"}}\n')
    reason = "02 depends on what is not completed: 01 is blocked, 07 does not exist"
    assert (found["start"], found["complete"], found["block"]) == (reason, f"{reason}!", None)


def test_dependencies_that_nobody_understands(tmp_path: Path) -> None:
    found = refusals(tmp_path, '--- subtask_02.json\n{"status": "pending", "depends_on": "01"}\n')
    reason = "what 02 depends on cannot be read: depends_on is no list of numbers"
    assert (found["start"], found["complete"], found["block"]) == (reason, f"{reason}!", None)


@pytest.mark.parametrize(
    ("fixture", "reason"),
    [
        pytest.param(
            '--- /.tmp/tasks/completed/old/subtask_02.json\n{"seq": "02"}', "old is archived", id="the archive"
        ),
        pytest.param("--- subtask_02.json\n[]", "the status of 02 cannot be read", id="no object"),
        pytest.param(
            '--- subtask_02.json\n{"status": "pending": [], "seq": "02"}',
            "the status of 02 cannot be read",
            id="a slip where the status stands",
        ),
        pytest.param("--- subtask_02.yaml\n", "the status of 02 cannot be read", id="nothing"),
    ],
)
def test_where_no_step_can_be_taken(tmp_path: Path, fixture: str, reason: str) -> None:
    assert refusals(tmp_path, fixture) == dict.fromkeys(STEPS, reason)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A subtask in JSON and one in YAML."""
    return read_fixture("""
--- subtask_01.json
{
  "seq": "01",
  "status": "in_progress"
}
--- subtask_02.yaml
seq: "02"
status: in_progress # for a week
""").snapshot(tmp_path_factory.mktemp("pair"))


@given(st.text())
def test_any_summary_is_written_as_it_is(pair: Snapshot, summary: str) -> None:
    for key in ("01", "02"):
        (change,) = lifecycle.complete(pair.features[FEATURE_FOLDER], key, NOW, summary=summary)
        assert isinstance(change, DocumentChange)
        document = pair.document(change.path)
        assert document
        text = apply_edits(document.text.string, edits_for(document, change.operations))
        changed = Document(Text(text), document.language)
        assert changed.problems == []
        assert changed.value == {
            "seq": key,
            "status": "completed",
            "completed_at": "2026-03-01T09:15:00Z",
            "completion_summary": summary,
        }
