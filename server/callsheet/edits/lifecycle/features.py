"""The end of a feature's life as changes: its task is completed, its folder goes to the archive."""

from __future__ import annotations

from datetime import datetime

from callsheet.artifacts.layout import archived_folder
from callsheet.artifacts.times import format_time
from callsheet.edits.lifecycle.refusals import Refusal, archived_refusal, is_readable
from callsheet.edits.moving import followed
from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.changes import Change, DocumentChange, FileRename
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot
from callsheet.workspace.statuses import in_words

_NAMED = 5
"""How many subtasks a reason names."""


def completion_refusal(feature: Feature) -> Refusal | None:
    """What stands in the way of completing a feature's task; None where it can be completed.

    None of it can be forced: a task that is completed before its subtasks are says what is not so.
    """
    archived = archived_refusal(feature)
    if archived is not None:
        return archived
    if feature.task is None:
        return Refusal(f"{feature.name} has no task file")
    if not is_readable(feature.task):
        return Refusal(f"the status of {feature.name} cannot be read")
    if feature.task.status == "completed":
        return Refusal(f"{feature.name} is completed already")
    return _open_subtasks(feature)


def _open_subtasks(feature: Feature) -> Refusal | None:
    """The refusal that is made by subtasks that are not completed, or by there being none; None where all are."""
    if not feature.subtasks:
        return Refusal(f"{feature.name} has no subtasks")
    left = {key: facts for key, facts in feature.subtasks.items() if facts.status != "completed"}
    if not left:
        return None
    described = [f"{key} is {in_words(facts.status)}" for key, facts in list(left.items())[:_NAMED]]
    more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
    reason = f"{feature.name} has subtasks that are not completed: {', '.join(described)}{more}"
    return Refusal(reason, tuple(left))


def complete_feature(feature: Feature, now: datetime) -> tuple[Change, ...]:
    """Set a feature's task completed: `status`, `completed_at` (UTC, now), and the counts that it has."""
    task = feature.task
    if task is None:
        return ()
    total = len(feature.subtasks)
    counts = {"subtask_count": (task.subtask_count, total), "completed_count": (task.completed_count, total)}
    operations: list[Operation] = [
        SetValue(("status",), "completed"),
        SetValue(("completed_at",), format_time(now), ("created_at", "status")),
        *[SetValue((field,), real) for field, (count, real) in counts.items() if count not in (None, real)],
    ]
    return (DocumentChange(task.path, tuple(operations)),)


def archive_refusal(snapshot: Snapshot, feature: Feature) -> Refusal | None:
    """What stands in the way of archiving a feature; None where it can go.

    That it is not finished can be forced: work that is given up goes to the archive too.
    """
    archived = archived_refusal(feature)
    if archived is not None:
        return archived
    target = archived_folder(feature.folder)
    if snapshot.exists(target):
        return Refusal(f"{target} exists already")
    unfinished = _open_subtasks(feature)
    if unfinished is None and feature.task is not None and feature.task.status not in _FINISHED:
        unfinished = Refusal(f"the task of {feature.name} is {in_words(feature.task.status)}")
    return unfinished and Refusal(unfinished.reason, unfinished.waiting_for, can_be_forced=True)


_FINISHED = ("active", "completed", "archived")
"""The states in which a task whose subtasks are all completed goes to the archive; an active one is completed then."""


def archive(snapshot: Snapshot, feature: Feature, now: datetime) -> tuple[Change, ...]:
    """Move a feature's folder to the archive; every reference to a file in it follows.

    A task that is still active although its subtasks are all completed is completed with it. Otherwise its status stays:
    the folder says that it is archived, and what was given up must not look finished. So does that of a task with a slip
    of syntax.
    """
    task = feature.task
    is_active = task is not None and task.status == "active" and not task.syntax.is_broken
    is_forgotten = is_active and completion_refusal(feature) is None
    target = archived_folder(feature.folder)
    return (
        *(complete_feature(feature, now) if is_forgotten else ()),
        *followed(snapshot, {feature.folder: target}),
        FileRename(feature.folder, target),
    )
