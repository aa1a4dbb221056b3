"""The board of one feature as text: from its state and the size of a terminal to lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from callsheet.cli.board.events import Event
from callsheet.cli.board.findings import Findings, findings_section
from callsheet.cli.board.layout import Row, Section, joined_while_short, line_with_end, section_lines
from callsheet.cli.board.subtasks import subtask_sections
from callsheet.cli.features import heading
from callsheet.cli.listing import bar
from callsheet.cli.output import Screen, Style, visible, width_of
from callsheet.ide.plan_data import percent_completed
from callsheet.workspace.feature import Feature

MIN_LATEST = 6
"""How many events are shown where there is room; on a high terminal a quarter of its lines, if that is more."""

_MAX_BAR_WIDTH = 40
"""The most columns that the progress bar has; up to there it has a quarter of them."""


@dataclass(frozen=True, slots=True)
class Board:
    """All that the board of one feature shows."""

    feature: Feature
    """As it is, or was when there last was any of it."""
    now: datetime
    """With the zone in which times are shown."""
    events: Sequence[Event] = ()
    """What has happened, the latest first."""
    findings: Findings | None = None
    """None as long as nobody has checked."""
    is_there: bool = True
    """Whether there are files of the feature."""
    way_out: str = "q ends"
    """How to end it; stands at the right end of the first line."""


def board_lines(board: Board, screen: Screen, height: int) -> list[str]:
    """The board as lines that fit a terminal, at most `height` of them (1 or more): what matters least is left out."""
    feature = board.feature
    head = [
        line_with_end(f"{heading(feature, Screen())}{_state(board)}", board.way_out, screen, *_head_styles(board)),
        _progress(feature, screen),
    ]
    sections = [*subtask_sections(feature, board.now, height), *_reports(board, height)]
    if not feature.subtasks:
        sections.insert(0, Section("Subtasks", [Row("", (), "There are none yet.")], 0))
    return [*head, *section_lines(sections, screen, height - len(head))][:height]


def _state(board: Board) -> str:
    """What keeps a feature from being worked on."""
    feature = board.feature
    if not board.is_there:
        return f": gone, waiting for files in {visible(feature.folder)}"
    status = "archived" if feature.is_archived else feature.task and feature.task.status
    return f" ({visible(status)})" if status and status != "active" else ""


def _head_styles(board: Board) -> tuple[Style, ...]:
    return (Style.BOLD,) if board.is_there else (Style.BOLD, Style.RED)


def progress_parts(feature: Feature) -> list[str]:
    """How far a feature is, in words, what matters most first: `5 of 12 completed`, `2 in progress` and so on."""
    counts, total, ready = feature.status_counts(), len(feature.subtasks), len(feature.ready)
    parts = [
        (counts["in_progress"], "in progress"),
        (counts["blocked"], "blocked"),
        (ready, "ready"),
        (counts["pending"] - ready, "waiting"),
        (total - sum(counts.values()), "unclear"),
    ]
    return [f"{counts['completed']} of {total} completed", *(f"{count} {what}" for count, what in parts if count)]


def _progress(feature: Feature, screen: Screen) -> str:
    """The progress bar, which keeps its length, and in words what has room beside it."""
    width = screen.width or 0
    done, *parts = progress_parts(feature)
    parts.insert(0, f"{done} ({percent_completed(feature)}%)")
    length = min(width // 4, _MAX_BAR_WIDTH)
    if length + 2 + width_of(parts[0]) > width:
        return joined_while_short(parts, width)
    filled = bar(feature.status_counts()["completed"], len(feature.subtasks), length, screen)
    return f"{filled}  {joined_while_short(parts, width - length - 2)}"


def _reports(board: Board, height: int) -> list[Section]:
    """The sections of what is wrong and of what has happened."""
    latest = latest_section(board.events, board.now, height)
    return [findings_section(board.findings), latest] if board.is_there else [latest]


def latest_section(events: Sequence[Event], now: datetime, height: int, *, has_names: bool = False) -> Section:
    """The latest events, each with its time; with the names of their features, where there are several."""
    shown = events[: max(MIN_LATEST, height // 4)]
    clocks = [_clock(event.time, now) for event in shown]
    width = max(map(len, clocks), default=0)
    rows = [
        Row(f"{clock:{width}}", (Style.DIM,), f"{visible(event.feature)} {event.what}" if has_names else event.what)
        for clock, event in zip(clocks, shown, strict=True)
    ]
    return Section("Latest", rows, 5)


def _clock(moment: datetime, now: datetime) -> str:
    """A time of today, or the date of one that was before."""
    local = moment.astimezone(now.tzinfo)
    return f"{local:%H:%M:%S}" if local.date() == now.date() else f"{local:%Y-%m-%d}"
