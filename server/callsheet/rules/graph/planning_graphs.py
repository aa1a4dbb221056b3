"""What depends on what within a story map, within a backlog, and among bounded contexts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from callsheet.artifacts.backlogs import LISTS
from callsheet.artifacts.kinds import ArtifactKind
from callsheet.syntax import Pointer
from callsheet.workspace.facts import PlanningFacts, objects, string, strings


class Edge(NamedTuple):
    """A statement that one thing depends on another."""

    node: str
    other: str
    pointer: Pointer
    """The name of the other."""
    entry: Pointer
    """All that makes the statement: without it, there is no such dependency."""


_MUTUAL = ("partnership", "shared-kernel", "separate-ways")
"""Relationships in which neither context comes before the other."""


def planning_edges(facts: PlanningFacts) -> Iterator[list[Edge]]:
    """The dependencies of a document, for each sort of thing apart; those on things that it does not define left out."""
    if facts.artifact.kind is ArtifactKind.STORY_MAP:
        yield story_edges(facts)
        yield _entry_edges(facts, "vertical_slices")
    elif facts.artifact.kind is ArtifactKind.BACKLOG:
        yield _entry_edges(facts, *LISTS)
    elif facts.artifact.kind is ArtifactKind.CONTEXTS:
        yield _relationship_edges(facts)


def story_edges(story_map: PlanningFacts) -> list[Edge]:
    """The dependencies among the stories of a map."""
    return _entry_edges(story_map, "stories")


def _entry_edges(facts: PlanningFacts, *list_names: str) -> list[Edge]:
    """What the `dependencies` of the entries of lists say; an item of a backlog goes by the story that it ranks."""
    entries = [
        (pointer, entry, (string(entry, "id") or "").strip())
        for list_name in list_names
        for pointer, entry in objects(facts, list_name)
    ]
    names = {name for _, _, name in entries if name}
    return [
        Edge(name, other.strip(), (*pointer, "dependencies", index), (*pointer, "dependencies", index))
        for pointer, entry, name in entries
        for index, other in strings(entry, "dependencies")
        if name and other.strip() in names
    ]


def _relationship_edges(facts: PlanningFacts) -> list[Edge]:
    """The downstream context depends on the upstream one."""
    found: list[Edge] = []
    for pointer, entry in objects(facts, "context_relationships"):
        upstream, downstream = string(entry, "upstream"), string(entry, "downstream")
        if upstream and downstream and string(entry, "relationship_type") not in _MUTUAL:
            found.append(Edge(downstream.strip(), upstream.strip(), (*pointer, "upstream"), pointer))
    return found
