"""The rule `uncovered`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import Definition, NameKind, normal_name
from callsheet.artifacts.quoting import quoted
from callsheet.rules.registry import Context, Finding, Severity, found, rule
from callsheet.workspace.facts import PlanningFacts
from callsheet.workspace.planning import Planning


@rule(
    "uncovered",
    "names",
    Severity.HINT,
    summary="A story is in no backlog, a journey in no vertical slice, or an epic without stories.",
    reason="What nothing refers to is easily forgotten when the next step is planned.",
    exceptions="Stories count only once a backlog ranks others of the same map, journeys once slices name some, "
    "epics once stories name some. While a name on the other side is unknown, it may be the one that is missing, "
    "and nothing is reported.",
    bad="""
--- /.tmp/planning/gift-cards/map.json
{
  "feature": "gift-cards",
  "stories": [
    {"id": "story-1", "title": "Buy a card"},
    {"id": «"story-2"», "title": "Pay with a card"}
  ]
}
--- /.tmp/planning/prioritized.json
{
  "mvp_features": [{"id": "story-1", "combined_rank": 1}]
}
""",
    good="""
--- /.tmp/planning/gift-cards/map.json
{
  "feature": "gift-cards",
  "stories": [
    {"id": "story-1", "title": "Buy a card"},
    {"id": "story-2", "title": "Pay with a card"}
  ]
}
--- /.tmp/planning/prioritized.json
{
  "mvp_features": [{"id": "story-1", "combined_rank": 1}, {"id": "story-2", "combined_rank": 2}]
}
""",
    remedy="Where it belongs, and whether it is still wanted, its author has to decide.",
    kinds=(ArtifactKind.STORY_MAP,),
    scope="names",
)
def uncovered(facts: PlanningFacts, context: Context) -> Iterator[Finding]:
    """Compare what the map defines with what refers to it."""
    if facts.syntax.is_broken:
        return
    in_slices = _named(facts, NameKind.JOURNEY, "vertical_slices")
    of_stories = _named(facts, NameKind.EPIC, "stories")
    ranked = _ranked(facts, context.snapshot.planning)
    yield from _missing(facts, NameKind.STORY, ranked, "is in no backlog")
    yield from _missing(facts, NameKind.JOURNEY, in_slices, "is in no vertical slice")
    yield from _missing(facts, NameKind.EPIC, of_stories, "has no stories")


def _missing(facts: PlanningFacts, kind: NameKind, covered: set[str], words: str) -> Iterator[Finding]:
    """The definitions that are not covered; none where none is, or where something unknown is covered instead."""
    defined = [definition for definition in facts.definitions if definition.kind is kind]
    known = {name for definition in defined for name in _names(definition)}
    if not covered or not covered <= known:
        return
    for definition in defined:
        if covered.isdisjoint(_names(definition)):
            message = f"the {kind.value} {quoted(definition.name)} {words}"
            yield found("uncovered", facts, definition.pointer, message)


def _names(definition: Definition) -> list[str]:
    names = (definition.name, *(name for name, _ in definition.aliases))
    return [normal_name(definition.kind, name) for name in names]


def _named(facts: PlanningFacts, kind: NameKind, member: str) -> set[str]:
    """The names of a kind that the entries of a list use."""
    return {normal_name(kind, use.name) for use in facts.uses if use.kind is kind and use.pointer[0] == member}


def _ranked(facts: PlanningFacts, planning: Planning) -> set[str]:
    """The stories of the map that backlogs rank; none while a backlog cannot be understood in every item."""
    found: set[str] = set()
    for definition in facts.definitions:
        if definition.kind is NameKind.STORY:
            ranked = planning.rankings.of_stories.get((facts.path, definition.pointer), ())
            if any(ranking.backlog in planning.rankings.uncertain for ranking in ranked):
                return set()
            if ranked:
                found.add(normal_name(definition.kind, definition.name))
    return found
