"""The real server process with pytest-lsp's client, and what the two have said to each other."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cattrs import Converter
from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

from callsheet.lsp.announcing import FEATURES_CHANGED
from callsheet.lsp.client import Client

_RECENT = Path(__file__).parent / "capabilities/callsheet_vscode_0.1.0.json"
"""What VS Code 1.139 with Callsheet's extension says of itself, as it came over the wire."""

COMMAND = (sys.executable, "-m", "callsheet", "lsp")


def capabilities_of(name: str) -> types.ClientCapabilities:
    """The recorded capabilities of an editor.

    `vscode-pull` is VS Code with Callsheet's extension, which pulls diagnostics; `simple` an editor that can do next to nothing.
    """
    if name == "simple":
        return types.ClientCapabilities(text_document=types.TextDocumentClientCapabilities())
    if name != "vscode-pull":
        return client_capabilities(name)
    recorded = json.loads(_RECENT.read_bytes())["capabilities"]
    converter = default_converter()  # type: ignore[no-untyped-call]
    capabilities: types.ClientCapabilities = converter.structure(recorded, types.ClientCapabilities)
    return capabilities


def _converter() -> Converter:
    """The usual converter, except that it knows a code action which has a command from a command (lsprotocol does not)."""
    converter: Converter = default_converter()  # type: ignore[no-untyped-call]

    def structure(value: Any, _type: object) -> types.Command | types.CodeAction:
        if isinstance(value.get("command"), str):
            return converter.structure(value, types.Command)
        return converter.structure(value, types.CodeAction)

    converter.register_structure_hook(types.Command | types.CodeAction, structure)
    return converter


@dataclass
class Connection:
    """A server process and the client that speaks to it."""

    client: LanguageClient
    result: types.InitializeResult
    registered: list[types.Registration] = field(default_factory=list)
    """What the server registered after the start."""
    watched: list[types.FileSystemWatcher] = field(default_factory=list)
    """What the server asked the client to watch."""
    pushed: dict[str, list[types.PublishDiagnosticsParams]] = field(default_factory=dict)
    """All diagnostics that the server pushed, by URI."""
    asked_again: Counter[str] = field(default_factory=Counter)
    """How often the server asked the client to ask again, by the method of the request."""
    news: asyncio.Event = field(default_factory=asyncio.Event)
    """Set whenever the server says anything unasked."""
    on_edit: Callable[[types.ApplyWorkspaceEditParams], types.ApplyWorkspaceEditResult] | None = None
    """Applies an edit that the server asks for; without it none is."""
    on_question: Callable[[types.ShowMessageRequestParams], types.MessageActionItem | None] | None = None
    """Chooses an answer to a question; without it none is."""

    @staticmethod
    async def start(
        capabilities: types.ClientCapabilities, options: Any = None, root: Path | None = None
    ) -> Connection:
        """Start a server and initialize it."""
        client = LanguageClient(converter_factory=_converter)
        connection = Connection(client, types.InitializeResult(types.ServerCapabilities()))

        def publish(params: types.PublishDiagnosticsParams) -> None:
            connection.pushed.setdefault(params.uri, []).append(params)
            connection.news.set()

        def register(params: types.RegistrationParams) -> None:
            for registration in params.registrations:
                connection.registered.append(registration)
                assert isinstance(registration.register_options, dict)
                connection.watched += [
                    types.FileSystemWatcher(watcher["globPattern"])
                    for watcher in registration.register_options.get("watchers", ())
                ]

        def refresh(_params: None) -> None:
            client.diagnostic_refresh_count += 1
            connection.news.set()

        def ask_again(method: str) -> Callable[[None], None]:
            def note(_params: None) -> None:
                connection.asked_again[method] += 1
                connection.news.set()

            return note

        def apply_edit(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            refused = types.ApplyWorkspaceEditResult(applied=False, failure_reason="nothing is open")
            return connection.on_edit(params) if connection.on_edit else refused

        def answer(params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
            return connection.on_question(params) if connection.on_question else None

        own: dict[str, Any] = {
            types.WORKSPACE_APPLY_EDIT: apply_edit,
            types.WINDOW_SHOW_MESSAGE_REQUEST: answer,
            **{method: ask_again(method) for method in Client.of(capabilities).refreshes},
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: publish,
            types.WORKSPACE_DIAGNOSTIC_REFRESH: refresh,
        }
        if _watches(capabilities):
            own[types.CLIENT_REGISTER_CAPABILITY] = register
        register_lsp_features(client, {**DEFAULT_CLIENT_FEATURES, **own})
        client.feature(FEATURES_CHANGED)(ask_again(FEATURES_CHANGED))
        await client.start_io(*COMMAND)
        params = types.InitializeParams(
            capabilities,
            root_uri=root.as_uri() if root else None,
            initialization_options=options,
        )
        connection.result = await client.initialize_session(params)
        return connection

    async def stop(self) -> None:
        """Shut the server down as the protocol says."""
        assert self.client.error is None
        await self.client.shutdown_session()
        await self.client.stop()  # type: ignore[no-untyped-call]

    @property
    def encoding(self) -> str:
        """The encoding of positions that server and client have agreed on."""
        encoding = self.result.capabilities.position_encoding or types.PositionEncodingKind.Utf16
        return str(getattr(encoding, "value", encoding))


def _watches(capabilities: types.ClientCapabilities) -> bool:
    watching = capabilities.workspace and capabilities.workspace.did_change_watched_files
    return bool(watching and watching.dynamic_registration)
