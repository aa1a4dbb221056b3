"""Giving a subtask or a task another status, with all that follows from it."""

from __future__ import annotations

from datetime import datetime

from callsheet.artifacts.times import format_time, parse_time
from callsheet.rules.registry import change
from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.changes import Change
from callsheet.workspace.facts import Facts, SubtaskFacts, TaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.statuses import is_completed, is_open
from callsheet.workspace.task_state import set_back, task_after


def with_status(feature: Feature, facts: Facts, status: str, now: datetime | None = None) -> tuple[Change, ...]:
    """Give a subtask or a task a status, with what follows from it.

    `now` is for the `completed_at` of a task that is completed and has none; None: it is not written.
    """
    if status != "completed":
        return set_back(feature, facts, status)
    operations: list[Operation] = [SetValue(("status",), status)]
    if isinstance(facts, TaskFacts) and now is not None and "completed_at" not in facts.fields:
        time, _ = completion_time(facts, now)
        operations.append(SetValue(("completed_at",), time, ("created_at", "completed_count")))
    of_task = task_after(feature, [feature.key_of(facts)], status) if isinstance(facts, SubtaskFacts) else ()
    return (*change(facts.path, *operations), *of_task)


def fits_subtasks(feature: Feature, status: str) -> bool:
    """Whether a task can have a status beside the statuses of its subtasks."""
    subtasks = feature.subtasks.values()
    if status == "active":
        return not subtasks or not all(map(is_completed, subtasks))
    return status not in ("completed", "archived") or not any(map(is_open, subtasks))


def completion_time(facts: Facts, now: datetime) -> tuple[str, str]:
    """When something was completed that has no `completed_at`: the time, and in words.

    That is now; or when it began, where its author says that this is still to come.
    """
    field, begun = "created_at", facts.created_at if isinstance(facts, TaskFacts) else None
    if isinstance(facts, SubtaskFacts):
        field, begun = "started_at", facts.started_at
    moment = parse_time(begun) if begun else None
    if begun and moment and moment > now:
        return begun, f"the time of {field}"
    return format_time(now), "now"
