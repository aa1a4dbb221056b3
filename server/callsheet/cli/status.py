"""`callsheet status`: how far features are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FeatureArgument, FormatOption, RootOption, find_features, heading, print_features
from callsheet.cli.listing import MARKS
from callsheet.cli.output import Format, Screen, Style, cut, visible

if TYPE_CHECKING:
    from callsheet.workspace.feature import Feature


_NAMES = {"pending": "Pending", "in_progress": "In Progress", "completed": "Completed", "blocked": "Blocked"}
"""The statuses of subtasks, as they are printed."""

_STATES = {"completed": (Style.GREEN,), "blocked": (Style.RED,), "archived": (Style.DIM,)}
"""How the status of a task is shown."""

_BAR_WIDTH = 24
"""How many columns the progress bar takes."""


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
        from callsheet.cli.board.layout import bar

        state = screen.paint(cut(state, screen.width // 4), *_STATES.get(state, ()))
        yield f"  {bar(counts['completed'], len(feature.subtasks), _BAR_WIDTH, screen)}  {done}  {state}"
    yield "  " + screen.paint(" | ", Style.DIM).join(_counts(feature, counts, screen))


def _counts(feature: Feature, counts: Mapping[str, int], screen: Screen) -> Iterator[str]:
    """How many subtasks have each status; last, if there are any, those whose status is none of these."""
    for status, name in _NAMES.items():
        yield _count(name, counts[status], screen, MARKS[status][1] if status in MARKS else None)
    others = len(feature.subtasks) - sum(counts.values())
    if others:
        yield _count("Unknown", others, screen, Style.RED)


def _count(name: str, count: int, screen: Screen, style: Style | None) -> str:
    text = f"{name}: {count}"
    if not count:
        return screen.paint(text, Style.DIM)
    return screen.paint(text, style) if style else text


COMMAND = Command(status, ("callsheet status", "callsheet status gift-cards", "callsheet status -C ../shop"))
