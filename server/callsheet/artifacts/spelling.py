"""Which names are spelt like a wrong one, and how a name is spelt in kebab-case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

LONGEST = 200
"""How many characters a name has at most that is a slip of the pen, or that was meant by one."""


class Similar(NamedTuple):
    """A name that is spelt like another one."""

    name: str
    likeness: float
    """How much alike the two are, 1 being the same: the share of their letters that both have in the same order."""


def similar_names(written: str, names: Sequence[str], at_most: int, alike: float) -> list[Similar]:
    """The names that are at least so much alike a written one: the likeliest first, those as likely in their order."""
    if len(written) > LONGEST:
        return []
    from rapidfuzz import process  # imported here: it takes 10 ms
    from rapidfuzz.distance import Indel

    found = process.extract(written, names, scorer=Indel.normalized_similarity, limit=at_most, score_cutoff=alike)
    return [Similar(name, likeness) for name, likeness, _ in found]


def kebab_case(name: str) -> str:
    """A name in kebab-case: `Gift cards` and `giftCards` become `gift-cards`; empty where nothing of it can be.

    Letters lose their accents: `Gâteaux` becomes `gateaux`.
    """
    plain = name if name.isascii() else _without_accents(name)
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", plain).lower()))


def _without_accents(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
    return "".join(character for character in parts if not unicodedata.combining(character))
