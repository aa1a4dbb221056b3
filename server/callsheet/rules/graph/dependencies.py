"""Entries of `depends_on`: finding, adding and removing them; how messages name a subtask."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from callsheet.artifacts.quoting import listing, shorten
from callsheet.rules.registry import change
from callsheet.syntax import Pointer
from callsheet.syntax.operations import InsertItem, Operation, Remove, SetValue
from callsheet.workspace.changes import Change, DocumentChange
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.graph import redundant_edges


def label(feature: Feature, key: str) -> str:
    """How messages name a subtask: its number and, where it has one, its title."""
    title = feature.subtasks[key].title
    return f"{key} ({shorten(title)})" if title else key


def entries(feature: Feature, key: str, other: str) -> list[Pointer]:
    """The entries by which one subtask depends on another."""
    return [dependency.pointer for dependency, resolved in feature.dependencies(key) if resolved == other]


class NewDependencies(NamedTuple):
    """What lets a subtask depend on others."""

    changes: tuple[Change, ...]
    also: str
    """What titles say of the dependencies that go because they follow from the new ones; empty where none does."""


def depend_on(feature: Feature, facts: SubtaskFacts, keys: Iterable[str]) -> NewDependencies:
    """Let a subtask depend on others; what follows from that goes, here and in the subtasks behind it."""
    keys = list(keys)
    key = feature.key_of(facts)
    needless = [old for old in feature.graph[key] if any(old in feature.ancestors[other] for other in keys)]
    removals = [removal for old in needless for removal in remove_dependency(feature, key, old)]
    graph = {**feature.graph, key: [*(old for old in feature.graph[key] if old not in needless), *keys]}
    behind = {
        other: [each for each in edges if each not in feature.redundant_edges.get(other, ())]
        for other, edges in redundant_edges(graph).items()
        if other != key
    }
    behind = {other: edges for other, edges in behind.items() if edges}
    also = f" instead of {listing(needless)}" if needless else ""
    if behind:
        dropped = dict.fromkeys(edge for edges in behind.values() for edge in edges)
        also += f"; {listing(behind)} no longer directly on {listing(dropped)}"
    return NewDependencies(
        (
            *change(facts.path, *_add_dependencies(facts, keys), *removals),
            *(_without(feature, other, edges) for other, edges in behind.items()),
        ),
        also,
    )


def _without(feature: Feature, key: str, others: Iterable[str]) -> Change:
    removals = [removal for other in others for removal in remove_dependency(feature, key, other)]
    return DocumentChange(feature.subtasks[key].path, tuple(removals))


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
