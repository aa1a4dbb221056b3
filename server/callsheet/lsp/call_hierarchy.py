"""The call hierarchy: dependencies in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from callsheet.lsp.asked import Asked, asked_of
from callsheet.lsp.convert import as_shown, to_range

if TYPE_CHECKING:
    from callsheet.ide.call_hierarchy import HierarchyCall, HierarchyItem, Span
    from callsheet.lsp.server import Server


def register(server: Server) -> None:
    """Serve the methods of this file."""

    @server.feature(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    def serve_prepare(params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem]:
        return prepare(server, params)

    @server.feature(types.CALL_HIERARCHY_INCOMING_CALLS)
    def serve_incoming(params: types.CallHierarchyIncomingCallsParams) -> list[types.CallHierarchyIncomingCall]:
        return incoming_calls(server, params)

    @server.feature(types.CALL_HIERARCHY_OUTGOING_CALLS)
    def serve_outgoing(params: types.CallHierarchyOutgoingCallsParams) -> list[types.CallHierarchyOutgoingCall]:
        return outgoing_calls(server, params)


def prepare(server: Server, params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem]:
    """Answer `textDocument/prepareCallHierarchy`."""
    from callsheet.ide.call_hierarchy import item_at

    asked = asked_of(server, params.text_document)
    found = item_at(asked.snapshot, asked.path, asked.offset(params.position)) if asked else None
    return [_to_item(asked, found)] if asked and found else []


def incoming_calls(
    server: Server, params: types.CallHierarchyIncomingCallsParams
) -> list[types.CallHierarchyIncomingCall]:
    """Answer `callHierarchy/incomingCalls`: what depends on an item."""
    from callsheet.ide.call_hierarchy import incoming

    asked, item = _again(server, params.item)
    return [
        types.CallHierarchyIncomingCall(_to_item(asked, call.other), _ranges(asked, call.other.path, call))
        for call in (incoming(asked.snapshot, item) if asked and item else ())
        if asked is not None
    ]


def outgoing_calls(
    server: Server, params: types.CallHierarchyOutgoingCallsParams
) -> list[types.CallHierarchyOutgoingCall]:
    """Answer `callHierarchy/outgoingCalls`: what an item depends on."""
    from callsheet.ide.call_hierarchy import outgoing

    asked, item = _again(server, params.item)
    return [
        types.CallHierarchyOutgoingCall(_to_item(asked, call.other), _ranges(asked, item.path, call))
        for call in (outgoing(asked.snapshot, item) if asked and item else ())
        if asked is not None and item is not None
    ]


def _again(server: Server, item: types.CallHierarchyItem) -> tuple[Asked | None, HierarchyItem | None]:
    """What an item stands for now; nothing where it is gone, or none of ours."""
    from callsheet.ide.call_hierarchy import item_named

    asked = asked_of(server, types.TextDocumentIdentifier(item.uri))
    data: Any = item.data
    sort, name = (data.get("sort"), data.get("name")) if isinstance(data, dict) else (None, None)
    if asked is None or not isinstance(sort, str) or not isinstance(name, str):
        return asked, None
    return asked, item_named(asked.snapshot, asked.path, sort, name)


def _to_item(asked: Asked, item: HierarchyItem) -> types.CallHierarchyItem:
    detail = (item.status or "").replace("_", " ") or item.sort
    name = f"{item.name} · {' '.join(item.title.split())}" if item.title and item.title.strip() else item.name
    return types.CallHierarchyItem(
        name=name,
        kind=types.SymbolKind.Function,
        uri=asked.server.documents.uri_of(asked.workspace, item.path),
        range=_range(asked, item.path, item.span),
        selection_range=_range(asked, item.path, item.selection),
        detail=detail,
        data={"sort": item.sort, "name": item.name},
    )


def _ranges(asked: Asked, path: str, call: HierarchyCall) -> list[types.Range]:
    return [_range(asked, path, span) for span in call.spans]


def _range(asked: Asked, path: str, span: Span) -> types.Range:
    """A span of any document as its range there."""
    document = asked.snapshot.document(path)
    assert document is not None  # the item has been made from it
    place = as_shown(asked.server.documents, asked.workspace, path, document.text, *span)
    return to_range(*place, asked.server.documents.encoding)
