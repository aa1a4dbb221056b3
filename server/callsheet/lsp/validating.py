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


class Validating:
    """Validates what is outdated, one document after the other, whenever the typing pauses."""

    def __init__(self, server: Server) -> None:
        """Nothing is to be done yet."""
        self.server = server
        self._pauses: dict[Workspace, asyncio.TimerHandle] = {}
        self._working: set[Workspace] = set()

    def soon(self, workspace: Workspace) -> None:
        """Validate the documents of a workspace once it has stopped to change, if any has to be."""
        pause = self._pauses.pop(workspace, None)
        if pause is not None:
            pause.cancel()
        elif next(outdated(workspace.session.snapshot), None) is None:
            return
        loop = asyncio.get_running_loop()
        self._pauses[workspace] = loop.call_later(PAUSE, self._start, workspace)

    def _start(self, workspace: Workspace) -> None:
        del self._pauses[workspace]
        if workspace not in self._working:
            self._working.add(workspace)
            self.server.spawn(self._work(workspace))

    async def _work(self, workspace: Workspace) -> None:
        """Validate until nothing is outdated, or until something changes: the pause after that ends in a new start."""
        try:
            while workspace not in self._pauses and workspace in self.server.documents.workspaces.all:
                snapshot = workspace.session.snapshot
                facts = next(outdated(snapshot), None)
                if facts is None:
                    return
                workspace.session.put_validity([await self.server.work(check_validity, snapshot, facts)])
                self.server.diagnostics.workspace_changed(workspace)
        finally:
            self._working.discard(workspace)
