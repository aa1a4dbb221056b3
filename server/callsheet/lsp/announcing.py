"""Tells a client that shows features in views of its own when they have changed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from callsheet.lsp.workspaces import Workspace
from callsheet.rules.engine import are_identical

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

FEATURES_CHANGED = "callsheet/featuresChanged"
"""The notification; `docs/commands.md` describes it."""

PAUSE = 0.1
"""How long nothing must change before the client is told, in seconds."""

LONGEST_PAUSE = 1.0
"""After how many seconds it is told although something changes all the time."""


class Announcing:
    """What the client has been told of the features of each workspace."""

    def __init__(self, server: Server) -> None:
        """Nothing has been told."""
        self._server = server
        self._told: dict[Workspace, tuple[object, ...]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._since = 0.0

    def soon(self) -> None:
        """Look for features that have changed, once nothing changes for a moment."""
        if not self._server.client.shows_features:
            return
        loop = asyncio.get_running_loop()
        if self._timer is None:
            self._since = loop.time()
        else:
            self._timer.cancel()
        self._timer = loop.call_at(min(loop.time() + PAUSE, self._since + LONGEST_PAUSE), self._look)

    def _look(self) -> None:
        self._timer = None
        now = {workspace: _content(workspace) for workspace in self._server.documents.workspaces.all}
        before, self._told = self._told, now
        if before.keys() != now.keys() or not all(are_identical(before[each], now[each]) for each in now):
            self._server.protocol.notify_plain(FEATURES_CHANGED, {})


def _content(workspace: Workspace) -> tuple[object, ...]:
    """All that what views show of a workspace comes from."""
    snapshot = workspace.session.snapshot
    return (
        workspace.is_indexed.is_set(),
        snapshot.planning,
        snapshot.configuration,
        snapshot.files_version,
        *snapshot.features.values(),
    )
