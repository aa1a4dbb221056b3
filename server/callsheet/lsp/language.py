"""Hover, completion, definition and document links: from the protocol's positions to `ide` and back."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from lsprotocol import types

from callsheet.lsp.convert import to_offset, to_range
from callsheet.lsp.documents import Workspace
from callsheet.text import Text
from callsheet.workspace.snapshot import Snapshot

if TYPE_CHECKING:
    from callsheet.lsp.server import Server


def _at(server: Server, uri: str, position: types.Position) -> tuple[Workspace, Snapshot, str, Text, int] | None:
    """The workspace, its snapshot, the path, text and offset that a request means."""
    server.documents.synchronise()
    located = server.documents.locate(uri)
    if located is None:
        return None
    workspace, path = located
    snapshot = workspace.session.snapshot
    document = snapshot.document(path)
    if document is None:
        return None
    return (
        workspace,
        snapshot,
        path,
        document.text,
        to_offset(document.text, position, server.documents.encoding),
    )


def hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    """Answer `textDocument/hover`."""
    from callsheet.ide.hover import hover as compute

    at = _at(server, params.text_document.uri, params.position)
    found = compute(at[1], at[2], at[4]) if at else None
    if at is None or found is None:
        return None
    kind = types.MarkupKind.Markdown if server.client.markdown else types.MarkupKind.PlainText
    span = to_range(at[3], found.start, found.end, server.documents.encoding)
    return types.Hover(types.MarkupContent(kind, found.markdown), span)


def definition(server: Server, params: types.DefinitionParams) -> list[types.LocationLink] | list[types.Location]:
    """Answer `textDocument/definition`."""
    from callsheet.ide.definition import definition as compute

    at = _at(server, params.text_document.uri, params.position)
    if at is None:
        return []
    workspace, snapshot, path, text, offset = at
    encoding = server.documents.encoding
    links: list[types.LocationLink] = []
    for target in compute(snapshot, path, offset):
        target_text = snapshot.text(target.path)
        if target_text is None:
            continue
        span = to_range(target_text, target.start, target.end, encoding)
        origin = to_range(text, target.origin_start, target.origin_end, encoding)
        links.append(types.LocationLink(server.documents.uri_of(workspace, target.path), span, span, origin))
    if server.client.link_support:
        return links
    return [types.Location(link.target_uri, link.target_selection_range) for link in links]


def document_links(server: Server, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    """Answer `textDocument/documentLink`."""
    from callsheet.ide.links import document_links as compute

    at = _at(server, params.text_document.uri, types.Position(0, 0))
    if at is None:
        return []
    workspace, snapshot, path, text, _ = at
    answer: list[types.DocumentLink] = []
    for link in compute(snapshot, path):
        target = link.url
        if link.path is not None:
            target = server.documents.uri_of(workspace, link.path) + (f"#L{link.line}" if link.line else "")
        span = to_range(text, link.start, link.end, server.documents.encoding)
        answer.append(types.DocumentLink(span, target=target, tooltip=link.tooltip))
    return answer


def completion(server: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """Answer `textDocument/completion`."""
    from callsheet.ide.completion import complete
    from callsheet.lsp.completion_items import to_completion_item

    at = _at(server, params.text_document.uri, params.position)
    if at is None:
        return None
    _, snapshot, path, text, offset = at
    found = complete(snapshot, path, offset, datetime.now(timezone.utc))
    items = [to_completion_item(server, text, item, rank) for rank, item in enumerate(found)]
    return types.CompletionList(is_incomplete=True, items=items)
