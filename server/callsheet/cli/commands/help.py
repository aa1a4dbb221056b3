"""`callsheet help`: the help of a command, for those who ask with a word instead of an option."""

from __future__ import annotations

from typing import Annotated

import typer

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.output import visible


def help_of(
    command: Annotated[list[str] | None, typer.Argument(metavar="COMMAND", hidden=True)] = None,
) -> ExitStatus:
    """Explain a command, as its option --help does.

    Without COMMAND: list all commands.
    """
    from callsheet.cli.application import SECTIONS, app
    from callsheet.cli.registration import Group

    words = list(command or ())
    groups = {name for entries in SECTIONS.values() for name, entry in entries.items() if isinstance(entry, Group)}
    if len(words) > (2 if words and words[0] in groups else 1):
        raise Failure(f'there is no command "callsheet {visible(" ".join(words))}"')
    app([*words, "--help"], prog_name="callsheet")
    return ExitStatus.FINE


COMMAND = Command(help_of, ("callsheet help", "callsheet help status"))
