"""`callsheet complete`: a subtask is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from callsheet.cli.changing import change_feature, check_refusal
from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.features import RootOption, the_subtask
from callsheet.cli.output import emit, visible

if TYPE_CHECKING:
    from callsheet.cli.workspaces import ReadingSnapshot
    from callsheet.workspace.changes import Change
    from callsheet.workspace.feature import Feature

MAX_SUMMARY = 200


def complete(
    feature: Annotated[str, typer.Argument(metavar="FEATURE", hidden=True)],
    seq: Annotated[str, typer.Argument(metavar="SEQ", hidden=True)],
    summary: Annotated[str, typer.Argument(metavar="SUMMARY", hidden=True)],
    force: Annotated[bool, typer.Option("--force", help="Complete it although dependencies are open.")] = False,
    root: RootOption = ".",
) -> ExitStatus:
    """Mark a subtask completed, and count it in the feature's task.

    FEATURE is the name of a feature's folder or the id of its task, SEQ the subtask's number or id. SUMMARY says in at
    most 200 characters what was done.
    """
    from datetime import datetime, timezone

    from callsheet.edits import lifecycle

    if len(summary) > MAX_SUMMARY:
        raise Failure(f"the summary has {len(summary)} characters; it can have {MAX_SUMMARY}", ExitStatus.FOUND)

    def compute(_: ReadingSnapshot, found: Feature) -> tuple[Change, ...]:
        key = the_subtask(found, seq)
        check_refusal(lifecycle.step_refusal("complete", found, key), is_forced=force)
        return lifecycle.complete(found, key, datetime.now(timezone.utc), summary=summary)

    changed = change_feature(root, feature, compute)
    key = the_subtask(changed.after, seq)
    done = changed.after.status_counts()["completed"]
    emit(f"✓ Marked {visible(changed.after.id)}/{visible(key)} as completed\n")
    emit(f"  Summary: {visible(summary)}\n  Progress: {done}/{len(changed.after.subtasks)}\n")
    return ExitStatus.FINE


COMMAND = Command(complete, ('callsheet complete gift-cards 01 "The card is drawn"',))
