"""The language server: which request goes where."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from callsheet import __version__
from callsheet.lsp import (
    actions,
    call_hierarchy,
    commands,
    completion,
    configuration,
    formatting,
    language,
    lenses,
    outline,
    renaming,
    semantic_tokens,
)
from callsheet.lsp.announcing import Announcing
from callsheet.lsp.client import Client
from callsheet.lsp.configuration import Configuring
from callsheet.lsp.diagnostics import Diagnostics
from callsheet.lsp.documents import Documents, OpenDocument
from callsheet.lsp.indexing import begin
from callsheet.lsp.options import Options
from callsheet.lsp.protocol import Protocol
from callsheet.lsp.refreshing import Refreshing
from callsheet.lsp.reports import Reports
from callsheet.lsp.stdio import serve
from callsheet.lsp.uris import to_path
from callsheet.lsp.validating import Validating
from callsheet.lsp.watching import Watching, files_changed
from callsheet.lsp.workspace_pull import pull_workspace
from callsheet.lsp.workspaces import Workspace
from callsheet.text import Encoding

logger = logging.getLogger(__name__)

Result = TypeVar("Result")


class Server(LanguageServer):
    """The state that the request handlers share."""

    protocol: Protocol

    def __init__(self) -> None:
        """A server that no client has spoken to yet."""
        super().__init__("callsheet", __version__, protocol_cls=Protocol, converter_factory=default_converter)
        self.client = Client()
        self.options = Options()
        self.documents = self.protocol.documents = Documents()
        self.reports = Reports(self.documents)
        self.diagnostics = Diagnostics(self)
        self.refreshing = Refreshing(self)
        self.announcing = Announcing(self)
        self.watching = Watching(self)
        self.configuring = Configuring(self)
        self.validating = Validating(self)
        self._tasks: set[asyncio.Task[None]] = set()
        self._worker = ThreadPoolExecutor(1, "callsheet-worker")
        self._answerer = ThreadPoolExecutor(1, "callsheet-answers")
        self.documents.on_open = self._opened
        self.documents.on_change = self.diagnostics.document_changed
        self.documents.on_close = self.diagnostics.others_changed

    def _opened(self, document: OpenDocument) -> None:
        if document.workspace is not None:
            self.begin(document.workspace)
        self.diagnostics.document_changed(document)

    def begin(self, workspace: Workspace) -> None:
        """Index a workspace and watch it, if that has not begun."""
        if not workspace.has_begun:
            workspace.has_begun = workspace.is_reading = True
            self.spawn(begin(self, workspace))

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Let a coroutine run beside the requests; its failure is logged and harms nothing else."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.error("a background task failed", exc_info=task.exception())

    async def work(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """Run a function in the one thread for work that nobody waits for, such as the index."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, function, *arguments)

    async def answer(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """Run a function in the one thread for requests that take long: see `cancelling.py`."""
        return await asyncio.get_running_loop().run_in_executor(self._answerer, function, *arguments)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what went wrong; a message box for every slip would be worse than the slip."""
        if isinstance(error, JsonRpcInternalError):
            logger.error("%s\n%s", error, "".join((error.data or {}).get("traceback", ())))
        elif not isinstance(error, JsonRpcException):  # those are answers that the client has got
            logger.error("%s", getattr(source, "__name__", source), exc_info=error)


def create_server() -> Server:
    """A server with all its handlers."""
    server = Server()
    _register_lifecycle(server)
    for register in _FEATURES:
        register(server)
    return server


_FEATURES: tuple[Callable[[Server], None], ...] = (
    language.register,
    actions.register,
    commands.register,
    configuration.register,
    formatting.register,
    lenses.register,
    call_hierarchy.register,
    outline.register,
    semantic_tokens.register,
    renaming.register,
)
"""What lets the server answer the methods of each file."""


def _register_lifecycle(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        _initialize(server, params)

    @server.feature(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        server.spawn(server.configuring.listen())
        for workspace in list(server.documents.workspaces.all):
            server.begin(workspace)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: types.DidChangeWorkspaceFoldersParams) -> None:
        for folder in params.event.removed:
            path = to_path(folder.uri)
            removed = server.documents.remove_folder(path) if path else None
            if removed is not None:
                server.diagnostics.workspace_removed(removed)
        for folder in params.event.added:
            path = to_path(folder.uri)
            if path is not None:
                server.begin(server.documents.add_folder(path))
        for workspace in server.documents.workspaces.all:
            server.diagnostics.workspace_changed(workspace)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched_files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        files_changed(server, params.changes)


def _initialize(server: Server, params: types.InitializeParams) -> None:
    server.client = server.reports.client = Client.of(params.capabilities)
    server.options = Options.of(params.initialization_options)
    server.configuring.initialize(params.initialization_options)
    server.documents.encoding = Encoding(server.protocol.choose_encoding(params.capabilities))
    folders = [folder.uri for folder in params.workspace_folders or ()]
    if not folders and params.root_uri:
        folders = [params.root_uri]
    roots = [to_path(uri) for uri in folders]
    if not folders and params.root_path:
        roots = [Path(params.root_path)]
    for root in roots:
        if root is not None:
            server.documents.add_folder(root)
    completion.register(server)
    if server.client.pulls_diagnostics:
        _register_pull(server)


def _register_pull(server: Server) -> None:
    """Registered only once a client says that it pulls: the others get what is pushed."""
    options = types.DiagnosticOptions(
        inter_file_dependencies=True, workspace_diagnostics=True, identifier="callsheet", work_done_progress=True
    )

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    def pull(params: Any) -> Any:
        return server.diagnostics.pull(params)

    server.protocol.quick[types.TEXT_DOCUMENT_DIAGNOSTIC] = pull

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def serve_workspace(params: types.WorkspaceDiagnosticParams) -> Any:
        return await pull_workspace(server, params)


def main() -> None:
    """Serve one client on the standard streams."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="callsheet: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # it repeats what `report_server_error` says
    sys.setswitchinterval(0.0005)  # the index runs in a thread; an answer must not wait 5 ms for its turn
    serve(create_server().protocol)
