"""`callsheet next`: which subtasks can begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FeatureArgument, FormatOption, RootOption, find_features
from callsheet.cli.listing import parallel_note, print_listing, short_heading, subtask_lines
from callsheet.cli.output import Format, Screen

if TYPE_CHECKING:
    from callsheet.workspace.feature import Feature


def next_subtasks(
    feature: FeatureArgument = None, output_format: FormatOption = Format.TEXT, root: RootOption = "."
) -> ExitStatus:
    """List the subtasks that can begin now.

    They are pending, and all that they depend on is completed. FEATURE is the name of a feature's folder or the id of
    its task. Without it: all features that are not archived.

    JSON is a list of features, each with the subtasks that are ready.
    """
    print_listing(
        find_features(root, feature),
        output_format,
        _to_value,
        _lines,
        title="Ready Tasks (deps satisfied)",
        nothing="No subtask is ready.",
    )
    return ExitStatus.FINE


def _to_value(feature: Feature) -> dict[str, Any]:
    from callsheet.ide.plan_data import ready_value

    return ready_value(feature)


def _lines(feature: Feature, screen: Screen) -> list[str]:
    notes = {key: parallel_note(feature.subtasks[key]) for key in feature.ready}
    lines = subtask_lines(feature, notes, screen, plain="  {label}  {note}").values()
    return [short_heading(feature, screen), *lines] if lines else []


COMMAND = Command(next_subtasks, ("callsheet next", "callsheet next gift-cards", "callsheet next --format json"))
