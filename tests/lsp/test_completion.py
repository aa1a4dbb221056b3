"""Completion, as each editor understands it."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.completing import complete, insert, offered, resolved
from tests.lsp.conftest import OpenEditor

pytestmark = pytest.mark.asyncio(loop_scope="session")

FILES = """
--- subtask_01.json
{"seq": "01", "title": "Draw 😀 the card"}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": [""],
  "context_files": ["docs/"]
}
--- /docs/größen.md
# Prices
Prices include 😀 tax.
--- /docs/more/open.md
open
--- /docs/more/secret.pem
key
"""


@pytest.mark.parametrize("name", ["vscode-pull", "neovim", "emacs", "simple"])
async def test_dependencies_are_offered_with_their_titles(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES)
    editor.open("subtask_02.json")
    item = await offered(editor, "subtask_02.json", '"depends_on": ["', "01")
    beside = item.label_details.description if item.label_details else item.detail
    assert "Draw 😀 the card" in str(beside)
    assert str(item.filter_text).startswith('"')
    assert '"depends_on": ["01"]' in insert(editor, "subtask_02.json", item)


@pytest.mark.parametrize(("name", "is_snippet"), [("neovim", True), ("emacs", False)])
async def test_keys_come_as_snippets_where_the_editor_knows_those(
    open_editor: OpenEditor, name: str, is_snippet: bool
) -> None:
    editor = await open_editor(name, FILES)
    editor.open("subtask_01.json")
    editor.replace("subtask_01.json", "card", 'card", "obj😀')
    items = await complete(editor, "subtask_01.json", editor.at("subtask_01.json", "obj", 0))
    item = next(item for item in items if item.label == "acceptance_criteria")
    assert isinstance(item.text_edit, types.TextEdit)
    assert ("$1" in item.text_edit.new_text) == is_snippet
    assert (item.insert_text_format is types.InsertTextFormat.Snippet) == is_snippet
    assert editor.buffers["subtask_01.json"].words_at(item.text_edit.range) == '"obj😀"'


async def test_items_are_ranked(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES.replace('"depends_on"', '"reference_files"'))
    editor.open("subtask_02.json")
    items = await complete(editor, "subtask_02.json", editor.at("subtask_02.json", '""', 1))
    ranks = [str(item.sort_text) for item in items]
    assert len(ranks) > 1
    assert ranks == sorted(set(ranks))


async def test_what_all_items_share_is_said_once(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    editor.open("subtask_02.json")
    place = editor.at("subtask_02.json", '  "seq"', 0)
    params = types.CompletionParams(editor.identify("subtask_02.json"), place)
    found = await editor.client.text_document_completion_async(params)
    assert isinstance(found, types.CompletionList)
    assert found.item_defaults
    assert isinstance(found.item_defaults.edit_range, types.Range)
    assert all(item.text_edit is None and item.text_edit_text for item in found.items)


async def test_an_item_in_yaml_knows_its_indentation(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", "--- subtask_01.yaml\nseq: '01'\n")
    editor.open("subtask_01.yaml")
    item = await offered(editor, "subtask_01.yaml", "seq: '01'\n", "context_files")
    assert isinstance(item.text_edit, types.TextEdit)
    assert item.text_edit.new_text.startswith("context_files:")


async def test_nothing_is_offered_where_nothing_can_stand(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    editor.open("/docs/größen.md")
    params = types.CompletionParams(editor.identify("/docs/größen.md"), types.Position(0, 0))
    assert await editor.client.text_document_completion_async(params) is None


async def test_the_states_of_a_record_are_offered(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", "--- /docs/adr/001-a.md\n# A\n\n**Status**: Acc\n")
    buffer = editor.open("/docs/adr/001-a.md")
    item = await offered(editor, "/docs/adr/001-a.md", "Acc", "Accepted")
    assert isinstance(item.text_edit, types.TextEdit)
    assert buffer.words_at(item.text_edit.range) == "Acc"


@pytest.mark.parametrize("name", ["neovim", "visual-studio-code"])
async def test_an_empty_file_becomes_a_whole_document(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES)
    editor.open("subtask_03.json", "")
    item = (await complete(editor, "subtask_03.json", types.Position(0, 0)))[0]
    assert item.label == "New subtask 03"
    assert isinstance(item.text_edit, types.TextEdit)
    assert '"${1:Subtask 03}"' in item.text_edit.new_text


@pytest.mark.parametrize("name", ["emacs", "visual-studio-code"])
async def test_a_file_is_shown_when_it_is_selected(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, FILES)
    editor.open("subtask_02.json")
    item = await offered(editor, "subtask_02.json", '"docs/', "größen.md")
    assert item.documentation is None
    assert "Prices include 😀 tax." in shown(await resolved(editor, item))


async def test_a_subtask_is_shown_when_it_is_selected(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_02.json")
    item = await offered(editor, "subtask_02.json", '"depends_on": ["', "01")
    assert "**01 · Draw 😀 the card**" in shown(await resolved(editor, item))


async def test_what_describes_an_item_comes_with_it_where_nobody_asks(open_editor: OpenEditor) -> None:
    editor = await open_editor("simple", FILES)
    editor.open("subtask_02.json")
    item = await offered(editor, "subtask_02.json", '"docs/', "größen.md")
    assert item.data is None
    assert "Prices include 😀 tax." in shown(item)


async def test_nothing_of_a_secret_file_is_shown(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES.replace('"docs/"', '"docs/more/"'))
    editor.open("subtask_02.json")
    items = await complete(editor, "subtask_02.json", editor.at("subtask_02.json", '"docs/more/', 11))
    descriptions = {item.label: shown(await resolved(editor, item)) for item in items}
    assert "open" in descriptions.pop("open.md")
    assert not any(descriptions.values())


async def test_a_stale_item_stays_as_it_is(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_02.json")
    stale = await offered(editor, "subtask_02.json", '"docs/', "größen.md")
    newer = await offered(editor, "subtask_02.json", '"depends_on": ["', "01")
    assert await resolved(editor, stale) == stale
    assert (await resolved(editor, newer)).documentation is not None


@pytest.mark.parametrize("data", [None, "1", -1, 10**9, {"answer": 1}])
@pytest.mark.parametrize("sort_text", [None, "", "x", "²", "9999"])
async def test_an_item_that_never_was_stays_as_it_is(
    open_editor: OpenEditor, data: types.LSPAny, sort_text: str | None
) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    item = types.CompletionItem("anything", data=data, sort_text=sort_text)
    assert await resolved(editor, item) == item


async def test_a_file_that_vanished_is_not_shown(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_02.json")
    item = await offered(editor, "subtask_02.json", '"docs/', "größen.md")
    editor.path("/docs/größen.md").unlink()
    editor.tell("/docs/größen.md", change=types.FileChangeType.Deleted)
    await resolved(editor, item)  # whatever is known of it; no error


async def test_a_folder_can_be_put_in_front_of_what_follows(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES.replace('"docs/"', '"docs/größen.md"'))
    buffer = editor.open("subtask_02.json")
    item = await offered(editor, "subtask_02.json", '"docs/', "more/")
    assert isinstance(item.text_edit, types.InsertReplaceEdit)
    assert item.text_edit.new_text == '"docs/more/'
    assert buffer.words_at(item.text_edit.insert) == '"docs/'
    assert buffer.words_at(item.text_edit.replace) == '"docs/größen.md'


def shown(item: types.CompletionItem) -> str:
    """The documentation of an item as text."""
    found = item.documentation
    return found.value if isinstance(found, types.MarkupContent) else found or ""
