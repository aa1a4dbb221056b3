"""Which offers fit what is typed."""

from __future__ import annotations

from collections.abc import Iterable

from callsheet.ide.completion.items import Offer


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


def fitting(offers: Iterable[Offer], typed: str) -> list[Offer]:
    """The offers that fit best, those first that begin with what is typed, else in their order.

    Offers that fit only by a part of a word are left out where others fit better.
    """
    ranked = [(closeness(typed, offer.words or offer.label), offer) for offer in offers]
    best = min((rank for rank, _ in ranked if rank is not None), default=0)
    worst = max(best, 1)
    kept = [(rank, offer) for rank, offer in ranked if rank is not None and rank <= worst]
    return [offer for _, offer in sorted(kept, key=lambda item: item[0])]
