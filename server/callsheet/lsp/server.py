"""The language server: which request goes where."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams, JsonRpcMethodNotFound
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter
from pygls.uris import to_fs_path

from callsheet import __version__
from callsheet.lsp import actions, language
from callsheet.lsp.client import Client
from callsheet.lsp.diagnostics import Diagnostics
from callsheet.lsp.documents import Documents, OpenDocument, Workspace
from callsheet.lsp.indexing import index
from callsheet.lsp.protocol import Protocol
from callsheet.lsp.stdio import serve
from callsheet.lsp.watching import files_changed, poll, register_watchers
from callsheet.text import Encoding

logger = logging.getLogger(__name__)


class Server(LanguageServer):
    """The state that the request handlers share."""

    protocol: Protocol

    def __init__(self) -> None:
        """A server that no client has spoken to yet."""
        super().__init__("callsheet", __version__, protocol_cls=Protocol, converter_factory=default_converter)
        self.client = Client()
        self.documents = self.protocol.documents = Documents()
        self.diagnostics = Diagnostics(self)
        self._tasks: set[asyncio.Task[None]] = set()
        self.documents.on_open = self._opened
        self.documents.on_change = self.diagnostics.document_changed
        self.documents.on_close = self.diagnostics.siblings_changed

    def _opened(self, document: OpenDocument) -> None:
        if document.workspace is not None:
            self.begin(document.workspace)
        self.diagnostics.document_changed(document)

    def begin(self, workspace: Workspace) -> None:
        """Index a workspace and watch it, if that has not begun."""
        if workspace.has_begun:
            return
        workspace.has_begun = True
        self.spawn(index(self, workspace))
        if not self.client.registers_watchers:
            self.spawn(poll(self, workspace))

    def spawn(self, work: Any) -> None:
        """Let a coroutine run beside the requests; its failure is logged and harms nothing else."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.error("a background task failed", exc_info=task.exception())

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what went wrong; a message box for every slip would be worse than the slip."""
        if not isinstance(
            error, (JsonRpcMethodNotFound, JsonRpcInvalidParams)
        ):  # the client's affair; it has its answer
            logger.error("%s", getattr(source, "__name__", source), exc_info=error)


def create_server() -> Server:
    """A server with all its handlers."""
    server = Server()
    _register_lifecycle(server)
    _register_features(server)
    return server


def _register_lifecycle(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.client = Client.of(params.capabilities)
        kind = server.protocol.choose_encoding(params.capabilities)
        server.documents.encoding = Encoding(kind)
        folders = [folder.uri for folder in params.workspace_folders or ()]
        if not folders and params.root_uri:
            folders = [params.root_uri]
        for uri in folders:
            path = to_fs_path(uri)
            if path:
                server.documents.add_root(Path(path))
        if server.client.pulls_diagnostics:
            _register_pull(server)

    @server.feature(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        if server.client.registers_watchers:
            register_watchers(server)
        for workspace in list(server.documents.workspaces):
            server.begin(workspace)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: types.DidChangeWorkspaceFoldersParams) -> None:
        for folder in params.event.removed:
            server.documents.remove_root(Path(to_fs_path(folder.uri) or ""))
        for folder in params.event.added:
            server.begin(server.documents.add_root(Path(to_fs_path(folder.uri) or "")))
        server.diagnostics.all_changed()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched_files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        files_changed(server, [change.uri for change in params.changes])

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        files_changed(server, [params.text_document.uri])

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configuration_changed(_params: types.DidChangeConfigurationParams) -> None:
        logger.debug("there are no settings yet")


def _register_pull(server: Server) -> None:
    """Registered only once a client says that it pulls: the others get what is pushed."""
    options = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier="callsheet")

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    def pull(params: types.DocumentDiagnosticParams) -> Any:
        return server.diagnostics.pull(params)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    def pull_workspace(params: types.WorkspaceDiagnosticParams) -> Any:
        return server.diagnostics.pull_workspace(params)


_TRIGGERS = ['"', "/", ":", " ", "-", ",", "@"]


def _register_features(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> Any:
        return language.hover(server, params)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_TRIGGERS))
    def completion(params: types.CompletionParams) -> Any:
        return language.completion(server, params)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> Any:
        return language.definition(server, params)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    def document_link(params: types.DocumentLinkParams) -> Any:
        return language.document_links(server, params)

    kinds = types.CodeActionOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite])

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)
    def code_action(params: types.CodeActionParams) -> Any:
        return actions.code_actions(server, params)

    @server.feature(types.CODE_ACTION_RESOLVE)
    def resolve_code_action(params: types.CodeAction) -> Any:
        return actions.resolve(server, params)


def main() -> None:
    """Serve one client on the standard streams."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="callsheet: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # it repeats what `report_server_error` says
    sys.setswitchinterval(0.0005)  # the index runs in a thread; an answer must not wait 5 ms for its turn
    serve(create_server().protocol)
