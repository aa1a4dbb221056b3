"""How commands reach the command line: nothing of one is imported as long as another one is meant."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from callsheet.cli.ending import ending
from callsheet.cli.quick import QuickCommand, quicken, write_examples

if TYPE_CHECKING:
    from callsheet.cli.command import Command


@dataclass(frozen=True, slots=True)
class Group:
    """Several commands of the same first word."""

    summary: str
    """What they do, in a sentence of one line."""
    modules: Mapping[str, str]
    """Their second words, each with the module that has the command."""


PLAIN: Mapping[str, Any] = {
    # Plain help and plain errors: rich takes longer to load than most commands to run.
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
}
"""How every application of typer's is set up here."""


def load(module: str) -> Command:
    """The command that a module has."""
    command: Command = importlib.import_module(module).COMMAND
    return command


class Commands(Mapping[str, Any]):
    """Commands by name as the libraries have them, each built when somebody asks for it."""

    def __init__(self, entries: Mapping[str, str | Group]) -> None:
        """`entries` says for each name where its command is."""
        self._entries = entries
        self._built: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._built:
            entry = self._entries[name]
            self._built[name] = _group(name, entry) if isinstance(entry, Group) else _command(name, entry)
        return self._built[name]

    def summary(self, name: str) -> str:
        """What a command does, in a line: the first of its help."""
        entry = self._entries[name]
        if isinstance(entry, Group):
            return entry.summary
        return inspect.cleandoc(load(entry).function.__doc__ or "").partition("\n")[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _command(name: str, module: str) -> Any:
    command = load(module)
    application = typer.Typer(**PLAIN)
    application.command(
        name, cls=QuickCommand, epilog="\n".join(command.examples), context_settings=dict(command.settings)
    )(ending(command.function))
    return get_command(application)


def _group(name: str, group: Group) -> Any:
    return sectioned({"Commands": group.modules})(
        name=name,
        help=group.summary,
        no_args_is_help=True,
        rich_markup_mode=None,
    )


def _no_such_command(name: str, commands: Commands) -> str:
    from callsheet.artifacts.quoting import listing
    from callsheet.cli.nearest import likely_names

    likely = likely_names(name, commands)
    hint = f" Did you mean {listing(map(repr, likely), 'or')}?" if likely else ""
    return f"No such command {name!r}.{hint}"


def defaults(entries: Mapping[str, str | Group], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values for the options of all commands, as click's `default_map` has them: those of a group below its name."""
    return {
        name: {**values, **defaults(entry.modules, values)} if isinstance(entry, Group) else {**values}
        for name, entry in entries.items()
    }


def sectioned(sections: Mapping[str, Mapping[str, str | Group]]) -> type[TyperGroup]:
    """A group that has its commands in sections: each a heading, with the names and places of commands.

    Its examples are those of its epilog, or else the first of each of its commands.
    """

    class SectionedGroup(TyperGroup):
        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            entries = {name: entry for section in sections.values() for name, entry in section.items()}
            self.commands: Any = Commands(entries)

        def get_params(self, ctx: Any) -> Any:
            return quicken(super().get_params(ctx))

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            """Find the command that the first word names, or say which one was probably meant."""
            if args[0] not in self.commands and not args[0].startswith("-"):
                ctx.fail(_no_such_command(args[0], self.commands))
            return super().resolve_command(ctx, args)

        def format_commands(self, ctx: Any, formatter: Any) -> None:
            width = max(map(len, self.commands))
            for title, entries in sections.items():
                with formatter.section(title):
                    formatter.write_dl([(f"{name:{width}}", self.commands.summary(name)) for name in entries])

        def format_epilog(self, ctx: Any, formatter: Any) -> None:
            modules = (entry for section in sections.values() for entry in section.values() if isinstance(entry, str))
            write_examples(self.epilog or "\n".join(load(module).examples[0] for module in modules), formatter)

    return SectionedGroup
