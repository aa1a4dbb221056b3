"""The server's standard streams: frames are read in a thread of their own and handled on the event loop.

pygls hands every header line to a thread pool; one blocking reader costs a third of that per message.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
import threading
from typing import BinaryIO

from pygls.io_ import StdoutWriter

from callsheet.lsp.protocol import Protocol

logger = logging.getLogger(__name__)

MAX_FRAME = 64 * 1024 * 1024
"""The longest message that is read, in bytes."""


def read_frame(stream: BinaryIO) -> bytes | None:
    """The body of the next message (LSP 3.17, "Base Protocol"); None at the end of the stream.

    Raises:
        ValueError: if the header is none, or the message is too long to be one.
    """
    length = -1
    while line := stream.readline(8192):
        if line in (b"\r\n", b"\n"):
            if length >= 0:
                return stream.read(length)
            continue
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
            if not 0 <= length <= MAX_FRAME:
                raise ValueError(f"a message of {length} bytes")
    return None


def serve(protocol: Protocol) -> None:
    """Serve the client on the standard streams until it says `exit` or goes away."""
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints must not end up between two messages
    protocol.set_writer(StdoutWriter(stdout))
    try:
        asyncio.run(_serve(protocol, stdin))
    except (BrokenPipeError, KeyboardInterrupt):
        logger.info("the client is gone")


async def _serve(protocol: Protocol, stdin: BinaryIO) -> None:
    loop = asyncio.get_running_loop()
    stopped = loop.create_future()

    def stop(status: int) -> None:
        if not stopped.done():
            stopped.set_result(status)

    def read() -> None:
        while True:
            try:
                body = read_frame(stdin)
            except ValueError as error:
                logger.error("cannot read the client's messages: %s", error)
                body = None
            if body is None:
                loop.call_soon_threadsafe(stop, 1)
                return
            loop.call_soon_threadsafe(handle, body)

    def handle(body: bytes) -> None:
        try:
            protocol.handle_frame(body)
        except SystemExit as request:  # pygls's answer to `exit`
            stop(request.code if isinstance(request.code, int) else 0)

    gc.collect()
    gc.freeze()  # what is imported by now stays; collections need not look at it again
    threading.Thread(target=read, name="callsheet-reader", daemon=True).start()
    status = await stopped
    sys.stderr.flush()
    os._exit(status)  # the reader may still wait for input that never comes
