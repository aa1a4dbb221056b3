"""What follows, in a document and in its task, once something has another status."""

from __future__ import annotations

from collections.abc import Collection

from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.facts import Facts, SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.statuses import is_open


def set_back(feature: Feature, facts: Facts, status: str, *more: Operation) -> tuple[DocumentChange, ...]:
    """Give a subtask or a task a status in which it is not completed: `completed_at` goes, and the task counts anew.

    The task stays as it is where the subtask was not completed before. `more` is carried out in the document as well.
    """
    operations: list[Operation] = [SetValue(("status",), status), *more]
    if "completed_at" in facts.fields:
        operations.append(SetValue(("completed_at",), None))
    of_document = DocumentChange(facts.path, tuple(operations))
    if not isinstance(facts, SubtaskFacts) or not concerns_task(facts, status):
        return (of_document,)
    return (of_document, *task_after(feature, [feature.key_of(facts)], status))


def concerns_task(facts: Facts, status: str) -> bool:
    """Whether a subtask that gets a status may count otherwise in its task then."""
    return status == "completed" or (isinstance(facts, SubtaskFacts) and not is_open(facts))


def task_after(feature: Feature, keys: Collection[str], status: str) -> tuple[DocumentChange, ...]:
    """The change of the task when subtasks, by the keys of `Feature.subtasks`, get a status: its `completed_count`, if any.

    A count that is no number is one that has to be counted. A completed task becomes active again unless the status is
    `completed`. Nothing changes where there is no task, or one with a slip of syntax.
    """
    task = feature.task
    if task is None or task.syntax.is_broken:
        return ()
    statuses = (status if key in keys else facts.status for key, facts in feature.subtasks.items())
    completed = sum(each == "completed" for each in statuses)
    operations: list[Operation] = []
    if "completed_count" in task.fields and task.completed_count != completed:
        operations.append(SetValue(("completed_count",), completed))
    if task.status == "completed" and status != "completed":
        operations.append(SetValue(("status",), "active"))
        if task.completed_at is not None:
            operations.append(SetValue(("completed_at",), None))
    return (DocumentChange(task.path, tuple(operations)),) if operations else ()
