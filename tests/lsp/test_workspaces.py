"""Folders that come and go, and roots inside roots."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

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
