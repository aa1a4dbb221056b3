"""Names that are spelt much like one that does not exist."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from callsheet.artifacts.spelling import LONGEST, similar_names

MANY = 100
"""For so many names of a document the nearest are looked for; one that has more was written for something else."""

_WORSE = 0.12
"""How much less alike than the likeliest a name may be to be worth proposing as well."""


def nearest_names(written: str, names: tuple[str, ...], at_most: int, alike: float) -> tuple[str, ...]:
    """The names that were most likely meant by a wrong one, the likeliest first.

    First those that differ in nothing but case, blanks and signs, then those that are spelt alike: `alike` says how much
    they must be, 1 being the same. Of those only the ones that are about as likely as the likeliest are given.
    """
    if len(written) > LONGEST:
        return ()
    known = _known(names)
    same = known.by_letters.get(_letters(written), ())
    close = [each for each in similar_names(written, known.names, at_most + 1, alike) if each.name != written]
    likely = [name for name, likeness in close if likeness >= close[0].likeness - _WORSE]
    return tuple(dict.fromkeys(name for name in (*same, *likely) if name != written))[:at_most]


class _Known(NamedTuple):
    """Names, ready to be compared with many wrong ones."""

    names: tuple[str, ...]
    """Each once, without those that are too long."""
    by_letters: dict[str, list[str]]
    """Those that have any letters or digits, by these."""


@lru_cache(maxsize=16)
def _known(names: tuple[str, ...]) -> _Known:
    short = tuple(name for name in dict.fromkeys(names) if len(name) <= LONGEST)
    by_letters: dict[str, list[str]] = {}
    for name in short:
        letters = _letters(name)
        if letters:
            by_letters.setdefault(letters, []).append(name)
    return _Known(short, by_letters)


def _letters(name: str) -> str:
    """What is left of a name without case, blanks and signs."""
    return "".join(filter(str.isalnum, name)).casefold()
