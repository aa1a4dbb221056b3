"""What a client is told of a long request while it is answered: how far it is, and what has been found so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from lsprotocol import types

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

Report: TypeAlias = Callable[[int, int], None]
"""Tells how many files are done, of how many."""


def send(server: Server, token: types.ProgressToken, value: Any) -> None:
    """Send progress, or a part of a result, under the token of the request; the value is plain."""
    server.protocol.notify_plain(types.PROGRESS, {"token": token, "value": value})


@contextmanager
def work_done(
    server: Server, token: types.ProgressToken | None, title: str, *, is_counted: bool = False
) -> Iterator[Report]:
    """Show a request's progress where the client has given a token for it, until the request has ended in any way.

    `is_counted` promises reports. The client itself cancels a request that it has made, so its progress offers no button for that.
    """
    shown = 0

    def report(done: int, total: int) -> None:
        nonlocal shown
        percentage = 100 * done // max(total, 1)
        if token is not None and percentage > shown:
            shown = percentage
            message = f"{done} of {total} files"
            send(server, token, {"kind": "report", "message": message, "percentage": percentage})

    if token is not None:
        begin = {"kind": "begin", "title": title, "cancellable": False}
        send(server, token, {**begin, "percentage": 0} if is_counted else begin)
    try:
        yield report
    finally:
        if token is not None:
            send(server, token, {"kind": "end"})
