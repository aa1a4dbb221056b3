"""Completions as the protocol's items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from callsheet.ide.completion import Completion, CompletionKind
from callsheet.lsp.client import Client
from callsheet.lsp.convert import to_range
from callsheet.lsp.plain_text import plain_text
from callsheet.text import Text

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

_KINDS: dict[CompletionKind, types.CompletionItemKind] = {
    "property": types.CompletionItemKind.Property,
    "enum": types.CompletionItemKind.EnumMember,
    "value": types.CompletionItemKind.Value,
    "file": types.CompletionItemKind.File,
    "folder": types.CompletionItemKind.Folder,
    "reference": types.CompletionItemKind.Reference,
    "text": types.CompletionItemKind.Text,
    "snippet": types.CompletionItemKind.Snippet,
}

_FIRST_VERSION = 18
"""The last kind of item that every client knows."""

_ASK_AGAIN = types.Command("Suggest", "editor.action.triggerSuggest")


def to_completion_item(server: Server, text: Text, completion: Completion, rank: int) -> types.CompletionItem:
    """An item with an explicit edit: what editors take for the word at the cursor differs, quotation marks above all.

    `text` is the document's, `rank` the item's place in the list, counted from 0.
    """
    client, encoding = server.client, server.documents.encoding
    is_snippet = completion.snippet is not None and client.snippets
    new_text = completion.snippet if completion.snippet is not None and client.snippets else completion.new_text
    item = types.CompletionItem(
        completion.label,
        kind=_kind(completion, client),
        filter_text=completion.filter_text,
        sort_text=f"{rank:04}",
        text_edit=types.TextEdit(to_range(text, completion.start, completion.end, encoding), new_text),
    )
    if is_snippet:
        item.insert_text_format = types.InsertTextFormat.Snippet
    if client.insert_text_modes and "\n" in new_text:
        item.insert_text_mode = types.InsertTextMode.AdjustIndentation if is_snippet else types.InsertTextMode.AsIs
    if completion.additional_edits:
        item.additional_text_edits = [
            types.TextEdit(to_range(text, edit.start, edit.end, encoding), edit.new_text)
            for edit in completion.additional_edits
        ]
    if completion.asks_again and client.triggers_suggestions:
        item.command = _ASK_AGAIN
    _describe(item, completion, client)
    return item


def _kind(completion: Completion, client: Client) -> types.CompletionItemKind | None:
    kind = _KINDS[completion.kind]
    is_known = str(kind.value) in client.item_kinds if client.item_kinds else kind.value <= _FIRST_VERSION
    return kind if is_known else None


def _describe(item: types.CompletionItem, completion: Completion, client: Client) -> None:
    """Add the words about an item, each where the client shows it."""
    if client.label_details and completion.description:
        item.label_details = types.CompletionItemLabelDetails(description=completion.description)
    words = [completion.detail] if client.label_details else [completion.description, completion.detail]
    item.detail = " · ".join(word for word in words if word) or None
    if completion.documentation and client.markdown_documentation:
        item.documentation = types.MarkupContent(types.MarkupKind.Markdown, completion.documentation)
    elif completion.documentation:
        item.documentation = plain_text(completion.documentation)
