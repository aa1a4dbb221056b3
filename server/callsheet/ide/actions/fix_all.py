"""Many fixes of a document at once: those of one rule, and all that are safe."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.ide.actions.action import Action, Selection
from callsheet.ide.actions.fixes import touched
from callsheet.ide.fixing import fix_all, has_safe_fix, obvious_fix
from callsheet.rules.engine import fixes_for
from callsheet.rules.registry import Finding

_MOST = 1000
"""So many findings of a rule are counted at most: a list of actions must come at once."""


def fixes_of_rule(selection: Selection) -> Iterator[Action]:
    """For each rule with findings that the selection touches: mend all of the document, where there are more."""
    seen: set[str] = set()
    for finding in touched(selection):
        if finding.rule not in seen:
            seen.add(finding.rule)
            same = [other for other in selection.findings if other.rule == finding.rule]
            number = _count_obvious(selection, finding, same[:_MOST])
            if number > 1:
                count = f"all {number}" if len(same) <= _MOST else "all"
                yield _of_rule(selection, finding, f"Fix {count} of {finding.rule} in this document")


def _count_obvious(selection: Selection, first: Finding, same: list[Finding]) -> int:
    """How many different obvious fixes findings of one rule have; none where the touched one has none."""
    if len(same) == 1 or obvious_fix(fixes_for(first, selection.snapshot, selection.now)) is None:
        return 0
    found = [obvious_fix(fixes_for(finding, selection.snapshot, selection.now)) for finding in same]
    return len({repr(fix.changes) for fix in found if fix is not None})


def _of_rule(selection: Selection, finding: Finding, title: str) -> Action:
    rules = frozenset((finding.rule,))
    return Action(
        title,
        "quickfix",
        lambda: fix_all(selection.snapshot, [selection.path], selection.now, choice=obvious_fix, rules=rules),
        finding=finding,
    )


def safe_fixes(selection: Selection) -> Iterator[Action]:
    """Mend all that can be mended safely, wherever in the document it is."""
    if any(has_safe_fix(finding, selection.snapshot, selection.now) for finding in selection.findings):
        yield Action(
            "Fix all that is safe to fix in this document",
            "source.fixAll.callsheet",
            lambda: fix_all(selection.snapshot, [selection.path], selection.now),
        )
