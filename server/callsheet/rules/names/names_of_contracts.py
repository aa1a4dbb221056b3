"""Contracts that go by a name of another contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from callsheet.artifacts.names import NameKind, normal_name
from callsheet.artifacts.quoting import quoted, shorten
from callsheet.rules.registry import Finding, Related, found
from callsheet.workspace.facts import PlanningFacts, string
from callsheet.workspace.planning import Planning

_MEMBERS = ("contract_id", "service_name")
"""The names of a contract; either may stand where the contract is meant."""


class _Place(NamedTuple):
    """Where a contract says a name of its own."""

    path: str
    folder: str
    member: str


_first_places: WeakKeyDictionary[Planning, dict[str, _Place]] = WeakKeyDictionary()
"""The first place of each name, for plannings that somebody still has; a planning never changes."""


def taken_names(facts: PlanningFacts, planning: Planning) -> Iterator[Finding]:
    """Report a contract once if a contract before it, by path, has a name of it.

    Two files of one folder are the same contract twice, which is reported as such.
    """
    if planning not in _first_places:
        _first_places[planning] = _find_first_places(planning)
    for member, name in _names(facts):
        first = _first_places[planning][name]
        if first.folder == facts.artifact.folder:
            continue
        message = f"{quoted(name)} is the {first.member} of {shorten(first.path)} already"
        related = (Related(first.path, (first.member,), "the first contract of that name"),)
        yield found("duplicate-name", facts, (member,), message, related=related, data=[])
        return


def _find_first_places(planning: Planning) -> dict[str, _Place]:
    places: dict[str, _Place] = {}
    for contract in planning.contracts:
        for member, name in _names(contract):
            places.setdefault(name, _Place(contract.path, contract.artifact.folder, member))
    return places


def _names(contract: PlanningFacts) -> list[tuple[str, str]]:
    """The members that name a contract, each with the name in the form in which equal names are equal."""
    root = contract.value if isinstance(contract.value, dict) else {}
    names = [(member, normal_name(NameKind.CONTRACT, string(root, member) or "")) for member in _MEMBERS]
    return [(member, name) for member, name in names if name]
