"""All conversions between Callsheet's places and values and the protocol's."""

from __future__ import annotations

from functools import cache
from typing import Any

from lsprotocol import types

from callsheet.artifacts.shipped import rule_page
from callsheet.lsp.client import Client
from callsheet.lsp.documents import Documents
from callsheet.lsp.uris import to_uri
from callsheet.lsp.workspaces import Workspace
from callsheet.rules.engine import related_span, span_of
from callsheet.rules.registry import Finding
from callsheet.syntax import Document
from callsheet.text import Encoding, Position, Text

SOURCE = "callsheet"


def to_offset(text: Text, position: types.Position, encoding: Encoding) -> int:
    """The offset (code points) of a position of the protocol."""
    return text.offset_at(Position(position.line, position.character), encoding)


def to_range(text: Text, start: int, end: int, encoding: Encoding) -> types.Range:
    """The protocol's range of a span of offsets (code points)."""
    first, last = text.position_at(start, encoding), text.position_at(end, encoding)
    return types.Range(types.Position(first.line, first.character), types.Position(last.line, last.character))


def plain_range(text: Text, start: int, end: int, encoding: Encoding) -> dict[str, Any]:
    """The same as a plain dict; an empty span grows by a character, so that there is something to see."""
    if start == end:
        line_start, line_end = text.line_span(text.line_at(start))
        start, end = (start, end + 1) if end < line_end else (max(start - 1, line_start), end)
    first, last = text.position_at(start, encoding), text.position_at(end, encoding)
    return {
        "start": {"line": first.line, "character": first.character},
        "end": {"line": last.line, "character": last.character},
    }


def as_shown(
    documents: Documents, workspace: Workspace, path: str, text: Text, start: int, end: int
) -> tuple[Text, int, int]:
    """A text and a span of it as the client has them: editors take the byte order mark away when they open a file.

    Of an open document, `text` is what the client says.
    """
    if text.string[:1] != "\ufeff" or documents.open_at(workspace, path) is not None:
        return text, start, end
    return Text(text.string[1:]), max(start - 1, 0), max(end - 1, 0)


@cache
def _page_uri(rule: str) -> str | None:
    path = rule_page(rule)
    return to_uri(path) if path.is_file() else None


_UNNECESSARY = ("redundant-dependency",)


def to_diagnostics(
    findings: list[Finding], workspace: Workspace, documents: Documents, client: Client
) -> list[dict[str, Any]]:
    """The findings of one document as plain diagnostics."""
    if not findings:
        return []
    snapshot = workspace.session.snapshot
    document = snapshot.document(findings[0].path)
    if document is None:
        facts = snapshot.facts(findings[0].path)
        if facts is None or facts.syntax.unreadable is None:  # it went away meanwhile
            return []
        document = Document(Text(""), "json")
    encoding = documents.encoding
    diagnostics = []
    for finding in findings:
        diagnostic: dict[str, Any] = {
            "range": plain_range(
                *as_shown(documents, workspace, finding.path, document.text, *span_of(document, finding)), encoding
            ),
            "severity": int(finding.severity),
            "code": finding.rule,
            "source": SOURCE,
            "message": finding.message,
        }
        page = _page_uri(finding.rule) if client.code_description else None
        if page:
            diagnostic["codeDescription"] = {"href": page}
        if client.diagnostic_tags and finding.rule in _UNNECESSARY:
            diagnostic["tags"] = [int(types.DiagnosticTag.Unnecessary)]
        if client.related_information and finding.related:
            diagnostic["relatedInformation"] = _related(finding, document, workspace, documents)
        diagnostics.append(diagnostic)
    return diagnostics


def _related(finding: Finding, document: Document, workspace: Workspace, documents: Documents) -> list[dict[str, Any]]:
    found = []
    for related in finding.related:
        other = document if related.path == finding.path else workspace.session.snapshot.document(related.path)
        if other is not None:
            uri = documents.uri_of(workspace, related.path)
            place = as_shown(documents, workspace, related.path, other.text, *related_span(other, related))
            span = plain_range(*place, documents.encoding)
            found.append({"location": {"uri": uri, "range": span}, "message": related.message})
    return found
