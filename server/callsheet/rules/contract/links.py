"""The contracts that a feature's task and subtasks name, and how far each of them says that they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from callsheet.artifacts.names import NameKind, NameUse
from callsheet.artifacts.references import read_path
from callsheet.syntax import Pointer
from callsheet.workspace.facts import Facts
from callsheet.workspace.feature import Feature
from callsheet.workspace.planning import Planning

STATES = ("draft", "defined", "implemented", "verified")
"""How far a contract can be, from the least to the most."""


class Link(NamedTuple):
    """An entry of `contracts` whose state is known."""

    facts: Facts
    key: str | None
    """The subtask; None for the task."""
    pointer: Pointer
    """The entry."""
    type: str
    """What the contract fixes; empty where it does not say."""
    name: str
    """Without blanks around it; empty where it has none."""
    path: str | None
    """The contract's file, relative to the workspace root; None where it names none in the workspace."""
    status: str

    @property
    def rank(self) -> int:
        """How far the contract is said to be."""
        return STATES.index(self.status)

    @property
    def place(self) -> Pointer:
        """The string that says how far it is."""
        return (*self.pointer, "status")

    def means_same(self, other: Link) -> bool:
        """Whether two links mean one contract: by their paths, else by type and name."""
        if self.path is not None and other.path is not None:
            return self.path == other.path
        return bool(self.name) and (self.type, self.name) == (other.type, other.name)


def links(feature: Feature) -> list[Link]:
    """The links of all documents of a feature, the task's first, the subtasks' in the order of their numbers."""
    found = list(_links(feature.task, None)) if feature.task else []
    for key, facts in feature.subtasks.items():
        found += _links(facts, key)
    return found


def _links(facts: Facts, key: str | None) -> Iterator[Link]:
    for link in facts.contracts:
        if link.status in STATES:
            name = (link.name or "").strip()
            yield Link(facts, key, link.pointer, link.type or "", name, _path(link.path), link.status)


def _path(written: str | None) -> str | None:
    path = read_path(written) if written else None
    return path.path if path and path.is_in_workspace else None


def deliverers(link: Link, feature: Feature, planning: Planning) -> dict[str, str]:
    """The subtasks that deliver what a contract consists of, each with the path that it delivers.

    That is the link's own path, and of a contract that has a document its OpenAPI document and implementations.
    """
    found: dict[str, str] = {}
    for path in _paths(link, planning):
        for key in feature.promises.get(path) or feature.promisers(path):
            found.setdefault(key, path)
    return found


def _paths(link: Link, planning: Planning) -> Sequence[str]:
    paths = [link.path] if link.path else []
    use = NameUse(NameKind.CONTRACT, link.name, (*link.pointer, "name"))
    named = planning.resolve(use, link.facts.path, link.facts.artifact) if link.name else None
    if named is not None:
        made = [reference.path for reference in named.facts.references if reference.field in _MADE]
        paths += [path.path for path in made if path.is_in_workspace]
    return list(dict.fromkeys(paths))


_MADE = ("openapi_spec_path", "providers")
"""The members of a contract that name what it consists of; the others name what is around it."""
