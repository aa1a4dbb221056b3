"""What is warned of during a call: commands say that on standard error, which no agent sees."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

from callsheet.artifacts.quoting import counted
from callsheet.cli.ending import listeners

MAX_WARNINGS = 10
"""How many warnings an answer has."""

_LEAD = "Warning: "

_heard: ContextVar[list[str] | None] = ContextVar("heard", default=None)
"""The warnings of the call that is at work, also in the thread that does its work."""


@contextlib.contextmanager
def hearing() -> Iterator[None]:
    """Remember what is warned of meanwhile."""
    token = _heard.set([])
    try:
        yield
    finally:
        _heard.reset(token)


def warnings() -> list[str]:
    """What has been warned of in this call so far, each once; many are cut, and the last says so."""
    found = list(dict.fromkeys(_heard.get() or []))
    left_out = len(found) - MAX_WARNINGS
    return [*found[:MAX_WARNINGS], *([f"there {_are(left_out)} not shown"] if left_out > 0 else [])]


def _are(count: int) -> str:
    return f"{'is' if count == 1 else 'are'} {counted(count, 'more warning')}"


def _hear(text: str) -> None:
    """Remember what is said, if it is a warning; without a call nobody waits for it."""
    heard = _heard.get()
    if heard is not None and text.startswith(_LEAD):
        heard.append(text.removeprefix(_LEAD))


listeners.append(_hear)
