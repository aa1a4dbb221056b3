"""`callsheet fmt`: JSON and YAML documents laid out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from callsheet.artifacts.quoting import counted
from callsheet.cli.command import Command
from callsheet.cli.ending import ExitStatus, say
from callsheet.cli.features import RootOption
from callsheet.cli.order import PathsArgument, StdinPathOption, read_order
from callsheet.cli.output import emit, emit_bytes

if TYPE_CHECKING:
    from callsheet.cli.rewriting import Rewriting


def fmt(
    paths: PathsArgument = None,
    check: Annotated[bool, typer.Option("--check", help="List the files that would change, and change none.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Print what would change, and change nothing.")] = False,
    stdin_path: StdinPathOption = None,
    root: RootOption = ".",
) -> ExitStatus:
    """Format the JSON and YAML of tasks, plans and contracts.

    Blanks and line ends change, nothing else: a list that stands in one line stays in one, comments and the order of
    members stay. Each file keeps its own indent, unless callsheet.toml sets one (formatting.indent). A file with a slip
    of syntax is left as it is, and named on standard error.

    A PATH is a file or a folder, as for check. The path - is standard input: the formatted text goes to standard
    output.

    Exit status: 0 if everything is formatted, 1 if something cannot be, or would change with --check or --diff.
    """
    from callsheet.cli.changing import after_change
    from callsheet.cli.formatting import compute_formatting
    from callsheet.cli.rewriting import rewrite_all, show_all

    is_trial = check or diff
    order = read_order(paths or [], stdin_path, root, is_written=not is_trial)
    rewritings = rewrite_all(
        order,
        lambda target, progress: compute_formatting(target, progress, order.given),
        is_written=not is_trial,
    )
    if diff:
        show_all(rewritings)
    elif check or not order.given:
        with after_change(is_made=not is_trial and any(rewriting.changes for rewriting in rewritings)):
            _list(rewritings)
    else:
        emit_bytes(rewritings[0].result(order.given))
    if order.targets and (check or not (diff or order.given)):
        say(_summary(rewritings, "would be formatted" if check else "formatted"))
    is_refused = any(rewriting.obstacles for rewriting in rewritings)
    would_change = is_trial and any(rewriting.changes for rewriting in rewritings)
    return ExitStatus.FOUND if is_refused or would_change else ExitStatus.FINE


def _list(rewritings: Sequence[Rewriting]) -> None:
    """Print the files that change, one a line."""
    emit("".join(f"{each.target.shown(change.path)}\n" for each in rewritings for change in each.changes))


def _summary(rewritings: Sequence[Rewriting], verb: str) -> str:
    """How many files change, how many need not, and how many cannot."""
    changed = sum(len(rewriting.changes) for rewriting in rewritings)
    refused = sum(len(rewriting.obstacles) for rewriting in rewritings)
    unchanged = sum(len(rewriting.paths) for rewriting in rewritings) - changed - refused
    numbers = {
        verb: changed,
        "formatted already": unchanged,
        "left as it is" if refused == 1 else "left as they are": refused,
    }
    return (
        ", ".join(f"{counted(number, 'file')} {what}" for what, number in numbers.items() if number)
        or "nothing to format"
    )


COMMAND = Command(
    fmt,
    (
        "callsheet fmt",
        "callsheet fmt --check .tmp/tasks/gift-cards",
        "callsheet fmt --diff | git apply",
        "callsheet fmt - --stdin-path .tmp/tasks/gift-cards/task.json < draft.json",
    ),
)
