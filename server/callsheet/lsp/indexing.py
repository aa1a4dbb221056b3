"""The first look at a workspace, in a thread of its own, with progress where it takes a while."""

from __future__ import annotations

import asyncio
import logging
import uuid
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from callsheet.lsp.watching import poll
from callsheet.lsp.workspaces import Workspace
from callsheet.workspace.loading import Loaded, load, without_collection
from callsheet.workspace.poll import Poller
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

logger = logging.getLogger(__name__)

PATIENCE = 0.3
"""How long an index may take before the client is shown its progress, in seconds."""

_TICK = 0.2
"""How often progress is reported, in seconds."""


class _Progress:
    """How far an index is; written by the thread that reads, read by the loop."""

    done = 0
    total = 1

    def note(self, done: int, total: int) -> None:
        self.done, self.total = done, total


async def begin(server: Server, workspace: Workspace) -> None:
    """Index a workspace, and keep watch on it from before anything is read."""
    await server.configuring.await_first(workspace)
    poller = None
    # Editors watch the folders that they have open, not those around a single file.
    if not (await server.watching.is_told() and workspace.is_folder):
        session = workspace.session
        poller = Poller(session.snapshot.disk, lambda: session.snapshot.configuration.layout)
        await server.work(poller.look)
    await read(server, workspace)
    if poller is not None:
        server.spawn(poll(server, workspace, poller))


def read_soon(server: Server, workspace: Workspace) -> None:
    """Read a workspace anew where its configuration has changed so that what is known of it no longer counts."""
    if workspace.session.is_outdated and workspace.has_begun and not workspace.is_reading:
        server.spawn(read(server, workspace))


async def read(server: Server, workspace: Workspace) -> None:
    """Read all of a workspace and check it, without keeping the loop from answering."""
    workspace.is_reading = True
    workspace.is_indexed.clear()
    progress = _Progress()
    shown = asyncio.get_running_loop().create_task(_show(server, progress))
    try:
        while not workspace.merge(await server.work(_read, workspace.session, progress)):
            if workspace not in server.documents.workspaces.all:
                break
        # The findings are remembered by the checker; computing them here spares the loop that work.
        await server.work(_check, workspace, workspace.session.snapshot)
    finally:
        workspace.is_reading = False
        workspace.is_indexed.set()
        shown.cancel()
    server.diagnostics.workspace_changed(workspace)


def _read(session: Session, progress: _Progress) -> Loaded:
    return load(session.snapshot.disk, progress.note, session.configuration)


def _check(workspace: Workspace, snapshot: Snapshot) -> None:
    with without_collection():
        for facts in snapshot.files():
            workspace.checker.findings(snapshot, facts.path)


async def _show(server: Server, progress: _Progress) -> None:
    """Show how far the index is, once it takes longer than a moment, until this is cancelled."""
    await asyncio.sleep(PATIENCE)
    token = str(uuid.uuid4())
    if not server.client.progress:
        return
    try:
        await server.work_done_progress.create_async(token)
    except JsonRpcException as error:
        logger.info("the client shows no progress: %s", error)
        return
    title = "Callsheet: reading the workspace"
    server.work_done_progress.begin(token, types.WorkDoneProgressBegin(title, percentage=0, cancellable=False))
    try:
        while True:
            message = f"{progress.done} of {progress.total} features"
            percentage = 100 * progress.done // max(progress.total, 1)
            server.work_done_progress.report(
                token, types.WorkDoneProgressReport(message=message, percentage=percentage)
            )
            await asyncio.sleep(_TICK)
    finally:
        server.work_done_progress.end(token, types.WorkDoneProgressEnd())
        server.work_done_progress.tokens.pop(token, None)
