"""`check --fix`: all findings of a workspace mended that have a safe fix."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from callsheet.artifacts.quoting import counted
from callsheet.cli.examination import read_to_check
from callsheet.cli.reading import wanted_paths
from callsheet.cli.rewriting import Rewriting, obstacle
from callsheet.ide.fixing import mend, safe_fix
from callsheet.workspace.changes import operations_of

if TYPE_CHECKING:
    from callsheet.cli.progress import Progress
    from callsheet.cli.rule_choice import RuleChoice
    from callsheet.cli.standard_input import StandardInput
    from callsheet.cli.workspaces import Target
    from callsheet.rules.registry import Fix


def compute_mending(target: Target, progress: Progress, rules: RuleChoice, given: StandardInput | None) -> Rewriting:
    """What mending comes to, of that which is wanted of a workspace: nothing else is changed."""
    snapshot = read_to_check(target, progress, rules, given, max_parsed=sys.maxsize)
    paths = wanted_paths(target, snapshot)
    wanted = set(paths)
    found: dict[str, str | None] = {}
    obstacles: dict[str, str] = {}

    def is_possible(fix: Fix) -> bool:
        changed = operations_of(fix.changes).keys()
        if not changed <= wanted:
            return False
        for path in changed:
            if path not in found:
                found[path] = reason = obstacle(snapshot, path, given)
                if reason is not None:
                    obstacles[target.shown(path)] = reason
        return all(found[path] is None for path in changed)

    def choose(fixes: Sequence[Fix]) -> Fix | None:
        fix = safe_fix(fixes)
        return fix if fix is not None and is_possible(fix) else None

    mended = mend(
        snapshot,
        paths,
        datetime.now(timezone.utc),
        choice=choose,
        progress=lambda done, total: progress.tell("Mending documents", done, total),
    )
    return Rewriting(target, snapshot, paths, mended.changes, obstacles, mended.findings)


def summary_of(rewritings: Iterable[Rewriting], verb: str) -> str:
    """How much is mended: "Mended 3 findings in 2 files"."""
    rewritings = list(rewritings)
    findings = sum(rewriting.findings for rewriting in rewritings)
    files = sum(len(rewriting.changes) for rewriting in rewritings)
    return f"{verb} {counted(findings, 'finding')} in {counted(files, 'file')}"
