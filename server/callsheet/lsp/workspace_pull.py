"""`workspace/diagnostic`: the diagnostics of all files, in parts where the client takes them so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import orjson
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from callsheet.lsp.messages import encode
from callsheet.lsp.progress import send, work_done
from callsheet.lsp.reports import NOTHING
from callsheet.lsp.turns import Turn
from callsheet.lsp.workspaces import Workspace

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

PART = 64 * 1024
"""How much is collected before it is sent as a part of the result, in bytes."""


class _Items:
    """The items of the result, encoded at once: as values, the diagnostics of thousands of files would be large."""

    def __init__(self, server: Server, token: types.ProgressToken | None) -> None:
        self._server = server
        self._token = token
        self._encoded = bytearray()

    def add(self, uri: str, report: dict[str, Any], version: int | None) -> None:
        """Add the report on a file."""
        self._encoded += encode({"uri": uri, "version": version, **report}) + b","
        if self._token is not None and len(self._encoded) >= PART:
            send(self._server, self._token, self._take())

    def end(self) -> dict[str, Any]:
        """The result, or what of it has not been sent yet; where parts were sent it must be empty (LSP 3.17)."""
        if self._token is not None and self._encoded:
            send(self._server, self._token, self._take())
        return self._take()

    def _take(self) -> dict[str, Any]:
        items, self._encoded = self._encoded, bytearray()
        return {"items": orjson.Fragment(b"[" + items[:-1] + b"]")}


async def pull_workspace(server: Server, params: types.WorkspaceDiagnosticParams) -> dict[str, Any]:
    """Answer `workspace/diagnostic`: what is not as the client knows it, and what it knows that is gone.

    Raises:
        JsonRpcException: `ServerCancelled`, if it has to be asked for again because a configuration has changed meanwhile.
    """
    documents = server.documents
    previous = {known.uri: known.value for known in params.previous_result_ids}
    items = _Items(server, params.partial_result_token)
    with work_done(server, params.work_done_token, "Callsheet: checking the workspace", is_counted=True) as report:
        for workspace in list(documents.workspaces.all):
            await workspace.is_indexed.wait()
        documents.synchronise()
        workspaces = {workspace: workspace.session.configuration for workspace in documents.workspaces.all}
        files = [(each, facts.path) for each in workspaces for facts in each.session.snapshot.files()]
        turn = Turn()
        for done, (workspace, path) in enumerate(files):
            if workspace not in documents.workspaces.all:
                continue
            uri, plain_uri = documents.uri_of(workspace, path), workspace.uri(path)
            known = previous.pop(uri, None) or previous.pop(plain_uri, None)
            found = server.diagnostics.report(workspace, path, known)
            if found is not None:
                document = documents.open_at(workspace, path)
                items.add(uri, found, document.version if document else None)
            if turn.is_over:
                report(done, len(files))
                await turn.pause()
                documents.synchronise()
                _check_configurations(server, workspaces)
        for uri in previous:
            items.add(uri, {"kind": "full", "resultId": NOTHING, "items": []}, None)
        return items.end()


def _check_configurations(server: Server, configurations: Mapping[Workspace, object]) -> None:
    """Give up where other files count now than those that are being reported on."""
    for workspace in server.documents.workspaces.all:
        if workspace.session.configuration is not configurations.get(workspace):
            data = {"retriggerRequest": True}
            raise JsonRpcException("the configuration has changed", types.LSPErrorCodes.ServerCancelled, data)
