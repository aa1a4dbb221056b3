"""`callsheet complete`: a subtask is done, or the whole feature."""

from __future__ import annotations

from typing import Annotated

import typer

from callsheet.cli.changing import progress_of, tell
from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FormatOption, NamedFeature, RootOption
from callsheet.cli.output import Format
from callsheet.cli.steps import complete_task, take_step, tell_step


def complete(
    feature: NamedFeature,
    seq: Annotated[str | None, typer.Argument(metavar="SEQ", hidden=True)] = None,
    summary: Annotated[str | None, typer.Argument(metavar="SUMMARY", hidden=True)] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Complete it although it is blocked, or waits for other subtasks.")
    ] = False,
    output_format: FormatOption = Format.TEXT,
    root: RootOption = ".",
) -> ExitStatus:
    """Mark a subtask completed, or a whole feature.

    FEATURE is the name of a feature's folder or the id of its task, SEQ the subtask's number or id. SUMMARY says in at
    most 200 characters what was done. The task's count of completed subtasks follows.

    Without SEQ the feature's task is marked completed, once all of its subtasks are. A SUMMARY that begins with a hyphen
    goes behind `--`.

    Exit status: 1 if there is no such subtask, or it cannot be completed now.
    """
    if seq is None:
        changed = complete_task(root, feature)
        tell(output_format, changed, f"Marked {changed.after.name} as completed", [progress_of(changed.after)])
    else:
        tell_step(output_format, take_step("complete", root, feature, seq, summary=summary, is_forced=force))
    return ExitStatus.FINE


COMMAND = Command(
    complete,
    ('callsheet complete gift-cards 01 "The card is drawn"', "callsheet complete gift-cards"),
)
