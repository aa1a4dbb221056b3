"""The rule `premature-status`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, change, found, rule
from callsheet.rules.state.statuses import is_open
from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.facts import SubtaskFacts


def _back_to_pending(finding: Finding, context: FixContext) -> Iterator[Fix]:
    facts = context.feature.files.get(finding.path)
    operations: list[Operation] = [SetValue(("status",), "pending")]
    if facts is not None and facts.completed_at is not None:
        operations.append(SetValue(("completed_at",), None))
    yield Fix("Set the subtask back to pending", change(finding.path, *operations))


@rule(
    "premature-status",
    "state",
    Severity.WARNING,
    summary="A subtask is in progress or completed before one that it depends on is completed.",
    reason="Either the work was done on sand, or the dependency is not one, or its status was forgotten.",
    exceptions="Only direct dependencies count, and none whose status cannot be read.",
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
    remedy="Sets the subtask back to pending and clears `completed_at`; one of three remedies, so none is preferred.",
    fixes=_back_to_pending,
    kinds=(ArtifactKind.SUBTASK,),
    scope="feature",
    only_with="dependencies",
)
def premature_status(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report it once for a subtask, with every direct dependency that is open."""
    if facts.status not in ("in_progress", "completed"):
        return
    feature = context.feature
    key = feature.key_of(facts)
    waiting = [other for other in feature.graph[key] if other != key and is_open(feature.subtasks[other])]
    if waiting:
        states = {other: f"{other} is {_spoken(feature.subtasks[other].status)}" for other in waiting}
        related = tuple(Related(feature.subtasks[other].path, ("status",), state) for other, state in states.items())
        message = f"{_spoken(facts.status)} before what it depends on: {', '.join(states.values())}"
        yield found("premature-status", facts, ("status",), message, related=related)


def _spoken(status: str | None) -> str:
    return str(status).replace("_", " ")
