"""`callsheet block`: a subtask cannot go on."""

from __future__ import annotations

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FormatOption, NamedFeature, NamedSubtask, RootOption
from callsheet.cli.output import Format
from callsheet.cli.steps import take_step, tell_step


def block(
    feature: NamedFeature, seq: NamedSubtask, output_format: FormatOption = Format.TEXT, root: RootOption = "."
) -> ExitStatus:
    """Mark a subtask blocked.

    FEATURE is the name of a feature's folder or the id of its task, SEQ the subtask's number or id. One that
    was completed loses its record of that.

    Exit status: 1 if there is no such subtask, or it is blocked already.
    """
    tell_step(output_format, take_step("block", root, feature, seq))
    return ExitStatus.FINE


COMMAND = Command(block, ("callsheet block gift-cards 02",))
