"""Items of a backlog whose epic is not that of the story they rank."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.names import NameKind, NameUse
from callsheet.artifacts.quoting import quoted
from callsheet.rules.backlog.items import items
from callsheet.rules.registry import Finding, Fix, Related, change, found
from callsheet.syntax import Pointer, value_at
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import PlanningFacts
from callsheet.workspace.planning import Named, Planning


def wrong_epics(facts: PlanningFacts, planning: Planning) -> Iterator[Finding]:
    """Compare each item's epic with that of its story; an epic goes by its id and by its name."""
    for item in items(facts):
        pointer = (*item.pointer, "epic")
        story = _resolve(NameKind.STORY, (*item.pointer, "id"), facts, planning)
        epic = _resolve(NameKind.EPIC, pointer, facts, planning)
        if story is None or epic is None:
            continue
        place = (*story.definition.entry, "epic")
        right = _resolve(NameKind.EPIC, place, story.facts, planning)
        if right is None or _is_same(epic, right):
            continue
        name = _as_written(right, is_alias=epic.pointer != epic.definition.pointer)
        message = f"{quoted(item.story)} belongs to the epic {quoted(name)}, not to {quoted(item.value['epic'])}"
        fixes = [
            Fix(f"Change the epic to {quoted(name)}", change(facts.path, SetValue(pointer, name)), is_preferred=True),
            Fix("Change the epic in the story map", change(story.path, SetValue(place, epic.definition.name))),
        ]
        related = (Related(story.path, place, "the epic of the story"),)
        yield found("mapping-mismatch", facts, pointer, message, related=related, data=fixes)


def _resolve(kind: NameKind, pointer: Pointer, facts: PlanningFacts, planning: Planning) -> Named | None:
    """What the name at a pointer of a document means."""
    name = value_at(facts.value, pointer)
    use = NameUse(kind, name, pointer) if isinstance(name, str) else None
    return planning.resolve(use, facts.path, facts.artifact) if use else None


def _is_same(first: Named, second: Named) -> bool:
    return first.path == second.path and first.definition.pointer == second.definition.pointer


def _as_written(named: Named, *, is_alias: bool) -> str:
    """An epic's name where the author goes by names, else its id."""
    aliases = [name for name, _ in named.definition.aliases]
    return aliases[0] if is_alias and aliases else named.definition.name
