"""A change to a workspace, in terms of documents and pointers: what fixes and the lifecycle propose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from callsheet.syntax.operations import Operation, ReplaceSpan
from callsheet.text import TextEdit


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


def change_of_text(path: str, edits: Iterable[TextEdit]) -> DocumentChange:
    """Edits of a document's text as a change."""
    return DocumentChange(path, tuple(ReplaceSpan(edit.start, edit.end, edit.new_text) for edit in edits))


def operations_of(changes: Iterable[Change]) -> dict[str, list[Operation]]:
    """What changes do in each document, by path: all of it refers to one state."""
    found: dict[str, list[Operation]] = {}
    for change in changes:
        if isinstance(change, DocumentChange):
            found.setdefault(change.path, []).extend(change.operations)
    return found


def path_after(changes: Iterable[Change], path: str) -> str:
    """The path that a file or folder has once changes are carried out."""
    for change in changes:
        if isinstance(change, FileRename) and f"{path}/".startswith(f"{change.path}/"):
            path = change.new_path + path[len(change.path) :]
    return path
