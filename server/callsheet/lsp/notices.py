"""Messages to the user, in whose text what stands in a workspace is nothing but text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from callsheet.lsp.server import Server


def show(server: Server, kind: types.MessageType, text: str) -> None:
    """Show a message."""
    server.window_show_message(types.ShowMessageParams(kind, without_links(text)))


def without_links(text: str) -> str:
    """A text in which no client finds a link: VS Code makes one of `[…](command:…)`, and runs the command on a click."""
    return text.replace("](", "]\N{ZERO WIDTH SPACE}(")
