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
from callsheet.rules.values import value_at
from callsheet.syntax.operations import InsertItem, Remove
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
    {"id": "story-1", "combined_rank": 1, "dependencies": ["story-2"]},
    {"id": "story-2", "combined_rank": 2}
  ],
  "post_mvp_features": [
    {"id": "story-3", "combined_rank": 3}
  ]
}
""",
    remedy="Moves what it depends on into the MVP, or the item itself out of it, to the end of the other list.",
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
        own = _dependencies(item.value)
        for name, index in own.items():
            if name in later:
                message = f"{quoted(item.story)} depends on {quoted(name)}, which is planned for later"
                related = (Related(facts.path, (*later[name].pointer, "id"), "planned for later here"),)
                pointer = (*item.pointer, "dependencies", index)
                fixes = _moves(facts, item, later[name])
                yield found("mvp-inversion", facts, pointer, message, related=related, data=fixes)
        story = _story(facts, item, context.snapshot.planning)
        if story is not None:
            yield from _of_story(facts, item, story, {name: later[name] for name in later if name not in own})


def _of_story(facts: PlanningFacts, item: Item, story: Named, later: dict[str, Item]) -> Iterator[Finding]:
    """The dependencies that only the story map knows of."""
    for name, index in _dependencies(value_at(story.facts.value, story.definition.entry)).items():
        other = later.get(name)
        if other is None:
            continue
        message = f"by the story map {quoted(item.story)} depends on {quoted(other.story)}, which is planned for later"
        related = (
            Related(story.path, (*story.definition.entry, "dependencies", index), "the dependency"),
            Related(facts.path, (*other.pointer, "id"), "planned for later here"),
        )
        pointer, fixes = (*item.pointer, "id"), _moves(facts, item, other)
        yield found("mvp-inversion", facts, pointer, message, related=related, data=fixes)


def _dependencies(value: Any) -> dict[str, int]:
    """The names in the `dependencies` of an object, each with its number (0-based)."""
    named = strings(value, "dependencies") if isinstance(value, dict) else []
    return {name.strip(): index for index, name in named}


def _story(facts: PlanningFacts, item: Item, planning: Planning) -> Named | None:
    use = NameUse(NameKind.STORY, item.story, (*item.pointer, "id"))
    return planning.resolve(use, facts.path, facts.artifact) if item.story else None


def _moves(facts: PlanningFacts, item: Item, other: Item) -> list[Fix]:
    """Either way of having both in one release."""
    return [
        Fix(f"Move {shorten(other.story)} into the MVP", change(facts.path, *_move(facts, other, MVP))),
        Fix(f"Plan {shorten(item.story)} for later too", change(facts.path, *_move(facts, item, POST_MVP))),
    ]


def _move(facts: PlanningFacts, item: Item, list_name: str) -> tuple[Remove, InsertItem]:
    target = value_at(facts.value, (list_name,))
    end = len(target) if isinstance(target, list) else 0
    return Remove(item.pointer), InsertItem((list_name, end), dict(item.value))
