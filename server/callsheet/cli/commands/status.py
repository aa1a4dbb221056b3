"""`callsheet status`: how far features are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FeatureArgument, FormatOption, RootOption, find_features, heading, print_features
from callsheet.cli.listing import MARKS, bar
from callsheet.cli.output import Format, Screen, Style, cut, visible

if TYPE_CHECKING:
    from callsheet.workspace.feature import Feature


_NAMES = {"pending": "Pending", "in_progress": "In Progress", "completed": "Completed", "blocked": "Blocked"}
"""The statuses of subtasks, as they are printed."""

_STATES = {"completed": (Style.GREEN,), "blocked": (Style.RED,), "archived": (Style.DIM,)}
"""How the status of a task is shown."""

_BAR_WIDTH = 24
"""How many columns the progress bar takes at most; in a narrow terminal three tenths of them."""


def status(
    feature: FeatureArgument = None, output_format: FormatOption = Format.TEXT, root: RootOption = "."
) -> ExitStatus:
    """Show how many subtasks of each feature are done.

    FEATURE is the name of a feature's folder or the id of its task. Without it: all features that are not archived.
    """
    print_features(find_features(root, feature), output_format, _to_value, _lines, root=root)
    return ExitStatus.FINE


def _to_value(feature: Feature) -> dict[str, Any]:
    from callsheet.ide.plan_data import status_value

    return status_value(feature)


def _lines(feature: Feature, screen: Screen) -> Iterator[str]:
    from callsheet.ide.plan_data import percent_completed

    counts = feature.status_counts()
    state = visible((feature.task and feature.task.status) or "unknown")
    done = f"{percent_completed(feature)}% ({counts['completed']}/{len(feature.subtasks)})"
    yield heading(feature, screen)
    if screen.width is None:
        yield f"  Status: {state} | Progress: {done}"
    else:
        state = screen.paint(cut(state, screen.width // 4), *_STATES.get(state, ()))
        width = min(_BAR_WIDTH, 3 * screen.width // 10)
        yield f"  {bar(counts['completed'], len(feature.subtasks), width, screen)}  {done}  {state}"
    for line in _in_lines(list(_counts(feature, counts)), screen.width):
        yield "  " + screen.paint(" | ", Style.DIM).join(screen.paint(count.text, *count.styles) for count in line)


class _Count(NamedTuple):
    """How many subtasks have a status."""

    text: str
    styles: tuple[Style, ...]


def _counts(feature: Feature, counts: Mapping[str, int]) -> Iterator[_Count]:
    """How many subtasks have each status; last, if there are any, those whose status is none of these."""
    for status, name in _NAMES.items():
        styles = (MARKS[status][1],) if status in MARKS else ()
        yield _Count(f"{name}: {counts[status]}", styles if counts[status] else (Style.DIM,))
    others = len(feature.subtasks) - sum(counts.values())
    if others:
        yield _Count(f"Unknown: {others}", (Style.RED,))


def _in_lines(counts: Sequence[_Count], width: int | None) -> list[list[_Count]]:
    """Counts in one line, or two in each where a terminal is too narrow for that."""
    whole = "  " + " | ".join(count.text for count in counts)
    step = len(counts) if width is None or len(whole) <= width else 2
    return [[*counts[start : start + step]] for start in range(0, len(counts), step)]


COMMAND = Command(status, ("callsheet status", "callsheet status gift-cards", "callsheet status -C ../shop"))
