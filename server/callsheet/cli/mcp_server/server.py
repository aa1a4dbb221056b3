"""The server: which tools it offers, and what becomes of a call."""

from __future__ import annotations

import gc
import inspect
import itertools
import sys
from collections.abc import Callable
from typing import Any

import anyio
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp.types import CallToolResult, InputRequiredResult, ToolAnnotations

from callsheet import __version__
from callsheet.cli.mcp_server.answers import refused
from callsheet.cli.mcp_server.hearing import hearing
from callsheet.cli.mcp_server.refusals import reason_of, unknown_arguments, unknown_tool
from callsheet.cli.mcp_server.standard_input import Messages
from callsheet.cli.mcp_server.tools import Tools

INSTRUCTIONS = """\
Callsheet knows the files that direct the work in this repository: features (.tmp/tasks/FEATURE/) made up of subtasks \
with dependencies, and the plans and contracts behind them.

To work: `ready` lists what can be started. `start` the subtask you take, so that nobody else does. `show` it: one \
call gives its acceptance criteria, the referenced lines and all that it builds on. Do the work, then `complete` it \
with a summary for those who depend on it. After the last one `complete_feature`. If you cannot go on, `block` it; \
`block` and then `unblock` gives it back. Change status, counts and times with these tools only, never by editing the \
files.

To plan: after you have written or changed such a file, `check` it and mend what is found; `plan` shows the batches \
that come of the dependencies.
"""

_READING = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_WRITING = ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=False, open_world_hint=False)
_CLEARING = ToolAnnotations(read_only_hint=False, destructive_hint=True, idempotent_hint=False, open_world_hint=False)
"""Of what takes the record of a completion away."""


class Server(MCPServer[Any]):
    """A server whose tools take the arguments that their schemas name, and no others, and say why they do not answer."""

    def __init__(self, tools: list[Tool]) -> None:
        """A server that offers some tools."""
        super().__init__(
            "callsheet", "Callsheet", version=__version__, instructions=INSTRUCTIONS, tools=tools, log_level="WARNING"
        )
        self._schemas = {tool.name: tool.parameters for tool in tools}

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """What a tool answers; whatever goes wrong is an answer too."""
        schema = self._schemas.get(name)
        if schema is None:
            return refused(unknown_tool(name, self._schemas))
        reason = unknown_arguments(name, arguments, schema)
        if reason is not None:
            return refused(reason)
        with hearing():
            try:
                return await super().call_tool(name, arguments, context)
            except MCPError:
                raise
            except Exception as problem:  # noqa: BLE001 - `reason_of` says what became of it
                cause = problem.__cause__ if isinstance(problem, ToolError) else None
                return refused(reason_of(cause or problem, schema))
            finally:
                _clear_up()

    async def run_stdio_async(self) -> None:
        """Serve until standard input ends."""
        messages = anyio.wrap_file(Messages(sys.stdin.buffer))
        async with stdio_server(stdin=messages) as (read_stream, write_stream):
            options = self._lowlevel_server.create_initialization_options()
            await self._lowlevel_server.run(read_stream, write_stream, options)


CALLS_PER_COLLECTION = 20
"""After how many calls memory is given back: to look for what is not needed any more takes a tenth of a second."""

_calls = itertools.count(1)


def _clear_up() -> None:
    """Give memory back now and then. Reading a workspace sets what it makes apart for good, so nobody else would."""
    if next(_calls) % CALLS_PER_COLLECTION == 0:
        gc.unfreeze()
        gc.collect()


def server_of(tools: Tools) -> Server:
    """A server that offers the tools."""
    offered = (
        (_READING, (tools.check, tools.plan, tools.ready, tools.show)),
        (_WRITING, (tools.start, tools.complete, tools.complete_feature)),
        (_CLEARING, (tools.block,)),
        (_WRITING, (tools.unblock,)),
        (_CLEARING, (tools.reopen,)),
    )
    return Server([_tool(function, annotations) for annotations, functions in offered for function in functions])


def _tool(function: Callable[..., CallToolResult], annotations: ToolAnnotations) -> Tool:
    """A tool that says of itself that it takes no other arguments."""
    found = Tool.from_function(function, description=inspect.getdoc(function), annotations=annotations)
    return found.model_copy(update={"parameters": {**found.parameters, "additionalProperties": False}})
