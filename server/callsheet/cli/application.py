"""The command line: which commands there are, and in which order the help lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from callsheet.cli.features import RootOption
from callsheet.cli.registration import PLAIN, Group, defaults, sectioned

SECTIONS: Mapping[str, Mapping[str, str | Group]] = {
    "Checking": {"check": "callsheet.cli.commands.check", "fmt": "callsheet.cli.commands.fmt"},
    "Following the work": {
        "status": "callsheet.cli.commands.status",
        "next": "callsheet.cli.commands.next",
        "parallel": "callsheet.cli.commands.parallel",
        "blocked": "callsheet.cli.commands.blocked",
        "deps": "callsheet.cli.commands.deps",
        "validate": "callsheet.cli.commands.validate",
        "plan": "callsheet.cli.commands.plan",
        "stages": "callsheet.cli.commands.stages",
        "graph": "callsheet.cli.commands.graph",
        "watch": "callsheet.cli.commands.watch",
    },
    "Doing the work": {
        "start": "callsheet.cli.commands.start",
        "complete": "callsheet.cli.commands.complete",
        "block": "callsheet.cli.commands.block",
        "unblock": "callsheet.cli.commands.unblock",
        "reopen": "callsheet.cli.commands.reopen",
        "archive": "callsheet.cli.commands.archive",
        "new": Group(
            "Make a feature or a subtask.",
            {"feature": "callsheet.cli.commands.new_feature", "subtask": "callsheet.cli.commands.new_subtask"},
        ),
    },
    "Looking things up": {
        "rule": "callsheet.cli.commands.rule",
        "schema": "callsheet.cli.commands.schema",
        "completion": "callsheet.cli.commands.completion",
        "help": "callsheet.cli.commands.help",
    },
    "Editors and agents": {"lsp": "callsheet.cli.commands.lsp", "mcp": "callsheet.cli.commands.mcp"},
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
