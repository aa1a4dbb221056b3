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
    poller = None
    # Editors watch the folders that they have open, not those around a single file.
    if not (await server.watching.is_told() and workspace.is_folder):
        poller = Poller(workspace.session.snapshot.disk)
        await server.work(poller.look)
    try:
        await _index(server, workspace)
    finally:
        workspace.is_indexed.set()
    if poller is not None:
        server.spawn(poll(server, workspace, poller))


async def _index(server: Server, workspace: Workspace) -> None:
    """Read all features of a workspace and check them, without keeping the loop from answering."""
    progress = _Progress()
    shown = asyncio.get_running_loop().create_task(_show(server, progress))
    try:
        workspace.merge(await server.work(_read, workspace.session.snapshot, progress))
        # The findings are remembered by the checker; computing them here spares the loop that work.
        await server.work(_check, workspace, workspace.session.snapshot)
    finally:
        shown.cancel()
    server.diagnostics.workspace_changed(workspace)


def _read(snapshot: Snapshot, progress: _Progress) -> Loaded:
    return load(snapshot.disk, progress.note)


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
