"""`callsheet new subtask`: one more subtask for a feature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from callsheet.cli.changing import change_feature, check_refusal, check_text, tell
from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus, Failure
from callsheet.cli.features import FormatOption, NamedFeature, RootOption, the_subtask
from callsheet.cli.output import Format, visible

if TYPE_CHECKING:
    from callsheet.cli.workspaces import ReadingSnapshot
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
    from callsheet.cli.workspaces import the_workspace

    check_text("title", title)
    seq = ""

    def compute(snapshot: ReadingSnapshot, found: Feature) -> tuple[Change, ...]:
        nonlocal seq
        seq = _free_number(found)
        keys = dict.fromkeys(the_subtask(found, written) for written in _listed(depends_on or []))
        own: dict[str, Value] = {"parallel": parallel} | ({"title": title} if title else {})
        return _changes(snapshot, found, seq, list(keys), own)

    made = change_feature(root, feature, compute)
    key = the_subtask(made.after, seq)
    facts = made.after.subtasks[key]
    details = [f"Title: {facts.title}", f"File: {the_workspace(root).shown(facts.path)}"]
    members = {"subtask": key, "status": facts.status}
    tell(output_format, made, f"Created subtask {made.after.id}/{key}", details, members)
    return ExitStatus.FINE


def _free_number(feature: Feature) -> str:
    """The number of a feature's next subtask; raises `Failure` where it takes none."""
    from callsheet.edits.lifecycle.refusals import archived_refusal
    from callsheet.edits.refactorings import insertion

    check_refusal(archived_refusal(feature))
    numbers = insertion.numbers_at_end(feature)
    obstacle = insertion.obstacle_to_insertion(feature, numbers) if numbers else "there is no number left"
    if numbers is None or obstacle is not None:
        raise Failure(f"{feature.name} takes no subtask: {visible(obstacle or '')}", ExitStatus.FOUND)
    return numbers.new


def _changes(
    snapshot: ReadingSnapshot, feature: Feature, seq: str, depends_on: list[str], own: dict[str, Value]
) -> tuple[Change, ...]:
    from callsheet.edits import EditError
    from callsheet.edits.refactorings.insertion import appended

    try:
        return appended(snapshot, feature, seq, depends_on, own)
    except EditError as refusal:
        raise Failure(visible(str(refusal)), ExitStatus.FOUND) from refusal


def _listed(written: list[str]) -> list[str]:
    """Numbers, of which several may stand in one, with commas between them."""
    return [number.strip() for each in written for number in each.split(",")]


COMMAND = Command(
    new_subtask,
    ('callsheet new subtask gift-cards "Print the card"', "callsheet new subtask gift-cards --depends-on 01,02"),
)
