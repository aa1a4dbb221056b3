"""Another order for the items of a list: their texts change places, each with the comments that belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callsheet.edits.edit_error import EditError
from callsheet.edits.refactorings.checking import changed, gives
from callsheet.edits.refactorings.yaml_extras import extras_of
from callsheet.edits.style import line_end, line_start, spans_of, starts_line
from callsheet.edits.yaml_layout import end_of_entry, entries_of, flow_spans_of
from callsheet.syntax import Document, Node, Pointer
from callsheet.syntax.operations import ReplaceSpan, SetValue
from callsheet.workspace.changes import DocumentChange

_COMMENT_LINES = re.compile(r"(?:[ \t]*#[^\r\n]*(?:\r\n|\n|\r))*\Z")


def reordered(path: str, document: Document, pointer: Pointer, order: Sequence[int]) -> DocumentChange:
    """Put the items of a list into another order, given by their present numbers.

    Raises:
        EditError: if they cannot change places, as in YAML where an alias would come before its anchor.
    """
    node = document.node(pointer)
    if node is None or sorted(order) != list(range(len(node.items))):
        raise EditError("the list has changed")
    string, spans = document.text.string, _item_spans(document, pointer, node)
    moves = [
        ReplaceSpan(*spans[place], string[slice(*spans[index])]) for place, index in enumerate(order) if place != index
    ]
    items = [node.items[index].value for index in order]
    if not gives(document, moves, changed(document, [SetValue(pointer, items)]).value):
        raise EditError(_why_not(document))
    return DocumentChange(path, tuple(moves))


def _why_not(document: Document) -> str:
    """Why items mean something else in each other's places."""
    if document.language == "yaml" and extras_of(document)["alias"]:
        return "an alias would come before its anchor"
    return "a text of several lines would lose its last line end; end the file with a line end first"


def _item_spans(document: Document, pointer: Pointer, node: Node) -> list[tuple[int, int]]:
    """The spans of the items' texts, which can stand in each other's places."""
    if document.language != "yaml":
        return spans_of(node)

    string = document.text.string
    if not node.flow:
        return _block_spans(string, document, pointer, node)
    if any(node.start < start < node.end for start, _ in extras_of(document)["comment"]):
        raise EditError("comments stand between the items of this list")
    return flow_spans_of(string, node)


def _block_spans(string: str, document: Document, pointer: Pointer, node: Node) -> list[tuple[int, int]]:
    """The lines of each item of a block list, and of the comments right above it."""
    member = document.member(pointer)
    spans: list[tuple[int, int]] = []
    before = line_end(string, member.key_end if member else 0)
    for item, entry in zip(node.items, entries_of(string, node), strict=True):
        if not starts_line(string, entry.start):
            raise EditError("an item of this list does not begin on a line of its own")
        above = _COMMENT_LINES.search(string, before, line_start(string, entry.start))
        start = above.start() if above else line_start(string, entry.start)
        before = end_of_entry(string, entry.end, item)
        spans.append((start, before))
    return spans
