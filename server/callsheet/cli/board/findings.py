"""What is wrong with the files of features, as boards show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from callsheet.artifacts.quoting import counted
from callsheet.cli.board.layout import Row, Section
from callsheet.cli.output import SEVERITY_STYLES, Style, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from callsheet.cli.reading import ReadingSnapshot
    from callsheet.rules import Finding
    from callsheet.rules.engine import Checker

MAX_FIRST = 5
"""How many findings are shown."""

_MARKS = {"error": "✗", "warning": "!"}
"""What stands before a finding, by the label of its severity."""


class Shown(NamedTuple):
    """A finding as a board shows it."""

    severity: str
    """The label of its severity: error or warning."""
    file: str
    """The file's name."""
    position: str
    """The line and the column, which count from 1: `6:18`."""
    message: str

    @property
    def where_and_what(self) -> str:
        """All but how severe it is."""
        return f"{self.file}:{self.position} {self.message}"


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with the files of a feature; what is milder than a warning is not counted."""

    errors: int = 0
    warnings: int = 0
    first: tuple[Shown, ...] = ()
    """The first of them, errors before warnings."""

    @property
    def in_words(self) -> str:
        """How many there are."""
        found = [counted(self.errors, "error")] if self.errors else []
        found += [counted(self.warnings, "warning")] if self.warnings else []
        return ", ".join(found) or "no errors, no warnings"

    @property
    def all_in_words(self) -> list[str]:
        """How many there are, the first of them, and how many more."""
        more = self.errors + self.warnings - len(self.first)
        listed = [f"{shown.severity}: {shown.where_and_what}" for shown in self.first]
        return [self.in_words, *listed, *([f"and {more} more"] if more else [])]

    def says_the_same(self, other: Findings) -> bool:
        """Whether others differ in their lines and columns at most, as when something was written before them."""
        return _without_positions(self) == _without_positions(other)


def _without_positions(findings: Findings) -> Findings:
    first = tuple(shown._replace(position="") for shown in findings.first)
    return Findings(findings.errors, findings.warnings, first)


def find(checker: Checker, snapshot: ReadingSnapshot, paths: Iterable[str]) -> Findings:
    """Check some files."""
    from callsheet.cli.examination import locate
    from callsheet.rules import Severity

    found: dict[Severity, list[Finding]] = {Severity.ERROR: [], Severity.WARNING: []}
    for path in paths:
        for finding in checker.findings(snapshot, path):
            if finding.severity in found:
                found[finding.severity].append(finding)
    errors, warnings = found.values()
    first: list[Shown] = []
    for finding in [*errors, *warnings][:MAX_FIRST]:
        place = locate(finding, snapshot).place
        file, position = visible(place.path.rpartition("/")[2]), f"{place.line}:{place.column}"
        first.append(Shown(finding.severity.label, file, position, visible(finding.message)))
    return Findings(len(errors), len(warnings), tuple(first))


def findings_section(findings: Findings | None) -> Section:
    """How many findings there are, and the first of them."""
    if findings is None:
        return Section("Findings", [Row("", (Style.DIM,), "checking…")], 4)
    if not findings.first:
        return Section("Findings", [Row("✓", (Style.GREEN,), findings.in_words)], 4)
    rows = [Row("", (Style.BOLD, SEVERITY_STYLES[findings.first[0].severity]), findings.in_words)]
    rows += [
        Row(_MARKS[shown.severity], (SEVERITY_STYLES[shown.severity],), shown.where_and_what)
        for shown in findings.first
    ]
    return Section("Findings", rows, 4)
