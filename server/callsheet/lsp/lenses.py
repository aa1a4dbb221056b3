"""Code lenses and inlay hints: what is shown beside the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from callsheet.lsp.asked import asked_of

if TYPE_CHECKING:
    from callsheet.lsp.server import Server


def register(server: Server) -> None:
    """Serve the methods of this file."""

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    def serve_code_lenses(params: types.CodeLensParams) -> list[types.CodeLens]:
        return code_lenses(server, params)

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def serve_inlay_hints(params: types.InlayHintParams) -> list[types.InlayHint]:
        return inlay_hints(server, params)


def code_lenses(server: Server, params: types.CodeLensParams) -> list[types.CodeLens]:
    """Answer `textDocument/codeLens`: all stand above the first line that holds something."""
    from callsheet.ide.code_lenses import code_lenses as compute

    asked = asked_of(server, params.text_document)
    document = asked.snapshot.document(asked.path) if asked else None
    if asked is None or document is None:
        return []
    span = asked.range(document.root.start, document.root.start)
    argument = {"uri": params.text_document.uri}
    return [
        types.CodeLens(span, types.Command(lens.title, lens.command, arguments=[{**argument, **_more(lens.command)}]))
        for lens in compute(asked.snapshot, asked.path, asked.workspace.checker)
    ]


def _more(command: str) -> dict[str, bool]:
    """What a command is told besides the place: to show what it tells, in an editor that has no view for it."""
    return {"show": True} if command in ("callsheet.plan", "callsheet.summary", "callsheet.stages") else {}


def inlay_hints(server: Server, params: types.InlayHintParams) -> list[types.InlayHint]:
    """Answer `textDocument/inlayHint`."""
    from callsheet.ide.inlay_hints import inlay_hints as compute

    asked = asked_of(server, params.text_document)
    if asked is None:
        return []
    start, end = asked.offset(params.range.start), asked.offset(params.range.end)
    return [
        types.InlayHint(
            asked.range(hint.offset, hint.offset).start, hint.label, tooltip=hint.tooltip, padding_left=True
        )
        for hint in compute(asked.snapshot, asked.path, min(start, end), max(start, end))
    ]
