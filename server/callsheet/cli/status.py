"""`callsheet status`: how far features are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FeatureArgument, FormatOption, RootOption, find_features, heading, print_features
from callsheet.cli.output import Format, Screen, visible

if TYPE_CHECKING:
    from callsheet.workspace.feature import Feature


def status(
    feature: FeatureArgument = None, output_format: FormatOption = Format.TEXT, root: RootOption = "."
) -> ExitStatus:
    """Show how many subtasks of each feature are done.

    FEATURE is the name of a feature's folder or the id of its task. Without it: all features that are not archived.
    """
    print_features(find_features(root, feature), output_format, _to_value, _lines)
    return ExitStatus.FINE


def _to_value(feature: Feature) -> dict[str, Any]:
    from callsheet.ide.plan_data import status_value

    return status_value(feature)


def _lines(feature: Feature, screen: Screen) -> Iterator[str]:
    from callsheet.ide.plan_data import percent_completed

    counts = feature.status_counts()
    state = (feature.task and feature.task.status) or "unknown"
    done = f"{percent_completed(feature)}% ({counts['completed']}/{len(feature.subtasks)})"
    yield heading(feature, screen)
    yield f"  Status: {visible(state)} | Progress: {done}"
    yield (
        f"  Pending: {counts['pending']} | In Progress: {counts['in_progress']} | "
        f"Completed: {counts['completed']} | Blocked: {counts['blocked']}"
    )


COMMAND = Command(status, ("callsheet status", "callsheet status gift-cards", "callsheet status -C ../shop"))
