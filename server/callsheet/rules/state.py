"""The family *state*: statuses, counts and times agree with one another and with what exists."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.times import format_time, is_midnight, parse_time
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, found, rule
from callsheet.rules.status_stub import is_stub
from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.facts import Facts, SubtaskFacts, TaskFacts

_TASK = (ArtifactKind.TASK,)
_SUBTASK = (ArtifactKind.SUBTASK,)


def _change(path: str, *operations: Operation) -> tuple[DocumentChange, ...]:
    return (DocumentChange(path, operations),)


# count-mismatch


def _set_count(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    changes = _change(finding.path, SetValue(finding.pointer, finding.data))
    yield Fix(f"Set {finding.pointer[0]} to {finding.data}", changes, is_preferred=True, is_safe=True)


@rule(
    "count-mismatch",
    "state",
    Severity.WARNING,
    summary="A task's `subtask_count` or `completed_count` is not the real number.",
    reason="Progress reports and the agents that read them believe the task file.",
    kinds=_TASK,
    scope="feature",
    bad="""
--- task.json
{
  "id": "gift-cards",
  "subtask_count": «3»,
  "completed_count": 1
}
--- subtask_01.json
{
  "seq": "01",
  "status": "completed"
}
--- subtask_02.json
{
  "seq": "02",
  "status": "pending"
}
""",
    good="""
--- task.json
{
  "id": "gift-cards",
  "subtask_count": 2,
  "completed_count": 1
}
--- subtask_01.json
{
  "seq": "01",
  "status": "completed"
}
--- subtask_02.json
{
  "seq": "02",
  "status": "pending"
}
""",
    fixes=_set_count,
)
def count_mismatch(facts: TaskFacts, context: Context) -> Iterator[Finding]:
    """Count the subtasks; one whose status cannot be read may be completed or not."""
    subtasks = context.feature.subtasks.values()
    total = len(subtasks)
    if facts.subtask_count is not None and facts.subtask_count != total:
        have = "is 1 subtask" if total == 1 else f"are {total} subtasks"
        message = f"subtask_count is {facts.subtask_count}, but there {have}"
        yield found("count-mismatch", facts, ("subtask_count",), message, data=total)
    completed = sum(subtask.status == "completed" for subtask in subtasks)
    unknown = sum(subtask.status is None for subtask in subtasks)
    count = facts.completed_count
    if count is not None and not completed <= count <= completed + unknown:
        have = "1 subtask is" if completed == 1 else f"{completed} subtasks are"
        message = f"completed_count is {count}, but {have} completed"
        yield found("count-mismatch", facts, ("completed_count",), message, data=completed)


# status-mismatch


def _set_task_status(finding: Finding, context: FixContext) -> Iterator[Fix]:
    operations: list[Operation] = [SetValue(("status",), finding.data)]
    task = context.feature.task
    if finding.data == "completed":
        if task is not None and task.completed_at is None:
            operations.append(SetValue(("completed_at",), format_time(context.now), ("created_at",)))
    elif task is not None and task.completed_at is not None:
        operations.append(SetValue(("completed_at",), None))
    yield Fix(f"Set the task to {finding.data}", _change(finding.path, *operations), is_preferred=True)


@rule(
    "status-mismatch",
    "state",
    Severity.WARNING,
    summary="A task is active although all its subtasks are completed, or completed although some are not.",
    reason="A finished feature stays on every board, or an unfinished one disappears from it.",
    kinds=_TASK,
    scope="feature",
    bad="""
--- task.json
{
  "id": "gift-cards",
  "status": «"active"»,
  "created_at": "2026-02-27T08:00:00Z"
}
--- subtask_01.json
{
  "seq": "01",
  "status": "completed"
}
""",
    good="""
--- task.json
{
  "id": "gift-cards",
  "status": "completed",
  "created_at": "2026-02-27T08:00:00Z",
  "completed_at": "2026-03-01T09:15:00Z"
}
--- subtask_01.json
{
  "seq": "01",
  "status": "completed"
}
""",
    fixes=_set_task_status,
)
def status_mismatch(facts: TaskFacts, context: Context) -> Iterator[Finding]:
    """Compare the task's status with those of its subtasks."""
    statuses = {key: subtask.status for key, subtask in context.feature.subtasks.items()}
    if not statuses or None in statuses.values():
        return
    left = [key for key, status in statuses.items() if status != "completed"]
    if facts.status == "active" and not left:
        message = "the task is active, but all its subtasks are completed"
        yield found("status-mismatch", facts, ("status",), message, data="completed")
    elif facts.status in ("completed", "archived") and left:
        names = ", ".join(left[:5]) + (" and more" if len(left) > 5 else "")
        verb = "is" if len(left) == 1 else "are"
        message = f"the task is {facts.status}, but {names} {verb} not completed"
        places = tuple(
            Related(context.feature.subtasks[key].path, ("status",), f"{key} is {statuses[key]}") for key in left[:10]
        )
        yield found("status-mismatch", facts, ("status",), message, related=places, data="active")


# premature-status


def _back_to_pending(finding: Finding, context: FixContext) -> Iterator[Fix]:
    facts = context.feature.files.get(finding.path)
    operations: list[Operation] = [SetValue(("status",), "pending")]
    if facts is not None and facts.completed_at is not None:
        operations.append(SetValue(("completed_at",), None))
    yield Fix("Set the subtask back to pending", _change(finding.path, *operations))


@rule(
    "premature-status",
    "state",
    Severity.WARNING,
    summary="A subtask is in progress or completed before one that it depends on is completed.",
    reason="Either the work was done on sand, or the dependency is not one, or its status was forgotten.",
    kinds=_SUBTASK,
    scope="feature",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "status": "pending"
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01"],
  "status": «"completed"»
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "status": "pending"
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01"],
  "status": "pending"
}
""",
    fixes=_back_to_pending,
)
def premature_status(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report it once for a subtask, with every direct dependency that is open."""
    if facts.status not in ("in_progress", "completed"):
        return
    feature = context.feature
    key = feature.key_of(facts)
    waiting = [other for other in feature.open_dependencies(key) if other != key]
    if not waiting:
        return
    state = "in progress" if facts.status == "in_progress" else "completed"
    described = ", ".join(f"{other} is {feature.subtasks[other].status}" for other in waiting)
    related = tuple(
        Related(feature.subtasks[other].path, ("status",), f"{other} is {feature.subtasks[other].status}")
        for other in waiting
    )
    message = f"{state} before what it depends on: {described}"
    yield found("premature-status", facts, ("status",), message, related=related)


# incomplete-record, stale-record, time-order


def _fill_completed_at(finding: Finding, context: FixContext) -> Iterator[Fix]:
    if finding.data != "completed_at":
        return
    operation = SetValue(("completed_at",), format_time(context.now), ("started_at", "created_at", "status"))
    yield Fix("Set completed_at to now", _change(finding.path, operation), is_preferred=True)


@rule(
    "incomplete-record",
    "state",
    Severity.HINT,
    summary="Something is completed, but the record of when, or of what was done, is missing.",
    reason="Retrospectives and the agents that continue the work read these records.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "status": «"completed"»,
  "completion_summary": "Front and back drawn"
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "status": "completed",
  "completed_at": "2026-03-01T09:15:00Z",
  "completion_summary": "Front and back drawn"
}
""",
    fixes=_fill_completed_at,
)
def incomplete_record(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report a completed task or subtask without `completed_at`, a subtask also without a summary."""
    if facts.status != "completed" or is_stub(facts) or facts.has_syntax_problems:
        return
    wanted = ["completed_at"]
    if isinstance(facts, SubtaskFacts):
        wanted.append("completion_summary")
    missing = [name for name in wanted if name not in facts.fields]
    if missing:
        message = f"completed, but without {' and '.join(missing)}"
        yield found("incomplete-record", facts, ("status",), message, data=missing[0])


def _mend_stale(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    yield Fix("Clear completed_at", _change(finding.path, SetValue(("completed_at",), None)), is_preferred=True)
    yield Fix("Set the status to completed", _change(finding.path, SetValue(("status",), "completed")))


@rule(
    "stale-record",
    "state",
    Severity.WARNING,
    summary="Something has a `completed_at` but is not completed.",
    reason="One of the two is left over from before, and tools believe the one or the other.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "status": "pending",
  "completed_at": «"2026-03-02T10:20:00Z"»
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "status": "pending",
  "completed_at": null
}
""",
    fixes=_mend_stale,
)
def stale_record(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report a time of completion beside any other status; an archived task was completed once."""
    if facts.completed_at and facts.status in ("pending", "in_progress", "blocked", "active"):
        message = f"it has a completed_at, but its status is {facts.status}"
        yield found("stale-record", facts, ("completed_at",), message)


@rule(
    "time-order",
    "state",
    Severity.WARNING,
    summary="Something is completed before it was started or created.",
    reason="Durations computed from such times are wrong. Placeholders at midnight are not reported.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "started_at": "2026-03-02T10:20:00Z",
  "completed_at": «"2026-03-02T09:50:00Z"»
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "started_at": "2026-03-02T10:20:00Z",
  "completed_at": "2026-03-02T11:50:00Z"
}
""",
)
def time_order(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Compare the times of one document."""
    field = "started_at" if isinstance(facts, SubtaskFacts) else "created_at"
    begun_text = getattr(facts, field, None)
    if not begun_text or not facts.completed_at:
        return
    begun, completed = parse_time(begun_text), parse_time(facts.completed_at)
    if begun and completed and completed < begun and not (is_midnight(begun) or is_midnight(completed)):
        message = f"completed_at is before {field} ({begun_text})"
        related = (Related(facts.path, (field,), f"{field} stands here"),)
        yield found("time-order", facts, ("completed_at",), message, related=related)


# undelivered


@rule(
    "undelivered",
    "state",
    Severity.INFORMATION,
    summary="A subtask of a feature still under way is completed, but a file that it promises does not exist.",
    reason="What depends on the file will not find it.",
    kinds=_SUBTASK,
    scope="files",
    bad="""
--- task.json
{
  "id": "gift-cards",
  "status": "active"
}
--- subtask_01.json
{
  "seq": "01",
  "status": "completed",
  "deliverables": [«"design/card.svg"»]
}
""",
    good="""
--- task.json
{
  "id": "gift-cards",
  "status": "active"
}
--- subtask_01.json
{
  "seq": "01",
  "status": "completed",
  "deliverables": ["design/card.svg"]
}
--- /design/card.svg
<svg/>
""",
)
def undelivered(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Look for the files and folders that a completed subtask promises; finished features may have moved them on."""
    task = context.feature.task
    if facts.status != "completed" or task is None or task.status != "active":
        return
    for deliverable in facts.deliverables:
        path = deliverable.path
        if path.form in ("file", "folder") and not path.leaves_workspace and not context.snapshot.exists(path.path):
            message = f"{path.path} does not exist, though this subtask is completed"
            yield found("undelivered", facts, deliverable.pointer, message)
