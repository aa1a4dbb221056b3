"""Hover, definition, references and links: from the protocol's positions to `ide` and back."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from callsheet.lsp.asked import Asked, asked_of, asked_when_read, check_unchanged
from callsheet.lsp.cancelling import portions
from callsheet.lsp.convert import as_shown, to_range
from callsheet.lsp.plain_text import plain_text
from callsheet.lsp.progress import send, work_done

if TYPE_CHECKING:
    from callsheet.ide.references import Location
    from callsheet.lsp.server import Server

# The features are imported with the first request for them: the first diagnostics do not wait for them.


def register(server: Server) -> None:
    """Serve the methods of this file."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def serve_hover(params: types.HoverParams) -> Generator[Any, Any, Any]:
        yield from until_named(server, params.text_document, params.position)
        return hover(server, params)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def serve_definition(params: types.DefinitionParams) -> Generator[Any, Any, Any]:
        yield from until_named(server, params.text_document, params.position)
        return definition(server, params)

    @server.feature(types.TEXT_DOCUMENT_DECLARATION)
    def serve_declaration(params: types.DeclarationParams) -> Generator[Any, Any, Any]:
        yield from until_named(server, params.text_document, params.position)
        return declaration(server, params)

    @server.feature(types.TEXT_DOCUMENT_REFERENCES, types.ReferenceOptions(work_done_progress=True))
    async def serve_references(params: types.ReferenceParams) -> Any:
        return await references(server, params)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def serve_document_highlights(params: types.DocumentHighlightParams) -> Any:
        return document_highlights(server, params)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    def serve_document_links(params: types.DocumentLinkParams) -> Any:
        return document_links(server, params)


def until_named(
    server: Server, document: types.TextDocumentIdentifier, position: types.Position
) -> Generator[Any, Any, None]:
    """Wait for the index where a name stands, which any document may define; all else needs no waiting.

    For a handler that is a generator: pygls begins it at once, and lets it go on when what it yields has been done.

    Raises:
        JsonRpcContentModified: if the document has changed meanwhile.
    """
    from callsheet.ide.named import may_be_name

    located = server.documents.locate(document.uri)
    if located is None or located[0].is_indexed.is_set():
        return
    asked = asked_of(server, document)
    if asked is not None and may_be_name(asked.snapshot, asked.path, asked.offset(position)):
        yield asked.workspace.is_indexed.wait, (), {}
        check_unchanged(server, document)


def hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    """Answer `textDocument/hover`."""
    from callsheet.ide.hover import hover as compute

    asked = asked_of(server, params.text_document)
    found = compute(asked.snapshot, asked.path, asked.offset(params.position)) if asked else None
    if asked is None or found is None:
        return None
    content = types.MarkupContent(types.MarkupKind.Markdown, found.markdown)
    if not server.client.markdown_hover:
        content = types.MarkupContent(types.MarkupKind.PlainText, plain_text(found.markdown))
    return types.Hover(content, asked.range(found.start, found.end))


def definition(server: Server, params: types.DefinitionParams) -> list[types.LocationLink] | list[types.Location]:
    """Answer `textDocument/definition`."""
    links = _definition_links(server, params)
    return links if server.client.link_support else _plain(links)


def declaration(server: Server, params: types.DeclarationParams) -> list[types.Location]:
    """Answer `textDocument/declaration`, which is the definition, in the form that every client takes."""
    return _plain(_definition_links(server, params))


def _definition_links(
    server: Server, params: types.DefinitionParams | types.DeclarationParams
) -> list[types.LocationLink]:
    from callsheet.ide.definition import definition as compute

    asked = asked_of(server, params.text_document)
    if asked is None:
        return []
    links: list[types.LocationLink] = []
    for target in compute(asked.snapshot, asked.path, asked.offset(params.position)):
        text = asked.snapshot.text(target.path)
        if text is None:
            continue
        uri = server.documents.uri_of(asked.workspace, target.path)
        place = as_shown(server.documents, asked.workspace, target.path, text, target.start, target.end)
        span = to_range(*place, server.documents.encoding)
        first = span if span.start.line == span.end.line else types.Range(span.start, span.start)
        links.append(types.LocationLink(uri, span, first, asked.range(target.origin_start, target.origin_end)))
    return links


def _plain(links: list[types.LocationLink]) -> list[types.Location]:
    return [types.Location(link.target_uri, link.target_selection_range) for link in links]


async def references(server: Server, params: types.ReferenceParams) -> list[types.Location]:
    """Answer `textDocument/references`, once the workspace is read: in parts, where the client takes them."""
    from callsheet.ide.references import iterate_references

    answer: list[types.Location] = []
    with work_done(server, params.work_done_token, "Callsheet: finding references"):
        asked = await asked_when_read(server, params.text_document)
        if asked is None:
            return []
        offset, declaration = asked.offset(params.position), params.context.include_declaration
        found = iterate_references(asked.snapshot, asked.path, offset, include_declaration=declaration)
        async for portion in portions(server, found):
            answer += [_to_location(asked, each) for each in portion]
            if params.partial_result_token is not None:
                send(server, params.partial_result_token, answer)
                answer = []
        check_unchanged(server, params.text_document)
    return answer


def _to_location(asked: Asked, found: Location) -> types.Location:
    documents = asked.server.documents
    place = as_shown(documents, asked.workspace, found.path, found.text, found.start, found.end)
    return types.Location(documents.uri_of(asked.workspace, found.path), to_range(*place, documents.encoding))


def document_highlights(server: Server, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
    """Answer `textDocument/documentHighlight`: a definition is what writes, the rest reads."""
    from callsheet.ide.references import document_highlights as compute

    asked = asked_of(server, params.text_document)
    if asked is None:
        return []
    kinds = {True: types.DocumentHighlightKind.Write, False: types.DocumentHighlightKind.Read}
    return [
        types.DocumentHighlight(asked.range(found.start, found.end), kinds[found.is_definition])
        for found in compute(asked.snapshot, asked.path, asked.offset(params.position))
    ]


def document_links(server: Server, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    """Answer `textDocument/documentLink`."""
    from callsheet.ide.links import document_links as compute

    asked = asked_of(server, params.text_document)
    answer: list[types.DocumentLink] = []
    for link in compute(asked.snapshot, asked.path) if asked else ():
        assert asked is not None
        target = link.url
        if link.path is not None:
            target = server.documents.uri_of(asked.workspace, link.path) + (f"#L{link.line}" if link.line else "")
        tooltip = link.tooltip if server.client.link_tooltips else None
        answer.append(types.DocumentLink(asked.range(link.start, link.end), target=target, tooltip=tooltip))
    return answer
