"""The command line: which commands there are, and in which order the help lists them."""

from __future__ import annotations

from typing import Annotated

import typer

from callsheet import __version__
from callsheet.cli.output import emit
from callsheet.cli.registration import PLAIN, examples_text, lazy_group

SECTIONS = {
    "Checking": {"check": "callsheet.cli.check"},
    "Following the work": {
        "status": "callsheet.cli.status",
        "plan": "callsheet.cli.plan",
        "stages": "callsheet.cli.stages",
    },
    "Doing the work": {"complete": "callsheet.cli.complete"},
    "Editors and agents": {"lsp": "callsheet.cli.lsp"},
}
"""The commands by sections: the name of each, with the module that has it as `COMMAND`."""

app = typer.Typer(
    cls=lazy_group(SECTIONS),
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    **PLAIN,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        emit(f"callsheet {__version__}\n")
        raise typer.Exit


@app.callback(
    epilog=examples_text(("callsheet check", "callsheet plan order-management-mvp", "callsheet check --help"))
)
def callsheet(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Check, plan and follow the files that direct teams of coding agents."""
