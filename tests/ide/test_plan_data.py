"""Plan, progress and summary of a feature as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from callsheet.ide.plan_data import percent_completed, plan_value, readiness_value
from callsheet.ide.stages import stages
from callsheet.ide.summary import current_stage, summaries
from callsheet.rules.engine import Checker
from callsheet.workspace.feature import Feature
from tests.workspaces import FEATURE_FOLDER, read_fixture

WORK = """
--- subtask_01.json
{"status": "completed"}
--- subtask_02.json
{"status": "in_progress", "depends_on": ["03"]}
--- subtask_03.json
{"status": "pending", "depends_on": ["01"]}
--- subtask_04.yaml
status: blocked
depends_on: ["01"]
--- subtask_05.yaml
status: pending
depends_on: ["04", "gift-cards-03", "09"]
--- subtask_06.json
{
--- subtask_07.json
{"status": "pending", "depends_on": ["07"]}
"""


def open_feature(root: Path, fixture: str) -> Feature:
    return read_fixture(fixture).snapshot(root).features[FEATURE_FOLDER]


def test_the_plan(tmp_path: Path) -> None:
    assert plan_value(open_feature(tmp_path, WORK)) == {
        "feature": "gift-cards",
        "batches": [["01"], ["03"], ["02"], ["04"], ["05"], ["06"]],
        "levels": 3,
        "critical_path": ["01", "03", "02"],
        "cycles": [["07"]],
        "unplanned": ["07"],
        "missing": [{"subtask": "05", "depends_on": "09"}],
    }


def test_what_can_begin_and_what_keeps_the_rest(tmp_path: Path) -> None:
    def waiting(subtask: str, status: str | None, *waits_for: str, missing: tuple[str, ...] = ()) -> dict[str, Any]:
        keeps = {"waits_for": list(waits_for), "missing": list(missing), "unclear": False}
        keeps["in_cycle"] = subtask in waits_for
        return {"subtask": subtask, "status": status, **keeps}

    assert readiness_value(open_feature(tmp_path, WORK)) == {
        "ready": ["03"],
        "waiting": [
            waiting("04", "blocked"),
            waiting("05", "pending", "04", "03", missing=("09",)),
            waiting("06", None),
            waiting("07", "pending", "07"),
        ],
    }


@pytest.mark.parametrize(("completed", "total", "percent"), [(0, 0, 0), (0, 3, 0), (1, 3, 33), (1, 8, 13), (3, 3, 100)])
def test_progress(tmp_path: Path, completed: int, total: int, percent: int) -> None:
    subtasks = "".join(
        f'--- subtask_0{number}.json\n{{"status": "{"completed" if number < completed else "pending"}"}}\n'
        for number in range(total)
    )
    assert percent_completed(open_feature(tmp_path, f'--- task.json\n{{"id": "gift-cards"}}\n{subtasks}')) == percent


def test_a_summary(tmp_path: Path) -> None:
    session = read_fixture("""
--- task.json
{"id": "gift-cards", "name": "Gift cards", "status": "active", "objective": "Sell them", "created_at": "2026-03-01T09:15:00Z",
 "completed_count": 7}
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "Draw the card", "status": "pending", "notes": ""}
""").session(tmp_path)
    feature = session.snapshot.features[FEATURE_FOLDER]
    (summary,) = summaries(session.snapshot, [feature], Checker())
    findings = summary.pop("findings")
    assert summary == {
        "feature": "gift-cards",
        "id": "gift-cards",
        "name": "Gift cards",
        "status": "active",
        "progress": 0,
        "total": 1,
        "pending": 1,
        "in_progress": 0,
        "completed": 0,
        "blocked": 0,
        "ready": ["01"],
        "waiting": [],
        "stage": {"number": 4, "name": "task breakdown", "state": "done", "note": None},
    }
    assert list(findings) == ["error", "warning", "information", "hint"]
    assert (findings["error"], findings["warning"]) == (0, 3)  # a wrong count, no criteria, no deliverables


@pytest.mark.parametrize(
    ("fixture", "number"),
    [
        ("--- contexts.json\n{}\n--- subtask_01.json\n{}\n", 4),
        ('--- subtask_01.json\n{"status": "in_progress"}\n', 6),
        ('--- subtask_01.json\n{"status": "completed"}\n--- /docs/retrospectives/gift-cards.md\n# Gift cards\n', 8),
    ],
)
def test_the_stage_is_the_last_that_has_begun(tmp_path: Path, fixture: str, number: int) -> None:
    snapshot = read_fixture(fixture).snapshot(tmp_path)
    (found,) = stages(snapshot, [snapshot.features[FEATURE_FOLDER]], Checker())
    stage = current_stage(found)
    assert stage
    assert stage.number == number
