"""What a command is to work on, from its arguments: files, workspaces, or standard input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from callsheet.cli.ending import Failure
from callsheet.cli.output import visible

if TYPE_CHECKING:
    from callsheet.cli.standard_input import StandardInput
    from callsheet.cli.workspaces import ReadingSnapshot, Target

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


def read_order(paths: Sequence[str], stdin_path: str | None, root: str, *, lists_findings: bool) -> Order:
    """What arguments mean; says which settings of the workspaces do not count (see `warn_of_settings`).

    Raises:
        Failure: if they contradict each other, or mean nothing.
    """
    from callsheet.cli.settings import warn_of_settings
    from callsheet.cli.workspaces import find_targets

    if "-" in paths or stdin_path is not None:
        from callsheet.cli.standard_input import read_standard_input

        given = read_standard_input(paths, stdin_path, root)
        return Order([given.target], visible(stdin_path or ""), given)
    targets = find_targets(paths, root)
    for target in targets:
        warn_of_settings(target, lists_findings=lists_findings)
    return Order(targets, " or ".join(map(visible, paths)) or "this workspace")


def require_documents(order: Order, snapshots: Iterable[ReadingSnapshot]) -> None:
    """Raise `Failure` where nothing is known of what is wanted; files that a workspace leaves unchecked are known."""
    for target, snapshot in zip(order.targets, snapshots, strict=True):
        if any(target.covers(facts.path) for facts in snapshot.files()):
            return
    raise Failure(f"nothing to work on: there are no task files in {order.place}")
