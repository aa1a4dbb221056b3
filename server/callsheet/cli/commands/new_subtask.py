"""`callsheet new subtask`: one more subtask for a feature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from callsheet.cli.changing import change_feature, check_refusal, given, tell
from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.features import FormatOption, NamedFeature, RootOption, the_subtask
from callsheet.cli.output import Format, visible
from callsheet.cli.unfinished import check_whole

if TYPE_CHECKING:
    from callsheet.cli.reading import ReadingSnapshot
    from callsheet.syntax import Value
    from callsheet.workspace.changes import Change
    from callsheet.workspace.feature import Feature


def new_subtask(
    feature: NamedFeature,
    title: Annotated[str | None, typer.Argument(metavar="TITLE", hidden=True)] = None,
    depends_on: Annotated[
        list[str] | None,
        typer.Option("--depends-on", metavar="SEQ", help="A subtask to be done before; can be given several times."),
    ] = None,
    parallel: Annotated[bool, typer.Option("--parallel", help="It may run beside others of its batch.")] = False,
    output_format: FormatOption = Format.TEXT,
    root: RootOption = ".",
) -> ExitStatus:
    """Make a subtask, behind those that a feature has.

    FEATURE is the name of a feature's folder or the id of its task, TITLE what the subtask does, in at most 100
    characters. It is laid out like the last subtask, and the task's count of subtasks follows.

    Exit status: 1 if there is no such feature or dependency, or the feature is completed.
    """
    from callsheet.artifacts.kinds import ArtifactKind
    from callsheet.cli.settings import require_settings
    from callsheet.cli.workspaces import the_workspace
    from callsheet.edits.lifecycle.creation import next_number, texts_refusal
    from callsheet.edits.lifecycle.refusals import archived_refusal
    from callsheet.edits.refactorings.insertion import appended

    title = given("title", title)
    needed = _listed(depends_on or [])
    seq = ""

    def compute(snapshot: ReadingSnapshot, found: Feature) -> tuple[Change, ...]:
        nonlocal seq
        check_refusal(archived_refusal(found))
        if found.task is not None:
            check_whole(snapshot, found.task)
        seq = next_number(found)
        check_refusal(texts_refusal(snapshot, ArtifactKind.SUBTASK, {"title": title or ""}))
        keys = dict.fromkeys(the_subtask(found, written) for written in needed)
        own: dict[str, Value] = {"parallel": parallel} | ({"title": title} if title else {})
        return appended(snapshot, found, seq, list(keys), own)

    require_settings(the_workspace(root))
    made = change_feature(root, feature, compute)
    key = the_subtask(made.after, seq)
    facts = made.after.subtasks[key]
    details = [f"Title: {facts.title}", f"File: {the_workspace(root).shown(facts.path)}"]
    members = {"subtask": key, "status": facts.status}
    tell(output_format, made, f"Created subtask {made.after.name}/{key}", details, members)
    return ExitStatus.FINE


def _listed(written: list[str]) -> list[str]:
    """Numbers, of which several may stand in one, with commas between them; raises `Failure` where one holds none."""
    listed: list[str] = []
    for each in written:
        numbers = [number.strip() for number in each.split(",") if number.strip()]
        if not numbers:
            raise Failure(f'--depends-on "{visible(each)}" names no subtask')
        listed += numbers
    return listed


COMMAND = Command(
    new_subtask,
    ('callsheet new subtask gift-cards "Print the card"', "callsheet new subtask gift-cards --depends-on 01,02"),
)
