"""`callsheet mcp`: the server for agents."""

from __future__ import annotations

import os
import sys

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus, Failure, say
from callsheet.cli.features import RootOption
from callsheet.cli.output import visible


def mcp(root: RootOption = ".") -> ExitStatus:
    """Run a server that gives agents the tools of Callsheet (MCP).

    Agents start it, as their MCP configuration says. With its tools they check what they write, plan, see what is ready,
    get all that a subtask needs in one call, and take its steps.

    It needs the package mcp: pip install "callsheet[mcp]", or in a checkout pip install ".[mcp]".
    """
    if not os.path.isdir(root):  # noqa: PTH112 - False also of a name that cannot be
        raise Failure(f"{visible(root)} is no folder")
    try:
        from callsheet.cli.mcp_server.serving import serve
    except ImportError as error:
        how = 'pip install "callsheet[mcp]", or in a checkout pip install ".[mcp]"'
        raise Failure(f"the server for agents needs the package mcp: {how} ({error})") from error

    if sys.stdin is None:
        raise Failure("there is no standard input, on which agents speak to this server")
    if sys.stdin.isatty():
        say("Agents start this and speak to it on standard input. Ctrl-C ends it.")
    serve(root)
    return ExitStatus.FINE


COMMAND = Command(mcp, ("callsheet mcp", "callsheet mcp --root ../shop"))
