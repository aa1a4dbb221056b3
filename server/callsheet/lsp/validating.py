"""Finding out in the background which OpenAPI documents are valid; until it is known, the last findings stay."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from callsheet.lsp.workspaces import Workspace
from callsheet.workspace.validity import check_validity, outdated

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

PAUSE = 0.3
"""How long nothing must change before documents are validated, in seconds: it takes longer than typing a letter."""

LONGEST_PAUSE = 1.5
"""After how long they are validated although something changes all the time, in seconds."""


class Validating:
    """Validates what is outdated, one document after the other, whenever the typing pauses."""

    def __init__(self, server: Server) -> None:
        """Nothing is to be done yet."""
        self.server = server
        self._pauses: dict[Workspace, asyncio.TimerHandle] = {}
        self._waiting_since: dict[Workspace, float] = {}
        """When what each workspace waits for became outdated."""
        self._working: set[Workspace] = set()

    def soon(self, workspace: Workspace) -> None:
        """Validate the documents of a workspace once it has stopped to change, if any has to be."""
        pause = self._pauses.pop(workspace, None)
        if pause is not None:
            pause.cancel()
        elif next(outdated(workspace.session.snapshot), None) is None:
            return
        loop = asyncio.get_running_loop()
        latest = self._waiting_since.setdefault(workspace, loop.time()) + LONGEST_PAUSE
        self._pauses[workspace] = loop.call_at(min(loop.time() + PAUSE, latest), self._start, workspace)

    def _start(self, workspace: Workspace) -> None:
        del self._pauses[workspace], self._waiting_since[workspace]
        if workspace in self._working:
            self.soon(workspace)  # one after the other
        else:
            self._working.add(workspace)
            self.server.spawn(self._work(workspace))

    async def _work(self, workspace: Workspace) -> None:
        try:
            await self.finish(workspace)
        finally:
            self._working.discard(workspace)

    async def finish(self, workspace: Workspace) -> None:
        """Validate all that is outdated now; what changes meanwhile is another matter."""
        snapshot = workspace.session.snapshot
        for facts in list(outdated(snapshot)):
            found = await self.server.work(check_validity, snapshot, facts)
            if workspace not in self.server.documents.workspaces.all:
                return
            workspace.session.put_validity([found])
            self.server.diagnostics.look_again(workspace, [facts.artifact.folder])
