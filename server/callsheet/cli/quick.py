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
from typer.core import TyperCommand, TyperGroup


class QuickCommand(TyperCommand):
    """A command whose arguments are read quickly."""

    def get_params(self, ctx: Any) -> Any:
        """The parameters, as typer has them, made quick."""
        return _quicken(super().get_params(ctx))


class QuickGroup(TyperGroup):
    """A group of commands whose own options are read quickly."""

    def get_params(self, ctx: Any) -> Any:
        """The parameters, as typer has them, made quick."""
        return _quicken(super().get_params(ctx))


def _quicken(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        # Older versions convert values with click, which is quick; they have no `type_descriptor`.
        if hasattr(parameter, "type_descriptor") and "process_value" not in vars(parameter):
            parameter.process_value = functools.partial(_process_value, parameter, parameter.process_value)
    return parameters


def _process_value(parameter: Any, usual: Callable[[Any, Any], Any], context: Any, value: Any) -> Any:
    default = parameter.default
    if isinstance(default, enum.Enum) and value is not None:
        value = _choice(parameter, default, context, value)
    elif not _is_plain(default, value):
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
    if value is None or (value is default and isinstance(value, (bool, str))):
        return True
    if isinstance(value, (list, tuple)):
        return default is None and all(isinstance(item, str) for item in value)
    return isinstance(value, str) and (default is None or isinstance(default, str))
