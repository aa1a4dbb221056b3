"""A command that runs on a terminal until somebody ends it: what is on its screen, and the keys that are pressed."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.helpers import environment

ARTIFACTS = Path(__file__).parents[2] / "build" / "screens"
PATIENCE = 20.0
"""How long is waited for what must appear, in seconds."""


class LiveTerminal:
    """A terminal of 80 columns and 24 lines, and the command that runs on it."""

    def __init__(self, arguments: tuple[str, ...], folder: Path, variables: dict[str, str]) -> None:
        import pyte

        self._controller, self._terminal = os.openpty()
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self.output = b""
        """All that the command has written."""
        self.resize(80, 24)
        self._modes = self._input_modes()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "callsheet", *arguments],
            cwd=folder,
            env=environment(**variables),
            stdin=self._terminal,
            stdout=self._terminal,
            stderr=self._terminal,
            preexec_fn=self._control,  # noqa: PLW1509 - the process has one thread
        )

    def _control(self) -> None:
        """Make it the controlling terminal of the process, so that keys become signals and sizes are told."""
        import fcntl
        import termios

        os.setsid()
        fcntl.ioctl(self._terminal, termios.TIOCSCTTY, 0)

    def _input_modes(self) -> list[Any]:
        import termios

        return termios.tcgetattr(self._terminal)

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        import fcntl
        import termios

        self._screen.resize(lines, columns)
        fcntl.ioctl(self._controller, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def press(self, keys: str) -> None:
        """Type; `\\x03` is Ctrl-C."""
        os.write(self._controller, keys.encode())

    @property
    def shown(self) -> str:
        """The characters on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    def wait_for(self, condition: Callable[[str], object]) -> str:
        """Wait until the screen is as it should be; gives what it shows."""
        until = time.monotonic() + PATIENCE
        while not condition(self.shown):
            assert time.monotonic() < until, f"it did not appear; the screen shows\n{self.shown}"
            assert self.process.poll() is None, f"the command has ended; the screen shows\n{self.shown}"
            self._read(0.1)
        return self.shown

    def _read(self, seconds: float) -> None:
        if select.select([self._controller], [], [], seconds)[0]:
            data = os.read(self._controller, 65536)
            self.output += data
            self._stream.feed(data)

    def end(self) -> int:
        """Wait for the end of the command; gives its exit status. The terminal must be as it was before."""
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < until, f"it did not end; the screen shows\n{self.shown}"
            self._read(0.1)
        while select.select([self._controller], [], [], 0)[0]:
            self._read(0)
        assert self._input_modes() == self._modes
        for entering, leaving in (
            (b"\x1b[?1049h", b"\x1b[?1049l"),
            (b"\x1b[?25l", b"\x1b[?25h"),
            (b"\x1b[?7l", b"\x1b[?7h"),
        ):
            assert self.output.rfind(leaving) > self.output.rfind(entering) >= 0
        return self.process.returncode

    def keep_screen(self, name: str) -> None:
        """Keep what is on the screen, to be looked at after the run."""
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        (ARTIFACTS / f"{name}.txt").write_text(self.shown + "\n", encoding="utf-8")


@contextlib.contextmanager
def live_terminal(*arguments: str, folder: Path, **variables: str) -> Iterator[LiveTerminal]:
    """Run a command on a terminal; it is ended with the test at the latest."""
    pytest.importorskip("termios", reason="needs pseudo-terminals")
    terminal = LiveTerminal(arguments, folder, variables)
    try:
        yield terminal
    finally:
        if terminal.process.poll() is None:
            terminal.process.send_signal(signal.SIGKILL)
            terminal.process.wait()
        os.close(terminal._controller)
        os.close(terminal._terminal)
