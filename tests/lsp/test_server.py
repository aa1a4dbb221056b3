"""What takes longer than a test should: progress, and an editor that never answers. The server runs in this process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from callsheet.lsp import indexing, watching
from callsheet.workspace.loading import load
from tests.lsp.test_push import TWO
from tests.lsp.wires import Wire
from tests.workspaces import read_fixture


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the index take a quarter of a second, which is longer than an editor waits for its progress here."""

    def load_slowly(disk: Any, progress: Callable[[int, int], None], configuration: Any) -> Any:
        progress(1, 4)
        time.sleep(0.25)
        return load(disk, progress, configuration)

    monkeypatch.setattr(indexing, "PATIENCE", 0.01)
    monkeypatch.setattr(indexing, "load", load_slowly)


async def indexed(wire: Wire) -> None:
    (workspace,) = wire.server.documents.workspaces.all
    await asyncio.wait_for(workspace.is_indexed.wait(), 5)


@pytest.mark.usefixtures("slow")
async def test_progress_of_an_index_that_takes_a_while(tmp_path: Path) -> None:
    wire = Wire()
    wire.initialize(read_fixture(TWO).write_to(tmp_path), window={"workDoneProgress": True})
    request = await wire.until("window/workDoneProgress/create")
    wire.say(id=request["id"], result=None)
    await indexed(wire)
    await wire.until("$/progress", lambda params: params["value"]["kind"] == "end")
    shown = [message["params"] for message in wire.sent if message.get("method") == "$/progress"]
    assert {params["token"] for params in shown} == {request["params"]["token"]}
    kinds = [params["value"]["kind"] for params in shown]
    assert (kinds[0], kinds[-1], set(kinds[1:-1])) == ("begin", "end", {"report"})
    assert shown[1]["value"]["message"] == "1 of 4 features"
    assert shown[1]["value"]["percentage"] == 25


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("answer", [None, {"error": {"code": -32601, "message": "no"}}])
async def test_an_editor_that_shows_no_progress_after_all(tmp_path: Path, answer: dict[str, Any] | None) -> None:
    wire = Wire()
    wire.initialize(read_fixture(TWO).write_to(tmp_path), window={"workDoneProgress": True})
    request = await wire.until("window/workDoneProgress/create")
    if answer:
        wire.say(id=request["id"], **answer)
    await indexed(wire)
    await asyncio.sleep(0.05)
    wire.say(id=request["id"], result=None)  # too late
    assert not [message for message in wire.sent if message.get("method") == "$/progress"]


async def test_no_progress_of_an_index_that_takes_a_moment(tmp_path: Path) -> None:
    wire = Wire()
    wire.initialize(read_fixture(TWO).write_to(tmp_path), window={"workDoneProgress": True})
    await indexed(wire)
    await asyncio.sleep(0.05)
    assert not [message for message in wire.sent if "method" in message]


WATCHES = {"didChangeWatchedFiles": {"dynamicRegistration": True}}


@pytest.mark.parametrize("answer", [None, {"error": {"code": -32601, "message": "no"}}])
async def test_an_editor_that_does_not_watch_after_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any] | None
) -> None:
    """Then the server looks itself."""
    monkeypatch.setattr(watching, "PATIENCE", 0.05)
    wire = Wire()
    params = {
        "processId": None,
        "rootPath": str(read_fixture(TWO).write_to(tmp_path)),
        "rootUri": None,
        "capabilities": {"workspace": WATCHES},
        "initializationOptions": {"pollInterval": 0.02},
    }
    wire.say(id=0, method="initialize", params=params)
    wire.say(method="initialized", params={})
    request = await wire.until("client/registerCapability")
    if answer:
        wire.say(id=request["id"], **answer)
    await indexed(wire)
    (tmp_path / ".tmp/tasks/gift-cards/subtask_02.json").write_text("{")
    pushed = await wire.until("textDocument/publishDiagnostics")
    assert pushed["params"]["uri"].endswith("subtask_02.json")


@pytest.mark.parametrize("options", [None, [], {"pollInterval": "soon"}, {"pollInterval": -1}, {"pollInterval": True}])
async def test_options_that_make_no_sense(tmp_path: Path, options: Any) -> None:
    wire = Wire()
    params = {"processId": None, "rootUri": None, "capabilities": {}, "initializationOptions": options}
    wire.say(id=0, method="initialize", params=params)
    assert wire.server.options.poll_interval == 2.0


@pytest.mark.usefixtures("slow")
async def test_shutting_down_while_requests_wait(tmp_path: Path) -> None:
    wire = Wire()
    wire.initialize(read_fixture(TWO).write_to(tmp_path))
    commands = {number: {"command": "callsheet.stages", "arguments": []} for number in (1, 2, 3)}
    for number, params in commands.items():
        wire.say(id=number, method="workspace/executeCommand", params=params)
    wire.say(id=9, method="shutdown")
    assert (await wire.answer(9))["result"] is None
    for number in commands:
        assert (await wire.answer(number))["error"]["code"] == -32800
    assert wire.server.protocol.exit_status == 0
