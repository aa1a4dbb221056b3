"""Entries of `depends_on`: finding, adding and removing them; how messages name a subtask."""

from __future__ import annotations

import re
from collections.abc import Iterable

from callsheet.artifacts.quoting import listing, shorten
from callsheet.syntax import Pointer
from callsheet.syntax.operations import InsertItem, Operation, Remove, SetValue
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature


def label(feature: Feature, key: str) -> str:
    """How messages name a subtask: its number and, where it has one, its title."""
    title = feature.subtasks[key].title
    return f"{key} ({shorten(title)})" if title else key


def entries(feature: Feature, key: str, other: str) -> list[Pointer]:
    """The entries by which one subtask depends on another."""
    return [dependency.pointer for dependency, resolved in feature.dependencies(key) if resolved == other]


def depend_on(feature: Feature, facts: SubtaskFacts, keys: Iterable[str]) -> tuple[str, list[Operation]]:
    """The operations that let a subtask depend on others, and in words what goes because it follows from them."""
    keys = list(keys)
    key = feature.key_of(facts)
    needless = [old for old in feature.graph[key] if any(old in feature.ancestors[other] for other in keys)]
    removals = [removal for old in needless for removal in remove_dependency(feature, key, old)]
    return f" instead of {listing(needless)}" if needless else "", [*_add_dependencies(facts, keys), *removals]


def remove_dependency(feature: Feature, key: str, other: str) -> list[Operation]:
    """The operations that make a subtask no longer depend on another."""
    return [Remove(pointer) for pointer in entries(feature, key, other)]


def _add_dependencies(facts: SubtaskFacts, keys: Iterable[str]) -> list[Operation]:
    """The operations that make a subtask depend on others, in the order of the numbers."""
    if "depends_on" not in facts.fields:
        return [SetValue(("depends_on",), [*sorted(keys, key=_number)], ("status", "title", "seq"))]
    numbers = [_number(dependency.written) for dependency in facts.dependencies]
    return [
        InsertItem(("depends_on", sum(number < _number(key) for number in numbers)), key)
        for key in sorted(keys, key=_number)
    ]


def _number(written: str) -> int:
    """The number at the end of a subtask's number or id; what has none comes first."""
    digits = re.search(r"[0-9]+\s*$", written)
    return int(digits.group()) if digits else -1
