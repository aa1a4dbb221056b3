"""Symbols of a document and of the workspace, folds and selections: from offsets to the protocol's forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from callsheet.lsp.asked import Asked, asked_of
from callsheet.lsp.convert import as_shown, to_range
from callsheet.lsp.turns import Turn
from callsheet.lsp.workspaces import Workspace

if TYPE_CHECKING:
    from callsheet.ide.document_symbols import Symbol
    from callsheet.ide.outlines import SymbolKind
    from callsheet.ide.workspace_symbols import FoundSymbol, Place
    from callsheet.lsp.server import Server

# The features are imported with the first request for them.


def register(server: Server) -> None:
    """Serve the methods of this file."""

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def serve_document_symbols(params: types.DocumentSymbolParams) -> Any:
        return document_symbols(server, params)

    @server.feature(types.WORKSPACE_SYMBOL)
    async def serve_workspace_symbols(params: types.WorkspaceSymbolParams) -> Any:
        return await workspace_symbols(server, params)

    @server.feature(types.WORKSPACE_SYMBOL_RESOLVE)
    def serve_resolve(params: types.WorkspaceSymbol) -> Any:
        return resolve(server, params)

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def serve_folding_ranges(params: types.FoldingRangeParams) -> Any:
        return folding_ranges(server, params)

    @server.feature(types.TEXT_DOCUMENT_SELECTION_RANGE)
    def serve_selection_ranges(params: types.SelectionRangeParams) -> Any:
        return selection_ranges(server, params)


_FIRST_VERSION = 18
"""The last kind of symbol that every client knows."""

_OLDER_KINDS = {types.SymbolKind.Event: types.SymbolKind.Method, types.SymbolKind.Struct: types.SymbolKind.Class}
"""What stands for the later kinds where a client does not know them."""


def _kind(name: SymbolKind, known: frozenset[str]) -> types.SymbolKind:
    kind = types.SymbolKind[name.capitalize()]
    is_known = str(kind.value) in known if known else kind.value <= _FIRST_VERSION
    return kind if is_known else _OLDER_KINDS.get(kind, kind)


def document_symbols(
    server: Server, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    """Answer `textDocument/documentSymbol`: as a tree where the client shows one."""
    from callsheet.ide.document_symbols import document_symbols as compute

    asked = asked_of(server, params.text_document)
    if asked is None:
        return None
    found = compute(asked.snapshot, asked.path)
    if server.client.hierarchical_symbols:
        return [_to_document_symbol(asked, symbol) for symbol in found]
    return list(_flat(asked, params.text_document.uri, found, None))


def _to_document_symbol(asked: Asked, symbol: Symbol) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        symbol.name,
        _kind(symbol.kind, asked.server.client.symbol_kinds),
        asked.range(symbol.start, symbol.end),
        asked.range(symbol.name_start, symbol.name_end),
        detail=symbol.detail or None,
        children=[_to_document_symbol(asked, child) for child in symbol.children],
    )


def _flat(
    asked: Asked, uri: str, symbols: Sequence[Symbol], container: str | None
) -> Iterator[types.SymbolInformation]:
    kinds = asked.server.client.symbol_kinds
    for symbol in symbols:
        location = types.Location(uri, asked.range(symbol.start, symbol.end))
        yield types.SymbolInformation(location, symbol.name, _kind(symbol.kind, kinds), container_name=container)
        yield from _flat(asked, uri, symbol.children, symbol.name)


async def workspace_symbols(
    server: Server, params: types.WorkspaceSymbolParams
) -> list[types.WorkspaceSymbol] | list[types.SymbolInformation]:
    """Answer `workspace/symbol` for all workspaces, once they are read; where the client resolves, without places."""
    from callsheet.ide.workspace_symbols import MAX_FOUND
    from callsheet.ide.workspace_symbols import workspace_symbols as compute

    workspaces = [workspace for workspace in server.documents.workspaces.all if workspace.has_begun]
    for workspace in workspaces:
        await workspace.is_indexed.wait()
    found: list[tuple[FoundSymbol, Workspace]] = []
    for workspace in workspaces:
        server.documents.synchronise()
        symbols = await server.answer(compute, workspace.session.snapshot, params.query)
        found += [(symbol, workspace) for symbol in symbols]
    found = sorted(found, key=lambda pair: pair[0].rank)[:MAX_FOUND]
    if server.client.resolves_symbols:
        return [_to_workspace_symbol(server, workspace, symbol) for symbol, workspace in found]
    turn, answer = Turn(), []
    for symbol, workspace in found:
        location = _location(server, workspace, symbol.place)
        kind = _kind(symbol.kind, server.client.workspace_symbol_kinds)
        if location is not None:
            answer.append(types.SymbolInformation(location, symbol.name, kind, container_name=symbol.container))
        if turn.is_over:
            await turn.pause()
    return answer


def _location(server: Server, workspace: Workspace, place: Place) -> types.Location | None:
    """Where a symbol stands; None where its document cannot be read any more."""
    from callsheet.ide.workspace_symbols import span_of_place

    found = span_of_place(workspace.session.snapshot, place)
    if found is None:
        return None
    uri = server.documents.uri_of(workspace, place.path)
    return types.Location(
        uri, to_range(*as_shown(server.documents, workspace, place.path, *found), server.documents.encoding)
    )


def _to_workspace_symbol(server: Server, workspace: Workspace, symbol: FoundSymbol) -> types.WorkspaceSymbol:
    return types.WorkspaceSymbol(
        types.LocationUriOnly(server.documents.uri_of(workspace, symbol.place.path)),
        symbol.name,
        _kind(symbol.kind, server.client.workspace_symbol_kinds),
        data={"pointer": list(symbol.place.pointer), "onKey": symbol.place.on_key},
        container_name=symbol.container,
    )


def resolve(server: Server, symbol: types.WorkspaceSymbol) -> types.WorkspaceSymbol:
    """Answer `workspaceSymbol/resolve`: find the symbol's place, as the document is now; if it has gone, its beginning.

    Raises:
        JsonRpcInvalidParams: if it is no symbol of Callsheet's.
    """
    from callsheet.ide.workspace_symbols import Place

    server.documents.synchronise()
    data: Any = symbol.data
    located = server.documents.locate(symbol.location.uri)
    pointer = data.get("pointer") if isinstance(data, dict) else None
    if located is None or not isinstance(pointer, list) or not all(isinstance(step, (str, int)) for step in pointer):
        raise JsonRpcInvalidParams("no symbol of Callsheet's")
    workspace, path = located
    location = _location(server, workspace, Place(path, tuple(pointer), bool(data.get("onKey"))))
    beginning = types.Range(types.Position(0, 0), types.Position(0, 0))
    symbol.location = location or types.Location(symbol.location.uri, beginning)
    return symbol


def folding_ranges(server: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
    """Answer `textDocument/foldingRange` with whole lines, which every client can fold."""
    from callsheet.ide.folding import MAX_FOLDS
    from callsheet.ide.folding import folding_ranges as compute

    asked = asked_of(server, params.text_document)
    if asked is None:
        return None
    limit = server.client.fold_limit
    return [
        types.FoldingRange(fold.first, fold.last, kind=fold.kind)
        for fold in compute(asked.snapshot, asked.path, MAX_FOLDS if limit is None else limit)
    ]


def selection_ranges(server: Server, params: types.SelectionRangeParams) -> list[types.SelectionRange] | None:
    """Answer `textDocument/selectionRange`: for each position the innermost range, with those around it."""
    from callsheet.ide.selection_ranges import selection_ranges as compute

    asked = asked_of(server, params.text_document)
    if asked is None:
        return None
    return [
        _nested(asked, compute(asked.snapshot, asked.path, asked.offset(position))) for position in params.positions
    ]


def _nested(asked: Asked, spans: list[tuple[int, int]]) -> types.SelectionRange:
    *inner, outermost = spans
    found = types.SelectionRange(asked.range(*outermost))
    for span in reversed(inner):
        found = types.SelectionRange(asked.range(*span), found)
    return found
