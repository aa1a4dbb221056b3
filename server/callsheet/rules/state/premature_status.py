"""The rule `premature-status`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.quoting import listing
from callsheet.rules.graph.dependencies import remove_dependency
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, change, found, rule
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.statuses import although_begun, in_words, is_open
from callsheet.workspace.task_state import set_back


def _mend(finding: Finding, context: FixContext) -> Iterator[Fix]:
    feature, facts = context.feature, context.feature.files.get(finding.path)
    if not isinstance(facts, SubtaskFacts):
        return
    waiting: list[str] = finding.data
    title = f"Set the subtask back to pending{although_begun(feature, feature.key_of(facts))}"
    yield Fix(title, set_back(feature, facts, "pending"))
    key = feature.key_of(facts)
    removals = [removal for other in waiting for removal in remove_dependency(feature, key, other)]
    yield Fix(f"Let {key} no longer depend on {listing(waiting)}", change(facts.path, *removals))


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
    remedy="Sets the subtask back to pending, clears `completed_at` and counts anew in the task; or takes the dependency out. "
    "If only the status of the other one was forgotten, complete that. None of the three is preferred.",
    fixes=_mend,
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
        states = {other: f"{other} is {in_words(feature.subtasks[other].status)}" for other in waiting}
        related = tuple(Related(feature.subtasks[other].path, ("status",), state) for other, state in states.items())
        message = f"{in_words(facts.status)} before what it depends on: {', '.join(states.values())}"
        yield found("premature-status", facts, ("status",), message, related=related, data=waiting)
