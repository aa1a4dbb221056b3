"""`callsheet help`: the help of a command, for those who ask with a word instead of an option."""

from __future__ import annotations

from typing import Annotated

import typer

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus


def help_of(
    command: Annotated[list[str] | None, typer.Argument(metavar="COMMAND", hidden=True)] = None,
) -> ExitStatus:
    """Explain a command, as its option --help does.

    Without COMMAND: list all commands.
    """
    from callsheet.cli.commands import app

    app([*(command or ()), "--help"], prog_name="callsheet")
    return ExitStatus.FINE


COMMAND = Command(help_of, ("callsheet help", "callsheet help status"))
