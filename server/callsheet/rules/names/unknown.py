"""The names that a document uses and no document defines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import TypeAlias

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import DEFINITIONS, SCOPES, NameKind, NameUse
from callsheet.syntax import Pointer
from callsheet.workspace.facts import Facts
from callsheet.workspace.planning import Named, Planning

Numbers: TypeAlias = "tuple[str, ...]"
"""The numbers in a name, in their order, without zeros in front."""


class KnownNames:
    """The names of a kind that a document could have used in place of one that means nothing."""

    def __init__(self, named: list[Named]) -> None:
        """Take the definitions, the nearest first."""
        self.named = named

    @cached_property
    def spellings(self) -> dict[Numbers, tuple[str, ...]]:
        """All that they can be called, by the numbers in it."""
        found: dict[Numbers, list[str]] = {}
        for named in self.named:
            for name in (named.definition.name, *(alias for alias, _ in named.definition.aliases)):
                found.setdefault(numbers_of(name), []).append(name)
        return {numbers: tuple(names) for numbers, names in found.items()}


def unknown_uses(facts: Facts, planning: Planning) -> Iterator[tuple[NameUse, KnownNames]]:
    """The names of a document that mean nothing, each with those that there are of its kind.

    There are none of a kind that no document defines, or that a document may define which cannot be understood. The
    endpoints of contracts are not among them, nor what may be anything else than a name.
    """
    known: dict[tuple[NameKind, Pointer], KnownNames] = {}
    for use in facts.uses:
        if use.claim == "free" or use.kind is NameKind.ENDPOINT:
            continue
        if planning.is_defined(use, facts.path, facts.artifact):
            continue
        place = use.kind, use.pointer[: SCOPES.get(use.kind, 0)]
        if place not in known:
            is_hidden = _may_be_hidden(use.kind, facts, planning)
            named = [] if is_hidden else planning.defined(use.kind, use.pointer, facts.path, facts.artifact)
            known[place] = KnownNames(named)
        if known[place].named:
            yield use, known[place]


def _may_be_hidden(kind: NameKind, facts: Facts, planning: Planning) -> bool:
    """Whether a definition may stand where nobody can see it: one broken file must not make others look wrong."""
    if kind in SCOPES:
        return facts.syntax.is_broken
    return not planning.broken_kinds.isdisjoint(_definers(kind))


@cache
def _definers(kind: NameKind) -> frozenset[ArtifactKind]:
    """The kinds of documents that define names of a kind in what they say."""
    return frozenset(
        artifact for artifact, places in DEFINITIONS.items() if any(place.kind is kind for place in places)
    )


@lru_cache(maxsize=4096)
def numbers_of(name: str) -> Numbers:
    """The numbers in a name: with other ones it is the name of another thing."""
    return tuple(digits.lstrip("0") for digits in re.findall(r"[0-9]+", name))
