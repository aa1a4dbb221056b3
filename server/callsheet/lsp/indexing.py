"""The first look at a workspace, in a thread of its own, with progress where it takes a while."""

from __future__ import annotations

import asyncio
import logging
import uuid
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from callsheet.lsp.documents import Workspace
from callsheet.workspace.session import load_features

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

logger = logging.getLogger(__name__)

PATIENCE = 0.3
"""How long an index may take before the client is shown its progress, in seconds."""


async def index(server: Server, workspace: Workspace) -> None:
    """Read all features of a workspace and check them, without keeping the loop from answering."""
    loop = asyncio.get_running_loop()
    token = str(uuid.uuid4())
    done = [0, 1]

    def note(finished: int, total: int) -> None:
        done[:] = [finished, total]

    work = loop.run_in_executor(None, load_features, workspace.session.snapshot.disk, note)
    shown = False
    while not (await asyncio.wait([work], timeout=PATIENCE))[0]:
        shown = shown or await _begin(server, token)
        if shown:
            percentage = 100 * done[0] // max(done[1], 1)
            report = types.WorkDoneProgressReport(message=f"{done[0]} of {done[1]} features", percentage=percentage)
            server.work_done_progress.report(token, report)
    workspace.session.merge(work.result().values())
    snapshot = workspace.session.snapshot
    paths = [facts.path for facts in snapshot.files()]
    # The findings are remembered by the checker; computing them here spares the loop that work.
    await loop.run_in_executor(None, lambda: [workspace.checker.findings(snapshot, path) for path in paths])
    if shown:
        server.work_done_progress.end(token, types.WorkDoneProgressEnd(message=f"{len(paths)} files"))
    logger.info("indexed %d files below %s", len(paths), workspace.root)
    server.diagnostics.all_changed()


async def _begin(server: Server, token: str) -> bool:
    """Whether progress is shown under the token from now on."""
    if not server.client.progress:
        return False
    try:
        await server.work_done_progress.create_async(token)
    except JsonRpcException as error:
        logger.info("the client shows no progress: %s", error)
        return False
    begin = types.WorkDoneProgressBegin("Callsheet: reading the workspace", percentage=0, cancellable=False)
    server.work_done_progress.begin(token, begin)
    return True
