"""Symbols, folds, selections and colours, as each editor understands them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import get_args

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from callsheet.ide.semantic_tokens import TokenModifier, TokenType
from callsheet.lsp.semantic_tokens import TOKEN_MODIFIERS, TOKEN_TYPES
from tests.lsp.buffers import Buffer
from tests.lsp.conftest import OpenEditor
from tests.lsp.connections import Connection, capabilities_of
from tests.lsp.editors import Editor

pytestmark = pytest.mark.asyncio(loop_scope="session")

FILES = """
--- subtask_01.json
{"seq": "01", "title": "Draw 😀 the card", "status": "completed"}
--- subtask_02.json
{
  "title": "😀 Print", "seq": "02",
  "depends_on": ["01"], "deliverables": [
    "größe 😀.ts"
  ]
}
--- contexts.json
{"bounded_contexts": [{"name": "größe 😀", "domain_events": [{"name": "CardSold"}]}]}
"""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def choosy() -> AsyncIterator[Connection]:
    """An editor that resolves symbols, wants few folds, and shows no colours but those of the server."""
    capabilities = capabilities_of("simple")
    assert capabilities.text_document
    resolve = types.ClientSymbolResolveOptions(["location.range"])
    capabilities.workspace = types.WorkspaceClientCapabilities(
        symbol=types.WorkspaceSymbolClientCapabilities(resolve_support=resolve)
    )
    capabilities.text_document.folding_range = types.FoldingRangeClientCapabilities(range_limit=1)
    capabilities.text_document.semantic_tokens = types.SemanticTokensClientCapabilities(
        types.ClientSemanticTokensRequestOptions(), [], [], [], augments_syntax_tokens=False
    )
    connection = await Connection.start(capabilities)
    yield connection
    await connection.stop()


def open_choosy(choosy: Connection, root: Path, fixture: str) -> Editor:
    editor = Editor(choosy, root)
    editor.write(fixture)
    editor.add_folder()
    return editor


async def document_symbols(
    editor: Editor, name: str
) -> Sequence[types.DocumentSymbol] | Sequence[types.SymbolInformation] | None:
    return await editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(editor.identify(name)))


@pytest.mark.parametrize("name", ["neovim", "visual-studio-code", "emacs"])
async def test_an_outline_is_a_tree(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES)
    buffer = editor.open("subtask_02.json")
    (subtask,) = await document_symbols(editor, "subtask_02.json") or ()
    assert isinstance(subtask, types.DocumentSymbol)
    assert (subtask.name, subtask.detail, subtask.kind) == ("😀 Print", "02", types.SymbolKind.Function)
    assert buffer.words_at(subtask.range) == buffer.text.rstrip("\n")
    assert buffer.words_at(subtask.selection_range) == '"😀 Print"'
    assert subtask.children
    assert [child.name for child in subtask.children] == ["depends_on", "deliverables"]
    (deliverable,) = subtask.children[1].children or ()
    assert buffer.words_at(deliverable.selection_range) == '"größe 😀.ts"'


async def test_an_outline_is_a_list_where_the_editor_shows_no_tree(open_editor: OpenEditor) -> None:
    editor = await open_editor("simple", FILES)
    buffer = editor.open("contexts.json")
    found = await document_symbols(editor, "contexts.json") or ()
    assert [(symbol.name, symbol.kind) for symbol in found] == [
        ("bounded_contexts", types.SymbolKind.Array),
        ("größe 😀", types.SymbolKind.Namespace),
        ("domain_events", types.SymbolKind.Array),
        ("CardSold", types.SymbolKind.Method),  # it knows the first kinds only
    ]
    assert isinstance(found[1], types.SymbolInformation)
    assert found[1].container_name == "bounded_contexts"
    assert found[1].location.uri == editor.uri("contexts.json")
    assert buffer.words_at(found[1].location.range).startswith('{"name": "größe 😀"')


async def test_later_kinds_where_the_editor_knows_them(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    editor.open("contexts.json")
    (contexts,) = await document_symbols(editor, "contexts.json") or ()
    assert isinstance(contexts, types.DocumentSymbol)
    kinds = []
    inner: Sequence[types.DocumentSymbol] = [contexts]
    while inner:
        kinds.append(inner[0].kind)
        inner = inner[0].children or ()
    assert kinds[-1] is types.SymbolKind.Event


async def search(editor: Editor, query: str) -> Sequence[types.SymbolInformation] | Sequence[types.WorkspaceSymbol]:
    return await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams(query)) or ()


@pytest.mark.parametrize("name", ["neovim", "visual-studio-code", "emacs", "simple"])
async def test_symbols_of_the_workspace_come_with_their_places(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES)
    (found,) = await search(editor, "draw")  # the index may not be there yet
    assert isinstance(found, types.SymbolInformation)
    assert (found.name, found.container_name) == ("Draw 😀 the card · gift-cards-01", "gift-cards")
    assert found.location.uri == editor.uri("subtask_01.json")
    buffer = Buffer(editor.read("subtask_01.json"), editor.connection.encoding)
    assert buffer.words_at(found.location.range) == "Draw 😀 the card"


async def test_symbols_of_all_folders(open_editor: OpenEditor, tmp_path_factory: pytest.TempPathFactory) -> None:
    editor = await open_editor("neovim", FILES)
    other = Editor(editor.connection, tmp_path_factory.mktemp("other"))
    other.write("--- subtask_01.yaml\ntitle: Draw\n")
    other.add_folder()
    found = await search(editor, "draw")
    assert [symbol.location.uri for symbol in found] == [other.uri("subtask_01.yaml"), editor.uri("subtask_01.json")]
    other.remove_folder()
    assert len(await search(editor, "draw")) == 1


async def test_symbols_are_found_in_unsaved_texts(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    buffer = editor.open("subtask_02.json")
    editor.replace("subtask_02.json", "Print", "Fold")
    (found,) = await search(editor, "fold")
    assert isinstance(found, types.SymbolInformation)
    assert buffer.words_at(found.location.range) == "😀 Fold"


async def test_places_are_resolved_where_the_editor_asks_for_them(choosy: Connection, tmp_path: Path) -> None:
    editor = open_choosy(choosy, tmp_path, FILES)
    (found,) = await search(editor, "größe")
    assert isinstance(found, types.WorkspaceSymbol)
    assert found.location == types.LocationUriOnly(editor.uri("contexts.json"))
    resolved = await editor.client.workspace_symbol_resolve_async(found)
    assert isinstance(resolved.location, types.Location)
    buffer = Buffer(editor.read("contexts.json"), choosy.encoding)
    assert buffer.words_at(resolved.location.range) == "größe 😀"
    editor.path("contexts.json").unlink()
    editor.tell("contexts.json", change=types.FileChangeType.Deleted)
    gone = await editor.client.workspace_symbol_resolve_async(found)
    assert isinstance(gone.location, types.Location)
    assert gone.location.range == types.Range(types.Position(0, 0), types.Position(0, 0))
    editor.remove_folder()


@pytest.mark.parametrize("data", [None, 7, {}, {"pointer": "title"}, {"pointer": [{}]}])
async def test_a_foreign_symbol_is_refused(choosy: Connection, tmp_path: Path, data: object) -> None:
    editor = open_choosy(choosy, tmp_path, FILES)
    location = types.LocationUriOnly(editor.uri("contexts.json"))
    symbol = types.WorkspaceSymbol(location, "x", types.SymbolKind.File, data)
    with pytest.raises(JsonRpcException, match="no symbol of Callsheet's"):
        await editor.client.workspace_symbol_resolve_async(symbol)
    editor.remove_folder()


async def folds(editor: Editor, name: str) -> list[tuple[int, int]]:
    params = types.FoldingRangeParams(editor.identify(name))
    found = await editor.client.text_document_folding_range_async(params) or ()
    return [(fold.start_line, fold.end_line) for fold in found]


async def test_folds(open_editor: OpenEditor, choosy: Connection, tmp_path: Path) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_02.json")
    assert await folds(editor, "subtask_02.json") == [(0, 4), (2, 3)]
    few = open_choosy(choosy, tmp_path, FILES)
    assert await folds(few, "subtask_02.json") == [(0, 4)]
    few.remove_folder()


async def test_selections(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    buffer = editor.open("subtask_02.json")
    places = [editor.at("subtask_02.json", "größe", 2), types.Position(0, 0)]
    params = types.SelectionRangeParams(editor.identify("subtask_02.json"), places)
    word, whole = await editor.client.text_document_selection_range_async(params) or ()
    words = []
    step: types.SelectionRange | None = word
    while step is not None:
        words.append(buffer.words_at(step.range))
        step = step.parent
    assert words[:4] == ["größe", "größe 😀.ts", '"größe 😀.ts"', '[\n    "größe 😀.ts"\n  ]']
    assert words[-1] == buffer.text
    assert buffer.words_at(whole.range) == buffer.text.rstrip("\n")


def shown(buffer: Buffer, tokens: types.SemanticTokens | None) -> list[str]:
    """Tokens as an editor shows them: `words type.modifier`."""
    assert tokens
    found = []
    line = character = 0
    for start in range(0, len(tokens.data), 5):
        lines, characters, length, kind, bits = tokens.data[start : start + 5]
        line, character = line + lines, characters + (0 if lines else character)
        span = types.Range(types.Position(line, character), types.Position(line, character + length))
        modifiers = [name for bit, name in enumerate(TOKEN_MODIFIERS) if bits >> bit & 1]
        found.append(f"{buffer.words_at(span)} {'.'.join([TOKEN_TYPES[kind], *modifiers])}")
    return found


@pytest.mark.parametrize("name", ["neovim", "visual-studio-code", "emacs"])
async def test_colours(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES)
    buffer = editor.open("subtask_02.json")
    document = editor.identify("subtask_02.json")
    everything = await editor.client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
    assert shown(buffer, everything) == [
        "02 variable.declaration.definition",
        "01 variable.completed",
        "größe 😀.ts namespace.declaration.definition",
    ]
    span = types.Range(editor.at("subtask_02.json", '"01"'), types.Position(3, 0))
    part = await editor.client.text_document_semantic_tokens_range_async(
        types.SemanticTokensRangeParams(document, span)
    )
    assert shown(buffer, part) == ["01 variable.completed"]


async def test_a_colour_over_several_lines(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES + "--- subtask_03.yaml\n")
    buffer = editor.open("subtask_03.yaml", "bounded_context: größe\n  😀\n")
    params = types.SemanticTokensParams(editor.identify("subtask_03.yaml"))
    found = await editor.client.text_document_semantic_tokens_full_async(params)
    assert shown(buffer, found) == ["größe type", "😀 type"]


async def test_the_legend_names_every_token() -> None:
    assert get_args(TokenType) == TOKEN_TYPES
    assert get_args(TokenModifier) == TOKEN_MODIFIERS


async def test_the_legend_is_announced(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim")
    provider = editor.connection.result.capabilities.semantic_tokens_provider
    assert provider
    assert list(provider.legend.token_types) == list(TOKEN_TYPES)
    assert list(provider.legend.token_modifiers) == list(TOKEN_MODIFIERS)


async def test_an_editor_keeps_its_own_colours(choosy: Connection, tmp_path: Path) -> None:
    editor = open_choosy(choosy, tmp_path, FILES)
    params = types.SemanticTokensParams(editor.identify("subtask_02.json"))
    assert await editor.client.text_document_semantic_tokens_full_async(params) is None
    editor.remove_folder()


async def test_nothing_of_nothing(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", "--- /docs/guide.md\n# Guide\n")
    editor.open("/docs/guide.md")
    for name in ("/docs/guide.md", "/nowhere.json", "untitled:Untitled-1"):
        document = editor.identify(name)
        assert not await document_symbols(editor, name)
        assert not await folds(editor, name)
        selections = types.SelectionRangeParams(document, [types.Position(0, 0)])
        assert not await editor.client.text_document_selection_range_async(selections)
        assert not await editor.client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
