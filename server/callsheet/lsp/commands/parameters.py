"""What a command is, and what it takes: at most one argument, an object whose members are checked here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from pygls.exceptions import JsonRpcInvalidParams

from callsheet.artifacts.quoting import listing

Argument: TypeAlias = Mapping[str, Any]
"""The members of a command's argument that are not null, each of its parameter's type."""


class Parameter(NamedTuple):
    """A member that a command's argument may have."""

    name: str
    type: Literal["string", "boolean"] = "string"
    choices: tuple[str, ...] = ()
    """All that it can be, the default first; empty where it can be anything of its type."""


class Command(NamedTuple):
    """What a client can ask for by its name."""

    name: str
    parameters: tuple[Parameter, ...]


def read_argument(parameters: Sequence[Parameter], arguments: Sequence[Any]) -> Argument:
    """The argument of a command, checked.

    Raises:
        JsonRpcInvalidParams: if it is not what the command takes; the message says what is wrong and what would be right.
    """
    argument = arguments[0] if arguments else None
    if len(arguments) > 1 or not isinstance(argument, (dict, type(None))):
        raise JsonRpcInvalidParams("a command takes one object as its argument, or none")
    members = {key: value for key, value in (argument or {}).items() if value is not None}
    known = {parameter.name: parameter for parameter in parameters}
    for key, value in members.items():
        if key not in known:
            raise JsonRpcInvalidParams(f'"{key}" is no member of the argument; there are {listing(known)}')
        _check(known[key], value)
    return members


def _check(parameter: Parameter, value: Any) -> None:
    if not isinstance(value, bool if parameter.type == "boolean" else str):
        wanted = "true or false" if parameter.type == "boolean" else "a string"
        raise JsonRpcInvalidParams(f"{parameter.name} must be {wanted}")
    if parameter.choices and value not in parameter.choices:
        raise JsonRpcInvalidParams(f'{parameter.name} is "{value}"; it can be {listing(parameter.choices, "or")}')
