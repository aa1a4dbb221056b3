"""How commands change a workspace: one at a time, from what the files say at that moment."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from callsheet.cli.ending import ExitStatus, Failure, say
from callsheet.cli.output import visible

if TYPE_CHECKING:
    from callsheet.cli.workspaces import ReadingSnapshot, Target
    from callsheet.edits.lifecycle import Refusal
    from callsheet.workspace.changes import Change
    from callsheet.workspace.feature import Feature

_ATTEMPTS = 10
"""How often a change is computed anew because a file is not any more what it was computed from."""

Compute: TypeAlias = "Callable[[ReadingSnapshot, Feature], Iterable[Change]]"
"""Says what is to change; raises `Failure` where that must not be."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What a command has changed."""

    before: Feature
    after: Feature
    paths: list[str]
    """The files that have changed or are new, relative to the workspace root; none where all was so already."""


def change_feature(root: str, name: str, compute: Compute, *, everything: bool = False) -> Changed:
    """Change the feature of a name.

    `everything` is whether the whole workspace has to be known for that.

    Raises:
        Failure: if there is no such feature, if the change is refused, or if it cannot be written. Nothing has changed.
    """
    from callsheet.cli.features import read_feature
    from callsheet.cli.progress import Progress
    from callsheet.cli.settings import warn_of_settings
    from callsheet.cli.workspaces import the_workspace
    from callsheet.workspace.loading import load_feature

    target = the_workspace(root)
    warn_of_settings(target)

    def attempt() -> Changed:
        from callsheet.edits.carrying_out import carry_out

        with Progress() as progress:
            snapshot, feature = read_feature(target, name, progress, everything=everything)
        paths = carry_out(snapshot, compute(snapshot, feature))
        return Changed(feature, load_feature(snapshot.disk, feature.folder, snapshot.configuration), paths)

    return alone(target, attempt)


def alone(target: Target, attempt: Callable[[], Changed]) -> Changed:
    """Make an attempt to change a workspace while no other command does; again, where a file changes at that moment.

    Raises:
        Failure: if it cannot be written.
    """
    from callsheet.workspace.locking import locked
    from callsheet.workspace.writing import ChangedMeanwhile, WriteError

    with locked(target.root, waiting=lambda: say("Waiting for another command that changes this workspace")):
        try:
            for _ in range(_ATTEMPTS - 1):
                with contextlib.suppress(ChangedMeanwhile):
                    return attempt()
            return attempt()
        except WriteError as error:
            raise Failure(visible(str(error)), ExitStatus.UNWRITABLE) from error


def check_refusal(refusal: Refusal | None, *, is_forced: bool = False) -> None:
    """Raise `Failure` where a step must not be taken, unless the author overrules it."""
    if refusal is None or (is_forced and refusal.can_be_forced):
        return
    way_out = "; --force does it all the same" if refusal.can_be_forced else ""
    raise Failure(f"{visible(refusal.reason)}{way_out}", ExitStatus.FOUND)
