"""The names that a document uses and no document defines."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import DEFINITIONS, SCOPES, NameKind, NameUse
from callsheet.syntax import Pointer
from callsheet.workspace.facts import Facts
from callsheet.workspace.planning import Named, Planning


def unknown_uses(facts: Facts, planning: Planning) -> Iterator[tuple[NameUse, list[Named]]]:
    """The names of a document that mean nothing, each with all that there are of its kind.

    There are none of a kind that no document defines, or that a document with a slip of syntax may define. The endpoints
    of contracts are not among them, nor what may be anything else than a name.
    """
    known: dict[tuple[NameKind, Pointer], list[Named]] = {}
    for use in facts.uses:
        if use.claim == "free" or use.kind is NameKind.ENDPOINT:
            continue
        if planning.is_defined(use, facts.path, facts.artifact):
            continue
        place = use.kind, use.pointer[: SCOPES.get(use.kind, 0)]
        if place not in known:
            is_hidden = _may_be_hidden(use.kind, facts, planning)
            known[place] = [] if is_hidden else planning.defined(use.kind, use.pointer, facts.path, facts.artifact)
        if known[place]:
            yield use, known[place]


def _may_be_hidden(kind: NameKind, facts: Facts, planning: Planning) -> bool:
    """Whether a slip of syntax may hide a definition: one broken file must not make others look wrong."""
    if kind in SCOPES:
        return facts.syntax.is_broken
    return any(other.syntax.is_broken for artifact_kind in _definers(kind) for other in planning.of_kind(artifact_kind))


def _definers(kind: NameKind) -> list[ArtifactKind]:
    """The kinds of documents that define names of a kind in what they say."""
    return [artifact for artifact, places in DEFINITIONS.items() if any(place.kind is kind for place in places)]
