"""Following features where no terminal shows a board: each change becomes a line."""

from __future__ import annotations

import contextlib
import select
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from callsheet.cli.board.board import progress_parts
from callsheet.cli.board.events import Event
from callsheet.cli.board.findings import Findings
from callsheet.cli.board.following import Following
from callsheet.cli.board.overview import WAITING, no_features
from callsheet.cli.features import heading
from callsheet.cli.output import Screen, emit, visible
from callsheet.workspace.feature import Feature


def follow_in_lines(following: Following, now: Callable[[], datetime]) -> None:
    """Print how far the features are, and then what happens, until nobody reads it any more."""
    features = [each.feature for each in following.chronicles]
    texts = [f"{heading(feature, Screen())}: {_progress(feature)}" for feature in features]
    lines = [_line(now(), text) for text in texts or [f"{no_features(following.archived)} {WAITING}"]]
    told: dict[str, Findings] = {}
    while emit("".join(lines)) and _has_reader():
        if following.is_to_check:
            following.check()
            lines = [_line(now(), text) for text in _findings_texts(following, told)]
            told = dict(following.findings or {})
            continue
        time.sleep(following.pause)
        lines = list(_event_lines(following, following.look(now())))


def _has_reader() -> bool:
    """Whether there is still somebody at the other end of a pipe: who has gone away is not noticed before writing."""
    has_gone = False
    if sys.platform != "win32":  # which cannot ask
        gone = select.POLLERR | select.POLLHUP | select.POLLNVAL  # which of them it is depends on the system
        with contextlib.suppress(OSError, ValueError):
            poll = select.poll()
            poll.register(sys.stdout.fileno(), select.POLLOUT)
            has_gone = any(event & gone for _, event in poll.poll(0))
    return not has_gone


def _line(moment: datetime, text: str) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} {text}\n"


def _event_lines(following: Following, events: Iterable[Event]) -> Iterator[str]:
    """What has happened, and after that how far the features now are with which it did."""
    moments: dict[str, datetime] = {}
    for event in events:
        moments[event.feature] = event.time
        yield _line(event.time, f"{_label(event.feature)} {event.what}")
    for each in following.chronicles:
        if each.is_there and each.feature.name in moments:
            yield _line(moments[each.feature.name], f"{_label(each.feature.name)} {_progress(each.feature)}")


def _findings_texts(following: Following, told: dict[str, Findings]) -> Iterator[str]:
    """What is wrong where that is something else than what was told; of features without a word nothing was wrong.

    Findings whose lines have moved are not something else.
    """
    for each in following.chronicles:
        found = (following.findings or {}).get(each.feature.folder, Findings())
        if each.is_there and not found.says_the_same(told.get(each.feature.folder, Findings())):
            yield from (f"{_label(each.feature.name)} {text}" for text in found.all_in_words)


def _label(name: str) -> str:
    return f"[{visible(name)}]"


def _progress(feature: Feature) -> str:
    return ", ".join(progress_parts(feature))
