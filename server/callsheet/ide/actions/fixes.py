"""The remedies that the rules propose for the findings at a place."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.ide.actions.action import Action, Selection, file_operations
from callsheet.rules.engine import fixes_for, span_of
from callsheet.rules.registry import Finding, Fix


def fixes(selection: Selection) -> Iterator[Action]:
    """The fixes of the findings that the selection touches."""
    for finding in selection.findings:
        first, last = span_of(selection.document, finding)
        if first <= selection.end and selection.start <= last:
            for fix in fixes_for(finding, selection.snapshot, selection.now):
                yield _action(finding, fix)


def _action(finding: Finding, fix: Fix) -> Action:
    return Action(
        fix.title,
        "quickfix",
        lambda: fix.changes,
        file_operations(fix.changes),
        finding,
        fix.is_preferred,
    )
