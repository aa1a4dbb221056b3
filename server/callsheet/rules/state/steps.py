"""Giving a subtask or a task another status, with all that follows from it."""

from __future__ import annotations

from datetime import datetime

from callsheet.artifacts.times import format_time, parse_time
from callsheet.rules.registry import change
from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.changes import Change
from callsheet.workspace.facts import Facts, SubtaskFacts, TaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.task_state import task_after


def with_status(feature: Feature, facts: Facts, status: str) -> tuple[Change, ...]:
    """Give a subtask or a task a status, with what follows from it."""
    if status != "completed":
        return set_back(feature, facts, status)
    return (*change(facts.path, SetValue(("status",), status)), *following(feature, facts, status))


def set_back(feature: Feature, facts: Facts, status: str) -> tuple[Change, ...]:
    """Give a subtask or a task a status in which it is not completed: `completed_at` goes, and the task counts anew."""
    operations: list[Operation] = [SetValue(("status",), status)]
    if facts.completed_at is not None:
        operations.append(SetValue(("completed_at",), None))
    return (*change(facts.path, *operations), *following(feature, facts, status))


def following(feature: Feature, facts: Facts, status: str) -> tuple[Change, ...]:
    """What changes in the task when a subtask gets a status."""
    return task_after(feature, [feature.key_of(facts)], status) if isinstance(facts, SubtaskFacts) else ()


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
