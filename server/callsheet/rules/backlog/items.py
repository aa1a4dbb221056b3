"""The items of a backlog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from callsheet.artifacts.backlogs import LISTS, MVP, POST_MVP
from callsheet.syntax import Pointer
from callsheet.workspace.facts import PlanningFacts, objects, string

__all__ = ["LISTS", "MVP", "POST_MVP", "Item", "items"]


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
