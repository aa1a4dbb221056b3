"""Whether OpenAPI documents are valid. Finding out takes a while, so it is done apart and remembered.

A snapshot holds what is known; what has changed since is outdated, and shown until there is something newer.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.syntax import Document, Value
from callsheet.text import Text
from callsheet.workspace.facts import PlanningFacts
from callsheet.workspace.snapshot import Snapshot, language_of

if TYPE_CHECKING:
    from callsheet.artifacts.openapi import OpenApiProblem


class Validity(NamedTuple):
    """What is wrong with an OpenAPI document, beside what that was found out from."""

    problems: tuple[OpenApiProblem, ...]
    facts: PlanningFacts
    others: tuple[str, ...]
    """The other files that the document refers to, relative to the workspace root."""
    texts: tuple[Text | None, ...]
    """Their open texts."""
    files_version: object


def check_validity(snapshot: Snapshot, facts: PlanningFacts) -> Validity:
    """Find out what is wrong with an OpenAPI document; a snapshot never changes, so this can be done in any thread."""
    from callsheet.artifacts.openapi import check_openapi

    others: dict[str, None] = {}

    def load(path: str) -> Value | None:
        inside = posixpath.normpath(posixpath.join(facts.artifact.folder, path))
        others[inside] = None
        if inside.startswith(("../", "/")) or not snapshot.exists(inside):  # to have asked is to be told of changes
            return None
        text = snapshot.text(inside)
        return None if text is None else Document(text, language_of(inside)).value

    problems = tuple(check_openapi(facts.value, load))
    return Validity(problems, facts, tuple(others), _texts(snapshot, tuple(others)), snapshot.files_version)


def outdated(snapshot: Snapshot) -> Iterator[PlanningFacts]:
    """The OpenAPI documents of which it has to be found out whether they are valid; not those with syntax problems."""
    for facts in snapshot.planning.of_kind(ArtifactKind.OPENAPI):
        if not facts.syntax.is_broken and not _is_current(snapshot, facts):
            yield facts


def _is_current(snapshot: Snapshot, facts: PlanningFacts) -> bool:
    known = snapshot.validity.get(facts.path)
    if known is None or known.facts is not facts:
        return False
    if not known.others:
        return True
    is_same = all(map(_is_identical, known.texts, _texts(snapshot, known.others)))
    return is_same and known.files_version is snapshot.files_version


def _is_identical(first: Text | None, second: Text | None) -> bool:
    return first is second


def _texts(snapshot: Snapshot, paths: tuple[str, ...]) -> tuple[Text | None, ...]:
    return tuple(snapshot.overlays.get(path) for path in paths)
