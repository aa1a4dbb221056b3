"""Formatting, as each editor asks for it."""

from __future__ import annotations

import json

import pytest
from lsprotocol import types

from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import Editor

pytestmark = pytest.mark.asyncio(loop_scope="session")

OPTIONS = types.FormattingOptions(tab_size=8, insert_spaces=False)
FILES = """
--- subtask_02.json
{
  "seq": "02",
  "title":"Draw 😀 the card" ,
      "depends_on": []
}
--- subtask_03.yaml
seq:   "03"
--- /notes.json
{"a":1}
"""


def apply(editor: Editor, name: str, edits: list[types.TextEdit] | None) -> str:
    """The text of an open file once edits are applied, which change nothing else."""
    editor.buffers[name].apply(edits or [])
    return editor.buffers[name].text


@pytest.mark.parametrize("client", ["neovim", "visual-studio-code", "simple"])
async def test_a_document_keeps_its_own_indent(open_editor: OpenEditor, client: str) -> None:
    editor = await open_editor(client, FILES)
    editor.open("subtask_02.json")
    params = types.DocumentFormattingParams(editor.identify("subtask_02.json"), OPTIONS)
    edits = await editor.client.text_document_formatting_async(params)
    expected = '{\n  "seq": "02",\n  "title": "Draw 😀 the card",\n  "depends_on": []\n}\n'
    assert apply(editor, "subtask_02.json", list(edits or [])) == expected


async def test_the_team_can_settle_the_indent(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES + "--- /callsheet.toml\n[formatting]\nindent = 4\n")
    editor.open("subtask_02.json")
    params = types.DocumentFormattingParams(editor.identify("subtask_02.json"), OPTIONS)
    edits = await editor.client.text_document_formatting_async(params)
    assert apply(editor, "subtask_02.json", list(edits or [])).startswith('{\n    "seq": "02",\n')


async def test_what_changes_everywhere_is_one_edit(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", "--- subtask_02.json\n" + json.dumps({"notes": [[]] * 2000}))
    text = editor.open("subtask_02.json").text
    params = types.DocumentFormattingParams(editor.identify("subtask_02.json"), OPTIONS)
    edits = list(await editor.client.text_document_formatting_async(params) or [])
    assert len(edits) == 1
    laid_out = apply(editor, "subtask_02.json", edits)
    assert (json.loads(laid_out), laid_out.count("\n")) == (json.loads(text), 2004)


async def test_a_range_of_lines(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    editor.open("subtask_02.json")
    span = types.Range(types.Position(2, 0), types.Position(2, 5))
    params = types.DocumentRangeFormattingParams(editor.identify("subtask_02.json"), span, OPTIONS)
    edits = await editor.client.text_document_range_formatting_async(params)
    text = apply(editor, "subtask_02.json", list(edits or []))
    assert text.splitlines()[2] == '  "title": "Draw 😀 the card",'


async def test_while_typing(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    editor.open("subtask_03.yaml")
    editor.replace("subtask_03.yaml", '"03"\n', '"03"\ndepends_on:\n')
    params = types.DocumentOnTypeFormattingParams(
        editor.identify("subtask_03.yaml"), types.Position(2, 0), "\n", OPTIONS
    )
    edits = await editor.client.text_document_on_type_formatting_async(params)
    assert apply(editor, "subtask_03.yaml", list(edits or [])) == 'seq:   "03"\ndepends_on:\n  '


async def test_other_files_are_left_to_others(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    editor.open("/notes.json")
    params = types.DocumentFormattingParams(editor.identify("/notes.json"), OPTIONS)
    assert not await editor.client.text_document_formatting_async(params)
