"""Requests that are cancelled, or overtaken by changes, while they wait for the index or are computed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from callsheet.lsp import cancelling, indexing
from callsheet.lsp.cancelling import Stopped, computed, portions
from callsheet.workspace.loading import load
from callsheet.workspace.snapshot import Snapshot
from tests.lsp.wires import Wire
from tests.workspaces import FEATURE_FOLDER, read_fixture

CANCELLED = -32800
CONTENT_MODIFIED = -32801
SERVER_CANCELLED = -32802

FILES = """
--- contexts.json
{"feature": "gift-cards",
 "bounded_contexts": [{"name": "sales", "module": "@shop/sales"}, {"name": "stock", "module": "@shop/stock"}],
 "context_relationships": [{"upstream": "sales", "downstream": "stock"}]}
--- task.json
{"id": "gift-cards", "name": "Gift cards", "status": "active", "objective": "Sell", "bounded_context": "sales"}
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "Draw", "status": "pending", "bounded_context": "sales"}
"""

PLACE = {"line": 2, "character": 43}
"""Within the name of the context that is upstream."""

WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}

CAPABILITIES: dict[str, Any] = {
    "textDocument": {"diagnostic": {}},
    "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["rename", "create"]}},
}


class Gate:
    """Holds the index back until it is opened."""

    def __init__(self) -> None:
        self._is_open = threading.Event()

    def load(self, *arguments: Any) -> Any:
        """Read a workspace, but not before the gate is open."""
        assert self._is_open.wait(10)
        return load(*arguments)

    def open(self) -> None:
        """Let the index go on."""
        self._is_open.set()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    monkeypatch.setattr(indexing, "load", gate.load)
    yield gate
    gate.open()


def opened(root: Path) -> Wire:
    """A server with the contexts open."""
    wire = Wire()
    wire.initialize(read_fixture(FILES).write_to(root), **CAPABILITIES)
    text = (root / FEATURE_FOLDER / "contexts.json").read_text()
    item = {"uri": uri(root), "languageId": "json", "version": 1, "text": text}
    wire.say(method="textDocument/didOpen", params={"textDocument": item})
    return wire


def uri(root: Path) -> str:
    return (root / FEATURE_FOLDER / "contexts.json").as_uri()


def type_into(wire: Wire, root: Path) -> None:
    """Put a line above all others."""
    start = {"line": 0, "character": 0}
    document = {"uri": uri(root), "version": 2}
    change = {"range": {"start": start, "end": start}, "text": "\n"}
    wire.say(method="textDocument/didChange", params={"textDocument": document, "contentChanges": [change]})


def cancel(wire: Wire, number: int) -> None:
    wire.say(method="$/cancelRequest", params={"id": number})


def about_place(root: Path) -> dict[str, Any]:
    return {"textDocument": {"uri": uri(root)}, "position": PLACE}


def params_of(method: str, root: Path) -> Any:
    """What a request needs."""
    own: dict[str, Any] = {
        "textDocument/references": {"context": {"includeDeclaration": True}},
        "textDocument/rename": {"newName": "selling"},
        "textDocument/semanticTokens/range": {"range": WHOLE},
    }
    apart: dict[str, Any] = {
        "workspace/symbol": {"query": "sales"},
        "workspace/diagnostic": {"previousResultIds": []},
        "workspace/willRenameFiles": {"files": [{"oldUri": uri(root), "newUri": uri(root) + ".old"}]},
    }
    return apart.get(method) or {**about_place(root), **own.get(method, {})}


AT_A_PLACE = [
    f"textDocument/{name}"
    for name in (
        "hover",
        "completion",
        "definition",
        "declaration",
        "references",
        "prepareRename",
        "rename",
        "semanticTokens/full",
        "semanticTokens/range",
    )
]

COMMANDS = ("start", "complete", "completeFeature", "archive", "plan", "graph", "summary", "stages")


@pytest.mark.parametrize(
    "method", [*AT_A_PLACE, "workspace/symbol", "workspace/diagnostic", "workspace/willRenameFiles"]
)
async def test_a_request_that_waits_for_the_index_is_cancelled(tmp_path: Path, gate: Gate, method: str) -> None:
    wire = opened(tmp_path)
    number = wire.ask(method, params_of(method, tmp_path))
    await asyncio.sleep(0)
    cancel(wire, number)
    assert (await wire.answer(number))["error"]["code"] == CANCELLED
    # The server is free, and the same request is answered when its time has come.
    again = wire.ask(method, params_of(method, tmp_path))
    folds = wire.ask("textDocument/foldingRange", {"textDocument": {"uri": uri(tmp_path)}})
    assert (await wire.answer(folds))["result"]
    gate.open()
    assert "result" in await wire.answer(again)


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_command_that_waits_for_the_index_is_cancelled(tmp_path: Path, gate: Gate, command: str) -> None:
    wire = opened(tmp_path)
    argument = {"uri": (tmp_path / FEATURE_FOLDER / "subtask_01.json").as_uri()}
    number = wire.ask("workspace/executeCommand", {"command": f"callsheet.{command}", "arguments": [argument]})
    await asyncio.sleep(0)
    cancel(wire, number)
    assert (await wire.answer(number))["error"]["code"] == CANCELLED
    gate.open()
    await wire.server.documents.workspaces.all[0].is_indexed.wait()
    assert not wire.said("workspace/applyEdit")


@pytest.mark.parametrize("method", AT_A_PLACE)
async def test_a_place_of_a_document_that_has_changed_meanwhile(tmp_path: Path, gate: Gate, method: str) -> None:
    wire = opened(tmp_path)
    number = wire.ask(method, params_of(method, tmp_path))
    type_into(wire, tmp_path)
    gate.open()
    assert (await wire.answer(number))["error"]["code"] == CONTENT_MODIFIED


@pytest.mark.parametrize("method", AT_A_PLACE)
async def test_a_change_of_another_document_meanwhile(tmp_path: Path, gate: Gate, method: str) -> None:
    wire = opened(tmp_path)
    number = wire.ask(method, params_of(method, tmp_path))
    item = {"uri": (tmp_path / FEATURE_FOLDER / "task.json").as_uri(), "languageId": "json", "version": 1, "text": "{}"}
    wire.say(method="textDocument/didOpen", params={"textDocument": item})
    gate.open()
    assert "result" in await wire.answer(number)


async def test_what_is_computed_stops_reading_once_it_is_cancelled(tmp_path: Path) -> None:
    wire = opened(tmp_path)
    (workspace,) = wire.server.documents.workspaces.all
    await workspace.is_indexed.wait()
    has_begun, ended = threading.Event(), threading.Event()

    def read_for_ever(snapshot: Snapshot) -> None:
        try:
            while True:
                for facts in snapshot.files():
                    snapshot.document(facts.path)
                has_begun.set()
        except Stopped:
            ended.set()
            raise

    task = asyncio.create_task(computed(wire.server, workspace, read_for_ever))
    await asyncio.to_thread(has_begun.wait, 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await wire.server.answer(ended.wait, 5)  # the thread is free to wait for it


async def test_what_was_computed_of_another_state_does_not_count(tmp_path: Path) -> None:
    wire = opened(tmp_path)
    (workspace,) = wire.server.documents.workspaces.all
    await workspace.is_indexed.wait()
    goes_on = threading.Event()
    task = asyncio.create_task(computed(wire.server, workspace, lambda _snapshot: goes_on.wait(5)))
    await asyncio.sleep(0)
    type_into(wire, tmp_path)
    goes_on.set()
    with pytest.raises(Exception, match="the workspace has changed") as caught:
        await task
    assert caught.value.code == CONTENT_MODIFIED  # type: ignore[attr-defined]


async def test_no_portion_is_computed_that_nobody_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cancelling, "PORTION", 0.0)
    wire = Wire()
    taken: list[int] = []
    given: list[list[int]] = []

    def count() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    async def consume() -> None:
        async for portion in portions(wire.server, count()):
            given.append(portion)
            if len(given) == 3:
                task.cancel()

    task = asyncio.create_task(consume())
    with pytest.raises(asyncio.CancelledError):
        await task
    assert given == [[0], [1], [2]]
    assert await wire.server.answer(len, taken) <= 4


async def test_all_portions_together_are_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cancelling, "PORTION", 0.001)
    wire = Wire()
    found = [number async for portion in portions(wire.server, iter(range(50_000))) for number in portion]
    assert found == list(range(50_000))


async def test_cancelling_what_is_not_there(tmp_path: Path) -> None:
    wire = opened(tmp_path)
    for number in (4711, "no such request"):
        wire.say(method="$/cancelRequest", params={"id": number})
    folds = wire.ask("textDocument/foldingRange", {"textDocument": {"uri": uri(tmp_path)}})
    assert (await wire.answer(folds))["result"]
    cancel(wire, folds)  # too late
    assert len([message for message in wire.sent if message.get("id") == folds]) == 1
