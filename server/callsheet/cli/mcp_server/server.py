"""The server process: the tools over standard input and output."""

from __future__ import annotations

import contextlib
import gc
import inspect
import os
import signal

from mcp.server import MCPServer
from mcp.types import ToolAnnotations

from callsheet import __version__
from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.mcp_server.tools import Tools

INSTRUCTIONS = """\
Callsheet knows the files that direct the work in this repository: features (.tmp/tasks/FEATURE/) made up of subtasks \
with dependencies, and the plans and contracts behind them.

To work: `ready` lists what can be started. `start` the subtask you take, so that nobody else does. `show` it: one \
call gives its acceptance criteria, the referenced lines and all that it builds on. Do the work, then `complete` it \
with a summary for those who depend on it. After the last one `complete_feature`. Change status, counts and times with \
these tools only, never by editing the files.

To plan: after you have written or changed such a file, `check` it and mend what is found; `plan` shows the batches \
that come of the dependencies.
"""

_READING = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_WRITING = ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=False, open_world_hint=False)

_PATIENCE = 5.0
"""How long Ctrl-C waits for what is being written, in seconds."""


def server_of(tools: Tools) -> MCPServer:
    """A server that offers the tools."""
    server = MCPServer(
        "callsheet", title="Callsheet", version=__version__, instructions=INSTRUCTIONS, log_level="WARNING"
    )
    for reading in (tools.check, tools.plan, tools.ready, tools.show):
        server.add_tool(reading, description=inspect.getdoc(reading), annotations=_READING)
    for writing in (tools.start, tools.complete, tools.complete_feature):
        server.add_tool(writing, description=inspect.getdoc(writing), annotations=_WRITING)
    return server


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
    with contextlib.suppress(RuntimeError):
        tools.writing.acquire(timeout=_PATIENCE)
    os._exit(ExitStatus.INTERRUPTED)
