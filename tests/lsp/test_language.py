"""Hover, definitions, references and links, as each editor understands them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from lsprotocol import types

from tests.lsp.completing import complete
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
    assert [item.label for item in offered] == ["größe 😀"]


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
