"""What fits a text that somebody types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item")

MAX_QUERY = 60
"""How many characters of what is typed count in a search."""

CUTOFF = 75.0
"""How much a text must look like what is typed, 0 to 100, where it does not even hold the letters in their order."""


def closeness(typed: str, words: str) -> int | None:
    """How well typed text fits some words, upper and lower case alike; None where it does not.

    0: they begin with it; 1: one of the words does; 2: it is part of them; 3: its characters stand in them in that order.
    """
    typed, words = typed.casefold().strip(), words.casefold()
    if words.startswith(typed):
        return 0
    at = words.find(typed)
    while at > 0:
        if not words[at - 1].isalnum():
            return 1
        at = words.find(typed, at + 1)
    if typed in words:
        return 2
    return 3 if _in_that_order(typed, words) else None


def _in_that_order(characters: str, words: str) -> bool:
    rest = iter(words)
    return all(character in rest for character in characters)


def fitting(items: Iterable[Item], words_of: Callable[[Item], str], typed: str) -> list[Item]:
    """The items whose words fit best, those first that begin with what is typed, else in their order.

    Items that fit only by a part of a word are left out where others fit better.
    """
    ranked = [(closeness(typed, words_of(item)), item) for item in items]
    best = min((rank for rank, _ in ranked if rank is not None), default=0)
    worst = max(best, 1)
    kept = [(rank, item) for rank, item in ranked if rank is not None and rank <= worst]
    return [item for _, item in sorted(kept, key=lambda pair: pair[0])]


def holding_in_order(letters: str, texts: Sequence[str]) -> list[int]:
    """Which texts, by their numbers, hold some letters in their order; the time grows with their lengths only."""
    pattern = re.compile("".join(f"[^{re.escape(letter)}]*{re.escape(letter)}" for letter in letters), re.DOTALL)
    return [number for number, text in enumerate(texts) if pattern.match(text)]


def alike(letters: str, texts: Sequence[str], limit: int, cutoff: float = CUTOFF) -> list[int]:
    """Which texts, by their numbers, look most like some letters, the likest first."""
    from rapidfuzz import fuzz, process  # imported here: it takes 35 ms

    found = process.extract(letters, texts, scorer=fuzz.partial_ratio, limit=limit, score_cutoff=cutoff)
    return [number for _, _, number in found]
