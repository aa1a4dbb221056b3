"""Documents that are no files, and those that are not saved yet."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import Editor, codes
from tests.lsp.test_push import TWO

pytestmark = pytest.mark.asyncio(loop_scope="session")

THIRD = '{"id": "gift-cards-03", "seq": "03", "title": "Post", "status": "pending", "depends_on": ["02"]}'


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "untitled:/.tmp/tasks/a/task.json",
        "git:/a/.tmp/tasks/a/task.json?x",
        "https://example.org/.tmp/tasks/a/task.json",
        "nonsense",
        "",
    ],
)
async def test_documents_that_are_no_files_have_no_findings(open_editor: OpenEditor, uri: str) -> None:
    editor = await open_editor("emacs", TWO)
    item = types.TextDocumentItem(uri, "json", 1, "{")
    editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    change = types.TextDocumentContentChangeWholeDocument("{{")
    document = types.VersionedTextDocumentIdentifier(2, uri)
    editor.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
    params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(0, 1))
    assert await editor.client.text_document_hover_async(params) is None
    close = types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
    editor.client.text_document_did_close(close)
    editor.open("subtask_02.json")
    await editor.pushed("subtask_02.json")
    assert uri not in editor.connection.pushed


def show(editor: Editor, uri: str, text: str) -> None:
    item = types.TextDocumentItem(uri, "json", 1, text)
    editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))


def hide(editor: Editor, uri: str) -> None:
    document = types.TextDocumentIdentifier(uri)
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(document))


def unsaved(editor: Editor, name: str) -> str:
    """The URI of a document that is to be saved as a file."""
    return editor.uri(name).replace("file://", "untitled:")


async def pulled(editor: Editor, uri: str) -> list[str]:
    params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
    report = await editor.client.text_document_diagnostic_async(params)
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
    return codes(report.items)


async def test_what_is_not_saved_yet_counts_where_it_is_to_lie(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", TWO)
    editor.open("subtask_02.json")
    editor.replace("subtask_02.json", '["01"]', '["01", "03"]')
    assert codes(await editor.pulled("subtask_02.json")) == ["unresolved-dependency"]
    uri = unsaved(editor, "subtask_03.json")
    show(editor, uri, THIRD)
    assert codes(await editor.pulled("subtask_02.json")) == ["dependency-cycle", "premature-status"]
    assert "no-deliverables" in await pulled(editor, uri)
    place = types.Position(0, THIRD.index('"02"') + 1)
    hover = await editor.client.text_document_hover_async(types.HoverParams(types.TextDocumentIdentifier(uri), place))
    assert hover
    hide(editor, uri)
    assert codes(await editor.pulled("subtask_02.json")) == ["unresolved-dependency"]


@pytest.mark.parametrize("closes_first", [True, False])
async def test_it_is_saved(open_editor: OpenEditor, *, closes_first: bool) -> None:
    editor = await open_editor("emacs", TWO)
    uri = unsaved(editor, "subtask_03.json")
    show(editor, uri, THIRD.replace("pending", "waiting"))
    pushed = editor.connection.pushed

    def shown(uri: str) -> list[str]:
        return codes(pushed[uri][-1].diagnostics) if uri in pushed else []

    await editor.until(lambda: "invalid-value" in shown(uri))
    editor.path("subtask_03.json").write_text(THIRD.replace("pending", "waiting"))
    if closes_first:
        hide(editor, uri)
    editor.open("subtask_03.json")
    if not closes_first:
        hide(editor, uri)
    await editor.until(lambda: "invalid-value" in editor.shown("subtask_03.json") and not shown(uri))
    editor.replace("subtask_03.json", "waiting", "pending")
    await editor.until(lambda: "invalid-value" not in editor.shown("subtask_03.json"))
    assert not shown(uri)


async def test_what_is_to_lie_outside_brings_no_workspace_along(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", TWO, folder=False)
    uri = unsaved(editor, "subtask_03.json")
    show(editor, uri, "{")
    params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(0, 1))
    assert await editor.client.text_document_hover_async(params) is None
    hide(editor, uri)
    assert uri not in editor.connection.pushed


@pytest.mark.parametrize("scheme", ["git", "vscode-notebook-cell", "output", "vscode-userdata"])
async def test_other_views_of_a_file_are_not_the_file(open_editor: OpenEditor, scheme: str) -> None:
    editor = await open_editor("vscode-pull", TWO)
    uri = editor.uri("subtask_02.json").replace("file://", f"{scheme}:")
    show(editor, uri, "{ broken")
    assert await pulled(editor, uri) == []
    assert not await editor.pulled("subtask_02.json")
    editor.open("subtask_02.json")
    hide(editor, uri)
    assert not await editor.pulled("subtask_02.json")
