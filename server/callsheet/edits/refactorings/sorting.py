"""Lists of a task or subtask in order: references by path and lines, dependencies by number."""

from __future__ import annotations

from typing import Any

from callsheet.artifacts.lines import parse_lines
from callsheet.edits.refactorings.entries import LISTS
from callsheet.workspace.facts import Facts, SubtaskFacts
from callsheet.workspace.feature import Feature

DEPENDENCIES = "depends_on"


def order_of(feature: Feature, facts: Facts, field: str, count: int) -> list[int] | None:
    """The items of a list in order, by their present numbers.

    None where they are in order already, where the list has none, or where one of its `count` items is not what should
    stand there.
    """
    if field in LISTS:
        keys: dict[int, Any] = {
            int(reference.pointer[1]): (
                reference.path.path,
                [segment[:2] for segment in parse_lines(reference.lines or "")[0]],
            )
            for reference in facts.references
            if reference.field == field
        }
    elif field == DEPENDENCIES and isinstance(facts, SubtaskFacts):
        places = {key: place for place, key in enumerate(feature.subtasks)}
        resolved = {int(each.pointer[1]): feature.resolve(each.written) for each in facts.dependencies}
        keys = {index: places[key] for index, key in resolved.items() if key is not None}
    else:
        return None
    if len(keys) < count:
        return None
    order = sorted(range(count), key=keys.__getitem__)
    return order if order != list(range(count)) else None
