"""Names that are spelt much like one that does not exist."""

from __future__ import annotations

import difflib
from functools import lru_cache

_LONGEST = 200
"""Longer names are no slips of the pen."""


@lru_cache(maxsize=1024)
def nearest_names(written: str, names: tuple[str, ...], at_most: int, alike: float) -> tuple[str, ...]:
    """The names that were most likely meant by a wrong one, the likeliest first.

    First those that differ in nothing but case, blanks and signs, then those that are spelt alike: `alike` says how much
    they must be, 1 being the same.
    """
    if len(written) > _LONGEST:
        return ()
    known = [name for name in dict.fromkeys(names) if name != written and len(name) <= _LONGEST]
    letters = _letters(written)
    same = [name for name in known if letters and _letters(name) == letters]
    return tuple(dict.fromkeys([*same, *difflib.get_close_matches(written, known, at_most, alike)]))[:at_most]


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    """What is left of a name without case, blanks and signs."""
    return "".join(filter(str.isalnum, name)).casefold()
