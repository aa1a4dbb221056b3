"""The items of a backlog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from callsheet.artifacts.backlogs import LISTS, MVP, POST_MVP
from callsheet.syntax import Pointer, value_at
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import PlanningFacts, objects, string

__all__ = ["COUNTS", "LISTS", "MVP", "POST_MVP", "Item", "counted_without", "items"]


class Item(NamedTuple):
    """An entry of one of the lists."""

    pointer: Pointer
    """Its object; the first step is the list."""
    value: Mapping[str, Any]
    story: str
    """The story that it ranks; empty where it names none."""


def items(facts: PlanningFacts) -> Iterator[Item]:
    """The items of both lists, in the document's order."""
    for name in LISTS:
        for pointer, value in objects(facts, name):
            yield Item(pointer, value, (string(value, "id") or "").strip())


COUNTS = {"total_items": LISTS, "mvp_count": (MVP,), "post_mvp_count": (POST_MVP,)}
"""The counts of a backlog's `metadata`, each with the lists that it counts."""


def counted_without(facts: PlanningFacts, item: Pointer) -> Iterator[SetValue]:
    """What the right counts of a backlog become when an item goes; nothing where it is none of a backlog."""
    metadata = value_at(facts.value, ("metadata",))
    if not isinstance(metadata, dict) or len(item) != 2:
        return
    for field, lists in COUNTS.items():
        number = sum(len(value) for name in lists if isinstance(value := value_at(facts.value, (name,)), list))
        if item[0] in lists and metadata.get(field) == number:
            yield SetValue(("metadata", field), number - 1)
