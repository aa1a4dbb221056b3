"""Where backlogs rank the stories of story maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from callsheet.artifacts.backlogs import LISTS, rank_of
from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import NameKind, NameUse
from callsheet.syntax import Pointer
from callsheet.workspace.facts import objects, string

if TYPE_CHECKING:
    from callsheet.workspace.planning import Planning


class Ranking(NamedTuple):
    """An item of a backlog that ranks a story."""

    backlog: str
    """The backlog's path."""
    item: Pointer
    """The item; the first step is its list."""
    rank: int | None
    """Its `combined_rank`, from 1; None where it has none."""


class Rankings(NamedTuple):
    """All items of all backlogs, by what they rank. It holds paths and pointers only."""

    of_stories: Mapping[tuple[str, Pointer], Sequence[Ranking]]
    """The items that rank a story, by the path of its map and the pointer of its id; in the order of the backlogs."""
    maps: Mapping[str, frozenset[str]]
    """The paths of the story maps whose stories a backlog ranks, by the path of the backlog; no backlog is left out."""
    uncertain: frozenset[str]
    """The backlogs of which an item cannot be understood: it may rank any story."""


def rankings(planning: Planning) -> Rankings:
    """Look up the story of each item of each backlog."""
    of_stories: dict[tuple[str, Pointer], list[Ranking]] = {}
    maps: dict[str, frozenset[str]] = {}
    uncertain: set[str] = set()
    for facts in planning.of_kind(ArtifactKind.BACKLOG):
        ranked_maps: set[str] = set()
        if facts.syntax.is_broken:
            uncertain.add(facts.path)
        for pointer, item in (entry for name in LISTS for entry in objects(facts, name)):
            use = NameUse(NameKind.STORY, string(item, "id") or "", (*pointer, "id"))
            story = planning.resolve(use, facts.path, facts.artifact)
            if story is None:
                uncertain.add(facts.path)
                continue
            ranked_maps.add(story.path)
            place = (story.path, story.definition.pointer)
            of_stories.setdefault(place, []).append(Ranking(facts.path, pointer, rank_of(item)))
        maps[facts.path] = frozenset(ranked_maps)
    return Rankings(of_stories, maps, frozenset(uncertain))
