"""From a snapshot to findings: which rules run on what, what is silenced, and where in the text a finding lies."""

from __future__ import annotations

import logging
import operator
import re
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.quoting import one_line
from callsheet.rules.registry import (
    MAX_MESSAGE,
    RULES,
    Check,
    Context,
    Finding,
    Fix,
    FixContext,
    Related,
    Scope,
    Severity,
)
from callsheet.syntax import Document, Pointer, Value
from callsheet.workspace.configuration import Configuration
from callsheet.workspace.facts import Facts, PlanningFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot

logger = logging.getLogger(__name__)

_NOTHING: list[Finding] = []
"""No finding: one list for all documents without any."""


_NO_FEATURE = Feature("", ())
"""What planning artifacts belong to."""


class _Remembered(NamedTuple):
    """What was found of a document, and what it was computed from."""

    configuration: Configuration
    inputs: tuple[object, ...]
    parts: tuple[list[Finding], ...]
    """The findings of each scope."""
    kept: list[Finding]


_SCOPES: tuple[Scope, ...] = ("document", "feature", "names", "files")
"""The scopes, in the order of their inputs: each depends on one input more than the one before, the last on all."""


class Checker:
    """Computes findings and remembers them as long as what they were computed from stays the same.

    What rules look at never changes: the facts of a file, its feature, the planning, the files of a snapshot. So their
    identity is all there is to compare, and remembered findings are what computing afresh would give.
    """

    def __init__(self) -> None:
        """A checker that remembers nothing yet."""
        self._remembered: dict[str, _Remembered] = {}

    def findings(self, snapshot: Snapshot, path: str) -> list[Finding]:
        """All findings of one document, in document order. Not to be changed."""
        planned = snapshot.planning.files.get(path)
        feature = _NO_FEATURE if planned else snapshot.features.get(path.rpartition("/")[0])
        facts = planned or (feature.files.get(path) if feature else None)
        if feature is None or facts is None:
            self._remembered.pop(path, None)
            return _NOTHING
        inputs: tuple[object, ...] = (facts, feature, snapshot.planning.seen_from_features, snapshot.files_version)
        if planned:  # a contract's paths can be promised by any feature; OpenAPI documents are validated apart
            inputs = (facts, feature, snapshot.planning, snapshot.files_version, snapshot.promises)
            inputs += (snapshot.validity.get(path),)
        known = self._remembered.get(path)
        if known and known.configuration is not snapshot.configuration:
            known = None
        if known and are_identical(known.inputs, inputs):
            return known.kept
        if snapshot.configuration.is_ignored(path):
            return _NOTHING
        context = Context(snapshot, feature)
        same = _count_same(known.inputs, inputs) if known else 0
        parts = tuple(
            known.parts[index] if known and index < same and scope != "files" else _run(scope, facts, context)
            for index, scope in enumerate(_SCOPES)
        )
        if known and same >= len(_SCOPES) - 1 and _alike(known.parts[-1], parts[-1]):
            kept = known.kept
        else:
            found = [finding for part in parts for finding in part]
            kept = _kept(found, facts, snapshot) if found else _NOTHING
        self._remembered[path] = _Remembered(snapshot.configuration, inputs, parts, kept)
        return kept


def _count_same(first: tuple[object, ...], second: tuple[object, ...]) -> int:
    """How many objects are the same at the beginning of two tuples."""
    return next(
        (index for index, pair in enumerate(zip(first, second, strict=False)) if pair[0] is not pair[1]), len(first)
    )


def are_identical(first: tuple[object, ...], second: tuple[object, ...]) -> bool:
    """Whether two tuples hold the same objects."""
    return len(first) == len(second) and all(map(operator.is_, first, second))


def _alike(first: list[Finding], second: list[Finding]) -> bool:
    """Whether findings are the same, with all that their fixes need to know."""
    return first == second and [finding.data for finding in first] == [finding.data for finding in second]


_Group: TypeAlias = "tuple[Callable[[Facts], object] | None, list[Check]]"
"""What must not be empty for any of some checks to find anything, and the checks."""


@cache
def _checks(kind: ArtifactKind, scope: Scope, is_archived: bool) -> list[_Group]:
    """The checks of the rules that look at a kind of document, grouped by what they need."""
    groups: dict[str | None, _Group] = {}
    for rule in RULES.values():
        if rule.scope == scope and kind in rule.kinds and (rule.in_archive or not is_archived):
            needed = attrgetter(rule.only_with) if rule.only_with else None
            groups.setdefault(rule.only_with, (needed, []))[1].append(rule.check)
    return list(groups.values())


def _run(scope: Scope, facts: Facts, context: Context) -> list[Finding]:
    found: list[Finding] = []
    for needed, checks in _checks(facts.artifact.kind, scope, facts.artifact.is_archived):
        if needed is None or needed(facts):
            for check in checks:
                found += _guarded(check, facts, context)
    return found or _NOTHING


def _guarded(check: Check, facts: Facts, context: Context) -> list[Finding]:
    """What a rule finds; nothing if it fails, which must not silence the other rules, nor all other documents."""
    try:
        return list(check(facts, context))
    except Exception:
        logger.exception("%s failed on %s", check.__name__, facts.path)
        return []


def _kept(found: list[Finding], facts: Facts, snapshot: Snapshot) -> list[Finding]:
    """The findings that are not silenced and do not merely follow from a slip of syntax; in document order.

    The text is needed only where places in it matter; otherwise the order of the members and items will do.
    """
    found = _graded(found, snapshot.configuration)
    if facts.ignores:
        found = [finding for finding in found if not _is_ignored(finding, facts)]
    document = None if facts.syntax.is_plain else snapshot.document(facts.path)
    if document is None:
        return sorted(found, key=lambda finding: _rank(finding, facts)) if len(found) > 1 else found
    located = [(span_of(document, finding), finding) for finding in found]
    slips = [(problem.start, problem.end) for problem in document.problems]
    if document.misencoding is not None and document.has_lost_characters:
        slips.append((document.misencoding.start, document.misencoding.end))
    ignored_lines = _ignored_lines(document)
    return [
        finding
        for span, finding in sorted(located, key=lambda item: (item[0], item[1].severity, item[1].rule))
        if not _follows(span, finding, slips)
        and finding.rule not in ignored_lines.get(document.text.line_at(span[0]), ())
    ]


def _graded(found: list[Finding], configuration: Configuration) -> list[Finding]:
    """The findings as grave as the workspace says of their rules, without those of rules that it switches off."""
    severities = configuration.severities
    if not severities:
        return found
    return [
        replace(finding, severity=Severity[severities[finding.rule].upper()]) if finding.rule in severities else finding
        for finding in found
        if severities.get(finding.rule) != "off"
    ]


def _rank(finding: Finding, facts: Facts) -> tuple[list[int], int, str]:
    """Where a finding stands among those of its document; what is missing comes before what is there."""
    if isinstance(facts, PlanningFacts):
        place = _place_in(facts.value, finding.pointer)
    else:
        keys, pointer = facts.keys, finding.pointer
        place = [keys.index(pointer[0]) if pointer and pointer[0] in keys else -1]
        place += (step for step in pointer[1:2] if isinstance(step, int))
    return place, finding.severity, finding.rule


def _place_in(value: Value, pointer: Pointer) -> list[int]:
    """The way to a value, by the numbers of members and items."""
    place: list[int] = []
    for step in pointer:
        if isinstance(value, dict) and step in value:
            place.append(list(value).index(step))
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            place.append(step)
            value = value[step]
        else:
            return [*place, -1]
    return place


def _follows(span: tuple[int, int], finding: Finding, slips: Collection[tuple[int, int]]) -> bool:
    """Whether a finding of another family lies on a syntax problem: then the slip is its cause."""
    if finding.rule in ("syntax-error", "duplicate-key"):
        return False
    return any(start < span[1] and span[0] < end for start, end in slips)


def _is_ignored(finding: Finding, facts: Facts) -> bool:
    return any(
        finding.rule in ignore.rules and finding.pointer[: len(ignore.pointer)] == ignore.pointer
        for ignore in facts.ignores
    )


_HASH = re.compile(r"\s*(?:#.*)?")

_COMMENTS = {
    "yaml": re.compile(r"#\s*callsheet:\s*ignore\s+([a-z, -]+)"),
    "toml": re.compile(r"#\s*callsheet:\s*ignore\s+([a-z, -]+)"),
    "markdown": re.compile(r"<!--\s*callsheet:\s*ignore\s+([a-z, -]+?)\s*-->"),
}
"""Comments that silence rules, by language."""

_BARE = {"yaml": _HASH, "toml": _HASH, "markdown": re.compile(r"\s*(?:<!--.*-->\s*)?")}
"""Lines that hold a comment at most."""


def _ignored_lines(document: Document) -> dict[int, set[str]]:
    """The rules that comments silence, by 0-based line: the comment's own, or the one below comments alone."""
    ignored: dict[int, set[str]] = {}
    if document.language == "json" or "callsheet:" not in document.text.string:
        return ignored
    text, bare = document.text, _BARE[document.language]
    target, targets = text.line_count, {}  # of each line the next that is not bare, itself included
    for line in range(text.line_count - 1, -1, -1):
        target = target if bare.fullmatch(text.line(line)) else line
        targets[line] = target
    for match in _COMMENTS[document.language].finditer(text.string):
        ignored.setdefault(targets[text.line_at(match.start())], set()).update(re.findall(r"[a-z-]+", match[1]))
    return ignored


def span_of(document: Document, finding: Finding) -> tuple[int, int]:
    """Where a finding lies in its document (offsets in code points, end exclusive)."""
    if finding.span is not None:
        return finding.span
    if finding.on_key:
        return document.key_span(finding.pointer)
    return _part_span(document, finding.pointer, finding.part)


def related_span(document: Document, related: Related) -> tuple[int, int]:
    """Where a related place lies in its document (offsets in code points, end exclusive)."""
    return document.span(related.pointer) if related.span is None else related.span


def _part_span(document: Document, pointer: Pointer, part: tuple[int, int] | None) -> tuple[int, int]:
    """The span of a value, or of a part of a string's value (code points)."""
    node = document.node(pointer) if part is not None else None
    if part is None or node is None or not isinstance(node.value, str):
        return document.span(pointer)
    return document.part_span(node, *part)


def fixes_for(finding: Finding, snapshot: Snapshot, now: datetime) -> list[Fix]:
    """The remedies that a finding's rule proposes."""
    feature = snapshot.feature_of(finding.path) or _NO_FEATURE
    fixes = RULES[finding.rule].fixes
    if fixes is None:
        return []
    found = fixes(finding, FixContext(snapshot, feature, now))
    return [replace(fix, title=one_line(fix.title, MAX_MESSAGE)) for fix in found]
