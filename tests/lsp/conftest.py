"""Servers that all tests of the room share: a process for each editor, started when a test first asks for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest_asyncio

from tests.lsp.connections import Connection, capabilities_of
from tests.lsp.editors import Editor

OpenEditor = Callable[..., Awaitable[Editor]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def connect() -> AsyncIterator[Callable[[str], Awaitable[Connection]]]:
    """Gives the connection of an editor by its name."""
    connections: dict[str, Connection] = {}

    async def get(name: str) -> Connection:
        if name not in connections:
            connections[name] = await Connection.start(capabilities_of(name), {"pollInterval": 0.05})
        return connections[name]

    yield get
    for connection in connections.values():
        await connection.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def open_editor(connect: Callable[[str], Awaitable[Connection]], tmp_path: Path) -> AsyncIterator[OpenEditor]:
    """Opens an inline workspace as a folder in the editor of a name."""
    editors: list[Editor] = []

    async def get(name: str, fixture: str = "", *, folder: bool = True) -> Editor:
        editor = Editor(await connect(name), tmp_path)
        if fixture:
            editor.write(fixture)
        if folder:
            editor.add_folder()
        editors.append(editor)
        return editor

    yield get
    for editor in editors:
        editor.close_all()
        editor.remove_folder()
        assert editor.client.error is None
