"""`callsheet new feature`: a task for a feature that has none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from callsheet.cli.changing import Changed, alone, carried_out, check_refusal, given, tell
from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.features import FormatOption, NamedFeature, RootOption
from callsheet.cli.output import Format, visible

if TYPE_CHECKING:
    from callsheet.cli.reading import ReadingSnapshot
    from callsheet.workspace.feature import Feature


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
    from callsheet.artifacts.kinds import ArtifactKind
    from callsheet.artifacts.schema import schema_at
    from callsheet.artifacts.spelling import kebab_case

    pattern = (schema_at(ArtifactKind.TASK, ("id",)) or {}).get("pattern", "")
    if re.search(pattern, name) is None or name.endswith("\n"):  # before which `$` matches too
        likely = kebab_case(name)
        hint = f"did you mean {likely}?" if likely else "it can have small letters, digits and hyphens between them"
        raise Failure(f'no feature can have the name "{visible(name)}"; {hint}')


def _make(snapshot: ReadingSnapshot, name: str, own: dict[str, str]) -> Changed:
    """Make the task of a feature, with texts that it has instead of the usual ones."""
    from datetime import datetime, timezone

    from callsheet.artifacts.kinds import ArtifactKind
    from callsheet.artifacts.times import format_time
    from callsheet.edits.lifecycle.refusals import text_refusal
    from callsheet.edits.refactorings.whole_texts import whole_text
    from callsheet.syntax import Document
    from callsheet.text import Text
    from callsheet.workspace.changes import FileCreation
    from callsheet.workspace.feature import Feature
    from callsheet.workspace.skeletons import new_task
    from callsheet.workspace.snapshot import language_of

    layout = snapshot.configuration.layout
    folder = layout.feature_folder(name)
    path = layout.task_path(folder)
    if path is None:
        raise Failure(f'no feature can have the name "{name}": files in {folder} are not those of a feature')
    _check_free(snapshot, name)
    for field, text in own.items():
        check_refusal(text_refusal(field, text, field, snapshot.schema_at(ArtifactKind.TASK, (field,))))
    feature = snapshot.features.get(folder) or Feature(folder, ())
    value = new_task(snapshot, feature, format_time(datetime.now(timezone.utc))) | own
    text = whole_text(value, Document(Text(""), language_of(path)), "\n")
    return carried_out(snapshot, feature, [FileCreation(path, text)])


def _check_free(snapshot: ReadingSnapshot, name: str) -> None:
    """Raise `Failure` where there is a feature of a name, which has a task."""
    known: Feature | None = next((known for known in snapshot.features.values() if known.task), None)
    if known is not None:
        is_archived = " in the archive" if known.is_archived else ""
        raise Failure(f"there is a feature {name}{is_archived} already: {visible(known.folder)}", ExitStatus.FOUND)


COMMAND = Command(
    new_feature,
    (
        "callsheet new feature gift-cards",
        'callsheet new feature gift-cards --objective "Customers can send gift cards"',
    ),
)
