"""Formatting: documents, ranges, and while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from callsheet.lsp.asked import Asked, asked_of
from callsheet.text import TextEdit, apply_edits

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

MAX_EDITS = 2_000
"""How many edits are sent; where a document needs more, hardly a line stays as it was, and one edit does for all."""


def register(server: Server) -> None:
    """Serve the methods of this file."""

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    def serve_formatting(params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        return format_document(server, params)

    @server.feature(types.TEXT_DOCUMENT_RANGE_FORMATTING)
    def serve_range_formatting(params: types.DocumentRangeFormattingParams) -> list[types.TextEdit]:
        return format_range(server, params)

    options = types.DocumentOnTypeFormattingOptions("\n", ["}", "]"])

    @server.feature(types.TEXT_DOCUMENT_ON_TYPE_FORMATTING, options)
    def serve_on_type_formatting(params: types.DocumentOnTypeFormattingParams) -> list[types.TextEdit]:
        return format_on_type(server, params)


def format_document(server: Server, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
    """Answer `textDocument/formatting`.

    The editor's tab size does not count: the team's setting does, else the document's own indent, so that nobody formats
    another's file anew.
    """
    from callsheet.edits.formatting import format_document as compute

    asked = asked_of(server, params.text_document)
    document = asked.snapshot.document(asked.path) if asked else None
    return _to_edits(asked, compute(document, asked.snapshot.configuration.indent)) if asked and document else []


def format_range(server: Server, params: types.DocumentRangeFormattingParams) -> list[types.TextEdit]:
    """Answer `textDocument/rangeFormatting`: the lines that the range touches."""
    from callsheet.edits.formatting import format_range as compute

    asked = asked_of(server, params.text_document)
    document = asked.snapshot.document(asked.path) if asked else None
    if asked is None or document is None:
        return []
    start, end = asked.offset(params.range.start), asked.offset(params.range.end)
    return _to_edits(asked, compute(document, start, end, asked.snapshot.configuration.indent))


def format_on_type(server: Server, params: types.DocumentOnTypeFormattingParams) -> list[types.TextEdit]:
    """Answer `textDocument/onTypeFormatting`."""
    from callsheet.edits.on_type import format_on_type as compute

    asked = asked_of(server, params.text_document)
    document = asked.snapshot.document(asked.path) if asked else None
    if asked is None or document is None:
        return []
    offset, indent = asked.offset(params.position), asked.snapshot.configuration.indent
    return _to_edits(asked, compute(document, offset, params.ch, indent))


def _to_edits(asked: Asked, edits: list[TextEdit]) -> list[types.TextEdit]:
    if len(edits) > MAX_EDITS:
        start, end = edits[0].start, edits[-1].end
        changed = apply_edits(asked.text.string, edits)
        edits = [TextEdit(start, end, changed[start : len(changed) - (len(asked.text) - end)])]
    return [types.TextEdit(asked.range(edit.start, edit.end), edit.new_text) for edit in edits]
