"""Finding paths by some letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from callsheet.ide.matching import MAX_QUERY, alike, closeness, holding_in_order

MAX_COMPARED = 1000
"""How many paths are compared letter by letter."""

_WORD_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]|(?<=[a-z0-9])[A-Z]")


def search(typed: str, paths: Sequence[str], suits: Callable[[str], bool], limit: int) -> list[str]:
    """The paths that fit best, best first.

    First come those that hold what is typed, in their name before elsewhere, and those that it abbreviates; where there
    are none, those with its letters in their order; and where there are none of these either, those that look alike, so
    that a slip of the finger hides no file.
    """
    query = re.sub(r"\s", "", typed.lower())[:MAX_QUERY]
    if not query:
        return []
    lowered = [path.lower() for path in paths]
    hits = holding_in_order(query, lowered)
    if not hits:
        return [paths[index] for index in alike(query, lowered, limit)]
    ranks = {index: rank for index in hits if (rank := _rank(query, lowered[index])) is not None}
    if len(ranks) < limit:
        rest = [index for index in hits if index not in ranks][:MAX_COMPARED]
        ranks.update({index: 4 for index in rest if _abbreviates(query, paths[index])})
    if not ranks:
        return [paths[hits[index]] for index in alike(query, [lowered[index] for index in hits], limit, cutoff=0)]
    close = sorted(ranks, key=lambda index: (ranks[index], not suits(paths[index]), len(paths[index]), index))
    return [paths[index] for index in close[:limit]]


def _rank(query: str, path: str) -> int | None:
    """How well a path that holds a query fits it: 0 to 2 where its name does, 3 where its folders do, else None."""
    name = path.rstrip("/").rsplit("/", 1)[-1]
    by_name = closeness(query, name)
    if by_name is not None and by_name < 3:
        return by_name
    return 3 if query in path else None


def _abbreviates(query: str, path: str) -> bool:
    """Whether a query is made of the beginnings of words of a path, in their order: `ordser`, `order.service.ts`."""
    starts = [match.start() for match in _WORD_START.finditer(path)]
    lowered = path.lower()
    ends: set[int] = set()
    for number, letter in enumerate(query):
        first = min(ends, default=0)
        candidates = {*ends, *(start for start in starts if start >= first)} if number else starts
        ends = {at + 1 for at in candidates if lowered[at : at + 1] == letter}
        if not ends:
            return False
    return True
