"""The first look at a workspace, in a thread of its own, with progress where it takes a while."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
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

REST = 0.3
"""How long the configuration must stay as it is before a workspace is read anew by it, in seconds."""

_TICK = 0.2
"""How often progress is reported, in seconds."""


class ReadingProgress:
    """How far an index is; written by the thread that reads, read by the loop."""

    done = 0
    """How many features have been read."""
    total = 1
    """How many there are to read."""


class _OutdatedError(Exception):
    """What is being read is of no use any more: the configuration has changed."""


async def begin(server: Server, workspace: Workspace) -> None:
    """Index a workspace, and keep watch on it from before anything is read."""
    poller = None
    with _reading(workspace):
        await server.configuring.await_first(workspace)
        # Editors watch the folders that they have open, not those around a single file.
        if not (await server.watching.is_told() and workspace.is_folder):
            session = workspace.session
            poller = Poller(session.snapshot.disk, lambda: session.snapshot.configuration.layout)
            await server.work(poller.look)
        while not await _read(server, workspace) and _is_there(server, workspace):
            await _rest(workspace)
    await _tell(server, workspace)
    if poller is not None:
        server.spawn(poll(server, workspace, poller))


def read_soon(server: Server, workspace: Workspace) -> None:
    """Read a workspace anew where its configuration has changed so that what is known of it no longer counts."""
    if workspace.session.is_outdated and workspace.has_begun and not workspace.is_reading:
        workspace.is_reading = True
        server.spawn(_read_again(server, workspace))


async def _read_again(server: Server, workspace: Workspace) -> None:
    """Read a workspace anew each time that its configuration comes to rest; meanwhile what was known before counts."""
    with _reading(workspace):
        while workspace.session.is_outdated and _is_there(server, workspace):
            await _rest(workspace)
            if workspace.session.is_outdated:
                await _read(server, workspace)
                workspace.is_indexed.set()
    await _tell(server, workspace)


@contextmanager
def _reading(workspace: Workspace) -> Iterator[None]:
    """Afterwards a workspace may be read by others, and nobody waits for its index, even where reading has failed.

    `is_reading` is set before, by what spawns the task: nothing may begin a second one until this has its turn.
    """
    try:
        yield
    finally:
        workspace.is_reading = False
        workspace.is_indexed.set()


def _is_there(server: Server, workspace: Workspace) -> bool:
    return workspace in server.documents.workspaces.all


async def _rest(workspace: Workspace) -> None:
    """Wait until the configuration of a workspace stays as it is for a moment."""
    configuration = None
    while configuration is not workspace.session.configuration:
        configuration = workspace.session.configuration
        await asyncio.sleep(REST)


async def _tell(server: Server, workspace: Workspace) -> None:
    """Show what has been read."""
    server.diagnostics.workspace_changed(workspace)


async def _read(server: Server, workspace: Workspace) -> bool:
    """Read all of a workspace and check it, without keeping the loop from answering.

    Gives whether it was of use: not where the configuration has changed meanwhile.
    """
    workspace.is_indexed.clear()
    progress = ReadingProgress()
    shown = asyncio.get_running_loop().create_task(_show(server, progress))
    try:
        loaded = await server.work(read_all, workspace.session, progress)
        if loaded is None or not workspace.merge(loaded):
            return False
        # The findings are remembered by the checker; computing them here spares the loop that work.
        await server.work(_check, workspace, workspace.session.snapshot)
        return True
    finally:
        shown.cancel()


def read_all(session: Session, progress: ReadingProgress) -> Loaded | None:
    """Read all of a workspace by its present configuration; None as soon as that has changed."""
    configuration = session.configuration

    def note(done: int, total: int) -> None:
        if not session.configuration.finds_the_same(configuration):
            raise _OutdatedError
        progress.done, progress.total = done, total

    try:
        return load(session.snapshot.disk, note, configuration)
    except _OutdatedError:
        return None


def _check(workspace: Workspace, snapshot: Snapshot) -> None:
    with without_collection():
        for facts in snapshot.files():
            workspace.checker.findings(snapshot, facts.path)


async def _show(server: Server, progress: ReadingProgress) -> None:
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
