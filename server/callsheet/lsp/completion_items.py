"""Completions as the protocol's items: plain dicts, for there may be two hundred of them with every keystroke."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeAlias

from lsprotocol import types

from callsheet.ide.completion import Completion, CompletionKind
from callsheet.lsp.client import Client
from callsheet.lsp.plain_text import plain_text

Item: TypeAlias = dict[str, Any]
"""A `CompletionItem` as it is sent."""

RangeOf: TypeAlias = Callable[[int, int], Any]
"""Gives the protocol's range, as it is sent, of a span of offsets (code points) of the document."""

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

_ASK_AGAIN = {"title": "Suggest", "command": "editor.action.triggerSuggest"}

MAX_DESCRIBED = 20
"""How many items are sent with their documentation to a client that cannot ask for it."""


def to_completion_list(
    completions: Sequence[Completion], range_of: RangeOf, client: Client, number: int
) -> dict[str, Any]:
    """The items of an answer in their order, with what many of them share said once where the client knows of that.

    `number` says which answer it is.
    """
    range_once = cache(range_of)  # nearly all replace the same
    items = [_to_item(completion, rank, range_once, client) for rank, completion in enumerate(completions)]
    if client.resolves_completions:
        for item in items:
            item["data"] = number
    else:
        for item, completion in zip(items[:MAX_DESCRIBED], completions, strict=False):
            _set(item, "documentation", documentation_of(completion, client))
    # The items fit what is typed, so more typing makes another list of them.
    answer = {"isIncomplete": bool(items), "items": items}
    _set(answer, "itemDefaults", _take_out_defaults(items, client.completion_defaults))
    return answer


def _to_item(completion: Completion, rank: int, range_of: RangeOf, client: Client) -> Item:
    """An item with an explicit edit: what editors take for the word at the cursor differs, quotation marks above all."""
    is_snippet = completion.snippet is not None and client.snippets
    new_text = completion.snippet if completion.snippet is not None and client.snippets else completion.new_text
    has_details = client.label_details and bool(completion.description)
    words = [completion.detail] if client.label_details else [completion.description, completion.detail]
    item: Item = {
        "label": completion.label,
        "filterText": completion.filter_text,
        "sortText": f"{rank:04}",
        "textEdit": _edit(completion, new_text, range_of, client),
    }
    _set(item, "kind", _kind(completion, client))
    _set(item, "labelDetails", {"description": completion.description} if has_details else None)
    _set(item, "detail", " · ".join(word for word in words if word))
    _set(item, "insertTextFormat", types.InsertTextFormat.Snippet.value if is_snippet else None)
    if client.insert_text_modes and "\n" in new_text:
        mode = types.InsertTextMode.AdjustIndentation if is_snippet else types.InsertTextMode.AsIs
        item["insertTextMode"] = mode.value
    edits = [
        {"range": range_of(edit.start, edit.end), "newText": edit.new_text} for edit in completion.additional_edits
    ]
    _set(item, "additionalTextEdits", edits)
    _set(item, "command", _ASK_AGAIN if completion.asks_again and client.triggers_suggestions else None)
    return item


def _set(item: dict[str, Any], key: str, value: Any) -> None:
    """Add a member, unless there is nothing to say."""
    if value:
        item[key] = value


def _edit(completion: Completion, new_text: str, range_of: RangeOf, client: Client) -> dict[str, Any]:
    """A `TextEdit`, or an `InsertReplaceEdit` where what stands behind the cursor may stay."""
    replaced = range_of(completion.start, completion.end)
    if completion.insert_end is None or not client.insert_replace:
        return {"range": replaced, "newText": new_text}
    return {"newText": new_text, "insert": range_of(completion.start, completion.insert_end), "replace": replaced}


def _take_out_defaults(items: Sequence[Item], supported: frozenset[str]) -> dict[str, Any]:
    """What many items share, taken out of them, as far as the client supports it."""
    defaults: dict[str, Any] = {}
    ranges = [str(item["textEdit"]["range"]) for item in items if "range" in item["textEdit"]]
    if "editRange" in supported and ranges:
        common = Counter(ranges).most_common(1)[0][0]
        for item in items:
            if str(item["textEdit"].get("range")) == common:
                edit = item.pop("textEdit")
                defaults["editRange"], item["textEditText"] = edit["range"], edit["newText"]
    for key in ("insertTextFormat", "data"):
        if key in supported and items and all(key in item for item in items):
            defaults[key] = items[0][key]
            for item in items:
                del item[key]
    return defaults


def _kind(completion: Completion, client: Client) -> int | None:
    kind = int(_KINDS[completion.kind].value)
    is_known = str(kind) in client.item_kinds if client.item_kinds else kind <= _FIRST_VERSION
    return kind if is_known else None


def rank_of(item: types.CompletionItem) -> int | None:
    """The place of an item in its answer, counted from 0; None where it does not say."""
    text = item.sort_text or ""
    return int(text) if text.isascii() and text.isdigit() else None


def documentation_of(completion: Completion, client: Client) -> types.MarkupContent | str | None:
    """What describes an item, as the client shows it; None where nothing does."""
    markdown = completion.describe()
    if not markdown:
        return None
    if client.markdown_documentation:
        return types.MarkupContent(types.MarkupKind.Markdown, markdown)
    return plain_text(markdown)
