"""Code actions over the protocol: listed, resolved, and carried out by an editor."""

from __future__ import annotations

import json

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import Editor, titles
from tests.workspaces import FEATURE_FOLDER, read_fixture

pytestmark = pytest.mark.asyncio(loop_scope="session")

FILES = """
--- task.json
{
    "id": "gift-cards",
    "status": "active",
    "subtask_count": 2,
    "completed_count": 1
}
--- subtask_01.json
{"seq": "01", "status": "completed"}
--- subtask_02.json
{
  "seq": "02",
  "status": "in_progress",
  "depends_on": ["01"]
}
"""

REFUSED = FILES.replace('"01", "status": "completed"', '"01", "status": "blocked"')


async def action_titled(editor: Editor, name: str, title: str) -> types.CodeAction:
    return next(action for action in await editor.actions(name) if action.title == title)


async def do(editor: Editor, name: str, title: str) -> None:
    await editor.do(await action_titled(editor, name, title))


def value(text: str, key: str) -> object:
    return json.loads(text)[key]


@pytest.mark.parametrize("name", ["visual-studio-code", "neovim", "emacs"])
async def test_marking_a_subtask_complete(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES)
    buffer = editor.open("subtask_02.json")
    await do(editor, "subtask_02.json", "Mark 02 complete")
    assert value(buffer.text, "status") == "completed"
    assert str(value(buffer.text, "completed_at")).endswith("Z")
    assert editor.read("task.json") == editor_text("task.json").replace('"completed_count": 1', '"completed_count": 2')


def editor_text(name: str) -> str:
    """A file as it was in the beginning."""
    return read_fixture(FILES).files[f"{FEATURE_FOLDER}/{name}"]


async def test_the_task_is_completed_with_its_last_subtask(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_02.json")
    await do(editor, "subtask_02.json", "Mark 02 and the task gift-cards complete")
    task = json.loads(editor.read("task.json"))
    assert (task["status"], task["completed_count"]) == ("completed", 2)
    assert task["completed_at"] == value(editor.buffers["subtask_02.json"].text, "completed_at")


async def test_an_unsaved_subtask_and_an_unsaved_task(open_editor: OpenEditor) -> None:
    """The edits are for the texts in the editor, and say for which version of them."""
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_02.json")
    editor.replace("subtask_02.json", '"depends_on": ["01"]', '\n  "title": "Print 😀", "depends_on": []')
    task = editor.open("task.json")
    editor.replace("task.json", '"completed_count": 1', '"name": "Gift cards", "completed_count": 0')
    await do(editor, "subtask_02.json", "Mark 02 complete")
    assert '"name": "Gift cards", "completed_count": 2' in task.text
    assert '"title": "Print 😀"' in editor.buffers["subtask_02.json"].text
    assert editor.read("task.json") == editor_text("task.json")
    assert editor.read("subtask_02.json") == editor_text("subtask_02.json")


@pytest.mark.parametrize("name", ["visual-studio-code", "emacs"])
async def test_a_task_that_changed_on_disk_meanwhile(open_editor: OpenEditor, name: str) -> None:
    """Nobody tells of it, yet the count is that of the disk and nothing is overwritten."""
    editor = await open_editor(name, FILES)
    editor.open("subtask_02.json")
    await editor.actions("subtask_02.json")
    changed = '{"completed_count": 1,\r\n"name": "Gift cards",\t"id": "gift-cards"}'
    editor.path("task.json").write_bytes(changed.encode())
    editor.write('--- subtask_03.json\n{"seq": "03", "status": "completed"}\n')
    await do(editor, "subtask_02.json", "Mark 02 complete")
    assert editor.read("task.json") == changed.replace(": 1", ": 3")


async def test_a_task_with_a_byte_order_mark(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    task = '\ufeff{"id": "gift-cards", "completed_count": 1, "status": "active"}\r\n'
    editor.write(f"--- task.json\n{task}")
    editor.open("subtask_02.json")
    await do(editor, "subtask_02.json", "Mark 02 complete")
    assert editor.read("task.json") == task.replace("1", "2")


async def test_a_dependency_that_changed_on_disk_meanwhile(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_02.json")
    action = await action_titled(editor, "subtask_02.json", "Mark 02 complete")
    editor.path("subtask_01.json").write_text('{"seq": "01", "status": "blocked"}')
    with pytest.raises(JsonRpcException, match="01 is blocked"):
        await editor.client.code_action_resolve_async(action)


async def test_a_refusal_says_why_and_can_be_overruled(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", REFUSED)
    editor.open("subtask_02.json")
    action = await action_titled(editor, "subtask_02.json", "Mark 02 complete")
    assert action.disabled
    assert action.disabled.reason == "02 depends on what is not completed: 01 is blocked"
    assert action.edit is None
    await do(editor, "subtask_02.json", "Mark 02 complete although 01 is not")
    assert value(editor.buffers["subtask_02.json"].text, "status") == "completed"


@pytest.mark.parametrize("name", ["neovim", "emacs"])
async def test_what_is_refused_is_left_out_where_it_cannot_be_greyed(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, REFUSED)
    editor.open("subtask_02.json")
    steps = await editor.actions("subtask_02.json", only=["refactor.rewrite.lifecycle"])
    assert titles(steps) == ["Mark 02 complete although 01 is not", "Block 02"]


async def test_start_and_reopen(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", FILES)
    buffer = editor.open("subtask_01.json")
    await do(editor, "subtask_01.json", "Reopen 01 although 02 has begun")
    assert value(buffer.text, "status") == "pending"
    assert value(editor.read("task.json"), "completed_count") == 0
    await do(editor, "subtask_01.json", "Start 01")
    assert value(buffer.text, "status") == "in_progress"


@pytest.mark.parametrize(("name", "comes_later"), [("visual-studio-code", True), ("neovim", True), ("emacs", False)])
async def test_edits_come_later_where_the_editor_asks_for_them(
    open_editor: OpenEditor, name: str, comes_later: bool
) -> None:
    editor = await open_editor(name, FILES)
    editor.open("subtask_02.json")
    action = await action_titled(editor, "subtask_02.json", "Mark 02 complete")
    assert (action.edit is None) == comes_later
    assert (action.data is not None) == comes_later


async def test_edits_without_versions(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    editor.open("subtask_02.json")
    action = await action_titled(editor, "subtask_02.json", "Mark 02 complete")
    edit = (await editor.client.code_action_resolve_async(action)).edit
    assert edit
    assert edit.document_changes is None
    assert set(edit.changes or ()) == {editor.uri("subtask_02.json"), editor.uri("task.json")}


async def test_edits_with_versions_where_the_file_is_open(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", FILES)
    editor.open("subtask_02.json")
    editor.replace("subtask_02.json", "in_progress", "pending")
    edit = (await action_titled(editor, "subtask_02.json", "Mark 02 complete")).edit
    assert edit
    assert edit.changes is None
    changes = [change for change in edit.document_changes or () if isinstance(change, types.TextDocumentEdit)]
    assert [change.text_document.version for change in changes] == [2, None]


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        (None, {"quickfix", "refactor.rewrite", "refactor.rewrite.lifecycle"}),
        ([], {"quickfix", "refactor.rewrite", "refactor.rewrite.lifecycle"}),
        ([""], {"quickfix", "refactor.rewrite", "refactor.rewrite.lifecycle"}),
        (["quickfix"], {"quickfix"}),
        (["refactor"], {"refactor.rewrite", "refactor.rewrite.lifecycle"}),
        (["refactor.rewrite"], {"refactor.rewrite", "refactor.rewrite.lifecycle"}),
        (["refactor.rewrite.more"], set()),
        (["source.fixAll", "quickfix"], {"quickfix"}),
        (["source"], set()),
    ],
)
async def test_only_the_kinds_that_are_asked_for(
    open_editor: OpenEditor, only: list[str] | None, kinds: set[str]
) -> None:
    editor = await open_editor("visual-studio-code", FILES.replace("in_progress", "started"))
    buffer = editor.open("subtask_02.json")
    actions = await editor.actions("subtask_02.json", buffer.range_of("started"), only)
    assert {str(getattr(action.kind, "value", action.kind)) for action in actions} == kinds


CREATES = FILES.replace('["01"]', '["03"]')


@pytest.mark.parametrize("name", ["visual-studio-code", "neovim"])
async def test_a_fix_that_creates_a_file(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, CREATES)
    buffer = editor.open("subtask_02.json")
    actions = await editor.actions("subtask_02.json", buffer.range_of('"03"'), ["quickfix"])
    creating = next(action for action in actions if "Create" in action.title)
    await editor.do(creating)
    assert value(editor.read("subtask_03.json"), "seq") == "03"

    # It is there now, though nobody has told the server: nothing must be written into it once more.
    with pytest.raises(JsonRpcException):
        await editor.client.code_action_resolve_async(creating)


async def test_no_fix_creates_files_where_the_editor_cannot(open_editor: OpenEditor) -> None:
    editor = await open_editor("emacs", CREATES)
    buffer = editor.open("subtask_02.json")
    actions = await editor.actions("subtask_02.json", buffer.range_of('"03"'), ["quickfix"])
    assert actions
    assert not [action for action in actions if "Create" in action.title]


async def test_a_fix_names_the_diagnostic_that_it_mends(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES.replace("in_progress", "started"))
    buffer = editor.open("subtask_02.json")
    await editor.until(lambda: "invalid-value" in editor.shown("subtask_02.json"))
    shown = editor.pushes("subtask_02.json")[-1].diagnostics
    wrong = next(diagnostic for diagnostic in shown if diagnostic.code == "invalid-value")
    for action in await editor.actions("subtask_02.json", buffer.range_of("started"), ["quickfix"], [wrong]):
        assert list(action.diagnostics or ()) == [wrong]


async def test_fixes_of_one_title_are_told_apart(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES.replace('["01"]', '["01", "08", "09"]'))
    buffer = editor.open("subtask_02.json")
    found = await editor.actions("subtask_02.json", buffer.range_of('"08", "09"'), ["quickfix"])
    removing = [action for action in found if action.title.startswith("Remove") and "09" in str(action.diagnostics)]
    await editor.do(removing[0])
    assert value(buffer.text, "depends_on") == ["01", "08"]


async def test_an_action_that_has_lost_its_reason(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES.replace("in_progress", "started"))
    buffer = editor.open("subtask_02.json")
    (fix, *_) = await editor.actions("subtask_02.json", buffer.range_of("started"), ["quickfix"])
    editor.replace("subtask_02.json", "started", "pending")
    with pytest.raises(JsonRpcException, match="changed"):
        await editor.client.code_action_resolve_async(fix)


@pytest.mark.parametrize("name", ["/README.md", "untitled:Untitled-1", "/nowhere.json"])
async def test_no_actions_for_other_documents(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    if name != "/nowhere.json":
        editor.open(name, "{}")
    assert await editor.actions(name) == []


async def test_no_actions_where_the_editor_knows_only_commands(open_editor: OpenEditor) -> None:
    editor = await open_editor("simple", FILES)
    editor.open("subtask_02.json")
    assert await editor.actions("subtask_02.json") == []
