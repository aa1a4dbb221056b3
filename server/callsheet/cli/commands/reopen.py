"""`callsheet reopen`: a completed subtask is to be done once more."""

from __future__ import annotations

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FormatOption, NamedFeature, NamedSubtask, RootOption
from callsheet.cli.output import Format
from callsheet.cli.steps import take_step, tell_step


def reopen(
    feature: NamedFeature, seq: NamedSubtask, output_format: FormatOption = Format.TEXT, root: RootOption = "."
) -> ExitStatus:
    """Mark a completed subtask pending again.

    FEATURE is the name of a feature's folder or the id of its task, SEQ the subtask's number or id. It loses
    its record of completion, and a task that was completed becomes active. When it was first started and who worked on it
    stays, until it is started with another --agent.

    Exit status: 1 if there is no such subtask, or it is not completed.
    """
    tell_step(output_format, take_step("reopen", root, feature, seq))
    return ExitStatus.FINE


COMMAND = Command(reopen, ("callsheet reopen gift-cards 02",))
