"""Files that were created, changed, deleted or renamed outside the editor.

A client that watches files tells of them; for others the server looks itself every few seconds.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.uris import to_fs_path

from callsheet.lsp.documents import Workspace
from callsheet.workspace.poll import changed_paths, fingerprint

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

INTERVAL = 2.0
"""How long to wait between two looks at the disk, in seconds."""


def register_watchers(server: Server) -> None:
    """Ask the client to tell of every file: a reference can name any."""
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher("**/*")])
    registration = types.Registration("callsheet-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    server.client_register_capability(types.RegistrationParams([registration]))


def files_changed(server: Server, uris: list[str]) -> None:
    """Look again at files that have changed."""
    for workspace in server.documents.workspaces:
        prefix = f"{workspace.root.as_posix().rstrip('/')}/"
        names = [(to_fs_path(uri) or "").replace("\\", "/") for uri in uris]
        workspace.session.refresh(name[len(prefix) :] for name in names if name.startswith(prefix))
    server.diagnostics.all_changed()


async def poll(server: Server, workspace: Workspace) -> None:
    """Look at the disk again and again, as long as the workspace is open."""
    loop = asyncio.get_running_loop()
    disk = workspace.session.snapshot.disk
    before = await loop.run_in_executor(None, fingerprint, disk)
    while workspace in server.documents.workspaces:
        began = loop.time()
        await asyncio.sleep(INTERVAL)
        after = await loop.run_in_executor(None, fingerprint, disk)
        changed = changed_paths(before, after)
        before = after
        if changed:
            workspace.session.refresh(changed)
            server.diagnostics.all_changed()
        elapsed = loop.time() - began - INTERVAL
        await asyncio.sleep(20 * elapsed)  # never more than a twentieth of the time is spent on looking
