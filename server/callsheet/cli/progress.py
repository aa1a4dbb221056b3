"""How far long work is, on standard error; nothing there where nobody looks or the work is short."""

from __future__ import annotations

import sys
import time

from callsheet.cli.output import Screen

PATIENCE = 1.0
"""How long work takes before anything is said of it, in seconds."""

INTERVAL = 0.1
"""How often the line changes, in seconds."""


class Progress:
    """A line on the terminal that says how far the work is, and that is gone once it is done."""

    def __init__(self) -> None:
        """Begin to measure the time."""
        self._is_shown = Screen.of(sys.stderr).width is not None
        self._next = time.monotonic() + PATIENCE
        self._written = False

    def tell(self, what: str, done: int, total: int) -> None:
        """Say how much of something is done, if it is time to."""
        if self._is_shown and time.monotonic() >= self._next:
            self._next = time.monotonic() + INTERVAL
            self._written = True
            sys.stderr.write(f"\r\x1b[K{what}: {done:,} of {total:,}")
            sys.stderr.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._written:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
