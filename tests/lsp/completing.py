"""Completion as an editor asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from tests.lsp.editors import Editor


async def complete(editor: Editor, name: str, place: types.Position) -> Sequence[types.CompletionItem]:
    """What is offered at a place, with what the items share put into each of them."""
    params = types.CompletionParams(editor.identify(name), place)
    found = await editor.client.text_document_completion_async(params)
    assert isinstance(found, types.CompletionList)
    assert found.is_incomplete == bool(found.items)
    defaults = found.item_defaults or types.CompletionItemDefaults()
    for item in found.items:
        assert item.filter_text
        assert item.sort_text
        if item.text_edit is None:
            assert isinstance(defaults.edit_range, types.Range)
            item.text_edit = types.TextEdit(defaults.edit_range, item.text_edit_text or item.label)
        item.insert_text_format = item.insert_text_format or defaults.insert_text_format
        item.data = defaults.data if item.data is None else item.data
    return found.items


async def offered(editor: Editor, name: str, words: str, label: str) -> types.CompletionItem:
    """The one item with a label of those that are offered behind some words."""
    items = await complete(editor, name, editor.at(name, words, len(words)))
    (item,) = (item for item in items if item.label == label)
    return item


async def resolved(editor: Editor, item: types.CompletionItem) -> types.CompletionItem:
    """An item once it is selected."""
    return await editor.client.completion_item_resolve_async(item)


def insert(editor: Editor, name: str, item: types.CompletionItem) -> str:
    """The text after an item has been put in, as an editor without snippets does it."""
    assert isinstance(item.text_edit, types.TextEdit)
    buffer = editor.buffers[name]
    buffer.apply([item.text_edit, *(item.additional_text_edits or ())])
    return buffer.text
