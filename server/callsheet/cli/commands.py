"""The command line: which commands there are, and in which order the help lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from callsheet.cli.features import RootOption
from callsheet.cli.registration import PLAIN, Group, defaults, sectioned

SECTIONS: Mapping[str, Mapping[str, str | Group]] = {
    "Checking": {"check": "callsheet.cli.check", "fmt": "callsheet.cli.fmt"},
    "Following the work": {
        "status": "callsheet.cli.status",
        "next": "callsheet.cli.next",
        "parallel": "callsheet.cli.parallel",
        "blocked": "callsheet.cli.blocked",
        "deps": "callsheet.cli.deps",
        "validate": "callsheet.cli.validate",
        "plan": "callsheet.cli.plan",
        "stages": "callsheet.cli.stages",
        "graph": "callsheet.cli.graph",
        "watch": "callsheet.cli.watch",
    },
    "Doing the work": {
        "start": "callsheet.cli.start",
        "complete": "callsheet.cli.complete",
        "block": "callsheet.cli.block",
        "unblock": "callsheet.cli.unblock",
        "reopen": "callsheet.cli.reopen",
        "archive": "callsheet.cli.archive",
        "new": Group(
            "Make a feature or a subtask.",
            {"feature": "callsheet.cli.new_feature", "subtask": "callsheet.cli.new_subtask"},
        ),
    },
    "Looking things up": {
        "rule": "callsheet.cli.rule",
        "schema": "callsheet.cli.schema",
        "completion": "callsheet.cli.completion",
        "help": "callsheet.cli.help",
    },
    "Editors and agents": {"lsp": "callsheet.cli.lsp", "mcp": "callsheet.cli.mcp"},
}
"""The commands by sections: the name of each, with the module that has it as `COMMAND`.

A name that is the first word of several commands has a `Group` instead: what they do, and their second words.
"""

app = typer.Typer(
    cls=sectioned(SECTIONS),
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    **PLAIN,
)


@app.callback(epilog="callsheet check\ncallsheet status gift-cards\ncallsheet check --help")
def callsheet(
    context: typer.Context,
    root: RootOption = "",
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Check, plan and follow the files that direct teams of coding agents."""
    # The version is printed by `main.run`, before anything is loaded for other commands.
    if root:
        context.default_map = {
            name: value for entries in SECTIONS.values() for name, value in defaults(entries, {"root": root}).items()
        }
