"""`callsheet start`: somebody begins with a subtask."""

from __future__ import annotations

from typing import Annotated

import typer

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FormatOption, NamedFeature, NamedSubtask, RootOption
from callsheet.cli.output import Format
from callsheet.cli.steps import take_step, tell_step


def start(
    feature: NamedFeature,
    seq: NamedSubtask,
    agent: Annotated[str | None, typer.Option("--agent", metavar="NAME", help="Who works on it.")] = None,
    output_format: FormatOption = Format.TEXT,
    root: RootOption = ".",
) -> ExitStatus:
    """Mark a subtask in progress.

    FEATURE is the name of a feature's folder or the id of its task, SEQ the subtask's number or id. It must be pending,
    or have no status yet, and all that it depends on must be completed.

    Exit status: 1 if there is no such subtask, or it cannot be started now.
    """
    tell_step(output_format, take_step("start", root, feature, seq, agent=agent))
    return ExitStatus.FINE


COMMAND = Command(start, ("callsheet start gift-cards 02", "callsheet start gift-cards 02 --agent coder-1"))
