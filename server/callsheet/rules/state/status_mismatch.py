"""The rule `status-mismatch`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, found, rule
from callsheet.rules.state.steps import with_status
from callsheet.workspace.facts import TaskFacts
from callsheet.workspace.statuses import in_words, is_completed, is_open

_NAMED = 5
"""How many subtasks the message names."""


def _set_status(finding: Finding, context: FixContext) -> Iterator[Fix]:
    task = context.feature.task
    if task is None:
        return
    is_cleared = finding.data == "active" and "completed_at" in task.fields
    title = f"Set the task to {finding.data}{' and clear completed_at' if is_cleared else ''}"
    yield Fix(title, with_status(context.feature, task, finding.data, context.now), is_preferred=True)


@rule(
    "status-mismatch",
    "state",
    Severity.WARNING,
    summary="A task is active although all its subtasks are completed, or completed although some are not.",
    reason="A finished feature stays on every board, or an unfinished one disappears from it.",
    exceptions="A subtask whose status cannot be read may be completed or not.",
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
    remedy="Sets the task's status to what the subtasks say, and `completed_at` with it.",
    fixes=_set_status,
    kinds=(ArtifactKind.TASK,),
    scope="feature",
    in_archive=True,
    only_with="status",
)
def status_mismatch(facts: TaskFacts, context: Context) -> Iterator[Finding]:
    """Compare the task's status with those of its subtasks."""
    subtasks = context.feature.subtasks
    if facts.status == "active":
        if subtasks and all(map(is_completed, subtasks.values())):
            message = "the task is active, but all its subtasks are completed"
            yield found("status-mismatch", facts, ("status",), message, data="completed")
    elif facts.status in ("completed", "archived"):
        left = [key for key, subtask in subtasks.items() if is_open(subtask)]
        if left:
            names = ", ".join(left[:_NAMED]) + (" and more" if len(left) > _NAMED else "")
            message = f"the task is {facts.status}, but {names} {'is' if len(left) == 1 else 'are'} not"
            message += "" if facts.status == "completed" else " completed"
            places = tuple(
                Related(subtasks[key].path, ("status",), f"{key} is {in_words(subtasks[key].status)}")
                for key in left[:_NAMED]
            )
            yield found("status-mismatch", facts, ("status",), message, related=places, data="active")
