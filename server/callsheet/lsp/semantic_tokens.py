"""Semantic tokens: from spans to the protocol's numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lsprotocol import types

from callsheet.lsp.asked import Asked, asked_when_read
from callsheet.lsp.convert import to_offset

if TYPE_CHECKING:
    from callsheet.ide.semantic_tokens import Token
    from callsheet.lsp.server import Server

TOKEN_TYPES = ("namespace", "type", "class", "interface", "function", "variable", "enumMember", "number")
"""The types of tokens, in the order of their numbers."""

TOKEN_MODIFIERS = ("declaration", "definition", "deprecated", "pending", "inProgress", "completed", "blocked")
"""The modifiers, in the order of their bits."""

_LEGEND = types.SemanticTokensLegend(TOKEN_TYPES, TOKEN_MODIFIERS)


def register(server: Server) -> None:
    """Serve the methods of this file."""

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, _LEGEND)
    async def serve_full(params: types.SemanticTokensParams) -> types.SemanticTokens | None:
        return await semantic_tokens(server, params.text_document)

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, _LEGEND)
    async def serve_range(params: types.SemanticTokensRangeParams) -> types.SemanticTokens | None:
        return await semantic_tokens(server, params.text_document, params.range)


async def semantic_tokens(
    server: Server, document: types.TextDocumentIdentifier, span: types.Range | None = None
) -> types.SemanticTokens | None:
    """The tokens of a document, or of a range of it, once the workspace is read: before, no name is known to exist.

    None for a client that would drop its own colours for them: better all of those than a few of ours.

    Raises:
        JsonRpcContentModified: if the document has changed meanwhile; clients ask for its colours again then.
    """
    from callsheet.ide.semantic_tokens import semantic_tokens as compute

    asked = await asked_when_read(server, document) if server.client.adds_semantic_tokens else None
    if asked is None:
        return None
    tokens = compute(asked.snapshot, asked.path)
    if span is not None:
        encoding = server.documents.encoding
        start, end = to_offset(asked.text, span.start, encoding), to_offset(asked.text, span.end, encoding)
        tokens = [token for token in tokens if token.start < end and start < token.end]
    return types.SemanticTokens(list(_numbers(asked, tokens)))


def _numbers(asked: Asked, tokens: Sequence[Token]) -> Iterator[int]:
    """Tokens as the protocol encodes them (LSP 3.17, "Semantic Tokens"): five numbers each, relative to the one before."""
    line = character = 0
    for token in tokens:
        bits = sum(1 << TOKEN_MODIFIERS.index(modifier) for modifier in token.modifiers)
        for start, end in _pieces(asked, token):
            place = asked.range(start, end)
            first = place.start
            yield first.line - line
            yield first.character - (character if first.line == line else 0)
            yield place.end.character - first.character
            yield TOKEN_TYPES.index(token.type)
            yield bits
            line, character = first.line, first.character


def _pieces(asked: Asked, token: Token) -> Iterator[tuple[int, int]]:
    """A token line by line, without its indentation: few clients can colour one over several lines."""
    for number in range(asked.text.line_at(token.start), asked.text.line_at(token.end) + 1):
        line_start, line_end = asked.text.line_span(number)
        start, end = max(line_start, token.start), min(line_end, token.end)
        start += len(asked.text.string[start:end]) - len(asked.text.string[start:end].lstrip())
        if start < end:
            yield start, end
