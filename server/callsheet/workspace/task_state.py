"""What a task has to say once one of its subtasks has another status."""

from __future__ import annotations

from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature


def task_after(feature: Feature, facts: SubtaskFacts, status: str) -> tuple[DocumentChange, ...]:
    """The change of the task when a subtask gets a status: its `completed_count`, where it has one.

    A completed task becomes active again unless the status is `completed`. Nothing changes where there is no task, or one
    with a slip of syntax.
    """
    task = feature.task
    if task is None or task.syntax.is_broken:
        return ()
    others = (other for other in feature.subtasks.values() if other is not facts)
    completed = sum(other.status == "completed" for other in others) + (status == "completed")
    operations: list[Operation] = []
    if task.completed_count not in (None, completed):
        operations.append(SetValue(("completed_count",), completed))
    if task.status == "completed" and status != "completed":
        operations.append(SetValue(("status",), "active"))
        if task.completed_at is not None:
            operations.append(SetValue(("completed_at",), None))
    return (DocumentChange(task.path, tuple(operations)),) if operations else ()
