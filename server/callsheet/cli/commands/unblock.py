"""`callsheet unblock`: a blocked subtask can go on."""

from __future__ import annotations

from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FormatOption, NamedFeature, NamedSubtask, RootOption
from callsheet.cli.output import Format
from callsheet.cli.steps import take_step, tell_step


def unblock(
    feature: NamedFeature, seq: NamedSubtask, output_format: FormatOption = Format.TEXT, root: RootOption = "."
) -> ExitStatus:
    """Mark a blocked subtask pending again.

    FEATURE is the name of a feature's folder or the id of its task, SEQ the subtask's number or id.

    Exit status: 1 if there is no such subtask, or it is not blocked.
    """
    tell_step(output_format, take_step("unblock", root, feature, seq))
    return ExitStatus.FINE


COMMAND = Command(unblock, ("callsheet unblock gift-cards 02",))
