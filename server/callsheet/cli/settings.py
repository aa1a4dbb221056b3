"""What commands say of settings that do not count, so that nobody wonders at what they then find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from callsheet.artifacts.layout import CONFIGURATION_PATH
from callsheet.cli.ending import say
from callsheet.cli.output import visible
from callsheet.cli.workspaces import ReadingSnapshot, Target
from callsheet.workspace.facts import PlanningFacts
from callsheet.workspace.planning import Planning
from callsheet.workspace.reading import read_file
from callsheet.workspace.session import Session

if TYPE_CHECKING:
    from callsheet.rules import Finding


def warn_of_settings(target: Target, *, lists_findings: bool = False) -> None:
    """Say on standard error which settings of a workspace do not count, and why, a line each.

    A slip of syntax is always said, because then none of them does; the others are not where the findings of what is
    wanted are listed (`lists_findings`) and the file is among that.
    """
    snapshot = Session(target.root).snapshot
    artifact = snapshot.classify(CONFIGURATION_PATH)
    facts = read_file(snapshot.disk, CONFIGURATION_PATH, artifact) if artifact else None
    if not isinstance(facts, PlanningFacts):
        return
    from callsheet.cli.examination import locate  # imported late: without the file nobody needs the rules
    from callsheet.rules.engine import Checker

    apart = ReadingSnapshot(
        target.root,
        snapshot.disk,
        replace(snapshot.configuration, ignore=()),
        planning=Planning({CONFIGURATION_PATH: facts}),
    )
    is_listed = lists_findings and target.covers(CONFIGURATION_PATH)
    for finding, outcome in _faults(facts, Checker().findings(apart, CONFIGURATION_PATH), is_listed=is_listed):
        place = locate(finding, apart).place
        where = f"{target.shown(place.path)}:{place.line}:{place.column}"
        say(f"Warning: {where}: {visible(finding.message)}; {outcome}")


def _faults(facts: PlanningFacts, findings: list[Finding], *, is_listed: bool) -> Iterator[tuple[Finding, str]]:
    """The findings that tell why settings do not count, each with what becomes of them."""
    if facts.syntax.is_broken:
        slips = [finding for finding in findings if finding.rule == "syntax-error"]
        yield from ((slip, "none of its settings count") for slip in slips[:1])
    elif not is_listed:
        from callsheet.rules import Severity

        wrong = [finding for finding in findings if finding.severity is Severity.ERROR]
        yield from ((finding, "this setting does not count") for finding in wrong)
