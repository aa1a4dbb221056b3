"""From a snapshot to findings: which rules run on what, what is silenced, and where in the text a finding lies."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from callsheet.rules.registry import RULES, Context, Finding, Fix, FixContext, Rule, Scope
from callsheet.syntax import Document, Pointer
from callsheet.workspace.facts import Facts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot


@dataclass(slots=True)
class _Remembered:
    """What was found of a document, each part beside what it was computed from."""

    facts: Facts | None = None
    of_document: list[Finding] = field(default_factory=list)
    feature: Feature | None = None
    of_feature: list[Finding] = field(default_factory=list)
    files_version: object = None
    of_files: list[Finding] = field(default_factory=list)
    kept: list[Finding] = field(default_factory=list)


class Checker:
    """Computes findings and remembers them as long as what they were computed from stays the same.

    What rules look at never changes: the facts of a file, its feature, the files of a snapshot. So their identity is
    all there is to compare, and remembered findings are what computing afresh would give.
    """

    def __init__(self) -> None:
        """A checker that remembers nothing yet."""
        self._remembered: dict[str, _Remembered] = {}

    def findings(self, snapshot: Snapshot, path: str) -> list[Finding]:
        """All findings of one document, by place. Not to be changed."""
        feature = snapshot.feature_of(path)
        facts = feature.files.get(path) if feature else None
        if feature is None or facts is None:
            self._remembered.pop(path, None)
            return []
        known = self._remembered.get(path) or _Remembered()
        same_facts, same_feature = known.facts is facts, known.feature is feature
        if same_feature and known.files_version is snapshot.files_version:
            return known.kept
        context = Context(snapshot, feature)
        new = _Remembered(
            facts,
            known.of_document if same_facts else list(_run("document", facts, context)),
            feature,
            known.of_feature if same_feature else list(_run("feature", facts, context)),
            snapshot.files_version,
            list(_run("files", facts, context)),
        )
        found = new.of_document + new.of_feature + new.of_files
        new.kept = _kept(found, facts, snapshot) if found else []
        self._remembered[path] = new
        return new.kept


_RULES_OF: dict[tuple[str, str], list[Rule]] = {}


def _rules(kind: str, scope: Scope) -> list[Rule]:
    key = (kind, scope)
    if key not in _RULES_OF:
        _RULES_OF[key] = [
            rule for rule in RULES.values() if rule.scope == scope and any(kind == of.value for of in rule.kinds)
        ]
    return _RULES_OF[key]


def _run(scope: Scope, facts: Facts, context: Context) -> Iterator[Finding]:
    for rule in _rules(facts.artifact.kind.value, scope):
        yield from rule.check(facts, context)


def _kept(found: list[Finding], facts: Facts, snapshot: Snapshot) -> list[Finding]:
    """The findings that are not silenced and do not merely follow from a slip of syntax; sorted by place."""
    document = snapshot.document(facts.path)
    if document is None:
        return found
    located = [(span_of(document, finding), finding) for finding in found if not _is_ignored(finding, facts)]
    if facts.has_syntax_problems:
        slips = [(problem.start, problem.end) for problem in document.problems]
        located = [(span, finding) for span, finding in located if not _follows(span, finding, slips)]
    ignored_lines = _ignored_lines(document)
    return [
        finding
        for span, finding in sorted(located, key=lambda item: (item[0], item[1].severity, item[1].rule))
        if finding.rule not in ignored_lines.get(document.text.line_at(span[0]), ())
    ]


def _follows(span: tuple[int, int], finding: Finding, slips: Collection[tuple[int, int]]) -> bool:
    """Whether a finding of another family lies on a syntax problem: then the slip is its cause."""
    if finding.rule in ("syntax-error", "duplicate-key"):
        return False
    if finding.rule == "unknown-field" and slips:
        return True  # a key among the rubble is seldom one
    return any(start < span[1] and span[0] < end for start, end in slips)


def _is_ignored(finding: Finding, facts: Facts) -> bool:
    return any(
        finding.rule in ignore.rules and finding.pointer[: len(ignore.pointer)] == ignore.pointer
        for ignore in facts.ignores
    )


_COMMENT = re.compile(r"#\s*callsheet:\s*ignore\s+([a-z, -]+)")


def _ignored_lines(document: Document) -> dict[int, set[str]]:
    """The rules that YAML comments silence, by 0-based line: the comment's own, and the next one below a comment line."""
    ignored: dict[int, set[str]] = {}
    if document.language != "yaml" or "callsheet:" not in document.text.string:
        return ignored
    for match in _COMMENT.finditer(document.text.string):
        line = document.text.line_at(match.start())
        stands_alone = not document.text.line(line).partition("#")[0].strip()
        names = set(re.findall(r"[a-z-]+", match[1]))
        ignored.setdefault(line + 1 if stands_alone else line, set()).update(names)
    return ignored


def span_of(document: Document, finding: Finding) -> tuple[int, int]:
    """Where a finding lies in its document (offsets in code points, end exclusive)."""
    if finding.span is not None:
        return finding.span
    if finding.on_key:
        return document.key_span(finding.pointer)
    return part_span(document, finding.pointer, finding.part)


def part_span(document: Document, pointer: Pointer, part: tuple[int, int] | None) -> tuple[int, int]:
    """The span of a value, or of a part of it (code points of the value) where its characters stand one for one."""
    start, end = document.span(pointer)
    node = document.node(pointer)
    if part is None or node is None or not isinstance(node.value, str):
        return start, end
    quotes = (end - start) - len(node.value)
    if quotes not in (0, 2) or not node.flow:
        return start, end  # escapes or folded lines: the characters cannot be told apart
    return start + quotes // 2 + part[0], start + quotes // 2 + part[1]


def fixes_for(finding: Finding, snapshot: Snapshot, now: datetime) -> list[Fix]:
    """The remedies that a finding's rule proposes."""
    feature = snapshot.feature_of(finding.path)
    fixes = RULES[finding.rule].fixes
    if feature is None or fixes is None:
        return []
    return list(fixes(finding, FixContext(snapshot, feature, now)))
