"""How often a workspace is read: once at the start, and once more when its configuration has come to rest."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from callsheet.lsp import indexing
from callsheet.lsp.workspaces import Workspace
from callsheet.workspace import loading
from callsheet.workspace.configuration import Configuration
from callsheet.workspace.disk import Disk
from callsheet.workspace.loading import Loaded, Progress
from callsheet.workspace.session import Session
from tests.lsp.wires import Wire
from tests.workspaces import FEATURE_FOLDER, read_fixture

FILES = """
--- task.json
{"id": "gift-cards"}
--- /.tmp/tasks/vouchers/task.json
{"id": "vouchers"}
--- /work/cards/task.json
{"id": "cards"}
"""
ELSEWHERE = {"patterns": {"task": ["work/{feature}/task"]}}


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Configuration]:
    """By which configurations the workspace has been read."""
    found: list[Configuration] = []

    def load(disk: Disk, progress: Progress, configuration: Configuration) -> Loaded:
        found.append(configuration)
        return loading.load(disk, progress, configuration)

    monkeypatch.setattr(indexing, "load", load)
    return found


async def start(root: Path, settings: Any = None) -> tuple[Wire, Workspace]:
    """A server that has read a workspace, with the settings that came with `initialize`."""
    wire = Wire()
    params = {"processId": None, "rootUri": root.as_uri(), "capabilities": {}, "initializationOptions": settings}
    wire.say(id=0, method="initialize", params=params)
    wire.say(method="initialized", params={})
    (workspace,) = wire.server.documents.workspaces.all
    await until_read(workspace)
    return wire, workspace


async def until_read(workspace: Workspace) -> None:
    for _ in range(2000):
        if workspace.is_indexed.is_set() and not workspace.is_reading and not workspace.session.is_outdated:
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it has not been read")


async def test_settings_that_come_at_the_start_are_no_second_reading(
    tmp_path: Path, loads: list[Configuration]
) -> None:
    _, workspace = await start(read_fixture(FILES).write_to(tmp_path), ELSEWHERE)
    assert list(workspace.session.snapshot.features) == ["work/cards"]
    assert len(loads) == 1


async def test_what_is_told_twice_is_read_once(tmp_path: Path, loads: list[Configuration]) -> None:
    wire, workspace = await start(read_fixture(FILES).write_to(tmp_path))
    workspace.session.set(ELSEWHERE)
    indexing.read_soon(wire.server, workspace)
    indexing.read_soon(wire.server, workspace)
    await until_read(workspace)
    assert list(workspace.session.snapshot.features) == ["work/cards"]
    assert len(loads) == 2


async def test_nobody_waits_while_the_configuration_is_typed(tmp_path: Path, loads: list[Configuration]) -> None:
    wire, workspace = await start(read_fixture(FILES).write_to(tmp_path))
    for folder in ("w", "wo", "wor", "work"):
        workspace.session.set({"patterns": {"task": [f"{folder}/{{feature}}/task"]}})
        indexing.read_soon(wire.server, workspace)
        await asyncio.sleep(0.01)
        assert workspace.is_indexed.is_set()
    await until_read(workspace)
    assert list(workspace.session.snapshot.features) == ["work/cards"]
    assert len(loads) == 2


async def test_what_is_set_back_is_not_read(tmp_path: Path, loads: list[Configuration]) -> None:
    wire, workspace = await start(read_fixture(FILES).write_to(tmp_path))
    workspace.session.set(ELSEWHERE)
    indexing.read_soon(wire.server, workspace)
    workspace.session.set({})
    await until_read(workspace)
    assert len(workspace.session.snapshot.features) == 2
    assert len(loads) == 1


def test_a_reading_that_is_of_no_use_any_more_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(read_fixture(FILES).write_to(tmp_path), reads_at_once=False)
    read: list[str] = []

    def load_feature(disk: Disk, folder: str, *arguments: Any) -> object:
        read.append(folder)
        session.set(ELSEWHERE)
        return loading_load_feature(disk, folder, *arguments)

    loading_load_feature = loading.load_feature
    monkeypatch.setattr(loading, "load_feature", load_feature)
    assert indexing.read_all(session, indexing.ReadingProgress()) is None
    assert read == [FEATURE_FOLDER]


async def test_a_start_goes_on_until_what_was_read_is_of_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loads: list[Configuration]
) -> None:
    """The configuration changes while the workspace is read for the first time."""
    root = read_fixture(FILES).write_to(tmp_path)
    is_first = True

    def load_feature(disk: Disk, folder: str, *arguments: Any) -> object:
        nonlocal is_first
        if is_first:
            is_first = False
            wire.server.documents.workspaces.all[0].session.set(ELSEWHERE)
        return loading_load_feature(disk, folder, *arguments)

    loading_load_feature = loading.load_feature
    monkeypatch.setattr(loading, "load_feature", load_feature)
    wire = Wire()
    wire.initialize(root)
    (workspace,) = wire.server.documents.workspaces.all
    await until_read(workspace)
    assert list(workspace.session.snapshot.features) == ["work/cards"]
    assert len(loads) == 2
