"""The rule `dependency-cycle`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules.graph.dependencies import entries, remove_dependency
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, change, found, rule
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.graph import shortest_cycle


def _cut(finding: Finding, context: FixContext) -> Iterator[Fix]:
    """Remove one edge of the cycle, whichever the user chooses; there is no choice where there is but one."""
    feature = context.feature
    path: list[str] = finding.data
    for key, other in pairwise(path):
        changes = change(feature.subtasks[key].path, *remove_dependency(feature, key, other))
        title = f"Remove {key} from its own depends_on" if key == other else f"Let {key} no longer depend on {other}"
        yield Fix(title, changes, is_preferred=len(path) == 2)


@rule(
    "dependency-cycle",
    "graph",
    Severity.ERROR,
    summary="Subtasks depend on one another in a circle.",
    reason="None of them can ever start, nor anything that waits for them.",
    exceptions="What only waits for the circle is not reported.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "depends_on": [«"02"»]
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": [«"01"»]
}
--- subtask_03.json
{
  "seq": "03",
  "depends_on": ["02"]
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "depends_on": []
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01"]
}
--- subtask_03.json
{
  "seq": "03",
  "depends_on": ["02"]
}
""",
    remedy="Removes one of the dependencies that make up the circle, whichever you choose.",
    fixes=_cut,
    kinds=(ArtifactKind.SUBTASK,),
    scope="feature",
    only_with="dependencies",
)
def dependency_cycle(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report every member of a cycle, at the entry that leads on along the shortest way around."""
    feature = context.feature
    if not feature.cycles:
        return
    key = feature.key_of(facts)
    members = next((cycle for cycle in feature.cycles if key in cycle), None)
    if members is None:
        return
    path = shortest_cycle(
        {member: [other for other in feature.graph[member] if other in members] for member in members}, key
    )
    related = tuple(
        Related(feature.subtasks[member].path, entries(feature, member, other)[0], f"{member} depends on {other}")
        for member, other in pairwise(path[1:])
    )
    message = f"{key} depends on itself" if len(path) == 2 else f"{key} waits for itself: {' → '.join(path)}"
    yield found("dependency-cycle", facts, entries(feature, key, path[1])[0], message, related=related, data=path)
