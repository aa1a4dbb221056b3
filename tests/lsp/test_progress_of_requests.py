"""Long requests tell how far they are, and what they have found so far."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from callsheet.lsp import cancelling, turns, workspace_pull
from tests.lsp.conftest import OpenEditor
from tests.lsp.test_cancelling import SERVER_CANCELLED
from tests.lsp.wires import Wire
from tests.workspaces import read_fixture

MANY = "".join(
    f"""
--- subtask_{number:02}.json
{{"id": "gift-cards-{number:02}", "seq": "{number:02}", "status": "started", "context_files": ["docs/prices.md"]}}"""
    for number in range(1, 31)
)


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a request pause, and send what it has, after every file."""
    monkeypatch.setattr(turns, "SLICE", -1.0)
    monkeypatch.setattr(workspace_pull, "PART", 0)
    monkeypatch.setattr(cancelling, "PORTION", 0.0)


async def read(root: Path) -> Wire:
    """A server that has read thirty subtasks, each with the same reference and the same mistake."""
    wire = Wire()
    wire.initialize(
        read_fixture(MANY + "\n--- /docs/prices.md\n# Prices\n").write_to(root), textDocument={"diagnostic": {}}
    )
    await wire.server.documents.workspaces.all[0].is_indexed.wait()
    return wire


def parts(wire: Wire, token: str | int) -> list[Any]:
    """All that was sent under a token."""
    return [params["value"] for params in wire.said("$/progress") if params["token"] == token]


def check_work_done(wire: Wire, token: str | int, *, is_counted: bool) -> None:
    begin, *reports, end = parts(wire, token)
    assert begin["kind"] == "begin"
    assert begin["title"].startswith("Callsheet: ")
    assert end == {"kind": "end"}
    percentages = [report["percentage"] for report in reports]
    assert percentages == sorted(set(percentages))
    assert bool(percentages) == is_counted == ("percentage" in begin)


async def test_diagnostics_of_the_workspace_in_parts(tmp_path: Path) -> None:
    wire = await read(tmp_path)
    whole = await wire.answer(wire.ask("workspace/diagnostic", {"previousResultIds": []}))
    assert not wire.said("$/progress")
    number = wire.ask(
        "workspace/diagnostic", {"previousResultIds": [], "partialResultToken": "part", "workDoneToken": 7}
    )
    assert (await wire.answer(number))["result"] == {"items": []}
    found = parts(wire, "part")
    assert len(found) == 30
    assert [item for part in found for item in part["items"]] == whole["result"]["items"]
    check_work_done(wire, 7, is_counted=True)


async def test_references_in_parts(tmp_path: Path) -> None:
    wire = await read(tmp_path)
    params = {
        "textDocument": {"uri": (tmp_path / ".tmp/tasks/gift-cards/subtask_01.json").as_uri()},
        "position": {"line": 0, "character": 80},
        "context": {"includeDeclaration": True},
    }
    whole = await wire.answer(wire.ask("textDocument/references", params))
    assert len(whole["result"]) == 30
    number = wire.ask("textDocument/references", {**params, "partialResultToken": 1, "workDoneToken": "work"})
    assert (await wire.answer(number))["result"] == []
    found = parts(wire, 1)
    assert len(found) == 30
    assert [location for part in found for location in part] == whole["result"]
    check_work_done(wire, "work", is_counted=False)


@pytest.mark.parametrize("method", ["workspace/diagnostic", "textDocument/references"])
async def test_progress_ends_with_a_request_that_is_cancelled(tmp_path: Path, method: str) -> None:
    wire = await read(tmp_path)
    params = {
        "textDocument": {"uri": (tmp_path / ".tmp/tasks/gift-cards/subtask_01.json").as_uri()},
        "position": {"line": 0, "character": 80},
        "context": {"includeDeclaration": True},
        "previousResultIds": [],
        "partialResultToken": "part",
        "workDoneToken": "work",
    }
    number = wire.ask(method, params)
    await wire.until("$/progress", lambda progress: progress["token"] == "part")
    wire.say(method="$/cancelRequest", params={"id": number})
    assert (await wire.answer(number))["error"]["code"] == types.LSPErrorCodes.RequestCancelled
    assert parts(wire, "work")[-1] == {"kind": "end"}
    assert len(parts(wire, "part")) < 30


async def test_a_client_that_takes_parts_is_answered_when_there_is_news(tmp_path: Path) -> None:
    wire = await read(tmp_path)
    first = await wire.answer(wire.ask("workspace/diagnostic", {"previousResultIds": []}))
    known = [{"uri": item["uri"], "value": item["resultId"]} for item in first["result"]["items"]]
    number = wire.ask("workspace/diagnostic", {"previousResultIds": known, "partialResultToken": "part"})
    status = wire.ask("workspace/executeCommand", {"command": "callsheet.features", "arguments": []})
    await wire.answer(status)
    assert all(message.get("id") != number for message in wire.sent)
    uri, path = known[0]["uri"], tmp_path / ".tmp/tasks/gift-cards" / known[0]["uri"].rpartition("/")[2]
    path.unlink()
    wire.say(method="workspace/didChangeWatchedFiles", params={"changes": [{"uri": uri, "type": 3}]})
    assert (await wire.answer(number))["result"] == {"items": []}
    changed = [item for part in parts(wire, "part") for item in part["items"] if item["kind"] == "full"]
    assert uri in [item["uri"] for item in changed]


async def test_diagnostics_of_files_that_count_no_longer(tmp_path: Path) -> None:
    """The client is told to ask again when the configuration has changed, which says what all the files are."""
    wire = await read(tmp_path)
    number = wire.ask("workspace/diagnostic", {"previousResultIds": [], "partialResultToken": "part"})
    await wire.until("$/progress")
    item = {"uri": (tmp_path / "callsheet.toml").as_uri(), "languageId": "toml", "version": 1}
    wire.say(method="textDocument/didOpen", params={"textDocument": {**item, "text": 'ignore = [".tmp/tasks/**"]\n'}})
    error = (await wire.answer(number))["error"]
    assert (error["code"], error["data"]) == (SERVER_CANCELLED, {"retriggerRequest": True})
    again = await wire.answer(wire.ask("workspace/diagnostic", {"previousResultIds": []}))
    assert not any(item["items"] for item in again["result"]["items"])


@pytest.mark.asyncio(loop_scope="session")
async def test_it_is_declared_what_shows_progress(open_editor: OpenEditor) -> None:
    provider = (await open_editor("vscode-pull")).connection.result.capabilities
    assert isinstance(provider.diagnostic_provider, types.DiagnosticOptions)
    assert provider.diagnostic_provider.work_done_progress
    assert isinstance(provider.references_provider, types.ReferenceOptions)
    assert provider.references_provider.work_done_progress
