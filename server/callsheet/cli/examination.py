"""The findings of a workspace, each with its place as people count it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from callsheet.cli.positions import mark_in_line, shown_position
from callsheet.cli.progress import Progress
from callsheet.cli.reading import MAX_PARSED, ReadingSnapshot, read, wanted_paths
from callsheet.cli.unreadable import folder_findings
from callsheet.cli.workspaces import Target
from callsheet.rules import Finding, Severity
from callsheet.rules.engine import Checker, related_span, span_of
from callsheet.text import Text

if TYPE_CHECKING:
    from callsheet.cli.rule_choice import RuleChoice
    from callsheet.cli.standard_input import StandardInput

OPENAPI_RULES = frozenset(("invalid-openapi", "example-mismatch"))
"""The rules that tell what is wrong with an OpenAPI document; finding that out takes longer than all else."""

MAX_EXCERPT = 300
"""How much of a line is kept before, in and after a place (code points): more than a terminal shows."""


class Place(NamedTuple):
    """A part of a file. Lines and columns count from 1, columns in code points; the end is exclusive.

    A byte order mark, which editors hide, takes no column.
    """

    path: str
    """Relative to the workspace root."""
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @property
    def last_line(self) -> int:
        """The last line of which something belongs to it; of a part that ends with a line break not the next one."""
        return self.end_line if self.end_column > 1 else max(self.end_line - 1, self.line)


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
    snapshot: ReadingSnapshot
    """What was read: places are those of its texts."""
    paths: list[str]
    """The documents that were looked at, relative to the workspace root, sorted."""
    counts: dict[Severity, int]
    """How many findings there are of each severity."""
    located: list[Located]
    """The findings that will be listed, by path and place."""

    @property
    def documents(self) -> int:
        """How many documents were looked at."""
        return len(self.paths)

    def has(self, mildest: Severity) -> bool:
        """Whether there is a finding of a severity, or a graver one."""
        return any(count for severity, count in self.counts.items() if severity <= mildest)


def examine(
    target: Target, mildest: Severity, progress: Progress, snapshot: ReadingSnapshot | None = None
) -> Examination:
    """Check what is wanted of a workspace; findings milder than `mildest` are counted but not listed.

    `snapshot` is its state, if that has been read already.
    """
    snapshot = snapshot or read_to_check(target, progress)
    checker = Checker()
    counts = dict.fromkeys(Severity, 0)
    located: list[Located] = []

    def count(findings: Iterable[Finding]) -> None:
        for finding in findings:
            counts[finding.severity] += 1
            if finding.severity <= mildest:
                located.append(locate(finding, snapshot))

    paths = wanted_paths(target, snapshot)
    for done, path in enumerate(paths):
        progress.tell("Checking documents", done, len(paths))
        count(checker.findings(snapshot, path))
    count(folder_findings(target, snapshot))
    located.sort(key=lambda each: each.finding.path)
    return Examination(target, snapshot, paths, counts, located)


def read_to_check(
    target: Target,
    progress: Progress,
    rules: RuleChoice | None = None,
    given: StandardInput | None = None,
    max_parsed: int = MAX_PARSED,
) -> ReadingSnapshot:
    """The state of a workspace with all that rules look at; `rules` are those that count, `given` what stands for a file.

    `max_parsed` is how many documents it remembers.
    """
    snapshot = read(
        target,
        progress,
        with_planning=True,
        with_validity=rules is None or not rules.wanted.isdisjoint(OPENAPI_RULES),
        texts={given.path: given.text} if given else {},
        max_parsed=max_parsed,
    )
    return snapshot if rules is None else replace(snapshot, configuration=rules.applied_to(snapshot.configuration))


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
    start, end = (shown_position(text, offset) for offset in span)
    return Place(path, start.line + 1, start.character + 1, end.line + 1, end.character + 1)


def _excerpt(text: Text, span: tuple[int, int]) -> Excerpt:
    line = text.line_at(span[0])
    line_start, line_end = text.line_span(line)
    line_start += mark_in_line(text, line)
    start, end = (min(max(offset, line_start), line_end) for offset in span)
    return Excerpt(
        text.string[max(line_start, start - MAX_EXCERPT) : start],
        text.string[start : min(end, start + MAX_EXCERPT)],
        text.string[end : min(line_end, end + MAX_EXCERPT)],
    )
