"""The server's standard streams: bytes come in and are handled on the event loop, until the client leaves."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from callsheet.lsp.frames import FrameReader
from callsheet.lsp.output import Output
from callsheet.lsp.protocol import Protocol

_CHUNK = 256 * 1024
"""How much is read at once, in bytes."""


def serve(protocol: Protocol) -> None:
    """Serve the client on the standard streams until it says `exit` or goes away; then end the process.

    Raises:
        KeyboardInterrupt: at Ctrl-C; who called must then end the process as this does.
    """
    stdin, stdout = sys.stdin.fileno(), _take_output()
    status = asyncio.run(_serve(protocol, stdin, stdout))
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(status)  # a thread may still wait for input that never comes


def _take_output() -> int:
    """The standard output, for messages alone: whatever else is written there goes to the standard errors instead."""
    descriptor = os.dup(sys.stdout.fileno())
    with suppress(OSError):
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = sys.stderr
    return descriptor


async def _serve(protocol: Protocol, stdin: int, stdout: int) -> int:
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

    def lose() -> None:
        loop.call_soon_threadsafe(stop, 1)

    output = Output(stdout, lose)
    protocol.on_exit = stop
    protocol.set_writer(output)
    gc.freeze()  # what is imported by now stays; collections need not look at it
    gc.enable()
    if not _read_on_loop(loop, stdin, take):
        _read_in_thread(loop, stdin, take)
    status = await stopped
    output.close()
    return status


def _read(descriptor: int) -> bytes:
    """What has come; nothing at the end.

    Raises:
        BlockingIOError: if nothing has come yet, and the stream is one that does not wait.
    """
    try:
        return os.read(descriptor, _CHUNK)
    except BlockingIOError:
        raise
    except OSError:
        return b""


def _read_on_loop(loop: asyncio.AbstractEventLoop, descriptor: int, take: Callable[[bytes], None]) -> bool:
    """Read on the loop itself, where the system can wait for this kind of stream: that spares a hop between threads."""

    def read() -> None:
        with suppress(BlockingIOError):  # nothing there after all
            data = _read(descriptor)
            if not data:
                loop.remove_reader(descriptor)
            take(data)

    try:
        loop.add_reader(descriptor, read)
    except (NotImplementedError, OSError):
        return False
    return True


def _read_in_thread(loop: asyncio.AbstractEventLoop, descriptor: int, take: Callable[[bytes], None]) -> None:
    def read() -> None:
        data = _read(descriptor)
        while data:
            loop.call_soon_threadsafe(take, data)
            data = _read(descriptor)
        loop.call_soon_threadsafe(take, data)

    threading.Thread(target=read, name="callsheet-reader", daemon=True).start()
