"""Fix all over the protocol: when it is listed, and what an editor makes of it."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import titles

pytestmark = pytest.mark.asyncio(loop_scope="session")

FILES = """
--- task.json
{
  "id": "gift-cards"
  "subtask_count": 5, "completed_count": 3
}
--- subtask_01.json
{"seq": "01", "status": "pending"}
--- subtask_02.json
{"seq": "02", "status": "pending", "depends_on": ["01", "01", "07", "08"]}
"""
FIX_ALL = "Fix all that is safe to fix in this document"


@pytest.mark.parametrize("name", ["visual-studio-code", "neovim", "emacs"])
async def test_fixing_all(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES)
    buffer = editor.open("task.json")
    action = next(action for action in await editor.actions("task.json") if action.title == FIX_ALL)
    assert action.kind == "source.fixAll.callsheet"
    await editor.do(action)
    assert buffer.text == '{\n  "id": "gift-cards",\n  "subtask_count": 2, "completed_count": 0\n}\n'
    assert FIX_ALL not in titles(await editor.actions("task.json"))


@pytest.mark.parametrize("only", ["source", "source.fixAll", "source.fixAll.callsheet"])
async def test_it_is_all_there_is_where_it_alone_is_asked_for(open_editor: OpenEditor, only: str) -> None:
    """As an editor asks that fixes everything when a file is saved."""
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("task.json")
    found = await editor.actions("task.json", types.Range(types.Position(0, 0), types.Position(9, 0)), [only])
    assert [title for title in titles(found) if not title.startswith("Organise")] == [FIX_ALL]


async def test_it_is_none_of_the_quick_fixes(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("task.json")
    assert FIX_ALL not in titles(await editor.actions("task.json", only=["quickfix", "refactor"]))


@pytest.mark.parametrize("name", ["visual-studio-code", "emacs"])
async def test_all_findings_of_a_rule(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES)
    buffer = editor.open("subtask_02.json")
    start = buffer.text.index('"07"')
    place = types.Range(types.Position(0, start), types.Position(0, start + 4))
    found = await editor.actions("subtask_02.json", place, ["quickfix"])
    title = "Fix all 2 of unresolved-dependency in this document"
    await editor.do(next(action for action in found if action.title == title))
    assert buffer.text == '{"seq": "02", "status": "pending", "depends_on": ["01", "01"]}\n'
