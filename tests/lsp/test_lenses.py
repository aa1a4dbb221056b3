"""Code lenses, inlay hints and the call hierarchy, as each editor asks for them."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import Editor
from tests.lsp.test_commands import plain

pytestmark = pytest.mark.asyncio(loop_scope="session")

FILES = """
--- task.json
{"id": "gift-cards", "status": "active"}
--- subtask_01.json
{"seq": "01", "title": "Draw 😀 the card", "status": "pending"}
--- subtask_02.json
{"seq": "02", "title": "😀", "depends_on": ["01"]}
"""


async def lens_titles(editor: Editor, name: str) -> list[str]:
    """The titles of a file's lenses; each command gets the file's URI."""
    params = types.CodeLensParams(editor.identify(name))
    lenses = await editor.client.text_document_code_lens_async(params) or []
    commands = [lens.command for lens in lenses if lens.command]
    assert all(plain(command.arguments)[0]["uri"] == editor.uri(name) for command in commands)
    assert {lens.range.start.line for lens in lenses} == {0}
    return [command.title for command in commands]


@pytest.mark.parametrize("client", ["neovim", "visual-studio-code", "simple"])
async def test_lenses_stand_above_the_document(open_editor: OpenEditor, client: str) -> None:
    editor = await open_editor(client, FILES)
    editor.open("subtask_01.json")
    assert await lens_titles(editor, "subtask_01.json") == ["Batch 1 of 2 · unblocks 02", "Start", "Complete"]


async def test_every_command_of_a_lens_is_known(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    provider = editor.connection.result.capabilities.execute_command_provider
    assert provider
    for name in ("task.json", "subtask_01.json"):
        editor.open(name)
        lenses = await editor.client.text_document_code_lens_async(types.CodeLensParams(editor.identify(name)))
        assert {lens.command.command for lens in lenses or () if lens.command} <= set(provider.commands)


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("0 of 2 completed", "gift-cards: 0 of 2 completed, stage 4 of 8, 6 errors, 4 warnings"),
        ("2 batches", "gift-cards: 01 → 02; ready to start: 01"),
        ("Stage 4 of 8", "gift-cards: 1 architecture decomposition missing; 2 story mapping missing"),
    ],
)
async def test_a_lens_that_only_tells_shows_what_it_tells(open_editor: OpenEditor, title: str, message: str) -> None:
    editor = await open_editor("neovim", FILES)
    editor.open("task.json")
    lenses = await editor.client.text_document_code_lens_async(types.CodeLensParams(editor.identify("task.json")))
    lens = next(lens for lens in lenses or () if lens.command and lens.command.title.startswith(title))
    assert lens.command
    command = types.ExecuteCommandParams(lens.command.command, plain(lens.command.arguments))
    await editor.client.workspace_execute_command_async(command)
    await editor.until(lambda: any(shown.message.startswith("gift-cards: ") for shown in editor.client.messages))
    assert editor.client.messages.pop().message.startswith(message)


async def test_a_plan_tells_what_does_not_exist(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES.replace('["01"]', '["01", "09"]'))
    command = types.ExecuteCommandParams("callsheet.plan", [{"uri": editor.uri("task.json"), "show": True}])
    await editor.client.workspace_execute_command_async(command)
    await editor.until(lambda: any(shown.message.startswith("gift-cards: ") for shown in editor.client.messages))
    sentence = "gift-cards: 01 → 02; missing: 09 (for 02); ready to start: 01"
    assert editor.client.messages.pop().message == sentence


async def test_the_editor_asks_again_once_another_file_has_changed(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_01.json")
    editor.open("subtask_02.json")
    assert "Start" not in await lens_titles(editor, "subtask_02.json")
    asked = editor.connection.asked_again[types.WORKSPACE_CODE_LENS_REFRESH]
    editor.replace("subtask_01.json", "pending", "completed")
    await editor.until(lambda: editor.connection.asked_again[types.WORKSPACE_CODE_LENS_REFRESH] > asked)
    assert "Start" in await lens_titles(editor, "subtask_02.json")


@pytest.mark.parametrize("client", ["neovim", "visual-studio-code"])
async def test_hints_stand_behind_what_they_explain(open_editor: OpenEditor, client: str) -> None:
    editor = await open_editor(client, FILES)
    buffer = editor.open("subtask_02.json")
    span = buffer.range(0, len(buffer.text))
    hints = await editor.client.text_document_inlay_hint_async(
        types.InlayHintParams(editor.identify("subtask_02.json"), span)
    )
    assert hints
    assert [(hint.label, hint.position) for hint in hints] == [
        ("Draw 😀 the card", buffer.range_of('"01"').end),
    ]


@pytest.mark.parametrize("client", ["neovim", "visual-studio-code"])
async def test_the_call_hierarchy_goes_both_ways(open_editor: OpenEditor, client: str) -> None:
    editor = await open_editor(client, FILES)
    buffer = editor.open("subtask_02.json")
    prepare = types.CallHierarchyPrepareParams(editor.identify("subtask_02.json"), buffer.range_of("01").start)
    items = await editor.client.text_document_prepare_call_hierarchy_async(prepare)
    assert items
    assert [(item.name, item.detail, item.uri) for item in items] == [
        ("01 · Draw 😀 the card", "pending", editor.uri("subtask_01.json"))
    ]
    incoming = await editor.client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(items[0]))
    assert incoming
    assert [(call.from_.name, list(call.from_ranges)) for call in incoming] == [("02 · 😀", [buffer.range_of("01")])]
    outgoing = await editor.client.call_hierarchy_outgoing_calls_async(
        types.CallHierarchyOutgoingCallsParams(incoming[0].from_)
    )
    assert outgoing
    assert [(call.to, list(call.from_ranges)) for call in outgoing] == [(items[0], [buffer.range_of("01")])]


async def test_a_title_that_changes_in_a_map_is_shown_beside_its_uses(open_editor: OpenEditor) -> None:
    planning = """
--- /.tmp/planning/shop/map.json
{"stories": [{"id": "s-1", "title": "Pay by card"}]}
--- /.tmp/planning/shop/prioritized.json
{"mvp_features": [{"id": "s-2", "dependencies": ["s-1"]}]}
"""
    editor = await open_editor("vscode-pull", planning)
    editor.open("/.tmp/planning/shop/map.json")
    editor.open("/.tmp/planning/shop/prioritized.json")
    asked = editor.connection.asked_again[types.WORKSPACE_INLAY_HINT_REFRESH]
    editor.replace("/.tmp/planning/shop/map.json", "card", "transfer")
    await editor.until(lambda: editor.connection.asked_again[types.WORKSPACE_INLAY_HINT_REFRESH] > asked)
