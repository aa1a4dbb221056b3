"""`callsheet watch`: a live board of a feature."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FeatureArgument, RootOption
from callsheet.cli.output import Screen

if TYPE_CHECKING:
    from datetime import datetime

    from callsheet.cli.board.following import Following
    from callsheet.cli.board.terminal import Terminal
    from callsheet.workspace.feature import Feature


def watch(feature: FeatureArgument = None, root: RootOption = ".") -> ExitStatus:
    """Follow the work on a feature on a live board.

    FEATURE is the name of a feature's folder or the id of its task. Without it: the only feature that is not completed;
    where there are several, or none, all of them, a line for each.

    The board tells how far the feature is, who works on what and for how long, what is ready, what waits for what, what
    is wrong with the files, and what has happened last. It follows the files. q or Ctrl-C ends it.

    Where standard output is no terminal, what happens is printed line by line instead.

    Marks: ~ in progress, ✗ blocked, ? unclear, ○ ready, · waiting.
    """
    import gc

    following = _begin(root, feature)
    gc.enable()  # it is off, as other commands end before garbage matters
    screen = Screen.of(sys.stdout)
    if screen.width is not None:
        _follow_on_board(following, has_colour=screen.has_colour)
    else:
        from callsheet.cli.board.log import follow_in_lines

        follow_in_lines(following, _now)
    return ExitStatus.FINE


def _begin(root: str, name: str | None) -> Following:
    """The features that are meant, as they are now.

    Raises:
        Failure: if there is no workspace, or no feature of that name.
    """
    from callsheet.cli.board.following import Following
    from callsheet.cli.features import read_feature
    from callsheet.cli.progress import Progress
    from callsheet.cli.reading import read
    from callsheet.cli.settings import opened

    began = _now()
    target = opened(root)
    with Progress() as progress:
        if name is not None:
            return Following(target, [read_feature(target, name, progress)[1]], began, is_all=False)
        features = read(target, progress).features.values()
    current: list[Feature] = [feature for feature in features if not feature.is_archived]
    archived = [feature for feature in features if feature.is_archived]
    open_ones = [feature for feature in current if not feature.is_completed] if len(current) > 1 else current
    is_all = len(open_ones) != 1
    return Following(target, current if is_all else open_ones, began, is_all=is_all, archived=archived)


def _follow_on_board(following: Following, *, has_colour: bool) -> None:
    """Show the features and follow them until somebody ends it."""
    from callsheet.cli.board.terminal import Terminal

    drawn: object = None
    with Terminal() as terminal:
        while True:
            now = _now()
            state = (*following.version, now.date(), now.hour, now.minute)
            if terminal.is_stale or state != drawn:
                _draw(following, terminal, now, has_colour=has_colour)
                drawn = state
            if following.is_to_check:
                following.check()
                continue
            if "q" in terminal.wait(following.pause).lower():
                return
            following.look(_now())


def _draw(following: Following, terminal: Terminal, now: datetime, *, has_colour: bool) -> None:
    """Show what there is to show, in the size that the terminal has now."""
    from callsheet.cli.board.board import Board, board_lines
    from callsheet.cli.board.overview import Overview, overview_lines

    size = terminal.size
    screen, height = Screen(size[0], has_colour), size[1]
    events, findings = list(following.events), following.findings
    if following.is_all:
        features = [each.feature for each in following.chronicles]
        overview = Overview(features, now, events, findings, terminal.way_out, following.archived)
        lines = overview_lines(overview, screen, height)
    else:
        (shown,) = following.chronicles
        found = findings.get(shown.feature.folder) if findings is not None else None
        board = Board(shown.feature, now, events, found, shown.is_there, terminal.way_out)
        lines = board_lines(board, screen, height)
    terminal.draw(lines, size)


def _now() -> datetime:
    from datetime import datetime, timezone

    return datetime.now(timezone.utc).astimezone()


COMMAND = Command(watch, ("callsheet watch", "callsheet watch gift-cards", "callsheet watch gift-cards | tee work.log"))
