"""`callsheet validate`: which features are in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FeatureArgument, FormatOption, RootOption, narrowed_to_feature, no_features
from callsheet.cli.listing import print_listing, short_heading
from callsheet.cli.output import SEVERITY_STYLES, Format, Screen, Style, fold, visible

if TYPE_CHECKING:
    from callsheet.cli.examination import Examination, Located
    from callsheet.cli.progress import Progress
    from callsheet.cli.workspaces import Target
    from callsheet.workspace.feature import Feature

_LEADS = {"error": "✗ ERROR:", "warning": "⚠ WARNING:"}
"""What findings begin with, by the label of their severity; milder ones are not listed."""


class Validation(NamedTuple):
    """What is wrong with the files in the folder of a feature."""

    feature: Feature
    findings: list[Located]
    """Errors and warnings, by path and place."""

    def count(self, label: str) -> int:
        """How many findings there are of a severity."""
        return sum(located.finding.severity.label == label for located in self.findings)

    def subtask(self, path: str) -> str | None:
        """The key of the subtask that a file holds."""
        return next((key for key, facts in self.feature.subtasks.items() if facts.path == path), None)


def validate(
    feature: FeatureArgument = None, output_format: FormatOption = Format.TEXT, root: RootOption = "."
) -> ExitStatus:
    """List the errors and warnings of each feature.

    They are those that "callsheet check" finds in the feature's folder, each with the number of the subtask. FEATURE is
    the name of a feature's folder or the id of its task. Without it: all features that are not archived.

    JSON is a list of features, each with its findings and their places as "callsheet check" gives them.

    Exit status: 0 if there are no errors, 1 if there are, or if a feature's folder cannot be read.
    """
    from callsheet.cli.examination import examine
    from callsheet.cli.progress import Progress
    from callsheet.cli.settings import opened, warn_of_ignored
    from callsheet.cli.unreadable import unlisted_in, warn_of_folders
    from callsheet.rules import Severity

    target = opened(root)
    with Progress() as progress:
        examination = examine(_narrowed(target, feature, progress), Severity.WARNING, progress)
    validations = _validations(examination)
    is_complete = feature is not None or not unlisted_in(target, examination.snapshot)
    if not is_complete:
        warn_of_folders(target, examination.snapshot, is_empty=not validations)
    warn_of_ignored([(examination.target, examination.snapshot)])
    nothing = "" if validations else no_features(root)
    print_listing(validations, output_format, _to_value, _lines, title="Validation Results", nothing=nothing)
    is_right = is_complete and not any(each.count("error") for each in validations)
    return ExitStatus.FINE if is_right else ExitStatus.FOUND


def _narrowed(target: Target, name: str | None, progress: Progress) -> Target:
    """The folders of the features that are meant.

    Raises:
        Failure: if there is no feature of the name.
    """
    from callsheet.cli.reading import unarchived

    return unarchived(target) if name is None else narrowed_to_feature(target, name, progress)[0]


def _validations(examination: Examination) -> list[Validation]:
    from callsheet.workspace.disk import folders_above

    found = {
        folder: Validation(feature, [])
        for folder, feature in examination.snapshot.features.items()
        if examination.target.covers(folder)
    }
    for located in examination.located:
        folder = next((above for above in folders_above(located.finding.path) if above in found), None)
        if folder is not None:
            found[folder].findings.append(located)
    return list(found.values())


def _to_value(found: Validation) -> dict[str, Any]:
    from callsheet.cli.formats.json import finding_value

    return {
        "feature": found.feature.name,
        "errors": found.count("error"),
        "warnings": found.count("warning"),
        "findings": [
            {"subtask": found.subtask(located.finding.path), **finding_value(located)} for located in found.findings
        ],
    }


def _lines(found: Validation, screen: Screen) -> Iterator[str]:
    yield short_heading(found.feature, screen)
    if not found.findings:
        yield f"  {screen.paint('✓ All checks passed', Style.GREEN)}"
    for located in found.findings:
        finding = located.finding
        lead = _LEADS[finding.severity.label]
        inside = finding.path.removeprefix(f"{found.feature.folder}/")
        where = visible(found.subtask(finding.path) or inside)
        line = f"  {lead} {where}: {visible(finding.message)} [{finding.rule}]"
        if screen.width is not None:
            line = fold(line[2:], screen.width, "    ")[2:]
        yield line.replace(lead, screen.paint(lead, SEVERITY_STYLES[finding.severity.label]), 1)


COMMAND = Command(validate, ("callsheet validate", "callsheet validate gift-cards", "callsheet validate --format json"))
