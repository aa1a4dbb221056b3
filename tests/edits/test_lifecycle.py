"""Start, complete, reopen: only the values that change differ, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from callsheet.edits import lifecycle
from callsheet.edits.structure import edits_for
from callsheet.text import apply_edits
from callsheet.workspace.changes import Change, DocumentChange
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot
from tests.workspaces import FEATURE_FOLDER, read_fixture

NOW = datetime(2026, 3, 1, 10, 15, 30, 999, timezone(timedelta(hours=1)))
"""09:15:30 in UTC."""

Step = Callable[[Feature], tuple[Change, ...]]


def complete(feature: Feature) -> tuple[Change, ...]:
    return lifecycle.complete(feature, "02", NOW)


def complete_with_summary(feature: Feature) -> tuple[Change, ...]:
    return lifecycle.complete(feature, "02", NOW, summary='Printed "all"')


def complete_with_task(feature: Feature) -> tuple[Change, ...]:
    return lifecycle.complete(feature, "02", NOW, with_task=True)


def start(feature: Feature) -> tuple[Change, ...]:
    return lifecycle.start(feature, "02", NOW)


def reopen(feature: Feature) -> tuple[Change, ...]:
    return lifecycle.reopen(feature, "02")


def open_feature(root: Path, fixture: str) -> tuple[Snapshot, Feature]:
    snapshot = read_fixture(fixture).snapshot(root)
    return snapshot, snapshot.features[FEATURE_FOLDER]


def apply(snapshot: Snapshot, changes: Iterable[Change]) -> dict[str, str]:
    """The texts after some changes, by file name; only of files that differ."""
    texts: dict[str, str] = {}
    for change in changes:
        assert isinstance(change, DocumentChange)
        document = snapshot.document(change.path)
        assert document
        text = apply_edits(document.text.string, edits_for(document, change.operations))
        if text != document.text.string:
            texts[change.path.rpartition("/")[2]] = text
    return texts


def check(root: Path, step: Step, before: str, after: str) -> None:
    """Check what a step makes of a workspace; `after` holds the files that differ."""
    snapshot, feature = open_feature(root, before)
    expected = {path.rpartition("/")[2]: text for path, text in read_fixture(after).files.items()}
    assert apply(snapshot, step(feature)) == expected


def test_two_blanks(tmp_path: Path) -> None:
    check(
        tmp_path,
        complete,
        """
--- subtask_02.json
{
  "seq":   "02",
  "status": "in_progress",
  "agent_id": "coder-agent",
  "started_at": "2026-03-01T08:00:00Z",
  "completed_at": null,
  "completion_summary": null
}
""",
        """
--- subtask_02.json
{
  "seq":   "02",
  "status": "completed",
  "agent_id": "coder-agent",
  "started_at": "2026-03-01T08:00:00Z",
  "completed_at": "2026-03-01T09:15:30Z",
  "completion_summary": null
}
""",
    )


def test_four_blanks_and_a_member_that_is_missing(tmp_path: Path) -> None:
    check(
        tmp_path,
        complete_with_summary,
        """
--- subtask_02.json
{
    "seq": "02",
    "status": "in_progress",
    "agent_id": null,
    "deliverables": ["a.txt",   "b.txt"]
}
""",
        """
--- subtask_02.json
{
    "seq": "02",
    "status": "completed",
    "agent_id": null,
    "completed_at": "2026-03-01T09:15:30Z",
    "completion_summary": "Printed \\"all\\"",
    "deliverables": ["a.txt",   "b.txt"]
}
""",
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            '{\n\t"seq": "02",\n\t"status": "pending"\n}',
            '{\n\t"seq": "02",\n\t"status": "completed",\n\t"completed_at": "2026-03-01T09:15:30Z"\n}',
            id="tabs, no final line end",
        ),
        pytest.param(
            '{\r\n  "status": "pending",\r\n  "seq": "02"\r\n}\r\n',
            '{\r\n  "status": "completed",\r\n  "completed_at": "2026-03-01T09:15:30Z",\r\n  "seq": "02"\r\n}\r\n',
            id="CRLF",
        ),
        pytest.param(
            '{"seq":"02","status":"pending","title":"é😀"}',
            '{"seq":"02","status":"completed","completed_at":"2026-03-01T09:15:30Z","title":"é😀"}',
            id="inline",
        ),
        pytest.param(
            '\ufeff{ "seq": "02", "completed_at": "2025-01-01" , "status" : "blocked" }\n\n',
            '\ufeff{ "seq": "02", "completed_at": "2026-03-01T09:15:30Z" , "status" : "completed" }\n\n',
            id="odd blanks and a byte order mark",
        ),
        pytest.param(
            '{"seq": "02"}\n',
            '{"seq": "02", "status": "completed", "completed_at": "2026-03-01T09:15:30Z"}\n',
            id="no status",
        ),
    ],
)
def test_formats_of_json(tmp_path: Path, before: str, after: str) -> None:
    check(tmp_path, complete, f"--- subtask_02.json\n{before}", f"--- subtask_02.json\n{after}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "# The second\nseq: '02'  # of two\nstatus: in_progress # soon\n\ntitle: >\n  Print\n  it\n",
            "# The second\nseq: '02'  # of two\nstatus: completed # soon\n"
            "completed_at: '2026-03-01T09:15:30Z'\n\ntitle: >\n  Print\n  it\n",
            id="comments",
        ),
        pytest.param(
            '"seq": "02"\n"status": "pending"\n"completed_at": ~\n',
            '"seq": "02"\n"status": "completed"\n"completed_at": "2026-03-01T09:15:30Z"\n',
            id="double quotes",
        ),
        pytest.param(
            "seq: '02'\nstatus: 'pending'\ncompleted_at: null",
            "seq: '02'\nstatus: 'completed'\ncompleted_at: '2026-03-01T09:15:30Z'",
            id="single quotes, no final line end",
        ),
        pytest.param(
            "{seq: '02', status: pending}\r\n",
            "{seq: '02', status: completed, completed_at: '2026-03-01T09:15:30Z'}\r\n",
            id="flow style, CRLF",
        ),
    ],
)
def test_formats_of_yaml(tmp_path: Path, before: str, after: str) -> None:
    check(tmp_path, complete, f"--- subtask_02.yaml\n{before}", f"--- subtask_02.yaml\n{after}")


TASK = """
--- task.json
{
  "id": "gift-cards",
  "status": "active",   "completed_count": 7,
  "created_at": "2026-02-01T00:00:00Z"
}
--- subtask_01.json
{"seq": "01", "status": "completed"}
"""


def test_the_count_is_what_is_true_afterwards(tmp_path: Path) -> None:
    check(
        tmp_path,
        complete,
        TASK
        + '--- subtask_02.json\n{"seq": "02", "status": "pending", "completed_at": null}\n--- subtask_03.json\n{"seq": "03"}\n',
        """
--- subtask_02.json
{"seq": "02", "status": "completed", "completed_at": "2026-03-01T09:15:30Z"}
--- task.json
{
  "id": "gift-cards",
  "status": "active",   "completed_count": 2,
  "created_at": "2026-02-01T00:00:00Z"
}
""",
    )


def test_the_task_is_completed_with_its_last_subtask(tmp_path: Path) -> None:
    check(
        tmp_path,
        complete_with_task,
        TASK + '--- subtask_02.json\n{"seq": "02", "status": "pending", "completed_at": null}\n',
        """
--- subtask_02.json
{"seq": "02", "status": "completed", "completed_at": "2026-03-01T09:15:30Z"}
--- task.json
{
  "id": "gift-cards",
  "status": "completed",   "completed_count": 2,
  "created_at": "2026-02-01T00:00:00Z",
  "completed_at": "2026-03-01T09:15:30Z"
}
""",
    )


@pytest.mark.parametrize("count", ['"completed_count": 1, ', "", '"completed_count": null, '])
def test_a_count_that_is_right_or_missing_stays(tmp_path: Path, count: str) -> None:
    task = f'--- task.json\n{{{count}"id": "gift-cards"}}\n'
    snapshot, feature = open_feature(tmp_path, task + '--- subtask_02.json\n{"seq": "02", "status": "pending"}\n')
    assert list(apply(snapshot, complete(feature))) == ["subtask_02.json"]


def test_a_task_with_a_slip_of_syntax_stays(tmp_path: Path) -> None:
    task = '--- task.json\n{"id": "gift-cards", "completed_count": 1,, "status": "active"}\n'
    snapshot, feature = open_feature(tmp_path, task + '--- subtask_02.json\n{"seq": "02", "status": "completed"}\n')
    assert list(apply(snapshot, reopen(feature))) == ["subtask_02.json"]


def test_start(tmp_path: Path) -> None:
    check(
        tmp_path,
        start,
        '--- subtask_02.json\n{\n  "status": "pending",\n  "seq": "02"\n}\n',
        '--- subtask_02.json\n{\n  "status": "in_progress",\n  "started_at": "2026-03-01T09:15:30Z",\n  "seq": "02"\n}\n',
    )


def test_start_keeps_an_earlier_start(tmp_path: Path) -> None:
    check(
        tmp_path,
        start,
        '--- subtask_02.json\n{"seq": "02", "status": "blocked", "started_at": "2026-02-01T08:00:00Z"}\n',
        '--- subtask_02.json\n{"seq": "02", "status": "in_progress", "started_at": "2026-02-01T08:00:00Z"}\n',
    )


def test_reopen(tmp_path: Path) -> None:
    check(
        tmp_path,
        reopen,
        """
--- task.json
{"id": "gift-cards", "status": "completed", "completed_count": 1, "completed_at": "2026-03-01T10:00:00Z"}
--- subtask_02.json
{"seq": "02", "status": "completed", "started_at": "2026-03-01T08:00:00Z",
 "completed_at": "2026-03-01T10:00:00Z", "completion_summary": "Printed"}
""",
        """
--- task.json
{"id": "gift-cards", "status": "active", "completed_count": 0, "completed_at": null}
--- subtask_02.json
{"seq": "02", "status": "pending", "started_at": "2026-03-01T08:00:00Z",
 "completed_at": null, "completion_summary": null}
""",
    )


def test_reopen_adds_nothing(tmp_path: Path) -> None:
    check(
        tmp_path,
        reopen,
        '--- task.json\n{"status": "active"}\n--- subtask_02.json\n{"seq": "02", "status": "completed"}\n',
        '--- subtask_02.json\n{"seq": "02", "status": "pending"}\n',
    )


@pytest.mark.parametrize(
    ("dependencies", "others", "reason"),
    [
        ("[]", "", None),
        ('["01"]', '--- subtask_01.json\n{"seq": "01", "status": "completed"}\n', None),
        ('["01"]', '--- subtask_01.json\n{"seq": "01", "status": "pending"}\n', "01 is pending"),
        ('["01"]', "--- subtask_01.json\n{\n", "01 is of unknown status"),
        ('["09"]', "", "09 does not exist"),
        ('["02"]', "", "02 is pending"),
        (
            '["01", "gift-cards-03", "07"]',
            '--- subtask_01.json\n{"seq": "01", "status": "blocked"}\n--- subtask_03.json\n{"seq": "03", "status": "in_progress"}\n',
            "01 is blocked, 03 is in progress, 07 does not exist",
        ),
    ],
)
def test_what_stands_in_the_way(tmp_path: Path, dependencies: str, others: str, reason: str | None) -> None:
    subtask = f'--- subtask_02.json\n{{"seq": "02", "status": "pending", "depends_on": {dependencies}}}\n'
    _, feature = open_feature(tmp_path, subtask + others)
    refusal = lifecycle.blocking_dependencies(feature, "02")
    assert (refusal and refusal.reason) == (reason and f"02 depends on what is not completed: {reason}")
