"""The work of `callsheet check`: documents examined, and mended before that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from callsheet.cli.ending import ExitStatus, say
from callsheet.cli.examination import Examination, examine, read_to_check
from callsheet.cli.order import Order, warn_of_gaps
from callsheet.cli.output import emit_bytes
from callsheet.cli.progress import Progress
from callsheet.cli.workspaces import Target

if TYPE_CHECKING:
    from callsheet.cli.rewriting import Rewriting
    from callsheet.cli.rule_choice import RuleChoice
    from callsheet.cli.standard_input import StandardInput
    from callsheet.rules import Severity


def examine_all(order: Order, rules: RuleChoice, mildest: Severity) -> list[Examination]:
    """What is wrong, workspace by workspace; findings milder than `mildest` are counted but not listed.

    Raises:
        Failure: if standard input stands for nothing that can be checked.
    """
    with Progress() as progress:
        examinations = [
            examine(target, mildest, progress, read_to_check(target, progress, rules, order.given))
            for target in order.targets
        ]
    warn_of_gaps(order, [examination.snapshot for examination in examinations], lists_folders=True)
    return examinations


def mend_all(order: Order, rules: RuleChoice, mildest: Severity) -> list[Examination]:
    """Mend what can be mended safely; gives what is still wrong. What was standard input is printed.

    Each workspace is written as a whole or not at all.

    Raises:
        Failure: if standard input stands for nothing that can be checked, or something cannot be written.
    """
    from callsheet.cli.mending import summary_of

    given = order.given
    rewritings = _rewritten(order, rules, is_written=True)
    if any(rewriting.changes for rewriting in rewritings):
        say(summary_of(rewritings, "Mended"))
    if given:
        data = rewritings[0].result(given)
        emit_bytes(data)
        given = replace(given, data=data)
    with Progress() as progress:
        return [
            _examine_anew(rewriting.target, rules, mildest, progress, given)
            if rewriting.changes
            else examine(rewriting.target, mildest, progress, rewriting.snapshot)
            for rewriting in rewritings
        ]


def _examine_anew(
    target: Target, rules: RuleChoice, mildest: Severity, progress: Progress, given: StandardInput | None
) -> Examination:
    """What is wrong with a workspace that has changed, by the settings that it has now."""
    anew = Target(target.root, target.wanted)
    return examine(anew, mildest, progress, read_to_check(anew, progress, rules, given))


def show_mending(order: Order, rules: RuleChoice) -> ExitStatus:
    """Print what `mend_all` would change as a diff; `FOUND` if there is something.

    Raises:
        Failure: if standard input stands for nothing that can be checked.
    """
    from callsheet.cli.mending import summary_of
    from callsheet.cli.rewriting import show_all

    rewritings = _rewritten(order, rules, is_written=False)
    show_all(rewritings)
    if not any(rewriting.changes for rewriting in rewritings):
        return ExitStatus.FINE
    say(summary_of(rewritings, "Would mend"))
    return ExitStatus.FOUND


def _rewritten(order: Order, rules: RuleChoice, *, is_written: bool) -> list[Rewriting]:
    """How each workspace is to be mended, or was."""
    from callsheet.cli.mending import compute_mending
    from callsheet.cli.rewriting import rewrite_all

    return rewrite_all(
        order,
        lambda target, progress: compute_mending(target, progress, rules, order.given),
        is_written=is_written,
        lists_folders=is_written,
    )
