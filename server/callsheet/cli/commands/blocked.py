"""`callsheet blocked`: which subtasks cannot begin, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FeatureArgument, FormatOption, RootOption, find_features
from callsheet.cli.listing import UNCLEAR, Note, cycle_lines, missing_name, print_listing, short_heading, subtask_lines
from callsheet.cli.output import Format, Screen, Style, visible

if TYPE_CHECKING:
    from callsheet.workspace.feature import Feature


def blocked(
    feature: FeatureArgument = None, output_format: FormatOption = Format.TEXT, root: RootOption = "."
) -> ExitStatus:
    """List the subtasks that cannot begin, with all that keeps them.

    Reasons: they wait for others, depend on some that do not exist, are in a cycle, or somebody has blocked them.
    FEATURE is the name of a feature's folder or the id of its task. Without it: all features that are not archived.

    JSON is a list of features, each with these subtasks and with its cycles.
    """
    print_listing(
        find_features(root, feature),
        output_format,
        _to_value,
        _lines,
        title="Blocked Tasks",
        nothing="No subtask is blocked.",
    )
    return ExitStatus.FINE


def _to_value(feature: Feature) -> dict[str, Any]:
    from callsheet.ide.plan_data import blocked_value

    return blocked_value(feature)


def _lines(feature: Feature, screen: Screen) -> list[str]:
    notes = {found["subtask"]: _note(found) for found in _to_value(feature)["blocked"]}
    lines = subtask_lines(feature, notes, screen, plain="  {label} ({note})").values()
    return [short_heading(feature, screen), *lines, *cycle_lines(feature, screen)] if lines else []


def _note(found: dict[str, Any]) -> Note:
    """All that keeps a subtask; red where waiting does not help."""
    reasons = list(_reasons(found))
    is_waiting = len(reasons) == 1 and found["waits_for"]
    return Note("; ".join(reasons), Style.DIM if is_waiting else Style.RED)


def _reasons(found: dict[str, Any]) -> Iterator[str]:
    from callsheet.artifacts.quoting import quoted

    if found["status"] == "blocked":
        yield "explicitly blocked"
    elif found["status"] != "pending":
        yield "unknown status" if found["status"] is None else f"unknown status {quoted(found['status'])}"
    if found["waits_for"]:
        yield f"waiting: {', '.join(map(visible, found['waits_for']))}"
    if found["missing"]:
        yield f"missing: {', '.join(map(missing_name, found['missing']))}"
    if found["unclear"]:
        yield UNCLEAR
    if found["in_cycle"]:
        yield "in a cycle"


COMMAND = Command(blocked, ("callsheet blocked", "callsheet blocked gift-cards", "callsheet blocked --format json"))
