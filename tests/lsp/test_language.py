"""Hover, completion, definitions, references and links, as each editor understands them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from lsprotocol import types

from tests.lsp.conftest import OpenEditor
from tests.lsp.editors import Editor

pytestmark = pytest.mark.asyncio(loop_scope="session")

FILES = """
--- subtask_01.json
{"seq": "01", "title": "Draw 😀 the card"}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01"],
  "context_files": [{"path": "docs/größen.md", "lines": "2-3", "reason": "😀"}],
  "design_components": [{"type": "figma", "url": "https://example.org/card"}]
}
--- /docs/größen.md
# Prices
Prices include 😀 tax.
Always.
"""


async def hover_text(editor: Editor, words: str, name: str = "subtask_02.json") -> tuple[types.MarkupKind, str]:
    """What a hover over some words shows, and as what."""
    params = types.HoverParams(editor.identify(name), editor.at(name, words, 1))
    hover = await editor.client.text_document_hover_async(params)
    assert hover
    assert hover.range
    assert words in editor.buffers[name].words_at(hover.range)
    assert isinstance(hover.contents, types.MarkupContent)
    return hover.contents.kind, hover.contents.value


async def test_a_hover_shows_the_lines_that_are_referred_to(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    editor.open("subtask_02.json")
    kind, text = await hover_text(editor, "docs/größen.md")
    assert kind is types.MarkupKind.Markdown
    assert "```markdown\n2  Prices include 😀 tax.\n3  Always.\n```" in text


async def test_a_hover_is_plain_where_the_editor_shows_no_markdown(open_editor: OpenEditor) -> None:
    editor = await open_editor("simple", FILES)
    editor.open("subtask_02.json")
    kind, text = await hover_text(editor, "docs/größen.md")
    assert kind is types.MarkupKind.PlainText
    assert "\n2  Prices include 😀 tax.\n3  Always." in text
    assert not set("`*\\") & set(text)


async def test_nothing_is_shown_of_nothing(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    editor.open("subtask_02.json")
    editor.open("/docs/größen.md")
    for name in ("subtask_02.json", "/docs/größen.md", "/nowhere.json", "untitled:Untitled-1"):
        params = types.HoverParams(editor.identify(name), types.Position(0, 0))
        assert await editor.client.text_document_hover_async(params) is None


async def complete(editor: Editor, name: str, place: types.Position) -> types.CompletionList:
    params = types.CompletionParams(editor.identify(name), place)
    found = await editor.client.text_document_completion_async(params)
    assert isinstance(found, types.CompletionList)
    return found


async def items(editor: Editor, words: str) -> Sequence[types.CompletionItem]:
    """What is offered behind some words of the second subtask."""
    found = await complete(editor, "subtask_02.json", editor.at("subtask_02.json", words, len(words)))
    assert found.is_incomplete
    return found.items


def insert(editor: Editor, name: str, item: types.CompletionItem) -> str:
    """The text after an item has been put in, as an editor without snippets does it."""
    assert isinstance(item.text_edit, types.TextEdit)
    buffer = editor.buffers[name]
    buffer.apply([item.text_edit, *(item.additional_text_edits or ())])
    return buffer.text


async def test_dependencies_are_offered_with_their_titles(open_editor: OpenEditor) -> None:
    editor = await open_editor("vscode-pull", FILES.replace('["01"]', '[""]'))
    editor.open("subtask_02.json")
    (item,) = await items(editor, '"depends_on": ["')
    assert item.label == "01"
    assert item.label_details
    assert "Draw 😀 the card" in str(item.label_details.description)
    assert item.filter_text
    assert item.filter_text.startswith('"')
    assert '"depends_on": ["01"]' in insert(editor, "subtask_02.json", item)


async def test_what_stands_beside_the_label_moves_into_the_detail(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES.replace('["01"]', "[]"))
    editor.open("subtask_02.json")
    (item,) = await items(editor, '"depends_on": [')
    assert item.label_details is None
    assert "Draw 😀 the card" in str(item.detail)


@pytest.mark.parametrize(("name", "is_snippet"), [("neovim", True), ("emacs", False)])
async def test_keys_come_as_snippets_where_the_editor_knows_those(
    open_editor: OpenEditor, name: str, is_snippet: bool
) -> None:
    editor = await open_editor(name, FILES)
    editor.open("subtask_01.json")
    editor.replace("subtask_01.json", "card", 'card", "obj😀')
    position = editor.at("subtask_01.json", "obj", 0)
    found = await complete(editor, "subtask_01.json", position)
    item = next(item for item in found.items if item.label == "acceptance_criteria")
    assert isinstance(item.text_edit, types.TextEdit)
    assert ("$1" in item.text_edit.new_text) == is_snippet
    assert (item.insert_text_format is types.InsertTextFormat.Snippet) == is_snippet
    assert editor.buffers["subtask_01.json"].words_at(item.text_edit.range) == '"obj😀"'


async def test_items_are_ranked(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES.replace('["01"]', '["01"], '))
    editor.open("subtask_02.json")
    found = await items(editor, '"depends_on": ["01"], ')
    ranks = [item.sort_text for item in found]
    assert len(ranks) > 5
    assert ranks == sorted(set(map(str, ranks)))


async def test_an_item_in_yaml_knows_its_indentation(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", "--- subtask_01.yaml\nseq: '01'\n")
    buffer = editor.open("subtask_01.yaml")
    found = await complete(editor, "subtask_01.yaml", buffer.position(len(buffer.text)))
    item = next(item for item in found.items if item.label == "context_files")
    assert isinstance(item.text_edit, types.TextEdit)
    assert item.text_edit.new_text.startswith("context_files:")


async def test_nothing_is_offered_where_nothing_can_stand(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    editor.open("/docs/größen.md")
    params = types.CompletionParams(editor.identify("/docs/größen.md"), types.Position(0, 0))
    assert await editor.client.text_document_completion_async(params) is None


async def test_definition_of_a_reference(open_editor: OpenEditor) -> None:
    editor = await open_editor("visual-studio-code", FILES)
    editor.open("subtask_02.json")
    (link,) = await editor.definition("subtask_02.json", editor.at("subtask_02.json", "größen.md"))
    assert isinstance(link, types.LocationLink)
    assert link.target_uri == editor.uri("/docs/größen.md")
    assert (link.target_range.start.line, link.target_range.end.line) == (1, 2)
    assert link.origin_selection_range
    assert "docs/größen.md" in editor.buffers["subtask_02.json"].words_at(link.origin_selection_range)


async def test_definition_as_a_plain_location(open_editor: OpenEditor) -> None:
    editor = await open_editor("simple", FILES)
    editor.open("subtask_02.json")
    (location,) = await editor.definition("subtask_02.json", editor.at("subtask_02.json", '"01"', 1))
    assert isinstance(location, types.Location)
    assert location.uri == editor.uri("subtask_01.json")


@pytest.mark.parametrize(("name", "has_tooltips"), [("visual-studio-code", True), ("emacs", False)])
async def test_links(open_editor: OpenEditor, name: str, has_tooltips: bool) -> None:
    editor = await open_editor(name, FILES)
    buffer = editor.open("subtask_02.json")
    params = types.DocumentLinkParams(editor.identify("subtask_02.json"))
    links = await editor.client.text_document_document_link_async(params) or ()
    assert {buffer.words_at(link.range): link.target for link in links} == {
        "01": editor.uri("subtask_01.json"),
        "docs/größen.md": editor.uri("/docs/größen.md") + "#L2",
        "https://example.org/card": "https://example.org/card",
    }
    assert all(bool(link.tooltip) == has_tooltips for link in links)


NAMES = """
--- contexts.json
{"bounded_contexts": [{"name": "größe 😀", "type": "core"}]}
--- task.json
{"title": "😀", "bounded_context": "größe 😀", "vertical_slice": "größe 😀"}
--- subtask_01.yaml
bounded_context: größe 😀
"""


@pytest.mark.parametrize("name", ["neovim", "visual-studio-code", "emacs"])
async def test_references_to_a_name(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, NAMES)
    for file in ("task.json", "contexts.json", "subtask_01.yaml"):
        editor.open(file)
    found: dict[bool, set[tuple[str, str]]] = {}
    for declaration in (True, False):
        params = types.ReferenceParams(
            types.ReferenceContext(declaration), editor.identify("task.json"), editor.at("task.json", "größe")
        )
        locations = await editor.client.text_document_references_async(params) or ()
        found[declaration] = {
            (file, buffer.words_at(location.range))
            for location in locations
            for file, buffer in editor.buffers.items()
            if location.uri == editor.uri(file)
        }
        assert len(locations) == len(found[declaration])
    assert found[False] == {("task.json", "größe 😀"), ("subtask_01.yaml", "größe 😀")}
    assert found[True] - found[False] == {("contexts.json", "größe 😀")}


async def test_references_wait_for_the_index(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", NAMES)
    editor.open("task.json")
    params = types.ReferenceParams(
        types.ReferenceContext(True), editor.identify("task.json"), editor.at("task.json", "größe")
    )
    locations = await editor.client.text_document_references_async(params) or ()
    assert sorted(location.uri.rpartition("/")[2] for location in locations) == [
        "contexts.json",
        "subtask_01.yaml",
        "task.json",
    ]


async def test_names_wait_for_the_index(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", NAMES.replace("subtask_01.yaml\nbounded_context: größe 😀", "/x.md\n# X"))
    editor.open("task.json")
    place = editor.at("task.json", "größe")
    definitions, (_, card), offered = await asyncio.gather(
        editor.definition("task.json", place),
        hover_text(editor, "größe", "task.json"),
        complete(editor, "task.json", place),
    )
    assert len(definitions) == 1
    assert card.startswith("**größe 😀** · core bounded context")
    assert [item.label for item in offered.items] == ["größe 😀"]


async def test_highlights_tell_definitions_from_uses(open_editor: OpenEditor) -> None:
    text = '{"bounded_contexts": [{"name": "cards"}], "context_relationships": [{"upstream": "cards"}]}'
    editor = await open_editor("neovim", f"--- contexts.json\n{text}")
    buffer = editor.open("contexts.json")
    params = types.DocumentHighlightParams(editor.identify("contexts.json"), editor.at("contexts.json", "cards"))
    found = await editor.client.text_document_document_highlight_async(params) or ()
    assert [buffer.words_at(highlight.range) for highlight in found] == ["cards", "cards"]
    assert [highlight.kind for highlight in found] == [
        types.DocumentHighlightKind.Write,
        types.DocumentHighlightKind.Read,
    ]


@pytest.mark.parametrize("name", ["neovim", "simple"])
async def test_a_declaration_is_the_definition_as_a_plain_location(open_editor: OpenEditor, name: str) -> None:
    editor = await open_editor(name, NAMES)
    editor.open("task.json")
    buffer = editor.open("contexts.json")
    params = types.DeclarationParams(editor.identify("task.json"), editor.at("task.json", "größe"))
    found = await editor.client.text_document_declaration_async(params)
    assert isinstance(found, Sequence)
    (location,) = found
    assert isinstance(location, types.Location)
    assert location.uri == editor.uri("contexts.json")
    assert buffer.words_at(location.range) == "größe 😀"


async def test_nothing_refers_to_nothing(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", FILES)
    editor.open("/docs/größen.md")
    for name in ("/docs/größen.md", "/nowhere.json", "untitled:Untitled-1"):
        place = types.Position(0, 0)
        context = types.ReferenceContext(True)
        params = types.ReferenceParams(context, editor.identify(name), place)
        assert not await editor.client.text_document_references_async(params)
        highlights = types.DocumentHighlightParams(editor.identify(name), place)
        assert not await editor.client.text_document_document_highlight_async(highlights)


async def test_the_states_of_a_record_are_offered(open_editor: OpenEditor) -> None:
    editor = await open_editor("neovim", "--- /docs/adr/001-a.md\n# A\n\n**Status**: Acc\n")
    buffer = editor.open("/docs/adr/001-a.md")
    found = await complete(editor, "/docs/adr/001-a.md", editor.at("/docs/adr/001-a.md", "Acc", 3))
    (item,) = found.items
    assert item.label == "Accepted"
    assert isinstance(item.text_edit, types.TextEdit)
    assert buffer.words_at(item.text_edit.range) == "Acc"
