"""The rule `mvp-inversion`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from callsheet.artifacts.backlogs import MVP, POST_MVP
from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import NameKind, NameUse
from callsheet.artifacts.quoting import quoted, shorten
from callsheet.rules.backlog.items import Item, items
from callsheet.rules.given_fixes import given_fixes
from callsheet.rules.registry import Context, Finding, Fix, Related, Severity, change, found, rule
from callsheet.syntax import Pointer, value_at
from callsheet.syntax.operations import Remove
from callsheet.workspace.facts import PlanningFacts, strings
from callsheet.workspace.planning import Named, Planning


@rule(
    "mvp-inversion",
    "backlog",
    Severity.WARNING,
    summary="An item of the MVP depends on one that is planned for later.",
    reason="The first release cannot be finished without it, so it belongs to it, or the item does not.",
    exceptions="Only direct dependencies count: those of the item, and those of its story in the map.",
    bad="""
--- /.tmp/planning/prioritized.json
{
  "mvp_features": [
    {"id": "story-1", "combined_rank": 1, "dependencies": [«"story-2"»]}
  ],
  "post_mvp_features": [
    {"id": "story-2", "combined_rank": 2},
    {"id": "story-3", "combined_rank": 3}
  ]
}
""",
    good="""
--- /.tmp/planning/prioritized.json
{
  "mvp_features": [
    {"id": "story-1", "combined_rank": 1, "dependencies": []}
  ],
  "post_mvp_features": [
    {"id": "story-2", "combined_rank": 2},
    {"id": "story-3", "combined_rank": 3}
  ]
}
""",
    remedy="Takes the dependency out of the item, which is right only if the item can do without; "
    "there is no fix where the story map states the dependency too. "
    "If one of the two items is in the wrong list, move it by hand: what it depends on, what depends on it, "
    "its reason and the counts in `metadata` go with it.",
    fixes=given_fixes,
    kinds=(ArtifactKind.BACKLOG,),
    scope="names",
)
def mvp_inversion(facts: PlanningFacts, context: Context) -> Iterator[Finding]:
    """Compare the list of each item with the lists of what it depends on."""
    all_items = list(items(facts))
    first = {item.story for item in all_items if item.pointer[0] == MVP}
    later = {item.story: item for item in all_items if item.pointer[0] == POST_MVP and item.story not in first}
    later.pop("", None)
    for item in all_items if later else ():
        if item.pointer[0] != MVP:
            continue
        story = _story(facts, item, context.snapshot.planning)
        own = _dependencies(item.value)
        by_map = _dependencies(value_at(story.facts.value, story.definition.entry)) if story else {}
        for name, indexes in own.items():
            if name in later:
                message = f"{quoted(item.story)} depends on {quoted(name)}, which is planned for later"
                related = (Related(facts.path, (*later[name].pointer, "id"), "planned for later here"),)
                places = [(*item.pointer, "dependencies", index) for index in indexes]
                fixes = [] if name in by_map else [_removal(facts, item, name, places)]
                yield found("mvp-inversion", facts, places[0], message, related=related, data=fixes)
        if story is not None:
            only_by_map = {name: indexes for name, indexes in by_map.items() if name in later and name not in own}
            yield from _of_story(facts, item, story, only_by_map, later)


def _of_story(
    facts: PlanningFacts, item: Item, story: Named, dependencies: dict[str, list[int]], later: dict[str, Item]
) -> Iterator[Finding]:
    """The dependencies that only the story map knows of."""
    for name, indexes in dependencies.items():
        other = later[name]
        message = f"by the story map {quoted(item.story)} depends on {quoted(other.story)}, which is planned for later"
        related = (
            Related(story.path, (*story.definition.entry, "dependencies", indexes[0]), "the dependency"),
            Related(facts.path, (*other.pointer, "id"), "planned for later here"),
        )
        yield found("mvp-inversion", facts, (*item.pointer, "id"), message, related=related, data=[])


def _dependencies(value: Any) -> dict[str, list[int]]:
    """The names in the `dependencies` of an object, each with its numbers (0-based)."""
    indexes: dict[str, list[int]] = {}
    for index, name in strings(value, "dependencies") if isinstance(value, dict) else ():
        indexes.setdefault(name.strip(), []).append(index)
    return indexes


def _story(facts: PlanningFacts, item: Item, planning: Planning) -> Named | None:
    use = NameUse(NameKind.STORY, item.story, (*item.pointer, "id"))
    return planning.resolve(use, facts.path, facts.artifact) if item.story else None


def _removal(facts: PlanningFacts, item: Item, name: str, places: list[Pointer]) -> Fix:
    """Take out all entries by which an item depends on another one."""
    title = f"Let {shorten(item.story or 'the item')} no longer depend on {shorten(name)}"
    return Fix(title, change(facts.path, *map(Remove, places)))
