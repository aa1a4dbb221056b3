"""`callsheet parallel`: which subtasks can begin beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FeatureArgument, FormatOption, RootOption, find_features
from callsheet.cli.listing import Note, print_listing, short_heading, subtask_lines
from callsheet.cli.output import Format, Screen, Style

if TYPE_CHECKING:
    from callsheet.workspace.feature import Feature


def parallel(
    feature: FeatureArgument = None, output_format: FormatOption = Format.TEXT, root: RootOption = "."
) -> ExitStatus:
    """List the subtasks that can begin now and run side by side.

    They are ready and say that they are parallel. FEATURE is the name of a feature's folder or the id of its task.
    Without it: all features that are not archived.

    JSON is a list of features, each with these subtasks.
    """
    print_listing(
        find_features(root, feature),
        output_format,
        _to_value,
        _lines,
        title="Parallelizable Tasks Ready Now",
        nothing="No parallel subtask is ready.",
    )
    return ExitStatus.FINE


def _to_value(feature: Feature) -> dict[str, Any]:
    from callsheet.ide.plan_data import parallel_value

    return parallel_value(feature)


def _lines(feature: Feature, screen: Screen) -> list[str]:
    from callsheet.ide.plan_data import ready_in_parallel

    notes = dict.fromkeys(ready_in_parallel(feature), Note("", Style.DIM))
    if not notes:
        return []
    head = short_heading(feature, screen)
    if screen.width is None:
        head += f" - {len(notes)} parallel tasks:"
    return [head, *subtask_lines(feature, notes, screen, plain="  {label}").values()]


COMMAND = Command(parallel, ("callsheet parallel", "callsheet parallel gift-cards"))
