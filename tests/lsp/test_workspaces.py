"""Folders that come and go, roots inside roots, and the many ways to spell a file."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from lsprotocol import types

from callsheet.lsp.uris import to_path, to_uri
from tests.lsp.conftest import OpenEditor
from tests.lsp.test_push import TWO

pytestmark = pytest.mark.asyncio(loop_scope="session")

WRONG = TWO.replace('"in_progress"', '"started"')


async def test_a_folder_is_added_and_removed(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", WRONG, folder=False)
    assert not editor.pushes("subtask_02.json")
    editor.add_folder()
    await editor.pushed("subtask_02.json", "invalid-value")
    editor.remove_folder()
    await editor.pushed("subtask_02.json")
    editor.add_folder()
    await editor.pushed("subtask_02.json", "invalid-value")


async def test_a_removed_folder_stays_for_what_is_open_in_it(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", WRONG)
    editor.open("subtask_02.json")
    await editor.pushed("subtask_02.json", "invalid-value")
    editor.remove_folder()
    editor.replace("subtask_02.json", '["01"]', '["09"]')
    await editor.pushed("subtask_02.json", "invalid-value", "unresolved-dependency")


async def test_a_file_brings_its_workspace_along(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", WRONG, folder=False)
    editor.open("subtask_01.json")
    await editor.pushed("subtask_01.json")
    await editor.pushed("subtask_02.json", "invalid-value")


async def test_a_root_inside_a_root(open_editor: OpenEditor) -> None:
    """References are relative to the nearest root, whichever folder is open."""
    files = TWO.replace('"depends_on"', '"context_files": ["docs/prices.md"], "depends_on"')
    editor = await open_editor("visual-studio-code", f"{files}--- /docs/prices.md\nPrices include tax.\n")
    inner = editor.root / "packages/inner"
    target = inner / ".tmp/tasks/gift-cards/subtask_02.json"
    target.parent.mkdir(parents=True)
    target.write_bytes(editor.path("subtask_02.json").read_bytes())
    name = f"/{target.relative_to(editor.root).as_posix()}"
    editor.open("subtask_02.json")
    editor.open(name)
    await editor.pushed(name, "broken-reference", "missing-task-file", "unresolved-dependency")
    await editor.pushed("subtask_02.json")

    editor.add_folder(inner)
    editor.open("/packages/inner/docs/prices.md", "Prices include tax.\n")
    await editor.pushed(name, "missing-task-file", "unresolved-dependency")
    editor.remove_folder(inner)


async def test_a_document_moves_to_a_nearer_folder(open_editor: OpenEditor) -> None:
    files = TWO.replace('"depends_on"', '"context_files": ["inner/docs/prices.md"], "depends_on"')
    editor = await open_editor("visual-studio-code", files)
    editor.open("/inner/docs/prices.md", "Prices include tax.\n")
    editor.open("subtask_02.json")
    await editor.pushed("subtask_02.json")
    editor.add_folder(editor.root / "inner")
    await editor.pushed("subtask_02.json", "broken-reference")
    editor.remove_folder(editor.root / "inner")


@pytest.mark.parametrize(
    "folder", ["with blanks", "c:/colon", "größe 😀", "per%cent", "plus+hash#question?", "a;b=c&d"]
)
async def test_names_with_odd_characters(open_editor: OpenEditor, tmp_path: Path, folder: str) -> None:
    editor = await open_editor("visual-studio-code", folder=False)
    editor.root = tmp_path / folder
    editor.write(WRONG)
    editor.add_folder()
    await editor.pushed("subtask_02.json", "invalid-value")
    editor.open("subtask_02.json")
    editor.replace("subtask_02.json", "started", "pending")
    await editor.pushed("subtask_02.json")


async def test_an_editor_s_own_spelling_is_kept(open_editor: OpenEditor, tmp_path: Path) -> None:
    """What was pushed under our spelling is taken back before it comes under the editor's, for both may be one to it."""
    editor = await open_editor("visual-studio-code", folder=False)
    editor.root = tmp_path / "a:b"
    editor.write(WRONG)
    editor.add_folder()
    await editor.pushed("subtask_02.json", "invalid-value")
    ours = editor.uri("subtask_02.json")
    theirs = ours.replace("subtask_02", "%73ubtask_02")
    assert theirs != ours
    item = types.TextDocumentItem(theirs, "json", 1, editor.read("subtask_02.json"))
    editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    pushed = editor.connection.pushed
    await editor.until(lambda: [push.version for push in pushed.get(theirs, [])] == [1])
    assert [len(push.diagnostics) for push in pushed[ours]] == [1, 0]
    assert [len(push.diagnostics) for push in pushed[theirs]] == [1]

    document = types.TextDocumentIdentifier(theirs)
    context = types.CodeActionContext([], only=["quickfix"])
    span = types.Range(types.Position(0, 0), types.Position(9, 0))
    params = types.CodeActionParams(document, span, context)
    (action, *_) = await editor.client.text_document_code_action_async(params) or ()
    assert isinstance(action, types.CodeAction)
    action = await editor.client.code_action_resolve_async(action)
    assert action.edit
    (edit,) = action.edit.document_changes or ()
    assert isinstance(edit, types.TextDocumentEdit)
    assert (edit.text_document.uri, edit.text_document.version) == (theirs, 1)
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(document))


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


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/b.json", "/a/b.json"),
        ("FILE:///a/b.json", "/a/b.json"),
        ("file:/a/b.json", "/a/b.json"),
        ("file://localhost/a", "/a"),
        ("file:///a%20b/%C3%A9%3A", "/a b/é:"),
        ("file:///a/../b/./c", "/b/c"),
        ("file:///a%23b%3Fc", "/a#b?c"),
        ("file:///a#L3", "/a"),
        ("file://server/share/a", None),
        ("file:", None),
        ("file:///a%00b", None),
        ("http://a/b", None),
        ("/a/b", None),
        ("", None),
    ],
)
async def test_uris_are_read(uri: str, path: str | None) -> None:
    assert to_path(uri) == (None if path is None else Path(path))


@pytest.mark.parametrize("name", ["/a b/é:%.json", "/caf\udce9.md", "/😀#?;&=+@"])
async def test_uris_are_written_so_that_they_are_read_as_the_same(name: str) -> None:
    uri = to_uri(Path(name))
    assert uri.isascii()
    assert to_path(uri) == Path(name)
    assert to_path(f"file://{quote(name, safe='', errors='surrogateescape')}".replace("%2F", "/", 1)) == Path(name)
