"""A change to a workspace, in terms of documents and pointers: what fixes and the lifecycle propose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from callsheet.syntax.operations import Operation


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """Operations on one document; all of them refer to its present state."""

    path: str
    """Relative to the workspace root, `/` separators; so are all paths here."""
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class FileCreation:
    """A new file; nothing happens to one that exists."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class FileRename:
    """A file or folder that gets another path; it is refused where there is one of the new path."""

    path: str
    new_path: str


Change: TypeAlias = "DocumentChange | FileRename | FileCreation"
"""Of several changes that belong together, all documents are changed first, under the paths that they have at present;
then the renames happen in their order, then the creations."""


def operations_of(changes: Iterable[Change]) -> dict[str, list[Operation]]:
    """What changes do in each document, by path: all of it refers to one state."""
    found: dict[str, list[Operation]] = {}
    for change in changes:
        if isinstance(change, DocumentChange):
            found.setdefault(change.path, []).extend(change.operations)
    return found
