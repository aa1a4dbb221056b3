"""Every method with every client: each gets an answer in a form that it has declared to understand."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcMethodNotFound
from pygls.protocol import default_converter

from tests.lsp.conftest import OpenEditor
from tests.lsp.connections import capabilities_of
from tests.lsp.editors import Editor
from tests.lsp.forms import capability, check_form, publish_form
from tests.lsp.wires import Wire

pytestmark = pytest.mark.asyncio(loop_scope="session")

CLIENTS = ("visual-studio-code", "vscode-pull", "neovim", "emacs", "simple")

FILES = """
--- contexts.json
{"feature": "gift-cards", "analyzed_at": "2026-02-25T10:00:00Z",
 "bounded_contexts": [{"name": "sales 😀", "module": "@shop/sales"}]}
--- task.json
{"id": "gift-cards", "name": "Gift cards", "status": "active", "objective": "Sell", "created_at": "2026-03-01T09:15:00Z",
 "subtask_count": 2, "completed_count": 0}
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "Draw", "status": "pending", "acceptance_criteria": ["seen"],
 "deliverables": ["src/draw.ts"]}
--- subtask_02.json
{"id": "gift-cards-02", "seq": "02", "title": "😀 Print", "status": "started", "depends_on": ["01", "01"],
 "bounded_context": "sales 😀",
 "context_files": [{"path": "docs/prices.md", "lines": "1-2"}, "docs/prices.md"],
 "acceptance_criteria": ["printed"], "deliverables": ["src/print.ts"]}
--- /docs/prices.md
# Prices
All prices include tax.
"""

NAME = "subtask_02.json"


def requests(editor: Editor) -> dict[str, Any]:
    """The parameters of every request that stands by itself."""
    document = {"textDocument": {"uri": editor.uri(NAME)}}
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
    options = {"options": {"tabSize": 2, "insertSpaces": True}}

    def at(words: str) -> dict[str, Any]:
        place = editor.at(NAME, words, len(words))
        return {**document, "position": {"line": place.line, "character": place.character}}

    return {
        "textDocument/hover": at('"docs/'),
        "textDocument/completion": at('"status": "'),
        "textDocument/definition": at('"docs/'),
        "textDocument/declaration": at('"docs/'),
        "textDocument/references": {**at('"sales'), "context": {"includeDeclaration": True}},
        "textDocument/documentHighlight": at('["01'),
        "textDocument/documentLink": document,
        "textDocument/codeAction": {**document, "range": whole, "context": {"diagnostics": []}},
        "textDocument/prepareRename": at('"sales'),
        "textDocument/rename": {**at('["01'), "newName": "07"},
        "textDocument/documentSymbol": document,
        "textDocument/codeLens": document,
        "textDocument/inlayHint": {**document, "range": whole},
        "textDocument/prepareCallHierarchy": at('"seq": "02'),
        "textDocument/foldingRange": document,
        "textDocument/selectionRange": {**document, "positions": [at('"sales')["position"]]},
        "textDocument/semanticTokens/full": document,
        "textDocument/semanticTokens/range": {**document, "range": whole},
        "textDocument/formatting": {**document, **options},
        "textDocument/rangeFormatting": {**document, **options, "range": whole},
        "textDocument/onTypeFormatting": {**at('"depends_on": ['), **options, "ch": "\n"},
        "textDocument/diagnostic": document,
        "workspace/diagnostic": {"previousResultIds": []},
        "workspace/symbol": {"query": "sales"},
        "workspace/executeCommand": {"command": "callsheet.plan", "arguments": [{"uri": editor.uri(NAME)}]},
        "workspace/willRenameFiles": {
            "files": [{"oldUri": editor.uri("/docs/prices.md"), "newUri": editor.uri("/docs/costs.md")}]
        },
    }


OF_ITEMS: dict[str, tuple[str, Callable[[Any], list[Any]]]] = {
    "completionItem/resolve": ("textDocument/completion", lambda result: result["items"]),
    "codeAction/resolve": (
        "textDocument/codeAction",
        lambda result: [action for action in result if not {"disabled", "edit", "command"} & action.keys()],
    ),
    "workspaceSymbol/resolve": (
        "workspace/symbol",
        lambda result: [symbol for symbol in result if "range" not in symbol["location"]],
    ),
    "callHierarchy/incomingCalls": (
        "textDocument/prepareCallHierarchy",
        lambda result: [{"item": item} for item in result],
    ),
    "callHierarchy/outgoingCalls": (
        "textDocument/prepareCallHierarchy",
        lambda result: [{"item": item} for item in result],
    ),
}
"""The requests about what another request has given: which that is, and how their parameters come from its result."""

MAY_BE_EMPTY = {"textDocument/formatting", "textDocument/rangeFormatting", "textDocument/onTypeFormatting"}

_converter = default_converter()  # type: ignore[no-untyped-call]


async def ask(editor: Editor, method: str, params: Any) -> Any:
    """The result of a request, as it came over the wire; its form is checked."""
    kind = types.METHOD_TO_TYPES[method][2]
    assert kind is not None
    structured = _converter.structure(params, kind)
    result = await editor.client.protocol.send_request_async(method, structured)  # type: ignore[no-untyped-call]
    plain = _converter.unstructure(result)
    check_form(method, declared(editor), plain)
    return plain


def declared(editor: Editor) -> dict[str, Any]:
    """The capabilities of an editor."""
    found: dict[str, Any] = _converter.unstructure(editor.client.capabilities)
    return found


def documented() -> list[str]:
    """All methods of docs/features.md; a name without a slash has the beginning of the one before it."""
    page = (Path(__file__).parents[2] / "docs/features.md").read_text()
    table = page[: page.index("What a client must be able to do")]
    found: list[str] = []
    for row in re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE):
        beginning = ""
        for name in re.findall("`([^`]+)`", row):
            known = name if name in types.METHOD_TO_TYPES else f"{beginning}{name}"
            found.append(known)
            beginning = f"{known.partition('/')[0]}/"
    return found


def is_from_client(method: str) -> bool:
    return types.message_direction(method) != "serverToClient"


REQUESTS = [
    method
    for method in documented()
    if method in types.METHOD_TO_TYPES
    and is_from_client(method)
    and types.METHOD_TO_TYPES[method][1] is not None
    and method not in ("initialize", "shutdown")
]


async def test_the_documentation_has_every_method_and_no_other(tmp_path: Path) -> None:
    assert set(documented()) <= types.METHOD_TO_TYPES.keys()
    wire = Wire()
    wire.initialize(tmp_path, **_converter.unstructure(capabilities_of("vscode-pull")))
    manager = wire.server.protocol.fm
    served = {*manager.builtin_features, *manager.features, "$/cancelRequest"}
    assert {method for method in documented() if is_from_client(method)} - {"$/progress"} == served
    assert len(documented()) == len(set(documented()))


async def test_the_documentation_has_every_method_that_the_server_calls() -> None:
    folder = Path(__file__).parents[2] / "server/callsheet/lsp"
    source = "".join(path.read_text() for path in sorted(folder.rglob("*.py")))
    calls = {name.removesuffix("_async") for name in re.findall(r"server\.((?:client|window|workspace)_\w+)\(", source)}
    calls |= {name.lower() for name in re.findall(r"types\.((?:WORKSPACE|TEXT_DOCUMENT)_\w+)", source)}
    own = {
        method
        for method in types.METHOD_TO_TYPES
        if types.message_direction(method) != "clientToServer" and _as_name(method) in calls
    }
    listed = {method for method in documented() if types.message_direction(method) != "clientToServer"}
    assert own <= listed
    assert listed - own <= {"$/progress", "$/cancelRequest", "window/workDoneProgress/create"}


def _as_name(method: str) -> str:
    """The name of a method in Python."""
    return re.sub("(?<=[a-z])(?=[A-Z])", "_", method).replace("/", "_").lower()


@pytest.mark.parametrize("method", REQUESTS)
@pytest.mark.parametrize("name", CLIENTS)
async def test_every_answer_is_of_a_form_that_the_client_knows(open_editor: OpenEditor, name: str, method: str) -> None:
    editor = await open_editor(name, FILES)
    editor.open(NAME)
    listing, take = OF_ITEMS.get(method, ("", list))
    if not is_served(declared(editor), method):
        with pytest.raises(JsonRpcMethodNotFound):
            await ask(editor, method, requests(editor).get(method, {"label": "x"}))
    elif listing:
        for params in take(await ask(editor, listing, requests(editor)[listing])):
            assert await ask(editor, method, params) is not None
    elif is_answered(declared(editor), method):
        assert await ask(editor, method, requests(editor)[method]) or method in MAY_BE_EMPTY
    else:
        assert not await ask(editor, method, requests(editor)[method])


def is_served(capabilities: dict[str, Any], method: str) -> bool:
    """Whether there is such a method for a client: some are there only for those that gain by it."""
    if method in ("textDocument/diagnostic", "workspace/diagnostic"):
        return capability(capabilities, "textDocument.diagnostic") is not None
    if method == "completionItem/resolve":
        path = "textDocument.completion.completionItem.resolveSupport.properties"
        return "documentation" in (capability(capabilities, path) or ())
    return True


def is_answered(capabilities: dict[str, Any], method: str) -> bool:
    """Whether there is an answer that the client can do anything with."""
    if method == "textDocument/codeAction":
        return capability(capabilities, "textDocument.codeAction.codeActionLiteralSupport") is not None
    if method.startswith("textDocument/semanticTokens"):
        return capability(capabilities, "textDocument.semanticTokens.augmentsSyntaxTokens") is not False
    return True


@pytest.mark.parametrize("name", [name for name in CLIENTS if name not in ("vscode-pull", "neovim")])
async def test_what_is_pushed_is_of_a_form_that_the_client_knows(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES)
    editor.open(NAME)
    await editor.until(lambda: len(editor.shown(NAME)) > 1)
    for params in editor.pushes(NAME):
        publish_form(declared(editor), _converter.unstructure(params))


@pytest.mark.parametrize("name", CLIENTS)
async def test_only_what_the_client_can_register_is_registered(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES)
    await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams(""))
    paths = {
        "workspace/didChangeWatchedFiles": "workspace.didChangeWatchedFiles.dynamicRegistration",
        "workspace/didChangeConfiguration": "workspace.didChangeConfiguration.dynamicRegistration",
    }
    able = {method for method, path in paths.items() if capability(declared(editor), path)}
    await editor.until(lambda: {each.method for each in editor.connection.registered} == able)


@pytest.mark.parametrize("name", CLIENTS)
async def test_positions_are_in_the_encoding_that_was_agreed_on(open_editor: OpenEditor, name: str) -> None:
    """Behind an emoji the three encodings differ."""
    editor = await open_editor(name, FILES)
    encodings = capability(declared(editor), "general.positionEncodings") or ["utf-16"]
    assert editor.connection.encoding in encodings
    buffer = editor.open(NAME)
    result = await ask(editor, "textDocument/prepareRename", requests(editor)["textDocument/prepareRename"])
    assert buffer.words_at(_converter.structure(result["range"], types.Range)) == "sales 😀"
