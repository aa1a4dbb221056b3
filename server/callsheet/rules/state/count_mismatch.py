"""The rule `count-mismatch`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules.backlog.items import COUNTS
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.syntax import value_at
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import PlanningFacts, TaskFacts
from callsheet.workspace.statuses import is_completed, is_open


def _set_count(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    changes = change(finding.path, SetValue(finding.pointer, finding.data))
    yield Fix(f"Set {finding.pointer[-1]} to {finding.data}", changes, is_preferred=True, is_safe=True)


@rule(
    "count-mismatch",
    "state",
    Severity.WARNING,
    summary="A task's `subtask_count` or `completed_count`, or a count in a backlog's `metadata`, is not the real number.",
    reason="Progress reports and the agents that read them believe the counts.",
    exceptions="A subtask whose status cannot be read may be completed or not. "
    "The items of a backlog with a slip of syntax are not counted, nor those of a list that it does not have.",
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
    safety="always",
    kinds=(ArtifactKind.TASK, ArtifactKind.BACKLOG),
    scope="feature",
    in_archive=True,
)
def count_mismatch(facts: TaskFacts | PlanningFacts, context: Context) -> Iterator[Finding]:
    """Compare each count with what there is. Negative counts are no counts."""
    if isinstance(facts, PlanningFacts):
        yield from _of_backlog(facts)
    else:
        yield from _of_task(facts, context)


def _of_task(facts: TaskFacts, context: Context) -> Iterator[Finding]:
    """Count the subtasks; one whose status cannot be read may be completed or not."""
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


def _of_backlog(facts: PlanningFacts) -> Iterator[Finding]:
    """Count the items of the lists; what is no item, such as a string, counts too."""
    metadata = value_at(facts.value, ("metadata",))
    if facts.syntax.is_broken or not isinstance(metadata, dict):
        return
    for field, lists in COUNTS.items():
        values = [value_at(facts.value, (name,)) for name in lists]
        total = sum(len(value) for value in values if isinstance(value, list))
        count = metadata.get(field)
        is_count = isinstance(count, int) and not isinstance(count, bool) and 0 <= count < _LARGEST
        if is_count and count != total and all(isinstance(value, list) for value in values):
            where = " and ".join(lists)
            have = "has" if len(lists) == 1 else "have"
            message = f"{field} is {count}, but {where} {have} {total or 'none'}"
            yield found("count-mismatch", facts, ("metadata", field), message, data=total)


_LARGEST = 2**53
"""Larger numbers are no counts; decoders disagree on them."""
