"""Reading documents while a request is answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

from callsheet.syntax import Document
from callsheet.workspace.snapshot import Snapshot

Read: TypeAlias = Callable[[str], "Document | None"]
"""Gives the document of a path relative to the workspace root; None where there is none that may be shown."""


def reader(snapshot: Snapshot) -> Read:
    """What reads the documents of a snapshot, each once at most; files of no known kind as well."""
    return cache(snapshot.any_document)
