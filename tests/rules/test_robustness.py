"""Whatever the files of a feature hold: no rule and no fix fails, and every finding has a place and one line of text."""

from __future__ import annotations

import json
from collections import Counter
from itertools import product
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.schema import load_schema
from callsheet.edits import EditError
from callsheet.edits.structure import edits_for
from callsheet.rules import RULES, Finding, Severity
from callsheet.rules.engine import fixes_for, related_span, span_of
from callsheet.rules.registry import MAX_MESSAGE, Context
from callsheet.syntax import Document
from callsheet.text import Text, apply_edits
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.snapshot import Snapshot
from tests.rules.helpers import NOW, findings_of
from tests.workspaces import FEATURE_FOLDER, Fixture, apply_changes

TASK_KEYS = sorted(load_schema(ArtifactKind.TASK)["properties"])
SUBTASK_KEYS = sorted(load_schema(ArtifactKind.SUBTASK)["properties"])
STRINGS = st.sampled_from(
    [
        *("", "01", "02", "1", "gift-cards-01", "pending", "completed", "done", "active", "api", "figma"),
        *(
            "docs/a.md",
            "docs/b.md",
            "docs/",
            "../x",
            "/home/me/docs/a.md",
            "~/x",
            "src/*.ts",
            "a\nb",
            "x\x1b[31m",
            "\ud800",
        ),
        *("1-5", "5-1", "0", "2026-03-01T09:15:00Z", "2026-03-01", "2025-03-01T09:15:00Z", "x" * 250, "Größe 🚀"),
    ]
)
SCALARS = st.none() | st.booleans() | st.integers(-2, 30) | st.sampled_from([1.5, 10**30]) | STRINGS
ENTRIES = st.dictionaries(
    st.sampled_from(
        ["path", "lines", "reason", "type", "name", "status", "url", "line", "id", "reach", "effort", "score"]
    ),
    SCALARS,
    max_size=5,
)
VALUES = SCALARS | ENTRIES | st.lists(SCALARS | ENTRIES, max_size=4)
MORE_KEYS = ["completed_summary", "dependencies", "estimate", "$callsheet", "titel"]


def documents(keys: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from([*keys, *keys, *MORE_KEYS]), VALUES, max_size=10)


@st.composite
def texts(draw: st.DrawFn, name: str) -> str:
    value = draw(documents(TASK_KEYS if name.startswith("task") else SUBTASK_KEYS))
    if name.endswith(".yaml"):
        text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True) if "\ud800" not in repr(value) else ""
    else:
        text = json.dumps(value, indent=draw(st.sampled_from([None, 2])), ensure_ascii="\ud800" in str(value))
    if draw(st.integers(0, 5)) == 0:
        cut = draw(st.integers(0, len(text)))
        text = text[:cut] + draw(st.sampled_from(["", ",", '"', "}", "\n"])) + text[cut + draw(st.integers(0, 3)) :]
    return text.encode(errors="replace").decode()


NAMES = ["task.json", "subtask_01.json", "subtask_02.json", "subtask_02_again.json", "subtask_03.yaml"]


@st.composite
def fixtures(draw: st.DrawFn) -> Fixture:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    files = {f"{FEATURE_FOLDER}/{name}": draw(texts(name)) for name in names}
    return Fixture({**files, "docs/a.md": "1\n2\n3\n"})


@given(fixtures())
@settings(suppress_health_check=list(HealthCheck))
def test_nothing_makes_a_rule_or_a_fix_fail(fixture: Fixture) -> None:
    with TemporaryDirectory() as root:
        snapshot = fixture.snapshot(Path(root))
        check_findings_and_fixes(snapshot)


@given(fixtures())
@settings(suppress_health_check=list(HealthCheck))
def test_rules_pass_over_nothing_that_they_would_report(fixture: Fixture) -> None:
    """Documents without what a rule needs are not shown to it; it would have found nothing."""
    with TemporaryDirectory() as root:
        snapshot = fixture.snapshot(Path(root))
        for feature in snapshot.features.values():
            for facts, rule in product(feature.files.values(), RULES.values()):
                if facts.artifact.kind not in rule.kinds or rule.only_with is None:
                    continue
                if not attrgetter(rule.only_with)(facts):
                    assert list(rule.check(facts, Context(snapshot, feature))) == []


def check_findings_and_fixes(snapshot: Snapshot) -> None:
    for finding in findings_of(snapshot):
        check_finding(snapshot, finding)
        for fix in fixes_for(finding, snapshot, NOW):
            assert fix.title.isprintable()
            for change in fix.changes:
                if isinstance(change, DocumentChange):
                    check_change(snapshot, change)


def check_finding(snapshot: Snapshot, finding: Finding) -> None:
    document = snapshot.document(finding.path)
    assert document is not None
    start, end = span_of(document, finding)
    assert 0 <= start <= end <= len(document.text)
    assert finding.message.isprintable()
    assert 0 < len(finding.message) <= MAX_MESSAGE
    for related in finding.related:
        other = snapshot.document(related.path)
        assert other is not None
        first, last = related_span(other, related)
        assert 0 <= first <= last <= len(other.text)


def check_change(snapshot: Snapshot, change: DocumentChange) -> None:
    """A change can be refused; a document without slips has none afterwards."""
    document = snapshot.document(change.path)
    assert document is not None
    try:
        edits = edits_for(document, change.operations)
    except EditError:
        return
    changed = Document(Text(apply_edits(document.text.string, edits)), document.language)
    assert document.problems or not changed.problems


@given(fixtures())
@settings(suppress_health_check=list(HealthCheck))
def test_a_safe_fix_mends_its_finding_and_breaks_nothing(fixture: Fixture) -> None:
    """There is one finding of its rule less in the document, and no error more anywhere.

    Only behind a slip of syntax there may be errors that could not be seen before.
    """
    with TemporaryDirectory() as root:
        snapshot = fixture.snapshot(Path(root, "before"))
        before = findings_of(snapshot)
        for number, finding in enumerate(before):
            for fix in fixes_for(finding, snapshot, NOW):
                if not fix.is_safe:
                    continue
                try:
                    files = apply_changes(fixture.files, snapshot, fix.changes)
                except EditError:
                    continue
                after = findings_of(Fixture(files).snapshot(Path(root, str(number))))
                assert count(after, finding.rule, finding.path) < count(before, finding.rule, finding.path)
                assert finding.rule == "syntax-error" or errors(after) <= errors(before)


def count(findings: list[Finding], rule: str, path: str) -> int:
    return sum(finding.rule == rule and finding.path == path for finding in findings)


def errors(findings: list[Finding]) -> Counter[tuple[str, str]]:
    return Counter((finding.rule, finding.path) for finding in findings if finding.severity == Severity.ERROR)
