"""How commands reach the command line: nothing of one is imported as long as another one is meant."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, TypeAlias

import typer
from typer.core import TyperGroup
from typer.main import get_command

from callsheet.cli.command import Command
from callsheet.cli.ending import ending
from callsheet.cli.quick import QuickCommand, QuickGroup

Modules: TypeAlias = "Mapping[str, str | Mapping[str, str]]"
"""The names of commands, each with the module that has it, or with the commands of which it is the first word."""


PLAIN: Mapping[str, Any] = {
    # Plain help and plain errors: rich takes longer to load than most commands to run.
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
}
"""How every application of typer's is set up here."""


def examples_text(examples: tuple[str, ...]) -> str:
    """The end of a help page; `\\b` keeps the lines as they are."""
    return "\b\nExamples:\n" + "\n".join(f"  {example}" for example in examples)


def build(name: str, module: str) -> Any:
    """A command as click has it, from the module that has it."""
    command: Command = importlib.import_module(module).COMMAND
    application = typer.Typer(**PLAIN)
    application.command(
        name, cls=QuickCommand, epilog=examples_text(command.examples), context_settings=dict(command.settings)
    )(ending(command.function))
    return get_command(application)


class _LazyCommands(MutableMapping[str, Any]):
    """Commands by name, each built when somebody asks for it."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._built: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._built:
            module = self._modules[name]
            self._built[name] = build(name, module) if isinstance(module, str) else _build_group(name, module)
        return self._built[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._built[name] = command

    def __delitem__(self, name: str) -> None:
        del self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


def _build_group(name: str, modules: Mapping[str, str]) -> Any:
    group = lazy_group({"": modules})(name=name, help=f"Make a {' or a '.join(modules)}.", no_args_is_help=True)
    group.rich_markup_mode = None
    return group


def lazy_group(sections: Mapping[str, Modules]) -> type[TyperGroup]:
    """A group whose commands are built when they are asked for; its help shows them in sections."""
    modules = {name: module for section in sections.values() for name, module in section.items()}

    class LazyGroup(QuickGroup):
        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            self.commands = _LazyCommands(modules)

        def list_commands(self, ctx: Any) -> list[str]:
            return list(self.commands)

        def format_commands(self, ctx: Any, formatter: Any) -> None:
            width = formatter.width - 6 - max(map(len, modules))
            for title, names in sections.items():
                with formatter.section(title or "Commands"):
                    formatter.write_dl(
                        [
                            (f"{name:{max(map(len, modules))}}", self.commands[name].get_short_help_str(width))
                            for name in names
                        ]
                    )

    return LazyGroup
