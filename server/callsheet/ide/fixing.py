"""Many fixes at once: carried out round by round on a draft, until nothing more can be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

from callsheet.edits import EditError
from callsheet.edits.structure import edits_for
from callsheet.rules.engine import Checker, fixes_for
from callsheet.rules.registry import RULES, Finding, Fix
from callsheet.syntax import Pointer
from callsheet.syntax.operations import Operation, ReplaceSpan
from callsheet.text import Text, TextEdit, apply_edits
from callsheet.text.composition import composed
from callsheet.workspace.changes import DocumentChange, change_of_text, operations_of
from callsheet.workspace.loading import Progress
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot

Choice: TypeAlias = Callable[[Sequence[Fix]], "Fix | None"]
"""Which of a finding's fixes is wanted; None where none is."""

_MOST_ROUNDS = 20
"""What a fix lets others see is mended in the next round; real documents need two or three."""


def safe_fix(fixes: Sequence[Fix]) -> Fix | None:
    """The first of a finding's fixes that cannot change what the author meant."""
    return next((fix for fix in fixes if fix.is_safe and changes_texts_only(fix)), None)


def obvious_fix(fixes: Sequence[Fix]) -> Fix | None:
    """A finding's safe fix, else the one that is preferred."""
    preferred = (fix for fix in fixes if fix.is_preferred and changes_texts_only(fix))
    return safe_fix(fixes) or next(preferred, None)


def changes_texts_only(fix: Fix) -> bool:
    """Whether a fix neither creates nor renames files."""
    return all(isinstance(change, DocumentChange) for change in fix.changes)


def has_safe_fix(finding: Finding, snapshot: Snapshot, now: datetime) -> bool:
    """Whether a finding is one of those that fixing all mends."""
    return RULES[finding.rule].safety != "never" and safe_fix(fixes_for(finding, snapshot, now)) is not None


class Mended(NamedTuple):
    """What mending comes to."""

    changes: tuple[DocumentChange, ...]
    """All edits, in terms of the texts that there were in the beginning."""
    findings: int
    """How many findings are gone by them, with those that came to light only when others had gone."""


def fix_all(
    snapshot: Snapshot,
    paths: Iterable[str],
    now: datetime,
    *,
    choice: Choice = safe_fix,
    rules: frozenset[str] | None = None,
) -> tuple[DocumentChange, ...]:
    """The changes that `mend` finds for some documents."""
    return mend(snapshot, paths, now, choice=choice, rules=rules).changes


def mend(
    snapshot: Snapshot,
    paths: Iterable[str],
    now: datetime,
    *,
    choice: Choice = safe_fix,
    rules: frozenset[str] | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Mended:
    """Mend all findings of some documents for which there is a wanted fix; by default those with a safe one.

    `rules` are those whose findings are meant; None means all for which there are safe fixes. What one fix lets others
    see is mended as well, in all of the documents. A fix that leaves its finding behind is left out. `progress` is told
    how many of how many documents are done.
    """
    wanted = rules if rules is not None else frozenset(rule.name for rule in RULES.values() if rule.safety != "never")
    draft = _Draft(snapshot, now, choice, wanted)
    paths = list(paths)
    for _ in range(_MOST_ROUNDS):
        mended = draft.mended
        for done, path in enumerate(paths):
            progress(done, len(paths))
            draft.mend(path)
        if draft.mended == mended or len(paths) == 1:
            break
    return Mended(draft.changes(), draft.mended)


class _Remedy(NamedTuple):
    """A fix with all the findings for which it was proposed."""

    fix: Fix
    findings: list[Finding]


class _Draft:
    """A state of the workspace that nobody sees, in which fixes are carried out."""

    def __init__(self, snapshot: Snapshot, now: datetime, choice: Choice, rules: frozenset[str]) -> None:
        self._now, self._choice, self._rules = now, choice, rules
        self._before = self._snapshot = snapshot
        self._checker = Checker()
        self._rounds: dict[str, list[list[TextEdit]]] = {}
        self.mended = 0
        """How many findings are gone."""

    def changes(self) -> tuple[DocumentChange, ...]:
        """All that has been changed, in terms of the texts that there were in the beginning."""
        return tuple(change for path in self._rounds for change in self._changes_of(path))

    def _changes_of(self, path: str) -> Iterable[DocumentChange]:
        document = self._before.document(path)
        edits = composed(len(document.text), self._rounds[path]) if document else []
        if edits:
            yield change_of_text(path, edits)

    def mend(self, path: str) -> None:
        """Carry out the fixes of a document."""
        useless: set[tuple[str, Pointer, str]] = set()
        for _ in range(_MOST_ROUNDS):
            remedies = [each for each in self._remedies(path) if not useless.issuperset(map(_name, each.findings))]
            together = _compatible(remedies)
            if not together:
                return
            while not self._carry_out(path, together):
                if len(together) == 1:
                    useless.update(map(_name, together[0].findings))
                    break
                together = together[: len(together) // 2]

    def _findings(self, path: str) -> list[Finding]:
        return [finding for finding in self._checker.findings(self._snapshot, path) if finding.rule in self._rules]

    def _remedies(self, path: str) -> list[_Remedy]:
        """The wanted fixes of a document; one that mends several findings once."""
        found: dict[str, _Remedy] = {}
        for finding in self._findings(path):
            fix = self._choice(fixes_for(finding, self._snapshot, self._now))
            if fix is not None:
                found.setdefault(repr(fix.changes), _Remedy(fix, [])).findings.append(finding)
        return list(found.values())

    def _carry_out(self, path: str, remedies: list[_Remedy]) -> bool:
        """Carry fixes out together; gives whether all their findings are gone, else nothing has changed."""
        state, before = self._snapshot, self._findings(path)
        try:
            made = self._edit(operations_of(change for remedy in remedies for change in remedy.fix.changes))
        except EditError:
            made = {}
        mended = [finding for remedy in remedies for finding in remedy.findings]
        if not made or not _are_gone(mended, before, self._findings(path)):
            self._snapshot = state
            return False
        for changed, edits in made.items():
            self._rounds.setdefault(changed, []).append(edits)
        self.mended += len(mended)
        return True

    def _edit(self, operations: Mapping[str, Sequence[Operation]]) -> dict[str, list[TextEdit]]:
        """Change the documents of the draft."""
        session = Session(self._snapshot.root, draft_of=self._snapshot)
        made: dict[str, list[TextEdit]] = {}
        for path, wanted in operations.items():
            document = self._snapshot.document(path)
            if document is not None:
                made[path] = edits_for(document, wanted)
                session.open(path, Text(apply_edits(document.text.string, made[path])))
        if not self._snapshot.validity.keys().isdisjoint(made):
            session.validate(made.__contains__)
        self._snapshot = session.snapshot
        return made


def _name(finding: Finding) -> tuple[str, Pointer, str]:
    return finding.rule, finding.pointer, finding.message


def _are_gone(mended: list[Finding], before: list[Finding], after: list[Finding]) -> bool:
    """Whether findings are gone; of one that stands for much of a document something else may be left."""
    numbers, left = Counter(finding.rule for finding in before), Counter(finding.rule for finding in after)
    numbers_left = numbers - Counter(finding.rule for finding in mended)
    if all(left[finding.rule] <= numbers_left[finding.rule] for finding in mended):
        return True
    is_no_worse = all(left[finding.rule] <= numbers[finding.rule] for finding in mended)
    return is_no_worse and set(map(_name, mended)).isdisjoint(map(_name, after))


def _compatible(remedies: list[_Remedy]) -> list[_Remedy]:
    """The fixes that can be carried out together, in their order: those of syntax first, and none within another's place."""
    of_syntax = [remedy for remedy in remedies if remedy.findings[0].rule == "syntax-error"]
    chosen: list[_Remedy] = []
    taken: set[tuple[str, Pointer]] = set()
    for remedy in of_syntax or remedies:
        places = set(_places(remedy.fix))
        if not any(at == path and _overlap(pointer, other) for path, pointer in places for at, other in taken):
            taken |= places
            chosen.append(remedy)
    return chosen


def _overlap(first: Pointer, second: Pointer) -> bool:
    """Whether one of two values is the other or lies inside it."""
    length = min(len(first), len(second))
    return first[:length] == second[:length]


def _places(fix: Fix) -> Iterator[tuple[str, Pointer]]:
    """The values that a fix changes, each with its document."""
    for path, operations in operations_of(fix.changes).items():
        for operation in operations:
            if not isinstance(operation, ReplaceSpan):
                yield path, operation.pointer
