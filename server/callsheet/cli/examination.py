"""The findings of a workspace, each with its place as people count it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from callsheet.cli.progress import Progress
from callsheet.cli.workspaces import ReadingSnapshot, Target, read
from callsheet.rules import Finding, Severity
from callsheet.rules.engine import Checker, related_span, span_of
from callsheet.text import Encoding, Text

MAX_EXCERPT = 300
"""How much of a line is kept before, in and after a place (code points): more than a terminal shows."""


class Place(NamedTuple):
    """A part of a file. Lines and columns count from 1, columns in code points; the end is exclusive."""

    path: str
    """Relative to the workspace root."""
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Excerpt(NamedTuple):
    """The line in which a place begins, of a very long one what stands around it."""

    before: str
    part: str
    """What of the place stands in the line."""
    after: str


class Located(NamedTuple):
    """A finding and where it lies."""

    finding: Finding
    place: Place
    excerpt: Excerpt | None
    related: list[tuple[Place, str]]
    """Other places that explain it, each with what is there."""


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
    snapshot = read(target, progress, with_planning=True)
    checker = Checker()
    counts = dict.fromkeys(Severity, 0)
    located: list[Located] = []
    known = (facts.path for facts in snapshot.files())
    paths = sorted(path for path in known if target.covers(path) and not snapshot.configuration.is_ignored(path))
    for done, path in enumerate(paths):
        progress.tell("Checking documents", done, len(paths))
        for finding in checker.findings(snapshot, path):
            counts[finding.severity] += 1
            if finding.severity <= mildest:
                located.append(locate(finding, snapshot))
    return Examination(target, len(paths), counts, located)


def locate(finding: Finding, snapshot: ReadingSnapshot) -> Located:
    """A finding with its place, as the documents are at this moment."""
    related: list[tuple[Place, str]] = []
    for other in finding.related:
        there = snapshot.document(other.path)
        place = _place(other.path, there.text, related_span(there, other)) if there else Place(other.path)
        related.append((place, other.message))
    document = snapshot.document(finding.path)
    if document is None:  # it went away meanwhile
        return Located(finding, Place(finding.path), None, related)
    span = span_of(document, finding)
    return Located(finding, _place(finding.path, document.text, span), _excerpt(document.text, span), related)


def _place(path: str, text: Text, span: tuple[int, int]) -> Place:
    start, end = (text.position_at(offset, Encoding.UTF32) for offset in span)
    return Place(path, start.line + 1, start.character + 1, end.line + 1, end.character + 1)


def _excerpt(text: Text, span: tuple[int, int]) -> Excerpt:
    line_start, line_end = text.line_span(text.line_at(span[0]))
    start, end = min(span[0], line_end), min(span[1], line_end)
    return Excerpt(
        text.string[max(line_start, start - MAX_EXCERPT) : start],
        text.string[start : min(end, start + MAX_EXCERPT)],
        text.string[end : min(line_end, end + MAX_EXCERPT)],
    )
