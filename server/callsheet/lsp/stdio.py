"""The server's standard streams: bytes come in and are handled on the event loop, until the client leaves."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from callsheet.lsp.frames import FrameReader
from callsheet.lsp.protocol import Protocol

logger = logging.getLogger(__name__)

_CHUNK = 256 * 1024
"""How much is read at once, in bytes."""


class Output:
    """The client's end of the standard output. Writing never fails; it tells when the client is gone."""

    def __init__(self, stream: BinaryIO, on_loss: Callable[[], None]) -> None:
        """Write to `stream`; `on_loss` is called when that is no longer possible."""
        self._stream = stream
        self._on_loss = on_loss

    def write(self, data: bytes) -> None:
        """Send bytes at once."""
        try:
            self._stream.write(data)
            self._stream.flush()
        except (OSError, ValueError):
            self._on_loss()

    def close(self) -> None:
        """Send no more."""
        with suppress(OSError):
            self._stream.close()


def serve(protocol: Protocol) -> None:
    """Serve the client on the standard streams until it says `exit` or goes away; then end the process."""
    output = _take_output()
    status = 1
    with suppress(KeyboardInterrupt):
        status = asyncio.run(_serve(protocol, sys.stdin.buffer, output))
    sys.stderr.flush()
    os._exit(status)  # a thread may still wait for input that never comes


def _take_output() -> BinaryIO:
    """The standard output, for messages alone: whatever else is written there goes to the standard errors instead."""
    stream = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with suppress(OSError):
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = sys.stderr
    return stream


async def _serve(protocol: Protocol, stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Handle what comes; gives the exit status."""
    loop = asyncio.get_running_loop()
    stopped: asyncio.Future[int] = loop.create_future()
    frames = FrameReader()

    def stop(status: int) -> None:
        if not stopped.done():
            stopped.set_result(status)

    def take(data: bytes) -> None:
        if data:
            protocol.handle_frames(frames.feed(data))
        else:  # the client is gone without a word
            stop(protocol.exit_status)

    protocol.on_exit = stop
    protocol.set_writer(Output(stdout, lambda: stop(1)))
    gc.collect()
    gc.freeze()  # what is imported by now stays; collections need not look at it again
    _read_with_loop(loop, stdin, take) or _read_with_thread(loop, stdin, take)
    return await stopped


def _read_with_loop(loop: asyncio.AbstractEventLoop, stdin: BinaryIO, take: Callable[[bytes], None]) -> bool:
    """Read on the loop itself, where the system can wait for this kind of stream; that spares a hop between threads."""
    descriptor = stdin.fileno()

    def read() -> None:
        try:
            data = os.read(descriptor, _CHUNK)
        except OSError:
            data = b""
        if not data:
            loop.remove_reader(descriptor)
        take(data)

    try:
        loop.add_reader(descriptor, read)
    except (NotImplementedError, OSError):
        return False
    return True


def _read_with_thread(loop: asyncio.AbstractEventLoop, stdin: BinaryIO, take: Callable[[bytes], None]) -> bool:
    def read() -> None:
        data = b"-"
        while data:
            try:
                data = os.read(stdin.fileno(), _CHUNK)
            except OSError:
                data = b""
            loop.call_soon_threadsafe(take, data)

    threading.Thread(target=read, name="callsheet-reader", daemon=True).start()
    return True
