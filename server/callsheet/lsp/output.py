"""Sending bytes to the client without ever waiting for it on the event loop."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable
from queue import Queue

_AT_ONCE = select.PIPE_BUF if hasattr(select, "PIPE_BUF") else 512
"""How many bytes a stream that is ready takes at once (POSIX's PIPE_BUF)."""

_PATIENCE = 5.0
"""How long the client may take to read what is left when the server ends, in seconds."""


class Output:
    """The client's end of the standard output.

    A short message goes out at once if there is room for it. Else a thread sends it: a client that does not read before
    it has written, while the server does the same, would wait for ever.
    """

    def __init__(self, descriptor: int, on_loss: Callable[[], None]) -> None:
        """Write to a file descriptor; `on_loss` is called, from any thread, when that is no longer possible."""
        self._descriptor = descriptor
        self._on_loss = on_loss
        self._waiting: Queue[bytes] = Queue()
        self._thread: threading.Thread | None = None
        self._poll = _poll_for_room(descriptor)

    def write(self, data: bytes) -> None:
        """Send bytes, in the order of the calls. Never fails; what cannot be sent is dropped."""
        if not self._waiting.unfinished_tasks and len(data) <= _AT_ONCE and self._has_room():
            self._write(data)
            return
        self._waiting.put(data)
        if self._thread is None:
            self._thread = threading.Thread(target=self._write_waiting, name="callsheet-writer", daemon=True)
            self._thread.start()

    def _has_room(self) -> bool:
        return self._poll is not None and bool(self._poll.poll(0))

    def _write_waiting(self) -> None:
        while True:
            self._write(self._waiting.get())
            self._waiting.task_done()

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._write_some(rest) :]
        except OSError:
            self._on_loss()

    def _write_some(self, data: memoryview) -> int:
        try:
            return os.write(self._descriptor, data)
        except BlockingIOError:  # whoever started the server has made the stream so
            select.select([], [self._descriptor], [])
            return 0

    def close(self) -> None:
        """Wait until all is sent, though not for a client that does not read."""
        with self._waiting.all_tasks_done:
            self._waiting.all_tasks_done.wait_for(lambda: not self._waiting.unfinished_tasks, _PATIENCE)


def _poll_for_room(descriptor: int) -> select.poll | None:
    """What tells whether a stream has room; None where the system cannot tell."""
    if not hasattr(select, "poll"):
        return None
    poll = select.poll()
    poll.register(descriptor, select.POLLOUT)
    return poll
