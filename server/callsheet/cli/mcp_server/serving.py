"""The server process: from its first message to its end."""

from __future__ import annotations

import gc
import os
import signal

from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.mcp_server.server import server_of
from callsheet.cli.mcp_server.tools import Tools

_PATIENCE = 5.0
"""How long Ctrl-C waits for what is being written, in seconds."""


def serve(root: str) -> None:
    """Serve until standard input ends, or nobody reads the answers any more.

    Raises:
        Failure: if the answers cannot be written.
    """
    tools = Tools(root)
    server = server_of(tools)
    signal.signal(signal.SIGINT, lambda *_: _end_at_once(tools))
    gc.enable()  # which a command that ends soon does without
    try:
        server.run("stdio")
    except Exception as problem:
        cause = _first(problem)
        if isinstance(cause, BrokenPipeError):
            return
        if isinstance(cause, OSError):
            raise Failure(f"cannot write the answers: {cause.strerror}", ExitStatus.UNWRITABLE) from problem
        raise


def _first(problem: BaseException) -> BaseException:
    """What happened first of what anyio tells in groups, which Python 3.10 has no name for."""
    while inner := getattr(problem, "exceptions", ()):
        problem = inner[0]
    return problem


def _end_at_once(tools: Tools) -> None:
    """End on Ctrl-C: the thread that reads standard input cannot be interrupted, so a proper end would wait for it."""
    tools.writing.acquire(timeout=_PATIENCE)
    os._exit(ExitStatus.INTERRUPTED)
