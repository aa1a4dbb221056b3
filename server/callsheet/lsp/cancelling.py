"""Answers that take long: computed in a thread, and given up once the client no longer wants them."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, TypeVar

from pygls.exceptions import JsonRpcContentModified

from callsheet.lsp.workspaces import Workspace
from callsheet.rules.engine import are_identical
from callsheet.syntax import Document
from callsheet.text import Text
from callsheet.workspace.facts import Facts
from callsheet.workspace.snapshot import Snapshot

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

Item = TypeVar("Item")
Result = TypeVar("Result")

PORTION = 0.05
"""How long the thread works before it looks whether to go on, in seconds."""


class Stopped(BaseException):
    """Nobody wants the answer any more. No `Exception`, so that nobody takes it for a failure of a rule, say."""


@dataclass(frozen=True)
class StoppableSnapshot(Snapshot):
    """A snapshot that reads no more documents once it is told so.

    Raises `Stopped` then, whatever is computed from it.
    """

    is_stopped: threading.Event = field(default_factory=threading.Event)

    @staticmethod
    def of(snapshot: Snapshot) -> StoppableSnapshot:
        """The same state of a workspace."""
        return StoppableSnapshot(**{each.name: getattr(snapshot, each.name) for each in fields(Snapshot)})

    def files(self) -> Iterator[Facts]:
        """Every known file."""
        for facts in super().files():
            self._check()
            yield facts

    def document(self, path: str) -> Document | None:
        """The document of a file of a known kind."""
        self._check()
        return super().document(path)

    def text(self, path: str) -> Text | None:
        """The text of any file that may be shown."""
        self._check()
        return super().text(path)

    def _check(self) -> None:
        if self.is_stopped.is_set():
            raise Stopped


async def computed(server: Server, workspace: Workspace, compute: Callable[[Snapshot], Result]) -> Result:
    """What a function makes of the present state of a workspace, whose answer counts only while nothing changes.

    The function runs in the thread for answers, and is stopped when the request is cancelled.

    Raises:
        JsonRpcContentModified: if the workspace has changed meanwhile.
    """
    server.documents.synchronise()
    snapshot = StoppableSnapshot.of(workspace.session.snapshot)
    try:
        result = await server.answer(compute, snapshot)
    finally:
        snapshot.is_stopped.set()
    server.documents.synchronise()
    if not are_identical(_content(snapshot), _content(workspace.session.snapshot)):
        raise JsonRpcContentModified("the workspace has changed; ask again")
    return result


def _content(snapshot: Snapshot) -> tuple[object, ...]:
    """What an answer is computed from: not which other files exist, of which a build may make thousands."""
    return snapshot.configuration, snapshot.planning, snapshot.promises, *snapshot.features.values(), snapshot.overlays


async def portions(server: Server, items: Iterator[Item]) -> AsyncIterator[list[Item]]:
    """All that an iterator gives, a portion at a time; each is computed in the thread for answers.

    Once the request is cancelled no further portion is computed.
    """
    while portion := await server.answer(_portion, items):
        yield portion


def _portion(items: Iterator[Item]) -> list[Item]:
    """What an iterator gives in a moment; at least one item, unless it has come to its end."""
    until = time.monotonic() + PORTION
    portion: list[Item] = []
    for item in items:
        portion.append(item)
        if time.monotonic() > until:
            break
    return portion
