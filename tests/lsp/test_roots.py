"""Several roots: nested, with the same names, linked, missing, coming and going while they are read."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import Editor, codes
from tests.lsp.test_cancelling import Gate, gate
from tests.lsp.test_commands import plain
from tests.lsp.test_push import TWO
from tests.lsp.wires import Wire
from tests.workspaces import FEATURE_FOLDER, read_fixture

__all__ = ["gate"]  # a fixture

pytestmark = pytest.mark.asyncio(loop_scope="session")

SUBTASK = f"{FEATURE_FOLDER}/subtask_02.json"

PLANNED = """
--- contexts.json
{"feature": "gift-cards", "bounded_contexts": [{"name": "sales", "module": "@shop/sales"}]}
--- task.json
{"id": "gift-cards", "name": "Gift cards", "status": "active", "objective": "Sell", "bounded_context": "sales"}
--- subtask_01.json
{"id": "gift-cards-01", "seq": "01", "title": "Draw", "status": "pending", "context_files": ["docs/prices.md"]}
--- /docs/prices.md
# Prices
"""


async def two_roots(open_editor: OpenEditor, name: str, fixture: str, folders: tuple[str, str]) -> Editor:
    """An editor with the same workspace in two folders of one."""
    editor = await open_editor(name, folder=False)
    for folder in folders:
        read_fixture(fixture).write_to(editor.root / folder)
        editor.add_folder(editor.root / folder)
    return editor


def close_roots(editor: Editor, *folders: str) -> None:
    editor.close_all()
    for folder in folders:
        editor.remove_folder(editor.root / folder)


def targets(edit: types.WorkspaceEdit | None) -> set[str]:
    """The URIs of all that an edit touches."""
    found: set[str] = set((edit.changes if edit else None) or {})
    for step in (edit.document_changes if edit else None) or ():
        if isinstance(step, types.RenameFile):
            found |= {step.old_uri, step.new_uri}
        elif isinstance(step, types.TextDocumentEdit):
            found.add(step.text_document.uri)
        else:
            found.add(step.uri)
    return found


@pytest.mark.parametrize("folders", [("first", "second"), ("outer", "outer/packages/inner")])
async def test_names_of_one_root_mean_nothing_in_the_other(open_editor: OpenEditor, folders: tuple[str, str]) -> None:
    """The same feature lies in both; renaming and finding in one leave the other alone."""
    editor = await two_roots(open_editor, "neovim", PLANNED, folders)
    for here, there in (folders, folders[::-1]):
        name, inside = f"/{here}/{FEATURE_FOLDER}/task.json", f"{(editor.root / here).as_uri()}/.tmp/"
        editor.open(name)
        place, document = editor.at(name, '"sales"', 1), editor.identify(name)
        found = await editor.client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(include_declaration=True), document, place)
        )
        assert {location.uri for location in found or ()} == {
            f"{inside}tasks/gift-cards/{each}.json" for each in ("contexts", "task")
        }
        for words, new_name in (('"sales"', "selling"), ('"gift-cards"', "vouchers")):
            edit = await editor.client.text_document_rename_async(
                types.RenameParams(document, editor.at(name, words, 1), new_name)
            )
            assert targets(edit)
            assert all(uri.startswith(inside) for uri in targets(edit)), there
    close_roots(editor, *folders)


async def test_a_file_that_is_renamed_in_one_root(open_editor: OpenEditor) -> None:
    editor = await two_roots(open_editor, "neovim", PLANNED, ("first", "second"))
    docs = [(editor.root / folder / "docs").as_uri() for folder in ("first", "second")]
    for old, new in ((f"{docs[0]}/prices.md", f"{docs[0]}/costs.md"), (docs[0], f"{docs[0]}2")):
        edit = await editor.client.workspace_will_rename_files_async(
            types.RenameFilesParams([types.FileRename(old, new)])
        )
        assert targets(edit) == {(editor.root / "first" / FEATURE_FOLDER / "subtask_01.json").as_uri()}
    away = types.FileRename(f"{docs[0]}/prices.md", f"{docs[1]}/costs.md")
    assert await editor.client.workspace_will_rename_files_async(types.RenameFilesParams([away])) is None
    close_roots(editor, "first", "second")


async def test_symbols_of_all_roots(open_editor: OpenEditor) -> None:
    editor = await two_roots(open_editor, "neovim", PLANNED, ("first", "second"))
    found = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("Gift cards"))
    uris = {symbol.location.uri for symbol in found or ()}
    expected = {(editor.root / folder / FEATURE_FOLDER / "task.json").as_uri() for folder in ("first", "second")}
    assert expected <= uris
    close_roots(editor, "first", "second")


async def test_commands_are_about_the_root_that_they_name(open_editor: OpenEditor) -> None:
    editor = await two_roots(open_editor, "neovim", PLANNED, ("first", "second"))
    task = editor.root / "second" / FEATURE_FOLDER / "task.json"
    task.write_text(task.read_text().replace("Gift cards", "Vouchers"))
    editor.tell(f"/second/{FEATURE_FOLDER}/task.json")
    for folder, name in (("first", "Gift cards"), ("second", "Vouchers")):
        argument = {"uri": (editor.root / folder).as_uri()}
        params = types.ExecuteCommandParams("callsheet.stages", [argument])
        result: Any = await editor.client.workspace_execute_command_async(params)
        assert [feature["name"] for feature in plain(result)] == [name]
    close_roots(editor, "first", "second")


async def test_commands_without_a_place_are_about_the_folder_that_was_opened_first(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", folder=False)
    for folder, name in (("outer", "cards"), ("outer/inner", "vouchers")):
        task = f'{{"id": "{name}", "name": "Sell", "status": "active", "objective": "Sell"}}'
        read_fixture(f"--- /.tmp/tasks/{name}/task.json\n{task}\n").write_to(editor.root / folder)
        editor.add_folder(editor.root / folder)

    async def planned() -> list[str]:
        found: Any = await editor.client.workspace_execute_command_async(types.ExecuteCommandParams("callsheet.plan"))
        return [each["feature"] for each in plain(found)]

    assert await planned() == ["cards"]
    editor.remove_folder(editor.root / "outer")
    editor.add_folder(editor.root / "outer")
    assert await planned() == ["vouchers"]
    close_roots(editor, "outer", "outer/inner")


@pytest.mark.parametrize("kind", ["missing", "file", "empty"])
async def test_a_root_that_holds_nothing(open_editor: OpenEditor, kind: str) -> None:
    editor = await open_editor("vscode-pull", folder=False)
    root = editor.root / "root"
    if kind == "file":
        root.write_text("{}")
    elif kind == "empty":
        root.mkdir()
    editor.add_folder(root)
    assert await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("nothing like it")) == []
    assert await editor.pull_workspace() == {}
    # What is opened there counts all the same: it is not saved yet.
    name = f"/root/{SUBTASK}"
    editor.open(name, '{"seq": "02", "status": "started"}')
    assert "invalid-value" in codes(await editor.pulled(name))
    close_roots(editor, "root")


async def test_a_missing_root_that_comes_to_be(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", folder=False)
    root = editor.root / "root"
    editor.add_folder(root)
    read_fixture(TWO.replace("in_progress", "started")).write_to(root)
    editor.tell(f"/root/{SUBTASK}", change=types.FileChangeType.Created)
    await editor.pushed(f"/root/{SUBTASK}", "invalid-value")
    close_roots(editor, "root")


@pytest.mark.parametrize(("added", "opened"), [("real", "link"), ("link", "real"), ("link", "link")])
async def test_a_root_that_is_a_link(open_editor: OpenEditor, added: str, opened: str) -> None:
    """The same file, whichever way leads to it."""
    editor = await open_editor("vscode-pull", folder=False)
    read_fixture(TWO).write_to(editor.root / "real")
    (editor.root / "link").symlink_to(editor.root / "real", target_is_directory=True)
    editor.add_folder(editor.root / added)
    first, second = (f"/{opened}/{FEATURE_FOLDER}/subtask_{number}.json" for number in ("01", "02"))
    editor.open(second)
    assert not await editor.pulled(second)
    editor.open(first)
    editor.replace(first, '"completed"', '"blocked"')
    assert codes(await editor.pulled(second)) == ["premature-status"]
    found = await editor.definition(second, editor.at(second, '"01"', 1))
    assert [location.target_uri for location in found if isinstance(location, types.LocationLink)] == [
        editor.uri(first)
    ]
    report = await editor.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
    inside = [item.uri for item in report.items if item.uri.startswith(editor.root.as_uri())]
    assert inside == [editor.uri(first), editor.uri(second)]
    close_roots(editor, added)


@pytest.mark.skipif(os.name == "nt", reason="links in a circle")
async def test_a_root_that_is_a_circle_of_links(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", folder=False)
    (editor.root / "link").symlink_to(editor.root / "link")
    editor.add_folder(editor.root / "link")
    assert await editor.pull_workspace() == {}
    editor.open(f"/link/{SUBTASK}", "{")
    assert codes(await editor.pulled(f"/link/{SUBTASK}")) == ["syntax-error"]
    close_roots(editor, "link")


async def test_a_file_outside_all_roots_has_no_answers(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", TWO, folder=False)
    editor.add_folder(editor.root / "elsewhere")
    editor.open("/notes.json", '{"seq": "02"}')
    document, start = editor.identify("/notes.json"), types.Position(0, 3)
    assert await editor.client.text_document_hover_async(types.HoverParams(document, start)) is None
    assert not await editor.pulled("/notes.json")
    assert not await editor.actions("/notes.json")
    close_roots(editor, "elsewhere")


@pytest.mark.asyncio(loop_scope="function")
async def test_a_root_is_removed_while_it_is_read(tmp_path: Path, gate: Gate) -> None:
    wire = Wire()
    wire.initialize(read_fixture(TWO.replace("in_progress", "started")).write_to(tmp_path))
    folder = {"uri": tmp_path.as_uri(), "name": "root"}
    await asyncio.sleep(0.01)
    change_folders(wire, removed=[folder])
    (symbols, diagnostics) = (wire.ask("workspace/symbol", {"query": ""}), wire.ask("workspace/symbol", {"query": "x"}))
    assert (await wire.answer(symbols))["result"] == (await wire.answer(diagnostics))["result"] == []
    gate.open()
    await wire.server.work(int)  # the index has come to its end before
    await asyncio.sleep(0.1)
    assert not wire.said("textDocument/publishDiagnostics")
    # It comes back as if nothing had been.
    change_folders(wire, added=[folder])
    pushed = await wire.until("textDocument/publishDiagnostics", lambda params: params["uri"].endswith(SUBTASK))
    assert [each["code"] for each in pushed["params"]["diagnostics"]] == ["invalid-value"]


@pytest.mark.asyncio(loop_scope="function")
async def test_a_root_is_added_while_another_is_read(tmp_path: Path, gate: Gate) -> None:
    wire = Wire()
    wrong = read_fixture(TWO.replace("in_progress", "started"))
    wire.initialize(wrong.write_to(tmp_path / "first"))
    wrong.write_to(tmp_path / "second")
    change_folders(wire, added=[{"uri": (tmp_path / "second").as_uri(), "name": "second"}])
    gate.open()
    for folder in ("first", "second"):
        uri = (tmp_path / folder / SUBTASK).as_uri()
        await wire.until("textDocument/publishDiagnostics", partial(_is_about, uri))


def _is_about(uri: str, params: Any) -> bool:
    return bool(params["uri"] == uri)


def change_folders(wire: Wire, added: Any = (), removed: Any = ()) -> None:
    event = {"added": list(added), "removed": list(removed)}
    wire.say(method="workspace/didChangeWorkspaceFolders", params={"event": event})
