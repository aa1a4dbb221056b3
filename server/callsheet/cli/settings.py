"""What commands say of settings that do not count, and of files that settings leave out, so that nobody wonders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from callsheet.artifacts.layout import CONFIGURATION_PATH
from callsheet.artifacts.quoting import counted
from callsheet.cli.ending import Failure, say
from callsheet.cli.output import visible
from callsheet.cli.reading import ReadingSnapshot
from callsheet.cli.workspaces import Target, the_workspace
from callsheet.workspace.disk import folders_above
from callsheet.workspace.facts import PlanningFacts
from callsheet.workspace.planning import Planning
from callsheet.workspace.reading import document_facts, read_file

if TYPE_CHECKING:
    from callsheet.cli.rule_choice import RuleChoice
    from callsheet.rules import Finding
    from callsheet.syntax import Pointer
    from callsheet.workspace.configuration import Configuration

_DECISIVE = ("ignore", "patterns")
"""The settings that say which files there are, and which of them are left alone."""


class _Fault(NamedTuple):
    """Why settings do not count."""

    finding: Finding
    where: str
    """Its place as it is shown."""
    is_slip: bool
    """Whether it is a slip of syntax: then none of the settings count."""
    is_listed: bool
    """Whether the command lists it among its findings."""

    @property
    def is_decisive(self) -> bool:
        """Whether nobody knows without these settings which files are meant."""
        return self.is_slip or any(name in _DECISIVE for name in self.finding.pointer[:1])


def opened(root: str) -> Target:
    """The workspace around a path; says which of its settings do not count (see `warn_of_settings`).

    Raises:
        Failure: if the path does not exist or lies in no workspace.
    """
    target = the_workspace(root)
    warn_of_settings(target)
    return target


def warn_of_settings(target: Target, *, listed: RuleChoice | None = None) -> None:
    """Say on standard error which settings of a workspace do not count, and why, a line each.

    What the command lists among the findings of its rules (`listed`) is not said twice, but for a slip of syntax:
    because of that everything is found by the defaults.
    """
    for fault in _faults(target, listed):
        if fault.is_slip or not fault.is_listed:
            outcome = "none of its settings count" if fault.is_slip else "this setting does not count"
            say(f"Warning: {fault.where}: {visible(fault.finding.message)}; {outcome}")


def require_settings(target: Target) -> None:
    """See to it that the settings count which say what files there are: commands that write many or new ones need them.

    Raises:
        Failure: if one of them does not, with its place.
    """
    fault = decisive_fault(target)
    if fault is not None:
        raise Failure(f"{fault}; nothing is written until that is mended")


def decisive_fault(target: Target) -> str | None:
    """Why nobody knows which files a workspace has, or which of them are left alone, with the place; None if that is known."""
    faults = (fault for fault in _faults(target) if fault.is_decisive)
    return next((f"{fault.where}: {visible(fault.finding.message)}" for fault in faults), None)


def _faults(target: Target, listed: RuleChoice | None = None) -> Iterator[_Fault]:
    facts = _facts(target.settings)
    if facts is None:
        return
    from callsheet.cli.examination import locate  # imported late: without the file nobody needs the rules
    from callsheet.rules import Severity

    own = target.configuration
    apart = replace(target.settings, planning=Planning({CONFIGURATION_PATH: facts}))
    lists = listed if target.covers(CONFIGURATION_PATH) else None
    said = set(map(_name, _findings(apart, lists.applied_to(own)))) if lists else set()
    wrong = _findings(apart, replace(own, ignore=(), severities={}))
    wrong = [finding for finding in wrong if finding.severity is Severity.ERROR]
    if facts.syntax.is_broken:
        wrong = [finding for finding in wrong if finding.rule == "syntax-error"][:1]
    for finding in wrong:
        place = locate(finding, apart).place
        where = f"{target.shown(place.path)}:{place.line}:{place.column}"
        yield _Fault(finding, where, facts.syntax.is_broken, _name(finding) in said)


def _facts(settings: ReadingSnapshot) -> PlanningFacts | None:
    """The facts of `callsheet.toml` as it was when the settings were read, or of what cannot be; None where there is none."""
    artifact = settings.classify(CONFIGURATION_PATH)
    if artifact is None:
        return None
    document = settings.document(CONFIGURATION_PATH)
    if document is None:
        facts = read_file(settings.disk, CONFIGURATION_PATH, artifact)
    else:
        facts = document_facts(CONFIGURATION_PATH, artifact, document)
    return facts if isinstance(facts, PlanningFacts) else None


def _findings(snapshot: ReadingSnapshot, configuration: Configuration) -> list[Finding]:
    """What is found in the settings by a configuration."""
    from callsheet.rules.engine import Checker

    return Checker().findings(replace(snapshot, configuration=configuration), CONFIGURATION_PATH)


def _name(finding: Finding) -> tuple[str, Pointer, str]:
    """By what a finding is known whatever its severity is set to."""
    return finding.rule, finding.pointer, finding.message


def warn_of_ignored(read: Iterable[tuple[Target, ReadingSnapshot]]) -> None:
    """Say in one line which of the paths that were asked for hold nothing but files that `callsheet.toml` ignores."""
    ignored = [place for target, snapshot in read for place in _ignored(target, snapshot)]
    if ignored:
        others = f" and {counted(len(ignored) - 1, 'other path')} are" if len(ignored) > 1 else " is"
        say(f"Warning: {ignored[0]}{others} ignored by {CONFIGURATION_PATH}")


def _ignored(target: Target, snapshot: ReadingSnapshot) -> Iterator[str]:
    """The wanted paths of a workspace all of whose files are ignored, as they are shown."""
    if not snapshot.configuration.ignore:
        return
    is_ignored = dict.fromkeys(target.wanted, True)
    known = set()
    for facts in snapshot.files():
        around = [path for path in (facts.path, *folders_above(facts.path)) if path in is_ignored]
        known.update(around)
        if any(map(is_ignored.get, around)) and not snapshot.configuration.is_ignored(facts.path):
            is_ignored.update(dict.fromkeys(around, False))
    for path in is_ignored:
        if path in known and is_ignored[path]:
            yield target.shown(path) if path else visible(target.name)
