"""All code actions at a place of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from callsheet.ide.actions.action import Action, Selection
from callsheet.ide.actions.converting import conversions
from callsheet.ide.actions.extracting import extractions
from callsheet.ide.actions.fix_all import fixes_of_rule, safe_fixes
from callsheet.ide.actions.fixes import fixes
from callsheet.ide.actions.inserting import insertions
from callsheet.ide.actions.lifecycle import lifecycle_actions
from callsheet.ide.actions.organizing import organizing, sorting
from callsheet.ide.actions.reference_actions import reference_actions
from callsheet.rules.registry import Finding
from callsheet.workspace.snapshot import Snapshot

_PROVIDERS: tuple[Callable[[Selection], Iterator[Action]], ...] = (
    fixes,
    fixes_of_rule,
    lifecycle_actions,
    reference_actions,
    sorting,
    extractions,
    insertions,
    conversions,
    safe_fixes,
    organizing,
)
"""What gives actions, in the order in which they are listed."""


def actions(
    snapshot: Snapshot, path: str, start: int, end: int, findings: Sequence[Finding], now: datetime
) -> list[Action]:
    """What can be done in a document between two offsets (code points): fixes there first.

    `findings` are those of the document.
    """
    document, facts = snapshot.document(path), snapshot.facts(path)
    if document is None or facts is None:
        return []
    selection = Selection(snapshot, path, document, facts, start, end, findings, now)
    return [action for provide in _PROVIDERS for action in provide(selection)]
