"""Renaming over the protocol: names and numbers, files and folders, and editors that cannot do all of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcException

from callsheet.edits.renaming import moved
from callsheet.lsp import renaming
from callsheet.lsp.server import create_server
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.snapshot import Snapshot
from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import Editor
from tests.workspaces import FEATURE_FOLDER, read_fixture

pytestmark = pytest.mark.asyncio(loop_scope="session")

FILES = """
--- task.json
{"id": "gift-cards", "context_files": ["docs/häuser.md"]}
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "😀", "deliverables": ["src/print.ts"]}
--- subtask_02.yaml
id: gift-cards-02
seq: "02"
depends_on: ["01"]
reference_files:
  - ./src/print.ts (new)
--- /docs/häuser.md
# Houses
"""


async def prepare(editor: Editor, name: str, words: str, offset: int = 0) -> types.PrepareRenamePlaceholder | None:
    """What can be renamed at some words of an open file."""
    params = types.PrepareRenameParams(editor.identify(name), editor.at(name, words, offset))
    found = await editor.client.text_document_prepare_rename_async(params)
    assert found is None or isinstance(found, types.PrepareRenamePlaceholder)
    return found


async def rename(editor: Editor, name: str, words: str, new_name: str, offset: int = 0) -> types.WorkspaceEdit:
    params = types.RenameParams(editor.identify(name), editor.at(name, words, offset), new_name)
    edit = await editor.client.text_document_rename_async(params)
    assert edit is not None
    return edit


async def will_rename(editor: Editor, *moves: tuple[str, str]) -> types.WorkspaceEdit | None:
    files = [types.FileRename(editor.uri(old), editor.uri(new)) for old, new in moves]
    return await editor.client.workspace_will_rename_files_async(types.RenameFilesParams(files))


async def move(editor: Editor, old: str, new: str) -> None:
    """Rename a file or folder in the editor's file tree."""
    edit = await will_rename(editor, (old, new))
    if edit is not None:
        editor.apply(edit)
    editor.rename(old, new)
    renamed = [types.FileRename(editor.uri(old), editor.uri(new))]
    editor.client.workspace_did_rename_files(types.RenameFilesParams(renamed))


def check_files(editor: Editor, expected: str) -> None:
    """What is in the workspace, open buffers in place of files."""
    found = {
        path.relative_to(editor.root).as_posix(): path.read_text() for path in editor.root.rglob("*") if path.is_file()
    }
    for name, buffer in editor.buffers.items():
        found[editor.path(name).relative_to(editor.root).as_posix()] = buffer.text
    assert found == read_fixture(expected).files


RENUMBERED = (
    FILES.replace("subtask_01.json", "subtask_07.json")
    .replace("gift-cards-01", "gift-cards-07")
    .replace('"01"', '"07"')
)


@pytest.mark.parametrize("name", ["visual-studio-code", "neovim"])
async def test_a_number_from_a_dependency(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES)
    buffer = editor.open("subtask_02.yaml")
    found = await prepare(editor, "subtask_02.yaml", '"01"', 1)
    assert found is not None
    assert (found.placeholder, found.range) == ("01", buffer.range_of("01"))
    editor.apply(await rename(editor, "subtask_02.yaml", '"01"', "7", 1))
    check_files(editor, RENUMBERED)


async def test_edits_are_of_the_version_in_the_editor(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_01.json")
    editor.replace("subtask_01.json", '"title": "😀"', '"title": "😀😀"')
    edit = await rename(editor, "subtask_01.json", '"01"', "07", 1)
    steps = edit.document_changes or ()
    versions = {
        step.text_document.uri: step.text_document.version for step in steps if isinstance(step, types.TextDocumentEdit)
    }
    assert versions == {editor.uri("subtask_01.json"): 2, editor.uri("subtask_02.yaml"): None}
    assert steps[-1] == types.RenameFile(editor.uri("subtask_01.json"), editor.uri("subtask_07.json"))
    editor.apply(edit)
    check_files(editor, RENUMBERED.replace("😀", "😀😀"))


async def test_an_editor_that_cannot_rename_files_is_told_which(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", FILES)
    editor.open("subtask_02.yaml")
    before = len(editor.client.messages)
    editor.apply(await rename(editor, "subtask_02.yaml", '"01"', "07", 1))
    check_files(editor, RENUMBERED.replace("--- subtask_07.json", "--- subtask_01.json"))
    (message,) = [shown.message for shown in editor.client.messages[before:]]
    assert f"{FEATURE_FOLDER}/subtask_01.json → {FEATURE_FOLDER}/subtask_07.json" in message


async def test_a_file_that_has_changed_unnoticed_is_read_again(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_01.json")
    await prepare(editor, "subtask_01.json", '"01"', 1)
    editor.path("subtask_02.yaml").write_text('title: new\nseq: "02"\ndepends_on: ["02", "01"]\n')
    editor.apply(await rename(editor, "subtask_01.json", '"01"', "07", 1))
    assert editor.read("subtask_02.yaml") == 'title: new\nseq: "02"\ndepends_on: ["02", "07"]\n'


async def test_what_cannot_be_renamed_says_why(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_01.json")
    assert await prepare(editor, "subtask_01.json", "😀") is None
    with pytest.raises(JsonRpcException, match="rename or move the file itself"):
        await prepare(editor, "subtask_01.json", "src/print.ts")
    with pytest.raises(JsonRpcException, match="there is a subtask 02 already") as refusal:
        await rename(editor, "subtask_01.json", '"01"', "02", 1)
    assert refusal.value.code == types.LSPErrorCodes.RequestFailed
    with pytest.raises(JsonRpcException, match="no name here"):
        await rename(editor, "subtask_01.json", "😀", "02")


async def test_a_document_that_changes_while_the_workspace_is_read(tmp_path: Path) -> None:
    """The place that was asked about is not there any more."""
    root = read_fixture(FILES).write_to(tmp_path)
    server = create_server()
    server.documents.on_open = server.documents.on_change = lambda _document: None
    workspace = server.documents.add_folder(root)
    uri = workspace.uri(f"{FEATURE_FOLDER}/subtask_01.json")
    server.documents.open(uri, '{"seq": "01"}', 1)
    params = types.RenameParams(types.TextDocumentIdentifier(uri), types.Position(0, 10), "07")
    answer = asyncio.ensure_future(renaming.rename(server, params))
    await asyncio.sleep(0)
    server.documents.change(uri, [{"text": "{}"}], 2)
    workspace.is_indexed.set()
    with pytest.raises(JsonRpcContentModified):
        await answer


@pytest.mark.parametrize("changes", [1, renaming.ATTEMPTS])
async def test_references_follow_although_somebody_types_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: int
) -> None:
    """What was computed of the text before does not count."""
    server = create_server()
    server.documents.on_open = server.documents.on_change = lambda _document: None
    workspace = server.documents.add_folder(read_fixture(FILES).write_to(tmp_path))
    workspace.session.index()
    workspace.is_indexed.set()
    uri = workspace.uri(f"{FEATURE_FOLDER}/subtask_01.json")
    server.documents.open(uri, '{"deliverables": ["src/print.ts"]}', 1)
    loop, versions = asyncio.get_running_loop(), iter(range(2, 2 + changes))

    def moved_while_somebody_types(snapshot: Snapshot, moves: Mapping[str, str]) -> tuple[DocumentChange, ...]:
        version = next(versions, None)
        if version is not None:
            text = f'{{"seq": "0{version}", "deliverables": ["src/print.ts"]}}'
            loop.call_soon_threadsafe(server.documents.change, uri, [{"text": text}], version)
        return moved(snapshot, moves)

    monkeypatch.setattr("callsheet.edits.renaming.moved", moved_while_somebody_types)
    file = types.FileRename(workspace.uri("src/print.ts"), workspace.uri("src/draw.ts"))
    edit = await renaming.will_rename_files(server, [file])
    assert edit
    assert edit.changes
    start = len('{"seq": "02", "deliverables": [')
    span = types.Range(types.Position(0, start), types.Position(0, start + len('"src/print.ts"')))
    assert [(each.range, each.new_text) for each in edit.changes[uri]] == [(span, '"src/draw.ts"')]


async def test_references_follow_a_folder_and_a_file(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_02.yaml")
    editor.path("/src").mkdir()
    await move(editor, "/src", "/lib")
    await move(editor, "/docs/häuser.md", "/docs/a b.md")
    assert '"deliverables": ["lib/print.ts"]' in editor.read("subtask_01.json")
    assert "- ./lib/print.ts (new)" in editor.buffers["subtask_02.yaml"].text
    assert '"context_files": ["docs/a b.md"]' in editor.read("task.json")


async def test_a_number_follows_the_name_of_its_file(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    await move(editor, "subtask_01.json", "subtask_07.json")
    check_files(editor, RENUMBERED)


async def test_ids_follow_the_name_of_the_folder_and_the_index_is_up_to_date(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    await move(editor, f"/{FEATURE_FOLDER}", "/.tmp/tasks/vouchers")
    name = "/.tmp/tasks/vouchers/subtask_02.yaml"
    editor.open(name)
    found = await editor.definition(name, editor.at(name, '"01"', 1))
    first = "/.tmp/tasks/vouchers/subtask_01.json"
    assert [link.target_uri for link in found if isinstance(link, types.LocationLink)] == [editor.uri(first)]
    assert editor.read(first).startswith('{"id": "vouchers-01"')


async def test_people_are_told_which_references_do_not_follow(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    before = len(editor.client.messages)
    await move(editor, "/docs/häuser.md", "/docs/houses #1.md")
    assert '"context_files": ["docs/häuser.md"]' in editor.read("task.json")
    (message,) = [shown.message for shown in editor.client.messages[before:]]
    assert message == (
        'Callsheet: not every reference can follow. Change by hand what refers to docs/häuser.md ("docs/houses #1.md" '
        f"cannot be written as a reference) in {FEATURE_FOLDER}/task.json"
    )


async def test_nothing_refers_to_a_file(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    assert await will_rename(editor, ("/README.md", "/READ.md")) is None
    assert await will_rename(editor, ("/docs/häuser.md", "untitled:1")) is None


async def test_what_the_server_says_it_can_do(open_editor: OpenEditor) -> None:
    vscode = (await open_editor("visual-studio-code", FILES)).connection.result.capabilities
    assert vscode.rename_provider == types.RenameOptions(prepare_provider=True)
    operations = vscode.workspace.file_operations if vscode.workspace else None
    assert operations is not None
    for registered in (operations.will_rename, operations.did_rename):
        assert registered is not None
        assert [each.pattern.glob for each in registered.filters] == ["**/*"]
    assert (await open_editor("emacs")).connection.result.capabilities.rename_provider is True
