"""What the tests of the rules share: fixtures with the expected findings written beside the values they blame.

A fixture is a workspace as `tests/workspaces.py` describes it. Behind the `»` of an expected place stands the rule in
braces: `«"09"»{unresolved-dependency}`. A severity and a part of the message can follow, in this order:
`«"done"»{invalid-value error: did you mean "completed"?}`. Only the rules that a fixture or the test names are looked
at, so that fixtures need not be faultless otherwise.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from callsheet.rules import RULES, Finding, Fix, Severity
from callsheet.rules.engine import Checker, fixes_for, span_of
from callsheet.workspace.snapshot import Snapshot
from tests.workspaces import FEATURE_FOLDER, Fixture, apply_changes, read_fixture

NOW = datetime(2026, 3, 1, 9, 15, tzinfo=timezone.utc)

_LABEL = re.compile(r"»\{(?P<rule>[a-z-]+)(?: (?P<severity>[a-z]+))?(?:: (?P<message>[^}]*))?\}")


@dataclass(frozen=True)
class Place:
    """A finding as tests compare it."""

    path: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class Expected:
    """A finding that a fixture asks for; what it does not say is not compared."""

    place: Place
    severity: str | None
    message: str | None


def check_findings(text: str, *rules: str) -> list[Finding]:
    """Check that the rules named in a fixture or beside it find exactly what is marked; gives their findings."""
    labels = list(_LABEL.finditer(text))
    fixture = read_fixture(_LABEL.sub("»", text))
    assert len(labels) == len(fixture.marked), "a mark has no rule, or a label has no mark"
    expected = [
        Expected(Place(path, start, end, label["rule"]), label["severity"], label["message"])
        for (path, start, end), label in zip(fixture.marked, labels, strict=True)
    ]
    named = {*rules, *(each.place.rule for each in expected)}
    assert named, "no rule is named"
    assert named <= RULES.keys()
    with tempfile.TemporaryDirectory() as root:
        snapshot = fixture.snapshot(Path(root))
        found = [finding for finding in findings_of(snapshot) if finding.rule in named]
        placed = {index: place_of(snapshot, finding) for index, finding in enumerate(found)}
    assert Counter(placed.values()) == Counter(each.place for each in expected), annotate(fixture, found, placed)
    for each in expected:
        same = [found[index] for index, place in placed.items() if place == each.place]
        assert any(_is_as_expected(finding, each) for finding in same), annotate(fixture, found, placed)
    return found


def check_fix(before: str, rule: str, after: str, title: str | None = None) -> Fix:
    """Check what becomes of a fixture once a fix of the rule's first finding is applied: the first one, or by title.

    `after` shows only the files that are to be compared.
    """
    fixture = read_fixture(before)
    with tempfile.TemporaryDirectory() as root:
        snapshot = fixture.snapshot(Path(root))
        finding = next(finding for finding in findings_of(snapshot) if finding.rule == rule)
        fixes = fixes_for(finding, snapshot, NOW)
        titles = [fix.title for fix in fixes]
        assert fixes, f"{finding.message}: no fix"
        assert title is None or title in titles, f"there are only {titles}"
        fix = fixes[0] if title is None else fixes[titles.index(title)]
        files = apply_changes(fixture.files, snapshot, fix.changes)
    for path, text in read_fixture(after).files.items():
        assert files.get(path) == text
    return fix


def fix_titles(text: str, rule: str) -> list[str]:
    """The titles of the fixes of a rule's first finding."""
    with tempfile.TemporaryDirectory() as root:
        snapshot = read_fixture(text).snapshot(Path(root))
        finding = next(finding for finding in findings_of(snapshot) if finding.rule == rule)
        return [fix.title for fix in fixes_for(finding, snapshot, NOW)]


def findings_of(snapshot: Snapshot) -> list[Finding]:
    """All findings of all files."""
    checker = Checker()
    return [finding for facts in snapshot.files() for finding in checker.findings(snapshot, facts.path)]


def place_of(snapshot: Snapshot, finding: Finding) -> Place:
    """Where a finding lies."""
    document = snapshot.document(finding.path)
    assert document is not None
    return Place(finding.path, *span_of(document, finding), finding.rule)


def annotate(fixture: Fixture, found: list[Finding], placed: dict[int, Place]) -> str:
    """The fixture's files with what was really found, in the notation of the expectations."""
    pieces: list[str] = ["really found:"]
    for path, text in fixture.files.items():
        here = [(place, found[index]) for index, place in placed.items() if place.path == path]
        for place, finding in sorted(here, key=lambda item: -item[0].start):
            label = f"»{{{finding.rule} {Severity(finding.severity).label}: {finding.message}}}"
            text = f"{text[: place.start]}«{text[place.start : place.end]}{label}{text[place.end :]}"  # noqa: PLW2901
        pieces.append(f"--- {path.removeprefix(FEATURE_FOLDER + '/')}\n{text}")
    return "\n".join(pieces)


def _is_as_expected(finding: Finding, expected: Expected) -> bool:
    has_severity = expected.severity is None or finding.severity.label == expected.severity
    return has_severity and (expected.message is None or expected.message in finding.message)
