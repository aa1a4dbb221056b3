"""The command line: which commands there are and what their help says."""

from __future__ import annotations

from typing import Annotated

import typer

from callsheet import __version__
from callsheet.cli.check import check
from callsheet.cli.ending import ending
from callsheet.cli.lsp import lsp
from callsheet.cli.output import emit
from callsheet.cli.plan import plan
from callsheet.cli.quick import QuickCommand, QuickGroup
from callsheet.cli.stages import stages
from callsheet.cli.status import status

app = typer.Typer(
    cls=QuickGroup,
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    # Plain help and plain errors: rich takes longer to load than most commands to run.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _examples(*lines: str) -> str:
    """The end of a command's help; `\\b` keeps the lines as they are."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def _print_version(wanted: bool) -> None:
    if wanted:
        emit(f"callsheet {__version__}\n")
        raise typer.Exit


@app.callback(epilog=_examples("callsheet check", "callsheet plan order-management-mvp", "callsheet check --help"))
def callsheet(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Check, plan and follow the files that direct teams of coding agents."""


app.command(
    cls=QuickCommand,
    epilog=_examples(
        "callsheet check",
        "callsheet check .tmp/tasks/gift-cards",
        "callsheet check --fail-on warning",
        "callsheet check --format json examples/order-management",
    ),
)(ending(check))
app.command(
    cls=QuickCommand, epilog=_examples("callsheet plan", "callsheet plan gift-cards", "callsheet plan --format json")
)(ending(plan))
app.command(
    cls=QuickCommand, epilog=_examples("callsheet status", "callsheet status gift-cards", "callsheet status -C ../shop")
)(ending(status))
app.command(
    cls=QuickCommand,
    epilog=_examples("callsheet stages", "callsheet stages gift-cards", "callsheet stages --format json"),
)(ending(stages))
app.command(
    cls=QuickCommand,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    epilog=_examples("callsheet lsp"),
)(ending(lsp))
