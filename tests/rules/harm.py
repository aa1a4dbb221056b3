"""Carrying fixes out as a test: what becomes of the findings, and of everything else."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from callsheet.edits import EditError
from callsheet.edits.structure import edits_for
from callsheet.ide.actions.fixes import changes_of
from callsheet.rules import Finding, Fix
from callsheet.rules.engine import Checker, fixes_for
from callsheet.syntax.operations import InsertItem, Operation, RenameKey, ReplaceSpan, SetValue
from callsheet.text import Text, apply_edits
from callsheet.workspace.changes import Change, FileCreation, FileRename, operations_of
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot
from tests.examples import SOUND_EXAMPLE, as_yaml, read_files
from tests.rules.helpers import NOW
from tests.workspaces import Fixture, apply_changes

Files: TypeAlias = "dict[str, str]"
"""Texts by path, relative to the root of a workspace."""

Place: TypeAlias = "tuple[str, str, tuple[str, ...]]"
"""A rule, a document, and the members that lead to the blamed value; which item it is may change.

A slip of syntax goes by its message."""

AT_WORK = {"premature-status", "missing-dependency", "parallel-conflict", "contract-status"}
"""What is true of a plan or a state only once it is such."""

ALLOWED: Mapping[str, set[str]] = {
    # A path that leads nowhere has no lines, and nobody can tell what it is.
    "broken-reference": {"lines-out-of-range", "mixed-references"},
    "outside-workspace": {"lines-out-of-range", "mixed-references"},
    "unportable-path": {"unportable-path", "lines-out-of-range", "mixed-references"},
    # Another order of work: subtasks meet that did not meet before, and what others wait for may follow from it.
    "dependency-cycle": {"redundant-dependency", *AT_WORK},
    "missing-dependency": AT_WORK,
    "parallel-conflict": AT_WORK,
    "premature-status": AT_WORK,
    "unresolved-dependency": {"redundant-dependency", "no-acceptance-criteria", "no-deliverables", *AT_WORK},
    # Somebody says that something is completed, or is not: what must be there then may not be.
    "stale-record": {"incomplete-record", "undelivered", "status-mismatch", *AT_WORK},
    "status-mismatch": {"undelivered", *AT_WORK},
    "undelivered": AT_WORK,
    # What means nothing is compared with nothing.
    "unknown-name": {"mapping-mismatch", "uncovered", "dependency-cycle", "mvp-inversion"},
}
"""What a fix may bring to light, by the rule whose finding it mends."""

REVEALING = {
    "syntax-error",
    "duplicate-key",
    "unknown-field",
    "wrong-type",
    "invalid-value",
    "missing-field",
    "invalid-openapi",
}
"""Rules on what cannot be read: with their fixes it can be, and whatever is wrong with it is seen."""

LASTING = {
    # One finding for all that is missing, or for all paths of a document: the fix mends what it can.
    "incomplete-record",
    "unportable-path",
    # There may be another circle through the same subtask.
    "dependency-cycle",
}
"""Rules of which a finding may be left where one was mended."""


class State:
    """A workspace with its findings."""

    def __init__(self, snapshot: Snapshot, checker: Checker) -> None:
        self.snapshot = snapshot
        self.checker = checker
        self.findings = [each for facts in snapshot.files() for each in checker.findings(snapshot, facts.path)]
        self.places = Counter(map(place_of, self.findings))

    def after(self, changes: Iterable[Change], files: Mapping[str, str], root: Path) -> State:
        """The workspace once changes are carried out; with renames it is written to a folder for that."""
        changes = list(changes)
        if any(isinstance(change, FileRename) for change in changes):
            changed = apply_changes(dict(files), self.snapshot, changes)
            return State(Fixture(changed).snapshot(root), Checker())
        return State(opened(self.snapshot, _texts(self.snapshot, changes)), self.checker)


def place_of(finding: Finding) -> Place:
    steps = tuple(step for step in finding.pointer if isinstance(step, str))
    return finding.rule, finding.path, (finding.message,) if finding.rule == "syntax-error" else steps


def _texts(snapshot: Snapshot, changes: Iterable[Change]) -> dict[str, str]:
    changes = list(changes)
    texts = {change.path: change.text for change in changes if isinstance(change, FileCreation)}
    for path, wanted in operations_of(changes).items():
        document = snapshot.document(path)
        assert document is not None
        texts[path] = apply_edits(document.text.string, edits_for(document, wanted))
    return texts


def check_every_fix(state: State, files: Mapping[str, str], root: Path) -> int:
    """Check that no fix of any finding does harm; gives how many there are."""
    number = 0
    for finding in state.findings:
        fixes = fixes_for(finding, state.snapshot, NOW)
        titles = [fix.title for fix in fixes]
        assert len(set(titles)) == len(titles), titles
        assert sum(fix.is_preferred for fix in fixes) <= 1, titles
        for fix in fixes:
            number += 1
            check_harmless(state, finding, fix, files, root / str(number))
    return number


def check_harmless(state: State, finding: Finding, fix: Fix, files: Mapping[str, str], root: Path) -> None:
    """Check that a fix mends its finding, brings no other, leaves no slip of syntax and touches nothing else."""
    try:
        after = state.after(changes_of(fix, state.snapshot), files, root)
    except EditError:
        assert not fix.is_safe
        return
    story = f"{finding.rule} in {finding.path}: {finding.message}\n-> {fix.title}"
    place = place_of(finding)
    if finding.rule == "syntax-error":
        assert not any(each.message == finding.message and each.span == finding.span for each in after.findings), story
    elif finding.rule not in LASTING:
        assert after.places[place] < state.places[place], f"{story}: it stays"
    new = [each for each in after.places - _moved(state.places, fix) if each[0] not in ALLOWED.get(finding.rule, ())]
    touched = {*operations_of(fix.changes), *(path for _, path, _ in new)}
    hides = any((facts := state.snapshot.facts(path)) and facts.syntax.is_broken for path in touched)
    can_reveal = finding.rule in REVEALING or hides
    assert can_reveal or not new, f"{story}: brings {new}"
    for path, operations in operations_of(fix.changes).items():
        check_values(state.snapshot, after.snapshot, path, operations)


def _moved(places: Counter[Place], fix: Fix) -> Counter[Place]:
    """Places under the paths that files have after a fix."""
    moves = [(change.path, change.new_path) for change in fix.changes if isinstance(change, FileRename)]
    found: Counter[Place] = Counter()
    for (rule, path, keys), number in places.items():
        moved = path
        for old, new in moves:
            moved = new + moved[len(old) :] if moved == old or moved.startswith(f"{old}/") else moved
        found[rule, moved, keys] += number
    return found


def check_values(before: Snapshot, after: Snapshot, path: str, operations: list[Operation]) -> None:
    """Check that a document says what it said, but for what operations say; a mended one has fewer slips than before."""
    old, new = before.document(path), after.document(path)
    if old is None or new is None or before.facts(path) is None or old.language == "markdown":
        return
    if old.problems or any(isinstance(operation, ReplaceSpan) for operation in operations):
        assert len(new.problems) <= len(old.problems)
        return
    assert not new.problems
    if not old.duplicates:
        assert new.value == carried_out(old.value, operations)


_GAP = object()
"""What is to go, as long as the places of everything else must stay."""


def carried_out(value: Any, operations: Iterable[Operation]) -> Any:
    """A plain value after operations, all of which refer to it as it is: done the simplest way, to compare with."""
    changed = copy.deepcopy(value)
    later: list[tuple[Any, InsertItem | RenameKey]] = []
    for operation in operations:
        assert not isinstance(operation, ReplaceSpan)
        parent: Any = changed
        for step in operation.pointer[:-1]:
            parent = parent[step]
        if isinstance(operation, (InsertItem, RenameKey)):
            later.append((parent, operation))
        else:
            parent[operation.pointer[-1]] = operation.value if isinstance(operation, SetValue) else _GAP
    for parent, operation in reversed(later):
        if isinstance(operation, InsertItem):
            parent.insert(operation.pointer[-1], operation.value)
        else:
            parent[operation.key] = parent[operation.pointer[-1]]
            parent[operation.pointer[-1]] = _GAP
    return _without_gaps(changed)


def _without_gaps(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_gaps(child) for key, child in value.items() if child is not _GAP}
    return [_without_gaps(child) for child in value if child is not _GAP] if isinstance(value, list) else value


SOUND = {"JSON": read_files(SOUND_EXAMPLE), "YAML": as_yaml(read_files(SOUND_EXAMPLE))}
"""The sound example in both syntaxes."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Snapshot]:
    """The sound example in both syntaxes, indexed."""
    return {name: Fixture(files).snapshot(tmp_path_factory.mktemp(name)) for name, files in SOUND.items()}


def opened(snapshot: Snapshot, changed: Files) -> Snapshot:
    """A workspace in which some files are open with other texts."""
    draft = Session(snapshot.root)
    draft.snapshot = snapshot
    for path, text in changed.items():
        draft.open(path, Text(text))
    draft.validate()
    return draft.snapshot
