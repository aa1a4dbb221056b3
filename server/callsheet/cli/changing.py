"""How commands change a workspace: one at a time, from what the files say at that moment."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from callsheet.cli.ending import ExitStatus, Failure, say
from callsheet.cli.output import Format, Screen, Style, emit, emit_exactly, fold, to_json, visible
from callsheet.cli.unfinished import Unfinished

if TYPE_CHECKING:
    from callsheet.cli.reading import ReadingSnapshot
    from callsheet.cli.workspaces import Target
    from callsheet.edits.lifecycle import Refusal
    from callsheet.workspace.changes import Change
    from callsheet.workspace.feature import Feature
    from callsheet.workspace.snapshot import Snapshot

_PATIENCE, _PAUSE = 1.5, 0.02
"""How long a change is computed anew, in seconds, while a file is not any more what it was computed from, or while it is
broken and somebody may still be writing it; and the seconds in between."""

Result = TypeVar("Result")

Compute: TypeAlias = "Callable[[ReadingSnapshot, Feature], Iterable[Change]]"
"""Says what is to change; raises `Failure` where that must not be, `Unfinished` where that may be otherwise soon."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What a command has changed."""

    before: Feature
    after: Feature
    paths: list[str]
    """The files that have changed or are new, relative to the workspace root; none where all was so already."""


def change_feature(root: str, name: str, compute: Compute, *, everything: bool = False) -> Changed:
    """Change the feature of a name.

    `everything` is whether the whole workspace has to be known for that; then also the settings have to count that say
    what files there are.

    Raises:
        Failure: if there is no such feature, if the change is refused, or if it cannot be written. Nothing has changed.
    """
    from callsheet.cli.features import read_feature
    from callsheet.cli.progress import Progress
    from callsheet.cli.settings import require_settings, warn_of_settings
    from callsheet.cli.workspaces import the_workspace

    target = the_workspace(root)
    if everything:
        require_settings(target)
    warn_of_settings(target)

    def attempt() -> Changed:
        with Progress() as progress:
            snapshot, feature = read_feature(target, name, progress, everything=everything)
        return carried_out(snapshot, feature, compute(snapshot, feature))

    return alone(target, attempt)


def carried_out(snapshot: Snapshot, feature: Feature, changes: Iterable[Change]) -> Changed:
    """What has become of a feature by changes that were computed from it, and are carried out here.

    Raises:
        ChangedMeanwhile: if a file of the feature says something else now, be it one that stays as it is: whether a
            step may be taken, and what the task counts, comes from all of them. Nothing has changed.
        WriteError: if the changes cannot be carried out. Nothing has changed.
    """
    from callsheet.edits.carrying_out import carry_out
    from callsheet.workspace.changes import path_after
    from callsheet.workspace.loading import load_feature
    from callsheet.workspace.writing import ChangedMeanwhile

    def confirm() -> None:
        known, found = feature.files, load_feature(snapshot.disk, feature.folder, snapshot.configuration).files
        for path in {**known, **found}:
            if found.get(path) != known.get(path):
                raise ChangedMeanwhile(f"{path} is being changed by another program")

    changes = list(changes)
    paths = carry_out(snapshot, changes, confirm=confirm)
    folder = path_after(changes, feature.folder)
    return Changed(feature, load_feature(snapshot.disk, folder, snapshot.configuration), paths)


def alone(target: Target, attempt: Callable[[], Result]) -> Result:
    """Make an attempt to change a workspace while no other command does; again, where a file changes at that moment.

    Raises:
        Failure: if it cannot be written.
    """
    from callsheet.edits.edit_error import EditError
    from callsheet.workspace.locking import locked
    from callsheet.workspace.writing import ChangedMeanwhile, WriteError

    try:
        with locked(target.root, waiting=lambda: say("Waiting for another command that changes this workspace")):
            end = time.monotonic() + _PATIENCE
            while time.monotonic() < end:
                with contextlib.suppress(ChangedMeanwhile, Unfinished):
                    return attempt()
                time.sleep(_PAUSE)
            return attempt()
    except Unfinished as unfinished:
        raise unfinished.failure from unfinished
    except EditError as refusal:
        raise Failure(visible(str(refusal)), ExitStatus.FOUND) from refusal
    except WriteError as error:
        raise Failure(visible(str(error)), ExitStatus.UNWRITABLE) from error


class Refused(Failure):
    """Why a step was not taken."""

    def __init__(self, refusal: Refusal) -> None:
        way_out = "; --force does it all the same" if refusal.can_be_forced else ""
        super().__init__(f"{visible(refusal.reason)}{way_out}", ExitStatus.FOUND)
        self.refusal = refusal


def check_refusal(refusal: Refusal | None, *, is_forced: bool = False) -> None:
    """Raise `Refused` where a step must not be taken, unless the author overrules it."""
    if refusal is not None and not (is_forced and refusal.can_be_forced):
        raise Refused(refusal)


def given(what: str, text: str | None) -> str | None:
    """A text that is to be written, without the blanks around it; None where it says nothing.

    Raises:
        Failure: if it holds what is no character: bytes that are no UTF-8, say.
    """
    said = (text or "").strip()
    try:
        said.encode()
    except UnicodeEncodeError:
        raise Failure(f'the {what} "{visible(said)}" is no valid text: it must be in UTF-8') from None
    return said or None


def tell(
    output_format: Format, changed: Changed, deed: str, details: Iterable[str], members: Mapping[str, Any] | None = None
) -> None:
    """Say what a command has done: for people in a line, with details below it; for programs as one object.

    That has the `feature` as `status` has it, the `changed` files, and the `members` of the command's own.
    """
    if output_format is Format.JSON:
        from callsheet.ide.plan_data import status_value

        value = {**(members or {}), "feature": status_value(changed.after), "changed": changed.paths}
        with after_change():
            emit_exactly(to_json(value) + "\n")
        return
    screen = Screen.of(sys.stdout)
    first, *others = (fold(visible(text), screen.width, "  ") for text in (deed, *details))
    with after_change():
        emit("\n".join([f"{screen.paint('✓', Style.GREEN)} {first[2:]}", *others]) + "\n")


@contextlib.contextmanager
def after_change(*, is_made: bool = True) -> Iterator[None]:
    """Say of a report that cannot be printed that the change which it reports has been made all the same, if it is."""
    try:
        yield
    except Failure as failure:
        if not is_made:
            raise
        raise Failure(f"{failure}; the change has been made", failure.status) from failure


def progress_of(feature: Feature) -> str:
    """How many of a feature's subtasks are completed, as a detail of what was done."""
    return f"Progress: {feature.status_counts()['completed']}/{len(feature.subtasks)}"
