"""The rule `count-mismatch`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.rules.state.statuses import is_completed, is_open
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import TaskFacts


def _set_count(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    changes = change(finding.path, SetValue(finding.pointer, finding.data))
    yield Fix(f"Set {finding.pointer[0]} to {finding.data}", changes, is_preferred=True, is_safe=True)


@rule(
    "count-mismatch",
    "state",
    Severity.WARNING,
    summary="A task's `subtask_count` or `completed_count` is not the real number.",
    reason="Progress reports and the agents that read them believe the task file.",
    exceptions="A subtask whose status cannot be read may be completed or not.",
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
    remedy="Sets the real number. Safe: it cannot change what is meant.",
    fixes=_set_count,
    kinds=(ArtifactKind.TASK,),
    scope="feature",
    in_archive=True,
)
def count_mismatch(facts: TaskFacts, context: Context) -> Iterator[Finding]:
    """Count the subtasks; one whose status cannot be read may be completed or not. Negative counts are no counts."""
    subtasks = context.feature.subtasks.values()
    total = len(subtasks)
    if facts.subtask_count is not None and facts.subtask_count != total and facts.subtask_count >= 0:
        have = {0: "are no subtasks", 1: "is 1 subtask"}.get(total, f"are {total} subtasks")
        message = f"subtask_count is {facts.subtask_count}, but there {have}"
        yield found("count-mismatch", facts, ("subtask_count",), message, data=total)
    completed = sum(map(is_completed, subtasks))
    at_most = total - sum(map(is_open, subtasks))
    count = facts.completed_count
    if count is not None and count >= 0 and not completed <= count <= at_most:
        have = {0: "no subtask is", 1: "1 subtask is"}.get(completed, f"{completed} subtasks are")
        message = f"completed_count is {count}, but {have} completed"
        yield found("count-mismatch", facts, ("completed_count",), message, data=completed)
