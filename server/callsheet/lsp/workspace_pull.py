"""`workspace/diagnostic`: the diagnostics of all files, in parts where the client takes them so.

Clients that take parts ask again and again, as VS Code does every two seconds. They get their answer once there is
something to say that they do not know, so that a workspace in which nobody works costs nothing (LSP 3.17: "the workspace
request can be long running").
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import orjson
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from callsheet.lsp.diagnostics import PAUSE
from callsheet.lsp.messages import encode
from callsheet.lsp.progress import Report, send, work_done
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
        self.has_news = False
        """Whether there is anything that the client does not know; nothing is sent before."""

    def add(self, uri: str, report: dict[str, Any], version: int | None) -> None:
        """Add the report on a file."""
        self._encoded += encode({"uri": uri, "version": version, **report}) + b","
        self.has_news = self.has_news or report["kind"] == "full"
        if self.has_news and self._token is not None and len(self._encoded) >= PART:
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
    diagnostics = server.diagnostics
    previous = {known.uri: known.value for known in params.previous_result_ids}
    waits = params.partial_result_token is not None and diagnostics.is_workspace_pulled
    news = diagnostics.news
    with work_done(server, params.work_done_token, "Callsheet: checking the workspace", is_counted=True) as report:
        items = await _all(server, previous, params.partial_result_token, report)
    while waits and not items.has_news:
        await news.wait()
        await asyncio.sleep(PAUSE)  # a change seldom comes alone
        news = diagnostics.news
        items = await _all(server, previous, params.partial_result_token, lambda _done, _total: None)
    diagnostics.is_workspace_pulled = True
    return items.end()


async def _all(
    server: Server, previous: Mapping[str, str], token: types.ProgressToken | None, report: Report
) -> _Items:
    """What there is to say about all files to a client that knows what was said previously, by URI."""
    documents = server.documents
    for workspace in list(documents.workspaces.all):
        await workspace.is_indexed.wait()
    documents.synchronise()
    workspaces = {workspace: workspace.session.configuration for workspace in documents.workspaces.all}
    files = [(each, facts.path) for each in workspaces for facts in each.session.snapshot.files()]
    items, gone, turn = _Items(server, token), dict(previous), Turn()
    for done, (workspace, path) in enumerate(files):
        if workspace not in documents.workspaces.all:
            continue
        uri, plain_uri = documents.uri_of(workspace, path), workspace.uri(path)
        known = gone.pop(uri, None) or gone.pop(plain_uri, None)
        found = server.diagnostics.report(workspace, path, known)
        if found is not None:
            document = documents.open_at(workspace, path)
            items.add(uri, found, document.version if document else None)
        if turn.is_over:
            report(done, len(files))
            await turn.pause()
            documents.synchronise()
            _check_configurations(server, workspaces)
    for uri in gone:
        items.add(uri, {"kind": "full", "resultId": NOTHING, "items": []}, None)
    return items


def _check_configurations(server: Server, configurations: Mapping[Workspace, object]) -> None:
    """Give up where other files count now than those that are being reported on."""
    for workspace in server.documents.workspaces.all:
        if workspace.session.configuration is not configurations.get(workspace):
            data = {"retriggerRequest": True}
            raise JsonRpcException("the configuration has changed", types.LSPErrorCodes.ServerCancelled, data)
