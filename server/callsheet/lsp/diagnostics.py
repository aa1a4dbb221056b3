"""Diagnostics: pulled by clients that pull, pushed to those that do not, never both.

The document that changed comes at once; what its change means for others follows when the typing pauses for a moment.
"""

from __future__ import annotations

import asyncio
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import orjson
from lsprotocol import types

from callsheet.artifacts.kinds import classify
from callsheet.lsp.convert import to_diagnostics
from callsheet.lsp.documents import OpenDocument, Workspace

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

PAUSE = 0.05
"""How long nothing must change before other documents are looked at again, in seconds."""

SLICE = 0.01
"""How long looking at many documents may keep the loop from answering, in seconds."""


class Diagnostics:
    """What the client knows of every document's diagnostics, and what it has to be told."""

    def __init__(self, server: Server) -> None:
        """Nothing is known to the client yet."""
        self.server = server
        self._known: dict[str, str] = {}
        """The result id of what the client was last given, by URI."""
        self._uris: dict[tuple[Workspace, str], set[str]] = {}
        """The files that each feature had when it was last looked at, by folder."""
        self._flush: asyncio.Handle | None = None
        self._changed: set[OpenDocument] = set()
        self._stale: set[tuple[Workspace, str]] = set()
        """The features whose files may have other diagnostics than the client knows, by folder."""
        self._pause: asyncio.TimerHandle | None = None
        self._round: asyncio.Task[None] | None = None
        self._refresh: asyncio.Handle | None = None

    def document_changed(self, document: OpenDocument) -> None:
        """Report on a document that was opened or changed, once all changes that wait are applied."""
        self._changed.add(document)
        if self._flush is None:
            self._flush = asyncio.get_running_loop().call_soon(self._report_changed)

    def _report_changed(self) -> None:
        self._flush = None
        changed, self._changed = self._changed, set()
        self.server.documents.synchronise()
        if not self.server.client.pulls_diagnostics:
            for document in changed:
                if document.uri in self.server.documents.by_uri:
                    self._push(document.uri, self.of_document(document), document.version)
        for document in changed:
            self.siblings_changed(document)

    def siblings_changed(self, document: OpenDocument) -> None:
        """Look soon at what a change in a document means for others: its feature, or for a file that others name, all."""
        artifact = classify(document.path)
        if artifact is None:
            self.all_changed()
        elif document.workspace is not None:
            self._look_soon({(document.workspace, artifact.folder)})

    def all_changed(self) -> None:
        """Look at all documents again soon."""
        self._look_soon(
            {
                (workspace, folder)
                for workspace in self.server.documents.workspaces
                for folder in workspace.session.snapshot.features
            }
        )

    def _look_soon(self, features: set[tuple[Workspace, str]]) -> None:
        self._stale |= features
        if self._pause is not None:
            self._pause.cancel()
        self._pause = asyncio.get_running_loop().call_later(PAUSE, self._start_round)

    def _start_round(self) -> None:
        self._pause = None
        if self._round is not None:
            self._round.cancel()
        self._round = asyncio.get_running_loop().create_task(self._report_stale())

    async def _report_stale(self) -> None:
        """Tell the client of every document whose diagnostics are not those that it knows."""
        loop = asyncio.get_running_loop()
        self.server.documents.synchronise()
        until = loop.time() + SLICE
        while self._stale:
            if loop.time() > until:
                await asyncio.sleep(0)
                until = loop.time() + SLICE
            workspace, folder = self._stale.pop()
            feature = workspace.session.snapshot.features.get(folder)
            uris = {path: self.server.documents.uri_of(workspace, path) for path in (feature.files if feature else ())}
            for path, uri in uris.items():
                self._report_if_new(uri, self.of_path(workspace, path))
            for uri in self._uris.get((workspace, folder), set()).difference(uris.values()):
                self._report_if_new(uri, [])  # deleted or renamed
            self._uris[workspace, folder] = set(uris.values())

    def _report_if_new(self, uri: str, found: list[dict[str, Any]]) -> None:
        """Push what the client does not know, or ask it to pull again."""
        result_id = _result_id(found)
        if self.server.client.pulls_diagnostics:
            # What it has not pulled it will ask for when it needs it; one request to pull is for everything.
            if self._known.get(uri, result_id) != result_id and self.server.client.refreshes_diagnostics:
                self._known[uri] = result_id
                self._refresh_soon()
        elif self._known.get(uri, NOTHING) != result_id:
            document = self.server.documents.by_uri.get(uri)
            self._push(uri, found, document.version if document else None)

    def _refresh_soon(self) -> None:
        if self._refresh is None:
            self._refresh = asyncio.get_running_loop().call_soon(self._ask_to_pull)

    def _ask_to_pull(self) -> None:
        self._refresh = None
        self.server.workspace_diagnostic_refresh(None)

    def of_document(self, document: OpenDocument) -> list[dict[str, Any]]:
        """The diagnostics of an open document."""
        return self.of_path(document.workspace, document.path) if document.workspace else []

    def of_path(self, workspace: Workspace, path: str) -> list[dict[str, Any]]:
        """The diagnostics of a file."""
        findings = workspace.checker.findings(workspace.session.snapshot, path)
        return to_diagnostics(findings, workspace, self.server.documents, self.server.client)

    def _push(self, uri: str, diagnostics: list[dict[str, Any]], version: int | None) -> None:
        self._remember(uri, diagnostics)
        params: dict[str, Any] = {"uri": uri, "diagnostics": diagnostics}
        if version is not None:
            params["version"] = version
        self.server.protocol.notify_plain(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)

    def _remember(self, uri: str, diagnostics: list[dict[str, Any]]) -> str:
        self._known[uri] = _result_id(diagnostics)
        return self._known[uri]

    def pull(self, params: types.DocumentDiagnosticParams) -> dict[str, Any]:
        """Answer `textDocument/diagnostic`."""
        self.server.documents.synchronise()
        located = self.server.documents.locate(params.text_document.uri)
        found = self.of_path(*located) if located else []
        result_id = self._remember(params.text_document.uri, found)
        return _report(result_id, found, params.previous_result_id)

    def pull_workspace(self, params: types.WorkspaceDiagnosticParams) -> dict[str, Any]:
        """Answer `workspace/diagnostic`: what is not as the client knows it, and what it knows that is gone."""
        self.server.documents.synchronise()
        previous = {known.uri: known.value for known in params.previous_result_ids}
        items: list[dict[str, Any]] = []
        for workspace in self.server.documents.workspaces:
            for facts in workspace.session.snapshot.files():
                uri = self.server.documents.uri_of(workspace, facts.path)
                found = self.of_path(workspace, facts.path)
                known = previous.pop(uri, None)
                if found or known is not None:
                    document = self.server.documents.by_uri.get(uri)
                    report = _report(self._remember(uri, found), found, known)
                    items.append({"uri": uri, "version": document.version if document else None, **report})
        for uri in previous:
            self._known.pop(uri, None)
            items.append({"uri": uri, "version": None, **_report(NOTHING, [], None)})
        return {"items": items}


def _result_id(diagnostics: list[dict[str, Any]]) -> str:
    """A hash of the content, so that "unchanged" is also right after a change in another file."""
    return blake2b(orjson.dumps(diagnostics), digest_size=8).hexdigest()


NOTHING = _result_id([])
"""The result id of a document without diagnostics."""


def _report(result_id: str, diagnostics: list[dict[str, Any]], previous: str | None) -> dict[str, Any]:
    if result_id == previous:
        return {"kind": "unchanged", "resultId": result_id}
    return {"kind": "full", "resultId": result_id, "items": diagnostics}
