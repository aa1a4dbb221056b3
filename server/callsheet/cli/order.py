"""What a command is to work on, from its arguments: files, workspaces, or standard input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from callsheet.artifacts.layout import CONFIGURATION_PATH
from callsheet.cli.ending import Failure, say
from callsheet.cli.output import visible

if TYPE_CHECKING:
    from callsheet.cli.reading import ReadingSnapshot
    from callsheet.cli.rule_choice import RuleChoice
    from callsheet.cli.standard_input import StandardInput
    from callsheet.cli.workspaces import Target

PathsArgument: TypeAlias = Annotated[list[str] | None, typer.Argument(metavar="PATH", hidden=True)]
StdinPathOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--stdin-path", metavar="PATH", help="With the path -: the file that standard input stands for."),
]


@dataclass(frozen=True)
class Order:
    """What a command is to work on."""

    targets: list[Target]
    place: str
    """The same in words."""
    given: StandardInput | None = None
    """What stands for a file, which is then all that is wanted."""


def read_order(
    paths: Sequence[str],
    stdin_path: str | None,
    root: str,
    *,
    listed: RuleChoice | None = None,
    is_written: bool = False,
) -> Order:
    """What arguments mean; says which settings of the workspaces do not count (see `warn_of_settings`).

    `listed` are the rules whose findings the command lists, if it does. `is_written` is whether it writes files.

    Raises:
        Failure: if arguments contradict each other, or mean nothing; or if files are written and nobody knows which.
    """
    from callsheet.cli.roots import existing, nothing_at
    from callsheet.cli.settings import require_settings, warn_of_settings
    from callsheet.cli.workspaces import find_targets

    given: StandardInput | None = None
    if "-" in paths or stdin_path is not None:
        from callsheet.cli.standard_input import read_standard_input

        given = read_standard_input(paths, stdin_path, root)
    targets = [given.target] if given else find_targets(paths, root)
    for target in targets:
        is_settings = {*target.wanted} == {CONFIGURATION_PATH}
        if is_written and not (given or is_settings):
            require_settings(target)
        if not (given and is_settings):  # or else what the file says counts no more
            warn_of_settings(target, listed=listed)
    if not targets:
        say(f"Warning: {nothing_at(existing(str(Path(root, *paths[:1]))))}")
    place = visible(stdin_path or "") if given else " or ".join(map(visible, paths))
    return Order(targets, place or "this workspace", given)


def warn_of_gaps(order: Order, snapshots: Iterable[ReadingSnapshot], *, lists_folders: bool = False) -> None:
    """Say on standard error what is wanted in vain: folders that cannot be read, files that are unchecked, or nothing.

    `lists_folders` is whether the command lists folders that cannot be read among its findings.

    Raises:
        Failure: if standard input stands for a file that is nothing; or if there is nothing, and settings do not count
            that may say where it is, or folders cannot be read.
    """
    from callsheet.cli.settings import decisive_fault, warn_of_ignored
    from callsheet.cli.unreadable import warn_of_folders

    read = list(zip(order.targets, snapshots, strict=True))
    is_empty = not any(any(snapshot.files()) for _, snapshot in read)
    for target, snapshot in read:
        warn_of_folders(target, snapshot, is_empty=is_empty, is_listed=lists_folders)
    nothing = f"nothing to work on: there are no task files in {order.place}"
    if any(target.covers(facts.path) for target, snapshot in read for facts in snapshot.files()):
        warn_of_ignored(read)
    elif order.given:
        raise Failure(f"nothing to work on: {order.place} is no task, plan or contract")
    elif any(map(decisive_fault, order.targets)):
        raise Failure(f"{nothing}, as far as that can be known without the settings")
    elif order.targets:
        say(f"Warning: {nothing}")
