"""The findings of a workspace, each with its place as people count it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from callsheet.cli.progress import Progress
from callsheet.cli.workspaces import ReadingSnapshot, Target, read
from callsheet.rules import Finding, Severity
from callsheet.rules.engine import Checker, span_of
from callsheet.syntax import Document
from callsheet.text import Encoding


class Place(NamedTuple):
    """A part of a file. Lines and columns count from 1, columns in code points; the end is exclusive."""

    path: str
    """Relative to the workspace root."""
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Located(NamedTuple):
    """A finding and where it lies."""

    finding: Finding
    place: Place
    related: list[tuple[Place, str]]
    """Other places that explain it, each with what is there."""
    document: Document | None
    span: tuple[int, int]
    """The place in the document (offsets in code points, end exclusive)."""


@dataclass(frozen=True)
class Examination:
    """What is wrong with what was wanted of a workspace."""

    target: Target
    documents: int
    """How many documents were looked at."""
    counts: dict[Severity, int]
    """How many findings there are of each severity."""
    located: list[Located]
    """The findings that will be listed, by path and place."""

    def has(self, mildest: Severity) -> bool:
        """Whether there is a finding of a severity, or a graver one."""
        return any(count for severity, count in self.counts.items() if severity <= mildest)


def examine(target: Target, mildest: Severity, progress: Progress) -> Examination:
    """Check what is wanted of a workspace; findings milder than `mildest` are counted but not listed."""
    snapshot = read(target, progress)
    checker = Checker()
    counts = dict.fromkeys(Severity, 0)
    located: list[Located] = []
    paths = sorted(facts.path for facts in snapshot.files() if target.covers(facts.path))
    feature = ""
    for done, path in enumerate(paths):
        progress.tell("Checking documents", done, len(paths))
        if path.rpartition("/")[0] != feature:
            feature = path.rpartition("/")[0]
            snapshot.parsed.clear()  # what is related lies in the same feature
        for finding in checker.findings(snapshot, path):
            counts[finding.severity] += 1
            if finding.severity <= mildest:
                located.append(_locate(finding, snapshot))
    return Examination(target, len(paths), counts, located)


def _locate(finding: Finding, snapshot: ReadingSnapshot) -> Located:
    document = snapshot.document(finding.path)
    span = span_of(document, finding) if document else (0, 0)
    related: list[tuple[Place, str]] = []
    for other in finding.related:
        there = snapshot.document(other.path)
        place = _place(other.path, there, there.span(other.pointer)) if there else Place(other.path)
        related.append((place, other.message))
    return Located(finding, _place(finding.path, document, span), related, document, span)


def _place(path: str, document: Document | None, span: tuple[int, int]) -> Place:
    if document is None:  # it went away meanwhile
        return Place(path)
    start = document.text.position_at(span[0], Encoding.UTF32)
    end = document.text.position_at(span[1], Encoding.UTF32)
    return Place(path, start.line + 1, start.character + 1, end.line + 1, end.character + 1)
