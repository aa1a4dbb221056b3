"""Commands that read their arguments without loading pydantic.

Recent versions of typer load it, which takes 0.1 s, to turn a string into a string. Here values that need no more than
a look at their parameter's default are taken as they are; all others go typer's way.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand


class QuickCommand(TyperCommand):
    """A command whose arguments are read quickly, and whose help shows them as people write them."""

    def get_params(self, ctx: Any) -> Any:
        """The parameters, as typer has them, made quick."""
        return quicken(super().get_params(ctx))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The end of the usage line: `[OPTIONS] FEATURE [PATH]...`; braces, as typer sets them, look like a choice."""
        arguments = [parameter for parameter in self.get_params(ctx) if parameter.param_type_name == "argument"]
        return ["[OPTIONS]", *map(_usage, arguments)]

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples."""
        write_examples(self.epilog, formatter)


def write_examples(examples: str | None, formatter: Any) -> None:
    """Write the last section of a help page: commands as somebody would type them, one a line."""
    if examples:
        with formatter.section("Examples"):
            formatter.write("".join(f"  {example}\n" for example in examples.splitlines()))


def _usage(argument: Any) -> str:
    name = argument.metavar if argument.required else f"[{argument.metavar}]"
    return name if argument.nargs == 1 else f"{name}..."


def quicken(parameters: list[Any]) -> list[Any]:
    """The parameters of a command or a group, made quick."""
    for parameter in parameters:
        # Older versions convert values with click, which is quick; they have no `type_descriptor`.
        if hasattr(parameter, "type_descriptor") and "process_value" not in vars(parameter):
            parameter.process_value = functools.partial(_process_value, parameter, parameter.process_value)
    return parameters


def _process_value(parameter: Any, usual: Callable[[Any, Any], Any], context: Any, value: Any) -> Any:
    default = parameter.default
    if isinstance(default, enum.Enum) and value is not None:
        value = _choice(parameter, default, context, value)
    elif (parameter.required and not value) or not _is_plain(default, value):
        return usual(context, value)
    return parameter.callback(context, parameter, value) if parameter.callback else value


def _choice(parameter: Any, default: enum.Enum, context: Any, value: Any) -> Any:
    choices = {choice.value: choice for choice in type(default)}
    if value is default:
        return default
    if value not in choices:
        message = f"{value!r} is not one of {', '.join(map(repr, choices))}."
        raise typer.BadParameter(message, ctx=context, param=parameter)
    return choices[value]


def _is_plain(default: object, value: Any) -> bool:
    """Whether a value needs no conversion: it is the default, or strings for a parameter that takes strings."""
    if value is None or (isinstance(value, bool) and isinstance(default, bool)):
        return True
    if isinstance(value, (list, tuple)):
        return default is None and all(isinstance(item, str) for item in value)
    return isinstance(value, str) and (default is None or isinstance(default, str))
