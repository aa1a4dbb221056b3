"""How commands are served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from callsheet.lsp.commands.parameters import Command, read_argument
from callsheet.lsp.commands.table import COMMANDS

if TYPE_CHECKING:
    from callsheet.lsp.server import Server


def register(server: Server) -> None:
    """Serve every command."""
    for command in COMMANDS:
        _register(server, command)


def _register(server: Server, command: Command) -> None:
    @server.command(command.name)
    async def serve_command(*arguments: Any) -> Any:
        from callsheet.lsp.commands.handlers import HANDLERS  # imported late: the first diagnostics do not wait for it

        return await HANDLERS[command.name](server, read_argument(command.parameters, arguments))
