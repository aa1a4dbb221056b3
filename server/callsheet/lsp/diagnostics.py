"""Diagnostics: pulled by clients that pull, pushed to those that do not, never both.

The document that changed comes at once; what its change means for others follows when the typing pauses for a moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from lsprotocol import types

from callsheet.lsp.documents import OpenDocument
from callsheet.lsp.indexing import read_soon
from callsheet.lsp.reports import NOTHING, Report, ResultId, hash_of
from callsheet.lsp.turns import Turn
from callsheet.lsp.workspaces import Workspace
from callsheet.rules.engine import are_identical
from callsheet.workspace.snapshot import Snapshot

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

PAUSE = 0.05
"""How long nothing must change before other documents are looked at again, in seconds."""

LONGEST_PAUSE = 0.5
"""After how long they are looked at although something changes all the time, in seconds."""

_Folder: TypeAlias = "tuple[Workspace, str]"
"""A folder of artifacts: its workspace and its path there."""


class Diagnostics:
    """What the client knows of every file's diagnostics, and what it has to be told."""

    def __init__(self, server: Server) -> None:
        """Nothing is known to the client yet."""
        self.server = server
        self._told: dict[_Folder, dict[str, ResultId]] = {}
        """What the client was told last of each file, by path, for each feature."""
        self._pushed_as: dict[tuple[Workspace, str], str] = {}
        """The URI under which a file's diagnostics were pushed last, where that is the client's own spelling."""
        self._joined: dict[Workspace, tuple[object, ...]] = {}
        """What concerns all documents of a workspace, as it was last looked at with."""
        self._changed: dict[OpenDocument, None] = {}
        self._flush: asyncio.Handle | None = None
        self._stale: dict[_Folder, None] = {}
        """The features whose files may have other diagnostics than the client knows."""
        self._stale_since = 0.0
        self._pause: asyncio.TimerHandle | None = None
        self._is_looking = False
        self._refresh: asyncio.Handle | None = None
        self.is_workspace_pulled = False
        """Whether the client has asked for the diagnostics of all files before."""
        self.news = asyncio.Event()
        """Set when something changes that may mean other diagnostics; there is another one for what changes after that."""

    # what has changed

    def document_changed(self, document: OpenDocument) -> None:
        """Report on a document that was opened or changed, once all changes that wait are applied."""
        self._changed[document] = None
        if self._flush is None:
            self._flush = asyncio.get_running_loop().call_soon(self._report_changed)

    def _report_changed(self) -> None:
        self._flush = None
        changed, self._changed = self._changed, {}
        documents = self.server.documents
        documents.synchronise()
        for document in changed:
            workspace = document.workspace
            if workspace is None or documents.by_uri.get(document.uri) is not document:
                continue
            if not self.server.client.pulls_diagnostics and workspace.session.snapshot.classify(document.path):
                self._push(workspace, document.path, self.server.reports.diagnostics(workspace, document.path))
            self.others_changed(document)

    def others_changed(self, document: OpenDocument) -> None:
        """Look soon at what a change in a document means for others: its feature, and all if they can tell from outside."""
        workspace = document.workspace
        if workspace is None:
            return
        self.server.validating.soon(workspace)
        read_soon(self.server, workspace)
        snapshot = workspace.session.snapshot
        if not are_identical(self._joined.get(workspace, ()), _joined(snapshot)):
            self.workspace_changed(workspace)
        elif snapshot.feature_of(document.path) is not None:
            contracts = {contract.artifact.folder for contract in snapshot.planning.contracts}
            self.look_again(workspace, [_folder(document.path), *contracts])  # which name files that features promise
        elif snapshot.classify(document.path) is not None:
            self.look_again(workspace, [_folder(document.path), *snapshot.planning.folders])

    def workspace_changed(self, workspace: Workspace) -> None:
        """Look at all documents of a workspace again soon, and at what was told of those that are gone."""
        if workspace not in self.server.documents.workspaces.all:
            return
        self.server.validating.soon(workspace)
        read_soon(self.server, workspace)
        snapshot = workspace.session.snapshot
        self._joined[workspace] = _joined(snapshot)
        shown = {_folder(path) for path in snapshot.documents}
        self._look_soon((workspace, folder) for folder in [*shown, *snapshot.folders()])
        self._look_soon([key for key in self._told if key[0] is workspace])

    def look_again(self, workspace: Workspace, folders: Iterable[str]) -> None:
        """Look at the documents of some folders again soon."""
        self._look_soon((workspace, folder) for folder in folders)

    def workspace_removed(self, workspace: Workspace) -> None:
        """Take back what was told of a workspace that is gone."""
        self._joined.pop(workspace, None)
        self.server.reports.forget(workspace)
        # At once, before another workspace with the same files has anything to say about them.
        for key in [key for key in self._told if key[0] is workspace]:
            for path, result_id in self._told.pop(key).items():
                if result_id == NOTHING:
                    continue
                if self.server.client.pulls_diagnostics:
                    self._ask_to_pull_soon()
                else:
                    uri = self._pushed_as.pop((workspace, path), workspace.uri(path))
                    self._publish({"uri": uri, "diagnostics": []})

    # looking again

    def _look_soon(self, folders: Iterable[_Folder]) -> None:
        self.server.refreshing.soon()
        self.server.announcing.soon()
        self.news.set()
        self.news = asyncio.Event()
        loop = asyncio.get_running_loop()
        if not self._stale:
            self._stale_since = loop.time()
        self._stale = {**dict.fromkeys(folders), **self._stale}  # what has changed last is looked at first
        if self._pause is not None:
            self._pause.cancel()
        when = min(loop.time() + PAUSE, self._stale_since + LONGEST_PAUSE)
        self._pause = loop.call_at(when, self._start_looking)

    def _start_looking(self) -> None:
        self._pause = None
        if not self._is_looking:
            self._is_looking = True
            self.server.spawn(self._look())

    async def _look(self) -> None:
        """Tell the client of every document whose diagnostics are not those that it knows."""
        try:
            turn = Turn()
            self.server.documents.synchronise()
            for workspace, folder in self._take_stale():
                for path in self._paths(workspace, folder):
                    self._report_if_new(workspace, folder, path)
                    if turn.is_over:
                        await turn.pause()
                        self.server.documents.synchronise()
        finally:
            self._is_looking = False

    def _take_stale(self) -> Iterator[_Folder]:
        while self._stale:
            folder = next(iter(self._stale))
            del self._stale[folder]
            yield folder

    def _paths(self, workspace: Workspace, folder: str) -> list[str]:
        """The files of a folder, and those that the client was told of as such."""
        known = workspace.session.snapshot.paths_in(folder)
        return list(dict.fromkeys([*known, *self._told.get((workspace, folder), {})]))

    def _report_if_new(self, workspace: Workspace, folder: str, path: str) -> None:
        """Push what the client does not know, or ask it to pull again."""
        if workspace not in self.server.documents.workspaces.all:
            return  # it is gone, and so is all that the client was told of it
        told = self._told.get((workspace, folder), {})
        pulls = self.server.client.pulls_diagnostics
        if pulls and path not in told:
            return  # what it has not pulled yet it will ask for when it needs it
        result_id, diagnostics = self.server.reports.result_id(workspace, path)
        if result_id == told.get(path, NOTHING):
            return
        if pulls:
            told[path] = result_id
            self._ask_to_pull_soon()  # one request is for everything
        else:
            found = self.server.reports.diagnostics(workspace, path) if diagnostics is None else diagnostics
            self._push(workspace, path, found)

    def _ask_to_pull_soon(self) -> None:
        if self._refresh is None and self.server.client.refreshes_diagnostics:
            self._refresh = asyncio.get_running_loop().call_soon(self._ask_to_pull)

    def _ask_to_pull(self) -> None:
        self._refresh = None
        self.server.workspace_diagnostic_refresh(None)

    # telling

    def _push(self, workspace: Workspace, path: str, diagnostics: Report) -> None:
        documents, ours = self.server.documents, workspace.uri(path)
        document, uri = documents.open_at(workspace, path), documents.uri_of(workspace, path)
        before = self._pushed_as.pop((workspace, path), ours)
        if before != uri and self._knows_of(workspace, path):
            # The client spells it otherwise; whether that is the same file to it only it knows.
            self._publish({"uri": before, "diagnostics": []})
        params: dict[str, Any] = {"uri": uri, "diagnostics": diagnostics}
        if document is not None and document.version is not None:
            params["version"] = document.version
        self._publish(params)
        self._note(workspace, path, hash_of(diagnostics))
        if uri != ours:
            self._pushed_as[workspace, path] = uri

    def _knows_of(self, workspace: Workspace, path: str) -> bool:
        """Whether the client has been told of any diagnostics of a file."""
        return self._told.get((workspace, _folder(path)), {}).get(path, NOTHING) != NOTHING

    def _publish(self, params: dict[str, Any]) -> None:
        self.server.protocol.notify_plain(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)

    def _note(self, workspace: Workspace, path: str, result_id: ResultId) -> None:
        """Remember what the client knows now."""
        told = self._told.setdefault((workspace, _folder(path)), {})
        if result_id != NOTHING or workspace.session.snapshot.classify(path) is not None:
            told[path] = result_id
        else:  # it is none of ours any more
            told.pop(path, None)

    def pull(self, params: dict[str, Any]) -> dict[str, Any]:
        """Answer `textDocument/diagnostic`, plain as it comes."""
        self.server.documents.synchronise()
        located = self.server.documents.locate(params["textDocument"]["uri"])
        diagnostics = self.server.reports.diagnostics(*located) if located else []
        result_id = hash_of(diagnostics)
        if located:
            self._note(*located, result_id)
        if result_id == params.get("previousResultId"):
            return {"kind": "unchanged", "resultId": result_id}
        return {"kind": "full", "resultId": result_id, "items": diagnostics}

    def report(self, workspace: Workspace, path: str, known: ResultId | None) -> dict[str, Any] | None:
        """A file's report for a client that knows `known` of it; None where it need not be told of the file."""
        result_id, diagnostics = self.server.reports.result_id(workspace, path)
        self._note(workspace, path, result_id)
        if result_id == known:
            return {"kind": "unchanged", "resultId": result_id}
        if known is None and result_id == NOTHING:
            return None
        found = self.server.reports.diagnostics(workspace, path) if diagnostics is None else diagnostics
        return {"kind": "full", "resultId": result_id, "items": found}


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _joined(snapshot: Snapshot) -> tuple[object, ...]:
    """What of a state of a workspace concerns all its documents."""
    return snapshot.configuration, snapshot.files_version, snapshot.planning.seen_from_features
