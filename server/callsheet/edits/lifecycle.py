"""The steps in a subtask's life as changes: start, complete, reopen.

States: pending, then in progress once all dependencies are completed, then completed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from callsheet.artifacts.times import format_time
from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.changes import Change, DocumentChange
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature

_RECORD = ("started_at", "agent_id", "status")
"""Behind which member the record of a completion goes: the first of these that there is."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a step must not be taken now."""

    reason: str
    waiting_for: tuple[str, ...]
    """The dependencies that are not completed, or do not exist."""


def blocking_dependencies(feature: Feature, key: str) -> Refusal | None:
    """The refusal that a subtask's open dependencies make; None where there are none."""
    waiting = [*feature.open_dependencies(key)]
    missing = [dependency.written for dependency, other in feature.dependencies(key) if other is None]
    if not waiting and not missing:
        return None
    described = [f"{other} is {feature.subtasks[other].status or 'of unknown status'}" for other in waiting]
    described += [f"{written} does not exist" for written in missing]
    return Refusal(f"{key} depends on what is not completed: {', '.join(described)}", (*waiting, *missing))


def start(feature: Feature, key: str, now: datetime) -> tuple[Change, ...]:
    """Set a subtask in progress: `status`, and `started_at` to now unless it was started before."""
    facts = feature.subtasks[key]
    operations: list[Operation] = [SetValue(("status",), "in_progress")]
    if "started_at" not in facts.fields:
        operations.append(SetValue(("started_at",), format_time(now), ("agent_id", "status")))
    return (DocumentChange(facts.path, tuple(operations)),)


def complete(
    feature: Feature, key: str, now: datetime, *, summary: str | None = None, with_task: bool = False
) -> tuple[Change, ...]:
    """Set a subtask completed: `status`, `completed_at` (UTC, now), the summary if one is given, and the task's count.

    `with_task` also completes the task.
    """
    facts = feature.subtasks[key]
    time = format_time(now)
    operations: list[Operation] = [
        SetValue(("status",), "completed"),
        SetValue(("completed_at",), time, _RECORD),
    ]
    if summary is not None:
        operations.append(SetValue(("completion_summary",), summary, ("completed_at", *_RECORD)))
    changes: list[Change] = [DocumentChange(facts.path, tuple(operations))]
    of_task = _count_operations(feature, completed=completed_after(feature, facts, is_completed=True))
    if with_task:
        of_task += [SetValue(("status",), "completed"), SetValue(("completed_at",), time, ("created_at", "status"))]
    return (*changes, *_task_change(feature, of_task))


def reopen(feature: Feature, key: str) -> tuple[Change, ...]:
    """Set a subtask back to pending and clear its record of completion; a completed task becomes active again."""
    facts = feature.subtasks[key]
    operations: list[Operation] = [SetValue(("status",), "pending")]
    operations += [
        SetValue((field,), None) for field in ("completed_at", "completion_summary") if field in facts.fields
    ]
    of_task = _count_operations(feature, completed=completed_after(feature, facts, is_completed=False))
    task = feature.task
    if task is not None and task.status == "completed":
        of_task.append(SetValue(("status",), "active"))
        if task.completed_at is not None:
            of_task.append(SetValue(("completed_at",), None))
    return (DocumentChange(facts.path, tuple(operations)), *_task_change(feature, of_task))


def completed_after(feature: Feature, facts: SubtaskFacts, *, is_completed: bool) -> int:
    """How many subtasks are completed once one of them is, or is no longer."""
    others = [other for other in feature.subtasks.values() if other is not facts]
    return sum(other.status == "completed" for other in others) + is_completed


def _count_operations(feature: Feature, *, completed: int) -> list[Operation]:
    task = feature.task
    if task is None or task.completed_count is None or task.completed_count == completed:
        return []
    return [SetValue(("completed_count",), completed)]


def _task_change(feature: Feature, operations: list[Operation]) -> tuple[Change, ...]:
    if feature.task is None or not operations:
        return ()
    return (DocumentChange(feature.task.path, tuple(operations)),)
