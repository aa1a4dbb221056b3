"""Names that are spelt much like one that does not exist."""

from __future__ import annotations

import difflib
from functools import lru_cache

_LONGEST = 200
"""Longer names are no slips of the pen."""

_WORSE = 0.12
"""How much less alike than the likeliest a name may be to be worth proposing as well."""


@lru_cache(maxsize=1024)
def nearest_names(written: str, names: tuple[str, ...], at_most: int, alike: float) -> tuple[str, ...]:
    """The names that were most likely meant by a wrong one, the likeliest first.

    First those that differ in nothing but case, blanks and signs, then those that are spelt alike: `alike` says how much
    they must be, 1 being the same. Of those only the ones that are about as likely as the likeliest are given.
    """
    if len(written) > _LONGEST:
        return ()
    known = [name for name in dict.fromkeys(names) if name != written and len(name) <= _LONGEST]
    letters = _letters(written)
    same = [name for name in known if letters and _letters(name) == letters]
    close = difflib.get_close_matches(written, known, at_most, alike)
    best = _likeness(written, close[0]) if close else 0
    close = [name for name in close if _likeness(written, name) >= best - _WORSE]
    return tuple(dict.fromkeys([*same, *close]))[:at_most]


def _likeness(written: str, name: str) -> float:
    """How much alike two names are spelt, 1 being the same; as `difflib.get_close_matches` has it."""
    return difflib.SequenceMatcher(None, name, written).ratio()


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    """What is left of a name without case, blanks and signs."""
    return "".join(filter(str.isalnum, name)).casefold()
