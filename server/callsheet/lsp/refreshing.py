"""Asks the client to ask again for what it shows of a document, when another document has changed what that is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from callsheet.lsp.documents import OpenDocument
from callsheet.rules.engine import are_identical

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

PAUSE = 0.3
"""How long nothing must change before the client is asked, in seconds."""


class Refreshing:
    """What the client shows of its open documents besides diagnostics: lenses, hints, coloured words."""

    def __init__(self, server: Server) -> None:
        """Nothing is shown yet."""
        self._server = server
        self._shown: dict[OpenDocument, tuple[object, ...]] = {}
        """All that what is shown of a document depends on, the document itself first."""
        self._pause: asyncio.TimerHandle | None = None

    def soon(self) -> None:
        """Look for documents that must be shown anew, once nothing changes for a moment."""
        if not self._server.client.refreshes:
            return
        for document in self._server.documents.by_uri.values():
            if document not in self._shown:
                self._shown[document] = _inputs(document)
        if self._pause is not None:
            self._pause.cancel()
        self._pause = asyncio.get_running_loop().call_later(PAUSE, self._look)

    def _look(self) -> None:
        self._pause = None
        shown = {document: _inputs(document) for document in self._server.documents.by_uri.values()}
        before, self._shown = self._shown, shown
        if any(_is_stale(before.get(document, inputs), inputs) for document, inputs in shown.items()):
            for method in sorted(self._server.client.refreshes):
                self._server.protocol.send_request(method)


def _inputs(document: OpenDocument) -> tuple[object, ...]:
    if document.workspace is None:
        return (document.text,)
    snapshot = document.workspace.session.snapshot
    return document.text, snapshot.feature_of(document.path), snapshot.planning, snapshot.files_version


def _is_stale(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    """Whether something else than the document's own text has changed, after which the client asks again anyway."""
    return before[0] is now[0] and not are_identical(before, now)
