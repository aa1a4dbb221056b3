"""A change to a workspace, in terms of documents and pointers: what fixes and the lifecycle propose."""

from __future__ import annotations

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


Change: TypeAlias = "DocumentChange | FileCreation"
