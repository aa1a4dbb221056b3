"""Files that were created, changed, deleted or renamed outside the editor.

A client that watches files tells of them; for others the server looks itself every few seconds.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from callsheet.lsp.uris import to_path
from callsheet.lsp.workspaces import Workspace
from callsheet.workspace.poll import Poller

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

logger = logging.getLogger(__name__)

PATIENCE = 5.0
"""How long the client may take to answer that it watches, in seconds."""

_SHARE = 20
"""Looking takes at most one part in so many of the time."""


class Watching:
    """Whether the client tells of changed files, or the server has to look itself."""

    def __init__(self, server: Server) -> None:
        """Nothing is agreed with the client yet."""
        self.server = server
        self._agreement: asyncio.Task[bool] | None = None

    async def is_told(self) -> bool:
        """Whether the client tells of changed files; it is asked to, the first time."""
        if self._agreement is None:
            self._agreement = asyncio.get_running_loop().create_task(self._agree())
        return await self._agreement

    async def _agree(self) -> bool:
        """Ask the client to tell of every file: a reference can name any."""
        if not self.server.client.registers_watchers:
            return False
        options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher("**/*")])
        registration = types.Registration("callsheet-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        request = self.server.client_register_capability_async(types.RegistrationParams([registration]))
        try:
            await asyncio.wait_for(request, PATIENCE)
        except (JsonRpcException, asyncio.TimeoutError) as error:
            logger.info("the client does not watch files: %s", error)
            return False
        return True


def files_changed(server: Server, events: Sequence[types.FileEvent]) -> None:
    """Look again at files that have changed, as far as they matter."""
    changes = [(path, event.type) for event in events if (path := to_path(event.uri)) is not None]
    for workspace in server.documents.workspaces.all:
        changed = list(_relevant(server, workspace, changes))
        if changed:
            workspace.refresh(changed)
            server.diagnostics.workspace_changed(workspace)


def _relevant(
    server: Server, workspace: Workspace, changes: Sequence[tuple[Path, types.FileChangeType]]
) -> Iterator[str]:
    """The changed paths, relative to the root, that findings can depend on: a build may change thousands of others."""
    known: set[str] | None = None
    for absolute, change in changes:
        path = workspace.path_of(absolute)
        if path is None:
            continue
        if change is types.FileChangeType.Changed and server.documents.open_at(workspace, path):
            continue  # the open text counts
        is_changed = change is types.FileChangeType.Changed
        snapshot = workspace.session.snapshot
        may_hold_artifacts = snapshot.configuration.layout.may_hold_artifacts
        if snapshot.classify(path) or (not is_changed and may_hold_artifacts(path)):
            yield path
            continue
        if known is None:
            known = _with_parents(snapshot.disk.known_paths())
        # What comes or goes also matters where its folder, or a name in it, was looked for.
        if path in known or (not is_changed and not known.isdisjoint(_parents(path))):
            yield path


def _with_parents(paths: Sequence[str]) -> set[str]:
    """Paths and the folders around them, but for the root, around which everything lies."""
    return {*paths, *(parent for path in paths for parent in _parents(path) if parent)}


def _parents(path: str) -> Iterator[str]:
    """The folders around a path, the nearest first; of a path in the root, the root, which is the empty string."""
    end = path.rfind("/")
    if end < 0:
        yield ""
    while end > 0:
        yield path[:end]
        end = path.rfind("/", 0, end)


async def poll(server: Server, workspace: Workspace, poller: Poller) -> None:
    """Look at the disk again and again, as long as the workspace is there."""
    loop = asyncio.get_running_loop()
    elapsed = 0.0
    while True:
        await asyncio.sleep(max(server.options.poll_interval, _SHARE * elapsed))
        if workspace not in server.documents.workspaces.all:
            return
        began = loop.time()
        changed = await server.work(poller.look)
        elapsed = loop.time() - began
        if changed:
            workspace.refresh(changed)
            server.diagnostics.workspace_changed(workspace)
