"""Completion: from the protocol's positions to `ide` and back; what describes an item is written when it is selected."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from callsheet.lsp.asked import asked_of
from callsheet.lsp.language import until_named

if TYPE_CHECKING:
    from callsheet.ide.completion import Completion
    from callsheet.lsp.server import Server

# The feature is imported with the first request for it: the first diagnostics do not wait for it.

_TRIGGERS = ['"', "/", ":", " ", "-", ",", "@", "#"]


@dataclass
class _Answer:
    """The items that were offered last: those before are stale."""

    number: int = 0
    """Which answer it is; the items that belong to it carry the number."""
    items: Sequence[Completion] = ()


def register(server: Server) -> None:
    """Serve the methods of this file, once the client has said what it can do.

    Items are resolved only for a client that gains their documentation by that: Neovim 0.11 has each accepted item resolved
    for nothing, and puts a skeleton in the wrong place if somebody types on meanwhile.
    """
    last = _Answer()
    is_resolving = server.client.resolves_completions
    options = types.CompletionOptions(trigger_characters=_TRIGGERS, resolve_provider=is_resolving)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, options)
    def serve_completion(params: types.CompletionParams) -> Generator[Any, Any, Any]:
        yield from until_named(server, params.text_document, params.position)
        return _complete(server, last, params)

    if is_resolving:

        @server.feature(types.COMPLETION_ITEM_RESOLVE)
        def serve_resolve(item: types.CompletionItem) -> types.CompletionItem:
            return _resolve(server, last, item)


def _complete(server: Server, last: _Answer, params: types.CompletionParams) -> dict[str, Any] | None:
    """Answer `textDocument/completion`."""
    from callsheet.ide.completion import complete
    from callsheet.lsp.completion_items import to_completion_list

    asked = asked_of(server, params.text_document)
    if asked is None:
        return None
    last.number += 1
    last.items = complete(asked.snapshot, asked.path, asked.offset(params.position), datetime.now(timezone.utc))

    def range_of(start: int, end: int) -> Any:
        return server.protocol.unstructure(asked.range(start, end))

    return to_completion_list(last.items, range_of, server.client, last.number)


def _resolve(server: Server, last: _Answer, item: types.CompletionItem) -> types.CompletionItem:
    """Answer `completionItem/resolve`; an item of another answer than the last stays as it is."""
    from callsheet.lsp.completion_items import documentation_of, rank_of

    rank = rank_of(item)
    if item.data == last.number and rank is not None and rank < len(last.items):
        item.documentation = documentation_of(last.items[rank], server.client)
    return item
