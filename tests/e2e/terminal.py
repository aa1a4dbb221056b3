"""A terminal for editors that run in one: the keys that a person presses, and what stands on its screen."""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import pytest

SCREENS = Path(__file__).parents[2] / "build" / "screens"
COLUMNS, LINES = 120, 40
PATIENCE = 45.0
"""How long is waited for what must happen, in seconds."""

Result = TypeVar("Result")


class Terminal:
    """A terminal with a program on it. A thread reads what the program writes, so it never has to wait."""

    def __init__(self, command: list[str], folder: Path, environment: Mapping[str, str]) -> None:
        import fcntl
        import termios

        import pyte

        controller, terminal = os.openpty()
        fcntl.ioctl(controller, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))

        def control() -> None:
            os.setsid()
            fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)

        self._controller = controller
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._lock = threading.Lock()
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env={**environment, "TERM": "linux"},  # what pyte understands
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            preexec_fn=control,  # noqa: PLW1509 - the reading thread starts later
        )
        os.close(terminal)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # the program has ended
            while data := os.read(self._controller, 65536):
                with self._lock:
                    self._stream.feed(data)

    def press(self, keys: str) -> None:
        """Type; control characters are keys too."""
        os.write(self._controller, keys.encode())

    @property
    def shown(self) -> str:
        """The characters on the screen."""
        with self._lock:
            return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    def wait(self, condition: Callable[[], Result]) -> Result:
        """Wait until something is so, and give it."""
        until = time.monotonic() + PATIENCE
        while not (value := condition()):
            assert time.monotonic() < until, f"it did not happen; the screen shows\n{self.shown}"
            assert self.process.poll() is None, f"the editor has ended; the screen shows\n{self.shown}"
            time.sleep(0.02)
        return value

    def keep_screen(self, name: str) -> None:
        """Keep what is on the screen, to be looked at after the run."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        (SCREENS / f"{name}.txt").write_text(self.shown + "\n", encoding="utf-8")

    def end(self) -> None:
        """End the program; it has `PATIENCE` for what it does then."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reader.join(PATIENCE)
        os.close(self._controller)


@contextlib.contextmanager
def on_terminal(command: list[str], folder: Path, environment: Mapping[str, str]) -> Iterator[Terminal]:
    """A program on a terminal; it is ended with the test at the latest."""
    pytest.importorskip("termios", reason="needs pseudo-terminals")
    terminal = Terminal(command, folder, environment)
    try:
        yield terminal
    finally:
        terminal.end()
