"""The rule `dependency-cycle`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import NameKind, NameUse
from callsheet.artifacts.quoting import shorten
from callsheet.rules.given_fixes import given_fixes
from callsheet.rules.graph.dependencies import entries, remove_dependency
from callsheet.rules.graph.planning_graphs import Edge, planning_edges, story_edges
from callsheet.rules.registry import Context, Finding, Fix, Related, Severity, change, found, rule
from callsheet.syntax.operations import Remove
from callsheet.workspace.facts import PlanningFacts, SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.graph import Graph, cycles, shortest_cycle
from callsheet.workspace.planning import Planning


@rule(
    "dependency-cycle",
    "graph",
    Severity.ERROR,
    summary="Subtasks, stories, vertical slices, items of a backlog or bounded contexts depend on one another in a circle.",
    reason="None of them can ever start, nor anything that waits for them.",
    exceptions="What only waits for the circle is not reported. "
    "Among contexts the downstream one depends on the upstream one; partnerships, shared kernels and separate ways "
    "have no direction. "
    "A circle of a backlog is left to the story map where that has every one of its dependencies too.",
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
    fixes=given_fixes,
    kinds=(ArtifactKind.SUBTASK, ArtifactKind.STORY_MAP, ArtifactKind.BACKLOG, ArtifactKind.CONTEXTS),
    scope="names",
)
def dependency_cycle(facts: SubtaskFacts | PlanningFacts, context: Context) -> Iterator[Finding]:
    """Report every member of a cycle, at the entry that leads on along the shortest way around."""
    if isinstance(facts, PlanningFacts):
        for edges in planning_edges(facts):
            yield from _in_document(facts, edges, context.snapshot.planning)
    elif context.feature.cycles:
        yield from _of_subtask(facts, context.feature)


def _of_subtask(facts: SubtaskFacts, feature: Feature) -> Iterator[Finding]:
    key = feature.key_of(facts)
    members = next((circle for circle in feature.cycles if key in circle), None)
    if members is None:
        return
    path = shortest_cycle(_within(feature.graph, members), key)
    related = tuple(
        Related(feature.subtasks[member].path, entries(feature, member, other)[0], f"{member} depends on {other}")
        for member, other in pairwise(path[1:])
    )
    fixes = []
    for member, other in pairwise(path):
        changes = change(feature.subtasks[member].path, *remove_dependency(feature, member, other))
        title = f"Let {member} no longer depend on {other}"
        title = f"Remove {member} from its own depends_on" if member == other else title
        fixes.append(Fix(title, changes, is_preferred=len(path) == 2))
    pointer = entries(feature, key, path[1])[0]
    yield found("dependency-cycle", facts, pointer, _message(path), related=related, data=fixes)


def _in_document(facts: PlanningFacts, edges: list[Edge], planning: Planning) -> Iterator[Finding]:
    """The cycles among things of one document, at the first statement of each dependency."""
    by_ends: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        by_ends.setdefault((edge.node, edge.other), []).append(edge)
    graph: dict[str, list[str]] = {name: [] for edge in edges for name in (edge.node, edge.other)}
    for node, other in by_ends:
        graph[node].append(other)
    for members in cycles(graph):
        inside = _within(graph, members)
        if facts.artifact.kind is ArtifactKind.BACKLOG and _is_in_map(facts, inside, planning):
            continue
        if len(members) > _MANY:
            node = members[0]
            message = f"{shorten(node)} and {len(members) - 1} others wait for one another"
            yield found("dependency-cycle", facts, by_ends[node, inside[node][0]][0].pointer, message, data=[])
            continue
        for node in members:
            path = shortest_cycle(inside, node)
            ways = [by_ends[ends] for ends in pairwise(path)]
            related = tuple(
                Related(facts.path, way[0].pointer, f"{shorten(way[0].node)} depends on {shorten(way[0].other)}")
                for way in ways[1:]
            )
            fixes = [_cut(facts, way, is_only=len(ways) == 1) for way in ways]
            message = _message([shorten(name) for name in path])
            yield found("dependency-cycle", facts, ways[0][0].pointer, message, related=related, data=fixes)


def _is_in_map(backlog: PlanningFacts, inside: Graph, planning: Planning) -> bool:
    """Whether the story map that defines the stories of a circle has all its dependencies: then the map reports it."""
    use = NameUse(NameKind.STORY, next(iter(inside)), ())
    story = planning.resolve(use, backlog.path, backlog.artifact)
    stated = {(edge.node, edge.other) for edge in story_edges(story.facts)} if story else set()
    return all((node, other) in stated for node, others in inside.items() for other in others)


_MANY = 100
"""Of a larger circle there is only one finding: nobody reads more, and it would take too long to find them."""


def _cut(facts: PlanningFacts, same: list[Edge], *, is_only: bool) -> Fix:
    """Take out all that says that one thing depends on another."""
    node, other = shorten(same[0].node), shorten(same[0].other)
    title = f"Let {node} no longer depend on {'itself' if is_only else other}"
    return Fix(title, change(facts.path, *(Remove(edge.entry) for edge in same)), is_preferred=is_only)


def _within(graph: Graph, members: list[str]) -> dict[str, list[str]]:
    """The part of a graph that lies between some of its nodes."""
    names = set(members)
    return {member: [other for other in graph[member] if other in names] for member in members}


def _message(path: list[str]) -> str:
    return f"{path[0]} depends on itself" if len(path) == 2 else f"{path[0]} depends on itself: {' → '.join(path)}"
