"""`callsheet archive`: a feature is put away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from callsheet.cli.changing import change_feature, check_refusal, tell
from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus
from callsheet.cli.features import FormatOption, NamedFeature, RootOption
from callsheet.cli.output import Format
from callsheet.cli.steps import check_finished

if TYPE_CHECKING:
    from callsheet.cli.reading import ReadingSnapshot
    from callsheet.workspace.changes import Change
    from callsheet.workspace.feature import Feature


def archive(
    feature: NamedFeature,
    force: Annotated[bool, typer.Option("--force", help="Archive it although it is not completed.")] = False,
    output_format: FormatOption = Format.TEXT,
    root: RootOption = ".",
) -> ExitStatus:
    """Move a completed feature to the archive.

    FEATURE is the name of a feature's folder or the id of its task. The folder goes to the folder `completed` beside it,
    and every reference to a file in it follows. A task that is still active although its subtasks are all completed is
    completed with it.

    Exit status: 1 if there is no such feature, or it cannot be archived.
    """
    from datetime import datetime, timezone

    from callsheet.artifacts.quoting import counted
    from callsheet.cli.workspaces import the_workspace
    from callsheet.edits import lifecycle

    def compute(snapshot: ReadingSnapshot, found: Feature) -> tuple[Change, ...]:
        if not force:
            check_finished(snapshot, found)
        check_refusal(lifecycle.archive_refusal(snapshot, found), is_forced=force)
        return lifecycle.archive(snapshot, found, datetime.now(timezone.utc))

    changed = change_feature(root, feature, compute, everything=True)
    folder = changed.after.folder
    following = [path for path in changed.paths if not path.startswith(f"{folder}/")]
    details = [f"Folder: {the_workspace(root).shown(folder)}"]
    if following:
        details.append(f"References follow in {counted(len(following), 'file')}")
    tell(output_format, changed, f"Archived {changed.after.name}", details, {"folder": folder})
    return ExitStatus.FINE


COMMAND = Command(archive, ("callsheet archive gift-cards", "callsheet archive gift-cards --force"))
