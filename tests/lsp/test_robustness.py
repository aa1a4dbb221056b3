"""Any request, at any place of any half-typed document: there is an answer, and nothing in the log."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygls.protocol import default_converter

from callsheet.lsp.commands import COMMANDS
from tests.lsp.connections import capabilities_of
from tests.lsp.processes import Process
from tests.lsp.wires import Wire

EXAMPLES = Path(__file__).parents[2] / "examples"

INTERNAL_ERROR = -32603
INVALID_REQUEST = -32600
NOT_INITIALIZED = -32002

FORMATTING = {"options": {"tabSize": 2, "insertSpaces": True}}

EXTRAS: dict[str, dict[str, Any]] = {
    "textDocument/hover": {},
    "textDocument/completion": {},
    "textDocument/definition": {},
    "textDocument/declaration": {},
    "textDocument/references": {"context": {"includeDeclaration": True}},
    "textDocument/documentHighlight": {},
    "textDocument/documentLink": {},
    "textDocument/codeAction": {"context": {"diagnostics": []}},
    "textDocument/prepareRename": {},
    "textDocument/rename": {"newName": "other"},
    "textDocument/documentSymbol": {},
    "textDocument/codeLens": {},
    "textDocument/inlayHint": {},
    "textDocument/prepareCallHierarchy": {},
    "textDocument/foldingRange": {},
    "textDocument/selectionRange": {},
    "textDocument/semanticTokens/full": {},
    "textDocument/semanticTokens/range": {},
    "textDocument/formatting": FORMATTING,
    "textDocument/rangeFormatting": FORMATTING,
    "textDocument/onTypeFormatting": {"ch": "\n", **FORMATTING},
    "textDocument/diagnostic": {},
}
"""The requests about a document, each with what it needs besides the document and places in it."""

RESOLVED = {"textDocument/codeAction": "codeAction/resolve", "textDocument/completion": "completionItem/resolve"}


class Typist:
    """A server with a copy of the examples, and one document of them after the other open."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.names = sorted(
            str(path.relative_to(root)) for path in root.rglob("*") if path.suffix in (".json", ".yaml", ".md", ".toml")
        )
        self.complaints: list[logging.LogRecord] = []
        """What the server has logged as an error."""
        self._handler = logging.Handler(logging.ERROR)
        self._handler.emit = self.complaints.append  # type: ignore[method-assign, assignment]
        logging.getLogger("callsheet").addHandler(self._handler)
        self.loop = asyncio.new_event_loop()
        self.wire = self.loop.run_until_complete(self._start())

    async def _start(self) -> Wire:
        wire = Wire()
        converter = default_converter()  # type: ignore[no-untyped-call]
        capabilities = converter.unstructure(capabilities_of("vscode-pull"))
        del capabilities["workspace"]["configuration"], capabilities["workspace"]["didChangeWatchedFiles"]
        wire.initialize(self.root, **capabilities)
        return wire

    def ask(self, method: str, params: Any) -> Any:
        """The result of a request; None where it is refused, which is an answer as well, unless the server failed."""
        answer = self.loop.run_until_complete(self._ask(method, params))
        self.wire.sent.clear()
        assert answer.get("error", {}).get("code") != INTERNAL_ERROR, answer
        complaints, self.complaints[:] = [record.getMessage() for record in self.complaints], []
        assert not complaints, complaints
        return answer.get("result")

    async def _ask(self, method: str, params: Any) -> Any:
        return await self.wire.answer(self.wire.ask(method, params))

    def show(self, name: str, text: str) -> str:
        """Open a document; gives its URI."""
        uri = (self.root / name).as_uri()
        self._say("didOpen", {"textDocument": {"uri": uri, "languageId": "any", "version": 1, "text": text}})
        return uri

    def hide(self, uri: str) -> None:
        """Close a document."""
        self._say("didClose", {"textDocument": {"uri": uri}})

    def _say(self, method: str, params: Any) -> None:
        async def say() -> None:
            self.wire.say(method=f"textDocument/{method}", params=params)

        self.loop.run_until_complete(say())

    def stop(self) -> None:
        """Let go of all that still waits."""
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0.01))
        self.loop.close()
        logging.getLogger("callsheet").removeHandler(self._handler)


@pytest.fixture(scope="module")
def typist(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typist]:
    root = tmp_path_factory.mktemp("examples") / "examples"
    shutil.copytree(EXAMPLES / "order-management", root)
    shutil.copytree(EXAMPLES / "faulty", root, dirs_exist_ok=True)
    typist = Typist(root)
    yield typist
    typist.stop()


PIECES = st.sampled_from(
    [
        "",
        '"',
        "'",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "- ",
        "\n",
        "\r\n",
        "\t",
        "  ",
        "#",
        "😀",
        "\ufeff",
        "&a",
        "*a",
        "|",
        "0",
    ]
)

NUMBERS = st.one_of(st.integers(0, 60), st.sampled_from([2**31 - 1, 10**6, -1]))

POSITIONS = st.fixed_dictionaries({"line": NUMBERS, "character": NUMBERS})


@settings(max_examples=300)
@given(data=st.data())
def test_any_request_at_any_place_of_a_broken_document(typist: Typist, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(typist.names))
    whole = (typist.root / name).read_text()
    start, length = data.draw(st.integers(0, len(whole))), data.draw(st.sampled_from([0, 1, 20, len(whole)]))
    text = whole[:start] + data.draw(PIECES) + whole[start + length :]
    line = text[:start].count("\n")
    here = {"line": line, "character": start - (text.rfind("\n", 0, start) + 1)}
    position, other = data.draw(st.one_of(st.just(here), POSITIONS)), data.draw(POSITIONS)
    method = data.draw(st.sampled_from([*EXTRAS]))
    uri = typist.show(name, text)
    params = {
        "textDocument": {"uri": uri},
        "position": position,
        "positions": [position, other],
        "range": {"start": position, "end": other},
        **EXTRAS[method],
    }
    result = typist.ask(method, params)
    items = result["items"] if isinstance(result, dict) and "items" in result else result
    if method in RESOLVED and items:
        typist.ask(RESOLVED[method], data.draw(st.sampled_from(items)))
    if method == "textDocument/prepareCallHierarchy" and result:
        typist.ask("callHierarchy/incomingCalls", {"item": result[0]})
        typist.ask("callHierarchy/outgoingCalls", {"item": result[0]})
    typist.hide(uri)


@pytest.mark.parametrize("method", EXTRAS)
@pytest.mark.parametrize(
    "uri", ["file:///nowhere/at/all.json", "untitled:Untitled-1", "git:/x/.tmp/tasks/a/task.json", "", "file://", "x:y"]
)
def test_documents_that_are_not_there(typist: Typist, method: str, uri: str) -> None:
    start = {"line": 0, "character": 0}
    places = {"position": start, "positions": [start], "range": {"start": start, "end": start}}
    result = typist.ask(method, {"textDocument": {"uri": uri}, **places, **EXTRAS[method]})
    assert not result or not result["items"]


@pytest.mark.parametrize("method", EXTRAS)
@pytest.mark.parametrize(
    "text",
    ["", "\n", "\ufeff", "\0", "[" * 3000, '{"a":' * 3000, "- " * 3000, '"\ud800"', "&a [*a, *a]", "a: &a\n  b: *a"],
)
@pytest.mark.parametrize("name", ["subtask_77.json", "subtask_78.yaml"])
def test_documents_of_a_strange_kind(typist: Typist, method: str, text: str, name: str) -> None:
    uri = typist.show(f".tmp/tasks/order-management-mvp/{name}", text)
    start, far = {"line": 0, "character": 0}, {"line": 2**31 - 1, "character": 2**31 - 1}
    places = {"position": far, "positions": [start, far], "range": {"start": far, "end": start}}
    typist.ask(method, {"textDocument": {"uri": uri}, **places, **EXTRAS[method]})
    typist.hide(uri)


@settings(max_examples=60)
@given(data=st.data())
def test_commands_with_any_arguments(typist: Typist, data: st.DataObject) -> None:
    command = data.draw(st.sampled_from([command.name for command in COMMANDS]))
    values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just(typist.root.as_uri()),
        lambda inner: (
            st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["uri", "subtask", "feature"]), inner)
        ),
        max_leaves=4,
    )
    arguments = data.draw(st.none() | st.lists(values, max_size=2))
    typist.ask("workspace/executeCommand", {"command": command, "arguments": arguments})


@pytest.mark.parametrize("text", ["[" + "1,\n" * 2_000_000 + "1]", "- a: 1\n" * 1_000_000, "x" * 6_000_000])
@pytest.mark.parametrize("name", ["subtask_77.json", "subtask_78.yaml"])
def test_documents_that_are_too_long(typist: Typist, text: str, name: str) -> None:
    """They have one finding, which says so, and next to no other answers: none takes long."""
    uri = typist.show(f".tmp/tasks/order-management-mvp/{name}", text)
    far = {"line": 900_000, "character": 1}
    for method, extra in EXTRAS.items():
        places = {"position": far, "positions": [far], "range": {"start": far, "end": far}}
        typist.ask(method, {"textDocument": {"uri": uri}, **places, **extra})
    report = typist.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    assert [item["code"] for item in report["items"]] == ["syntax-error"]
    typist.hide(uri)


def test_requests_before_and_after() -> None:
    """What comes before `initialize` or after `shutdown` is refused, with the codes of the protocol."""
    methods = [*EXTRAS, *RESOLVED.values(), "workspace/symbol", "workspace/diagnostic", "workspace/executeCommand"]
    with Process() as process:
        for number, method in enumerate(methods):
            assert process.error(method, {}, number)[0] == NOT_INITIALIZED
        process.initialize(textDocument={"diagnostic": {}})
        assert process.request("shutdown", None, 1000)["result"] is None
        for number, method in enumerate(methods):
            assert process.error(method, {}, number)[0] == INVALID_REQUEST
        process.notify("exit")
        assert process.wait() == 0
        assert process.complaints() == ""
