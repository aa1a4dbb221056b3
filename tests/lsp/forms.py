"""What the answers of a server may look like, by what the client has declared (LSP 3.17). Written without Callsheet's code.

Everything is plain: capabilities and results as they go over the wire.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Capabilities = dict[str, Any]

FIRST_VERSION = 18
"""The last kind of a completion item or symbol that every client knows."""


def capability(capabilities: Capabilities, path: str) -> Any:
    """What a client says at a path of names with dots between; None where it says nothing."""
    found: Any = capabilities
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def check_form(method: str, capabilities: Capabilities, result: Any) -> None:
    """Check the result of a request."""
    check = FORMS.get(method)
    if check is not None and result is not None:
        check(lambda path: capability(capabilities, path), result)


Has = Callable[[str], Any]
"""Gives what the client says at a path."""


def _hover(has: Has, result: Any) -> None:
    formats = has("textDocument.hover.contentFormat") or ["plaintext"]
    assert result["contents"]["kind"] in formats


def _completion(has: Has, result: Any) -> None:
    items = "textDocument.completion.completionItem"
    assert set(result.get("itemDefaults", ())) <= set(has("textDocument.completion.completionList.itemDefaults") or ())
    for item in result["items"]:
        _completion_item(has, item)
        has_edit = "textEdit" in item or "editRange" in result.get("itemDefaults", ())
        assert has_edit
        assert "insert" not in item.get("textEdit", ()) or has(f"{items}.insertReplaceSupport")
        described = "documentation" in (has(f"{items}.resolveSupport.properties") or ())
        assert not (described and "documentation" in item)


def _completion_item(has: Has, item: Any) -> None:
    items = "textDocument.completion.completionItem"
    assert "labelDetails" not in item or has(f"{items}.labelDetailsSupport")
    assert item.get("insertTextFormat") != 2 or has(f"{items}.snippetSupport")
    assert "insertTextMode" not in item or item["insertTextMode"] in has(f"{items}.insertTextModeSupport.valueSet")
    assert not {"commitCharacters", "tags", "deprecated"} & item.keys()
    assert _is_known(item.get("kind", 1), has("textDocument.completion.completionItemKind.valueSet"))
    documentation = item.get("documentation")
    if isinstance(documentation, dict):
        assert documentation["kind"] in (has(f"{items}.documentationFormat") or ())


def _is_known(kind: int, known: list[int] | None) -> bool:
    return kind in known if known else kind <= FIRST_VERSION


def _definition(has: Has, result: Any) -> None:
    assert has("textDocument.definition.linkSupport") or all("targetUri" not in each for each in result)


def _declaration(has: Has, result: Any) -> None:
    assert has("textDocument.declaration.linkSupport") or all("targetUri" not in each for each in result)


def _code_actions(has: Has, result: Any) -> None:
    assert not result or has("textDocument.codeAction.codeActionLiteralSupport")
    is_resolved = "edit" in (has("textDocument.codeAction.resolveSupport.properties") or ())
    for action in result:
        assert "disabled" not in action or has("textDocument.codeAction.disabledSupport")
        assert "isPreferred" not in action or has("textDocument.codeAction.isPreferredSupport")
        assert "data" not in action or has("textDocument.codeAction.dataSupport")
        assert ("edit" in action) != (is_resolved or "disabled" in action)
        _diagnostics(has, action.get("diagnostics", ()))
        _edit(has, action.get("edit", {}))


def _code_action(has: Has, result: Any) -> None:
    _edit(has, result["edit"])


def _edit(has: Has, edit: Any) -> None:
    operations = has("workspace.workspaceEdit.resourceOperations") or ()
    assert "documentChanges" not in edit or has("workspace.workspaceEdit.documentChanges") or operations
    assert "changeAnnotations" not in edit
    for step in edit.get("documentChanges", ()):
        assert "kind" not in step or step["kind"] in operations


def _diagnostics(has: Has, diagnostics: Any) -> None:
    def either(name: str) -> Any:
        return has(f"textDocument.publishDiagnostics.{name}") or has(f"textDocument.diagnostic.{name}")

    for diagnostic in diagnostics:
        assert "relatedInformation" not in diagnostic or either("relatedInformation")
        assert "codeDescription" not in diagnostic or either("codeDescriptionSupport")
        tags = either("tagSupport")
        assert set(diagnostic.get("tags", ())) <= set(tags["valueSet"] if tags else ())
        assert "data" not in diagnostic or either("dataSupport")


def _report(has: Has, result: Any) -> None:
    assert has("textDocument.diagnostic") is not None
    assert "relatedDocuments" not in result or has("textDocument.diagnostic.relatedDocumentSupport")
    _diagnostics(has, result.get("items", ()))


def _workspace_report(has: Has, result: Any) -> None:
    assert has("textDocument.diagnostic") is not None
    for item in result["items"]:
        _diagnostics(has, item.get("items", ()))


def _document_symbols(has: Has, result: Any) -> None:
    is_tree = has("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport")
    kinds = has("textDocument.documentSymbol.symbolKind.valueSet")
    for symbol in _with_children(result):
        assert ("location" in symbol) != bool(is_tree)
        assert _is_known(symbol["kind"], kinds)


def _with_children(symbols: Any) -> Iterator[Any]:
    for symbol in symbols:
        yield symbol
        yield from _with_children(symbol.get("children", ()))


def _workspace_symbols(has: Has, result: Any) -> None:
    is_resolved = "location.range" in (has("workspace.symbol.resolveSupport.properties") or ())
    for symbol in result:
        assert "range" in symbol["location"] or is_resolved
        assert _is_known(symbol["kind"], has("workspace.symbol.symbolKind.valueSet"))


def _folds(has: Has, result: Any) -> None:
    limit, kinds = (
        has("textDocument.foldingRange.rangeLimit"),
        has("textDocument.foldingRange.foldingRangeKind.valueSet"),
    )
    assert limit is None or len(result) <= limit
    for fold in result:
        assert (
            not has("textDocument.foldingRange.lineFoldingOnly") or not {"startCharacter", "endCharacter"} & fold.keys()
        )
        assert "collapsedText" not in fold or has("textDocument.foldingRange.foldingRange.collapsedText")
        assert kinds is None or fold.get("kind", kinds[0]) in kinds


def _links(has: Has, result: Any) -> None:
    assert has("textDocument.documentLink.tooltipSupport") or all("tooltip" not in link for link in result)


def _tokens(has: Has, result: Any) -> None:
    assert has("textDocument.semanticTokens.augmentsSyntaxTokens") is not False
    assert len(result["data"]) % 5 == 0
    assert "relative" in (has("textDocument.semanticTokens.formats") or ["relative"])


FORMS: dict[str, Callable[[Has, Any], None]] = {
    "textDocument/hover": _hover,
    "textDocument/completion": _completion,
    "completionItem/resolve": _completion_item,
    "textDocument/definition": _definition,
    "textDocument/declaration": _declaration,
    "textDocument/codeAction": _code_actions,
    "codeAction/resolve": _code_action,
    "textDocument/rename": _edit,
    "workspace/willRenameFiles": _edit,
    "textDocument/diagnostic": _report,
    "workspace/diagnostic": _workspace_report,
    "textDocument/documentSymbol": _document_symbols,
    "workspace/symbol": _workspace_symbols,
    "textDocument/foldingRange": _folds,
    "textDocument/documentLink": _links,
    "textDocument/semanticTokens/full": _tokens,
    "textDocument/semanticTokens/range": _tokens,
}
"""The check of each method whose answer depends on what the client can do."""


def publish_form(capabilities: Capabilities, params: Any) -> None:
    """Check diagnostics that are pushed."""
    _diagnostics(lambda path: capability(capabilities, path), params["diagnostics"])
