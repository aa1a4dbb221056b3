"""A terminal as a board has it for itself: its other screen, its keys, its size; and as it was before at the end."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from callsheet.cli.ending import Failure
from callsheet.cli.output import emit

# DEC private modes: 1049 the other screen, 25 the cursor, 7 the wrapping of long lines, 2026 to show a frame at once.
_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[H\x1b[2J"
_LEAVE = "\x1b[?7h\x1b[?25h\x1b[?1049l"
_BEGIN_FRAME, _END_FRAME = "\x1b[?2026h", "\x1b[?2026l"

_DEFAULT_SIZE = (80, 24)
"""What a terminal is taken for that does not know its size: columns and lines."""


class Terminal:
    """Standard output and standard input, as long as this is entered. Signals that end the process end it tidily."""

    def __init__(self) -> None:
        """Nothing has changed yet."""
        self._rows: list[str] | None = None
        """What is on the screen; None where nobody knows."""
        self._drawn_size = _DEFAULT_SIZE
        self._input = sys.stdin.fileno() if sys.stdin is not None and sys.stdin.isatty() else None
        self._attributes: list[Any] | None = None
        """How the terminal took input before."""
        self._handlers: dict[int, Any] = {}
        """What signals did before."""
        self._pipe: tuple[int, int] | None = None
        """By whose ends signals wake `wait`, as long as this is entered; None on Windows, where `wait` only sleeps."""

    def __enter__(self) -> Terminal:
        try:
            self._listen()
            self._take()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        interrupting = signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not stop this half-way
        self._give_back()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        if self._pipe is not None:
            signal.set_wakeup_fd(-1)
            for end in self._pipe:
                os.close(end)
            self._pipe = None
        signal.signal(signal.SIGINT, interrupting)

    @property
    def size(self) -> tuple[int, int]:
        """The columns and lines there are now."""
        with contextlib.suppress(OSError, ValueError):
            columns, lines = os.get_terminal_size(sys.stdout.fileno())
            if columns and lines:
                return columns, lines
        return _DEFAULT_SIZE

    @property
    def way_out(self) -> str:
        """What ends a command here: a key, where keys can be read."""
        return "Ctrl-C ends" if self._input is None else "q ends"

    @property
    def is_stale(self) -> bool:
        """Whether what is on the screen does not fit it any more, or is not known."""
        return self._rows is None or self._drawn_size != self.size

    def draw(self, rows: list[str], size: tuple[int, int]) -> None:
        """Show lines that fit a size, in one piece and writing only those that have changed."""
        known = None if self._drawn_size != size else self._rows
        self._rows, self._drawn_size = rows, size
        text = "".join(
            f"\x1b[{number};1H\x1b[2K{row}"
            for number, row in enumerate(rows, 1)
            if known is None or number > len(known) or row != known[number - 1]
        )
        if known is None:
            text = f"\x1b[2J{text}"
        elif len(known) > len(rows):
            text += f"\x1b[{len(rows) + 1};1H\x1b[J"
        if text:
            emit(f"{_BEGIN_FRAME}{text}{_END_FRAME}")

    def wait(self, seconds: float) -> str:
        """Wait until a key is pressed, the size changes or some time has passed; gives the keys."""
        if sys.platform == "win32":
            import msvcrt
            import time

            time.sleep(seconds)
            keys = "".join(iter(lambda: msvcrt.getwch() if msvcrt.kbhit() else "", ""))
        else:
            keys = self._wait_for_keys(seconds)
        return keys

    def _wait_for_keys(self, seconds: float) -> str:
        """Wait until there are keys, or a signal has come, or some time has passed."""
        wakeup = self._pipe[0] if self._pipe is not None else None
        ready = select.select([each for each in (wakeup, self._input) if each is not None], [], [], seconds)[0]
        if wakeup is not None and wakeup in ready:
            os.read(wakeup, 4096)
        if self._input not in ready or self._input is None:
            return ""
        try:
            keys = os.read(self._input, 4096)
        except OSError:
            keys = b""
        if not keys:  # the terminal has hung up
            self._input = None
        return keys.decode(errors="replace")

    def _take(self) -> None:
        if sys.platform != "win32" and self._input is not None:
            import termios
            import tty

            with contextlib.suppress(termios.error):
                self._attributes = termios.tcgetattr(self._input)
                tty.setcbreak(self._input)
        self._rows = None
        emit(_ENTER)

    def _give_back(self) -> None:
        with contextlib.suppress(Failure):  # where it cannot be written any more, there is nothing to restore
            emit(_LEAVE)
        if sys.platform != "win32" and self._attributes is not None and self._input is not None:
            import termios

            with contextlib.suppress(termios.error):
                termios.tcsetattr(self._input, termios.TCSADRAIN, self._attributes)

    def _listen(self) -> None:
        """Let signals wake `wait`; those that would end or stop the process do so once the terminal is as it was."""
        if sys.platform != "win32":
            self._pipe = os.pipe()
            os.set_blocking(self._pipe[1], False)
            signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        reactions: dict[str, Callable[[int, FrameType | None], None]] = {
            "SIGWINCH": _go_on,
            "SIGTERM": _end,
            "SIGHUP": _end,
            "SIGTSTP": self._stop,
        }
        for name, reaction in reactions.items():
            number = getattr(signal, name, None)  # Windows has only some
            if number is not None:
                self._handlers[number] = signal.signal(number, reaction)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        """Stop, as Ctrl-Z wants; what follows happens once the process goes on."""
        self._give_back()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        signal.signal(number, self._stop)
        self._take()


def _go_on(_number: int, _frame: FrameType | None) -> None:
    """Do nothing; the signal has woken whoever waits."""


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
