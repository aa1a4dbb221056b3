"""The board of all features as text: a line for each, and what has happened lately."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from callsheet.artifacts.quoting import counted
from callsheet.cli.board.board import latest_section, progress_parts
from callsheet.cli.board.events import Event
from callsheet.cli.board.findings import Findings
from callsheet.cli.board.layout import joined_while_short, line_with_end, section_lines
from callsheet.cli.listing import bar
from callsheet.cli.output import SEVERITY_STYLES, Screen, Style, cut, visible, width_of
from callsheet.workspace.feature import Feature

_MAX_NAME_SHARE = 3
"""A name takes at most this part of a line: a third."""

_BAR_WIDTH = 12

WAITING = "Waiting for new ones."
"""What is said where there are no features to follow."""

_MIN_LATEST_LINES = 3
"""How many lines are kept for the latest events, if there are any and the terminal has a dozen lines."""


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the board of all features shows."""

    features: Sequence[Feature]
    """Those that are not archived."""
    now: datetime
    """With the zone in which times are shown."""
    events: Sequence[Event] = ()
    """What has happened, the latest first."""
    findings: Mapping[str, Findings] | None = None
    """By the folders of the features; None as long as nobody has checked."""
    way_out: str = "q ends"
    """How to end it; stands at the right end of the first line."""
    archived: int = 0
    """How many features are archived."""


def overview_lines(overview: Overview, screen: Screen, height: int) -> list[str]:
    """The board as lines that fit a terminal, at most `height` of them (1 or more); the features that are worked on come first."""
    features = sorted(overview.features, key=lambda feature: (_rank(feature), feature.name))
    lines = [line_with_end(_title(overview), overview.way_out, screen, Style.BOLD)]
    if not features:
        lines.append(cut(WAITING, screen.width))
    kept = min(len(overview.events), _MIN_LATEST_LINES) if height >= 12 else 0
    room = max(height - len(lines) - kept, 1)
    shown = features if len(features) <= room else features[: room - 1]
    width = max((width_of(visible(feature.name)) for feature in shown), default=0)
    lines += [_line(feature, overview, screen, width) for feature in shown]
    if len(shown) < len(features):
        lines.append(screen.paint(cut(f"and {len(features) - len(shown)} more", screen.width), Style.DIM))
    latest = latest_section(overview.events, overview.now, height, has_names=True)
    return [*lines, *section_lines([latest], screen, height - len(lines))][:height]


_IN_PROGRESS, _OPEN, _COMPLETED = range(3)


def _rank(feature: Feature) -> int:
    if feature.is_completed:
        return _COMPLETED
    return _IN_PROGRESS if feature.status_counts()["in_progress"] else _OPEN


def no_features(archived: int) -> str:
    """That there are no features to follow, and how many are archived, so that nobody takes them for lost."""
    if not archived:
        return "There are no features."
    return f"There are no features; {archived} {'is' if archived == 1 else 'are'} archived."


def _title(overview: Overview) -> str:
    if not overview.features:
        return no_features(overview.archived)
    ranks = [_rank(feature) for feature in overview.features]
    title = counted(len(ranks), "feature")
    return f"{title}, {ranks.count(_IN_PROGRESS)} in progress, {ranks.count(_COMPLETED)} completed"


def _line(feature: Feature, overview: Overview, screen: Screen, name_width: int) -> str:
    """A feature's name, how far it is, and what is wrong with its files; as much of that as has room."""
    width = screen.width or 0
    name_width = min(name_width, max(width // _MAX_NAME_SHARE, 1))
    name = cut(visible(feature.name), name_width)
    name += " " * (name_width - width_of(name) + 2)
    progress = progress_parts(feature)
    room = width - width_of(name)
    if room < width_of(progress[0]):
        return cut(name + progress[0], width)
    length = _BAR_WIDTH + 2 if room >= _BAR_WIDTH + 30 else 0
    filled = (
        bar(feature.status_counts()["completed"], len(feature.subtasks), length - 2, screen) + "  " if length else ""
    )
    found = (overview.findings or {}).get(feature.folder, Findings())
    wrong = f"  {found.in_words}" if found.first else ""
    if room - length - width_of(wrong) < width_of(progress[0]):
        wrong = ""
    text = joined_while_short(progress, room - length - width_of(wrong))
    return f"{name}{filled}{text}{screen.paint(wrong, *(SEVERITY_STYLES[each.severity] for each in found.first[:1]))}"
