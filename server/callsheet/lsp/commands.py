"""`workspace/executeCommand`: what a client can ask for that is no feature of the protocol.

A command takes at most one argument, an object; all its members are optional.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from pygls.exceptions import JsonRpcInvalidParams

from callsheet.lsp.workspaces import Workspace
from callsheet.rules.engine import Checker
from callsheet.workspace.snapshot import Snapshot

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

Command: TypeAlias = "Callable[[Server, Mapping[str, Any]], Awaitable[Any]]"
"""What answers a command: it gets the members of the argument that are not null, and gives JSON."""


async def stages(server: Server, argument: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Answer `callsheet.stages`: the eight stages of the features of a workspace, or of those that a name means.

    Raises:
        JsonRpcInvalidParams: if there is no such workspace, or no feature of that name.
    """
    uri, name = _strings(argument, "uri", "feature")
    workspace = _workspace(server, uri)
    await workspace.is_indexed.wait()
    server.documents.synchronise()
    await server.validating.finish(workspace)
    found = await server.work(_stages, workspace.session.snapshot, workspace.checker, name)
    if name is not None and not found:
        raise JsonRpcInvalidParams(f'there is no feature "{name}"')
    return found


def _stages(snapshot: Snapshot, checker: Checker, name: str | None) -> list[dict[str, Any]]:
    from callsheet.ide.stages import stages as compute
    from callsheet.ide.stages import to_value
    from callsheet.workspace.stages import staged_features, staged_features_named

    features = staged_features(snapshot) if name is None else staged_features_named(snapshot, name)
    return [to_value(found) for found in compute(snapshot, features, checker)]


COMMANDS: Mapping[str, Command] = {"callsheet.stages": stages}
"""Every command by the name under which clients know it."""


def register(server: Server) -> None:
    """Serve every command."""
    for name, command in COMMANDS.items():
        _register(server, name, command)


def _register(server: Server, name: str, command: Command) -> None:
    @server.command(name)
    async def serve_command(*arguments: Any) -> Any:
        return await execute(server, command, arguments)


async def execute(server: Server, command: Command, arguments: tuple[Any, ...]) -> Any:
    """Carry a command out.

    Raises:
        JsonRpcInvalidParams: if the arguments are not what the command takes.
    """
    argument = arguments[0] if arguments else None
    if len(arguments) > 1 or not isinstance(argument, (dict, type(None))):
        raise JsonRpcInvalidParams("a command takes one object as its argument, or none")
    members = {key: value for key, value in (argument or {}).items() if value is not None}
    return await command(server, members)


def _strings(argument: Mapping[str, Any], *names: str) -> list[str | None]:
    """The members of an argument, all of which are strings or not there.

    Raises:
        JsonRpcInvalidParams: if there are others, or one is no string.
    """
    for key, value in argument.items():
        if key not in names:
            raise JsonRpcInvalidParams(f'"{key}" is no member of the argument; there are {" and ".join(names)}')
        if not isinstance(value, str):
            raise JsonRpcInvalidParams(f"{key} is no string")
    return [argument.get(name) for name in names]


def _workspace(server: Server, uri: str | None) -> Workspace:
    """The workspace of a file or folder; without one the first that is open as a folder, else the first of all.

    Raises:
        JsonRpcInvalidParams: if there is none.
    """
    workspaces = server.documents.workspaces.all
    if uri is not None:
        located = server.documents.locate(uri)
        if located is None:
            raise JsonRpcInvalidParams(f"{uri} lies in no workspace")
        return located[0]
    first = next((each for each in workspaces if each.is_folder), None) or next(iter(workspaces), None)
    if first is None:
        raise JsonRpcInvalidParams("no workspace is open")
    return first
