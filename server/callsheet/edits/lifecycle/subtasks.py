"""The steps in a subtask's life as changes.

States: pending, then in progress once all dependencies are completed, then completed. Anything can be blocked, and what is
blocked becomes pending again. What has no status is treated as pending. One that is none has to be corrected before the
subtask is started: it may mean that all is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, TypeAlias

from callsheet.artifacts.quoting import quoted, shorten
from callsheet.artifacts.times import format_time
from callsheet.edits.lifecycle.features import complete_feature
from callsheet.edits.lifecycle.refusals import Refusal, archived_refusal, is_readable, text_refusal
from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.changes import Change, DocumentChange
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.statuses import KNOWN_STATUSES, in_words
from callsheet.workspace.task_state import set_back, task_after

SubtaskStep: TypeAlias = Literal["start", "complete", "block", "unblock", "reopen"]

_RECORD = ("started_at", "agent_id", "status")
"""Behind which member the record of a completion goes: the first of these that there is."""

_REFUSED: Mapping[SubtaskStep, Mapping[str, str]] = {
    "start": {
        "in_progress": "is in progress already",
        "blocked": "is blocked: unblock it first",
        "completed": "is completed: reopen it first",
    },
    "complete": {
        "blocked": "is blocked: unblock it first",
        "completed": "is completed already; reopen it to change its summary",
    },
    "block": {"blocked": "is blocked already"},
    "unblock": {},
    "reopen": {},
}
"""The states from which a step does not lead on, and what to say then."""

_REQUIRED: Mapping[SubtaskStep, str] = {"unblock": "blocked", "reopen": "completed"}
"""The one state that a step leads on from."""


def step_refusal(step: SubtaskStep, feature: Feature, key: str) -> Refusal | None:
    """What stands in the way of a step of a subtask; None where it can be taken."""
    facts = feature.subtasks[key]
    archived = archived_refusal(feature)
    if archived is not None:
        return archived
    if not is_readable(facts):
        return Refusal(f"the status of {key} cannot be read")
    required, status = _REQUIRED.get(step), facts.status or ""
    if required is not None and status != required:
        return Refusal(f"{key} is not {required}")
    reason = _REFUSED[step].get(status)
    if reason is not None:
        agent = shorten(facts.agent_id or "") if status == "in_progress" else ""
        by = f" ({agent})" if agent else ""
        return Refusal(f"{key} {reason}{by}", can_be_forced=(step, status) == ("complete", "blocked"))
    if step == "start" and status and status not in KNOWN_STATUSES:
        return Refusal(f"the status of {key} is {quoted(status)}, which is none: correct that first")
    if step not in ("start", "complete"):
        return None
    waiting = blocking_dependencies(feature, key)
    return waiting if step == "complete" or waiting is None else Refusal(waiting.reason, waiting.waiting_for)


def summary_refusal(facts: SubtaskFacts, summary: str) -> Refusal | None:
    """The refusal of a summary that is longer than the schema allows; None where it can stand in the subtask."""
    return text_refusal("summary", summary, "completion_summary", facts.schema_at(("completion_summary",)))


def step_changes(
    step: SubtaskStep,
    feature: Feature,
    key: str,
    now: datetime,
    *,
    summary: str | None = None,
    agent: str | None = None,
    with_task: bool = False,
) -> tuple[Change, ...]:
    """What a step of a subtask changes. The agent is for `start`, the rest for `complete`; a blank text is none."""
    if step == "start":
        return start(feature, key, now, agent=_said(agent))
    if step == "complete":
        return complete(feature, key, now, summary=_said(summary), with_task=with_task)
    return {"block": block, "unblock": unblock, "reopen": reopen}[step](feature, key)


def _said(text: str | None) -> str | None:
    """A text without the blanks around it; None for one that says nothing."""
    return (text or "").strip() or None


def blocking_dependencies(feature: Feature, key: str) -> Refusal | None:
    """The refusal that a subtask's open dependencies make, or those that cannot be read; None where there are none."""
    if feature.subtasks[key].has_unclear_dependencies:
        return Refusal(f"what {key} depends on cannot be read: depends_on is no list of numbers", can_be_forced=True)
    waiting = [*feature.open_dependencies(key)]
    missing = [dependency.written for dependency, other in feature.dependencies(key) if other is None]
    if not waiting and not missing:
        return None
    described = [f"{other} is {in_words(feature.subtasks[other].status)}" for other in waiting]
    described += [f"{written} does not exist" for written in missing]
    reason = f"{key} depends on what is not completed: {', '.join(described)}"
    return Refusal(reason, (*waiting, *missing), can_be_forced=True)


def start(feature: Feature, key: str, now: datetime, *, agent: str | None = None) -> tuple[Change, ...]:
    """Set a subtask in progress: `status`, `agent_id` if an agent is given, `started_at` unless it was started before.

    A time of completion that was left over is cleared.
    """
    facts = feature.subtasks[key]
    operations: list[Operation] = []
    if agent is not None:
        operations.append(SetValue(("agent_id",), agent, ("status",)))
    if "started_at" not in facts.fields:
        operations.append(SetValue(("started_at",), format_time(now), ("agent_id", "status")))
    return set_back(feature, facts, "in_progress", *operations)


def complete(
    feature: Feature, key: str, now: datetime, *, summary: str | None = None, with_task: bool = False
) -> tuple[Change, ...]:
    """Set a subtask completed: `status`, `completed_at` (UTC, now), the summary if one is given, and the task's count.

    `with_task` also completes the task, for which this must be the last subtask.
    """
    of_task = complete_feature(feature, now) if with_task else task_after(feature, [key], "completed")
    return (_completion(feature.subtasks[key], format_time(now), summary), *of_task)


def completable(feature: Feature) -> list[str]:
    """The keys of the subtasks that nothing keeps from being completed now."""
    return [key for key in feature.subtasks if step_refusal("complete", feature, key) is None]


def complete_ready(feature: Feature, now: datetime) -> tuple[Change, ...]:
    """Set all subtasks completed that can be now, and the task's count."""
    time, keys = format_time(now), completable(feature)
    return (*(_completion(feature.subtasks[key], time) for key in keys), *task_after(feature, keys, "completed"))


def _completion(facts: SubtaskFacts, time: str, summary: str | None = None) -> DocumentChange:
    """What completing a subtask changes in its own document."""
    operations: list[Operation] = [
        SetValue(("status",), "completed"),
        SetValue(("completed_at",), time, _RECORD),
    ]
    if summary is not None:
        operations.append(SetValue(("completion_summary",), summary, ("completed_at", *_RECORD)))
    return DocumentChange(facts.path, tuple(operations))


def completes_all(feature: Feature, key: str) -> bool:
    """Whether a subtask is the last that keeps its feature's task from being completed."""
    left = [other for other, facts in feature.subtasks.items() if other != key and facts.status != "completed"]
    return feature.task is not None and feature.task.status not in ("completed", "archived") and not left


def block(feature: Feature, key: str) -> tuple[Change, ...]:
    """Set a subtask blocked; where it was completed its record of that goes, as with `reopen`."""
    return _set_back(feature, key, "blocked")


def unblock(feature: Feature, key: str) -> tuple[Change, ...]:
    """Set a blocked subtask back to pending."""
    return _set_back(feature, key, "pending")


def reopen(feature: Feature, key: str) -> tuple[Change, ...]:
    """Set a subtask back to pending and clear its record of completion; a completed task becomes active again."""
    return _set_back(feature, key, "pending")


def _set_back(feature: Feature, key: str, status: str) -> tuple[Change, ...]:
    """Give a subtask a status in which it is not completed; the summary goes only with a completion."""
    facts = feature.subtasks[key]
    has_summary = facts.status == "completed" and "completion_summary" in facts.fields
    return set_back(feature, facts, status, *([SetValue(("completion_summary",), None)] if has_summary else []))
