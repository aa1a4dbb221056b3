"""The remedies that the rules propose for the findings at a place."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.edits.moving import followed
from callsheet.ide.actions.action import Action, Selection, file_operations
from callsheet.rules.engine import fixes_for, span_of
from callsheet.rules.registry import Finding, Fix
from callsheet.workspace.changes import Change, FileRename
from callsheet.workspace.snapshot import Snapshot


def fixes(selection: Selection) -> Iterator[Action]:
    """The fixes of the findings that the selection touches."""
    for finding in touched(selection):
        for fix in fixes_for(finding, selection.snapshot, selection.now):
            yield _action(finding, fix, selection.snapshot)


def touched(selection: Selection) -> Iterator[Finding]:
    """The findings that a selection touches."""
    for finding in selection.findings:
        first, last = span_of(selection.document, finding)
        if first <= selection.end and selection.start <= last:
            yield finding


def changes_of(fix: Fix, snapshot: Snapshot) -> tuple[Change, ...]:
    """All that a fix changes: where it renames files, what refers to them follows."""
    moves = {change.path: change.new_path for change in fix.changes if isinstance(change, FileRename)}
    return (*fix.changes, *followed(snapshot, moves)) if moves else fix.changes


def _action(finding: Finding, fix: Fix, snapshot: Snapshot) -> Action:
    return Action(
        fix.title,
        "quickfix",
        lambda: changes_of(fix, snapshot),
        file_operations(fix.changes),
        finding,
        fix.is_preferred,
    )
