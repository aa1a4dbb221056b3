"""The links of a document: every file, subtask and web address that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from callsheet.artifacts.lines import parse_lines
from callsheet.artifacts.references import WrittenPath, read_path
from callsheet.ide.mentions import mentions, name_span, part_span
from callsheet.syntax import Document, walk
from callsheet.workspace.facts import Deliverable, Dependency, Facts, Reference
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Link:
    """Characters of a document (offsets in code points, end exclusive) and what they lead to: a file or an address."""

    start: int
    end: int
    path: str | None = None
    """The file, relative to the workspace root; it exists."""
    line: int | None = None
    """The line of it (1-based) that is meant; None for its beginning."""
    tooltip: str | None = None
    url: str | None = None
    """The web address, where it is no file."""
