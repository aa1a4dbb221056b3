"""`callsheet new feature`: a task for a feature that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from callsheet.cli.changing import Changed, alone, carried_out, check_refusal, given, tell
from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.features import FormatOption, NamedFeature, RootOption
from callsheet.cli.output import Format, visible

if TYPE_CHECKING:
    from callsheet.cli.reading import ReadingSnapshot


def new_feature(
    feature: NamedFeature,
    name: Annotated[
        str | None, typer.Option("--name", metavar="TEXT", help="What people call it; by default FEATURE in words.")
    ] = None,
    objective: Annotated[
        str | None, typer.Option("--objective", metavar="TEXT", help="What it is to achieve, in 200 characters.")
    ] = None,
    output_format: FormatOption = Format.TEXT,
    root: RootOption = ".",
) -> ExitStatus:
    """Make a feature: a folder with a task in it.

    FEATURE is the name of the folder and the id of the task: small letters and digits, in words joined by hyphens. It
    goes to .tmp/tasks, or where callsheet.toml says that tasks lie. Without a workspace around the current folder the
    repository around it becomes one, or else the folder itself. What there is already stays as it is.

    Exit status: 1 if there is such a feature, 2 if none can have the name.
    """
    from callsheet.cli.progress import Progress
    from callsheet.cli.reading import narrowed, read
    from callsheet.cli.settings import require_settings, warn_of_settings
    from callsheet.cli.workspaces import workspace_to_be

    _check_name(feature)
    texts = {"name": given("name", name), "objective": given("objective", objective)}
    own = {field: text for field, text in texts.items() if text is not None}
    target = workspace_to_be(root)
    require_settings(target)
    warn_of_settings(target)

    def attempt() -> Changed:
        with Progress() as progress:
            return _make(read(narrowed(target, feature), progress), feature, own)

    made = alone(target, attempt)
    tell(output_format, made, f"Created feature {made.after.name}", [f"File: {target.shown(made.paths[0])}"])
    return ExitStatus.FINE


def _check_name(name: str) -> None:
    from callsheet.edits.lifecycle.creation import name_refusal

    refusal = name_refusal(name)
    if refusal is not None:
        raise Failure(visible(refusal.reason))


def _make(snapshot: ReadingSnapshot, name: str, own: dict[str, str]) -> Changed:
    """Make the task of a feature, with texts that it has instead of the usual ones."""
    from datetime import datetime, timezone

    from callsheet.artifacts.kinds import ArtifactKind
    from callsheet.edits.edit_error import EditError
    from callsheet.edits.lifecycle.creation import create_feature, existing_feature, texts_refusal
    from callsheet.workspace.feature import Feature

    try:
        creation = create_feature(snapshot, name, own, datetime.now(timezone.utc))
    except EditError as error:
        raise Failure(visible(str(error))) from error
    known = existing_feature(snapshot, name)
    if known is not None:
        is_archived = " in the archive" if known.is_archived else ""
        raise Failure(f"there is a feature {name}{is_archived} already: {visible(known.folder)}", ExitStatus.FOUND)
    check_refusal(texts_refusal(snapshot, ArtifactKind.TASK, own))
    folder = creation.path.rpartition("/")[0]
    return carried_out(snapshot, snapshot.features.get(folder) or Feature(folder, ()), [creation])


COMMAND = Command(
    new_feature,
    (
        "callsheet new feature gift-cards",
        'callsheet new feature gift-cards --objective "Customers can send gift cards"',
    ),
)
