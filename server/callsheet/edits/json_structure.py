"""Structural changes to JSON, written the way the document around them is written."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from callsheet.edits.edit_error import EditError
from callsheet.edits.flow import FlowContainer
from callsheet.edits.node_changes import Addition, Rework
from callsheet.edits.style import (
    Slot,
    children_of,
    colon_of,
    containers_of,
    group_of,
    has_line_end,
    indent_unit_of,
    indentation_at,
    inline_like_surroundings,
    newline_of,
    old_member,
    paddings_of,
    scalar_arrays_are_inline,
    spans_of,
)
from callsheet.syntax import Document, Member, Node, Pointer, Value, value_at
from callsheet.syntax.json_spans import locate
from callsheet.syntax.operations import Operation, SetValue
from callsheet.text import TextEdit

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_COLON_AHEAD = re.compile(r"[ \t\r\n]*:")


_FEW = 12
"""How many places are looked for in the text itself, which takes less than building a tree as long as they are few."""


def edits_of_strings(document: Document, operations: Sequence[Operation]) -> list[TextEdit] | None:
    """The edits that exchange a few strings of a faultless document, found without its tree; None for any other change.

    So is most of what a rename changes, in thousands of documents.
    """
    if document.language != "json" or len(operations) > _FEW or document.problems or document.duplicates:
        return None
    edits: dict[Pointer, TextEdit] = {}
    for operation in operations:
        if not isinstance(operation, SetValue) or operation.pointer in edits:
            return None
        old, new = value_at(document.value, operation.pointer), operation.value
        location = locate(document.text.string, operation.pointer)
        if not isinstance(old, str) or not isinstance(new, str) or location is None:
            return None
        text = document.text.string[location.start : location.end] if old == new else _scalar(new)
        edits[operation.pointer] = TextEdit(location.start, location.end, text)
    return list(edits.values())


class JsonWriter:
    """Writes changes to one JSON document."""

    def __init__(self, string: str, root: Node) -> None:
        """Take the text and the tree of a document."""
        self._string = string
        self._root = root
        self._newline = newline_of(string)

    def replace(self, slot: Slot, value: Value) -> Iterator[TextEdit]:
        """The edit that gives a node another value, or a missing value."""
        node = slot.node
        if node is self._root and node.kind == "missing" and not self._string.strip("\ufeff \t\r\n"):
            start = 1 if self._string.startswith("\ufeff") else 0
            yield TextEdit(start, len(self._string), self._render(value, "", inline=False) + self._newline)
            return
        inline = self._prefers_inline(value, node, slot.parent)
        text = self._render(value, indentation_at(self._string, node.start), inline=inline, old=node)
        if node.kind == "missing" and slot.member is not None:
            start, blank = self._place_behind_key(slot.member)
            yield TextEdit(start, start, blank + text)
            return
        # A container that is broken off reaches to the end of the text, behind the last line end.
        end = node.start + len(self._string[node.start : node.end].rstrip(" \t\r\n")) if not node.closed else node.end
        yield TextEdit(node.start, end, text)

    def rework(self, slot: Slot, rework: Rework) -> Iterator[TextEdit]:
        """The edits that add children to a container which is not empty, and drop some."""

        def write(addition: Addition, indentation: str) -> str:
            inline = self._prefers_inline(addition.value, None, slot.node)
            text = self._render(addition.value, indentation, inline=inline)
            return text if addition.key is None else _scalar(addition.key) + self._colon_in(slot.node) + text

        spans = spans_of(slot.node)
        container = FlowContainer(self._string, slot.node, self._newline, self._blank_behind_comma, write, spans)
        yield from container.edits(rework)

    def rename(self, member: Member, key: str) -> TextEdit:
        """The edit that gives a member another key."""
        return TextEdit(member.key_start, member.key_end, _scalar(key))

    def _place_behind_key(self, member: Member) -> tuple[int, str]:
        """Where a missing value goes, and what has to be written before it."""
        colon = _COLON_AHEAD.match(self._string, member.key_end, max(member.node.start, member.key_end))
        if colon is None:
            return member.key_end, self._colon
        blank = "" if self._string[member.node.start - 1] in " \t\r\n" else self._colon.partition(":")[2]
        return member.node.start, blank

    def _render(self, value: Value, indentation: str, *, inline: bool, old: Node | None = None) -> str:
        """The text of a value whose first line is indented by `indentation`; members are laid out like those of `old`."""
        if not isinstance(value, (dict, list)):
            return _scalar(value)
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if not value:
            return opening + closing
        inner = indentation + self._indent_unit
        children = value.values() if isinstance(value, dict) else value
        alike = [old_member(old, key) for key in value] if isinstance(value, dict) else [None] * len(value)
        texts = [
            self._render(child, inner, inline=inline or self._prefers_inline(child, before, None), old=before)
            for child, before in zip(children, alike, strict=True)
        ]
        if isinstance(value, dict):
            texts = [_scalar(key) + self._colon + text for key, text in zip(value, texts, strict=True)]
        if inline:
            padding = self._padding[opening]
            return opening + padding + ("," + self._blank_behind_comma).join(texts) + padding + closing
        lead = self._newline + inner
        return opening + lead + ("," + lead).join(texts) + self._newline + indentation + closing

    def _prefers_inline(self, value: Value, old: Node | None, parent: Node | None) -> bool:
        decided = inline_like_surroundings(value, old, parent, self._is_inline)
        return self._is_inline_by_habit(value) if decided is None else decided

    def _is_inline_by_habit(self, value: Value) -> bool:
        return group_of(value) == "scalars" and self._scalar_arrays_are_inline

    def _is_inline(self, node: Node) -> bool:
        return not has_line_end(self._string[node.start : node.end])

    def _colon_in(self, node: Node) -> str:
        return colon_of(self._string, node.members) or self._colon

    @cached_property
    def _scalar_arrays_are_inline(self) -> bool:
        return scalar_arrays_are_inline(self._root, self._is_inline)

    @cached_property
    def _colon(self) -> str:
        """The colon as the document writes it, with the blanks around it."""
        colons = (colon_of(self._string, node.members) for node in containers_of(self._root))
        return next((colon for colon in colons if colon), ": ")

    @cached_property
    def _blank_behind_comma(self) -> str:
        """What the document writes between a comma and the next child on one line."""
        for node in containers_of(self._root):
            children = [member.key_start for member in node.members] or [item.start for item in node.items]
            if len(children) > 1:
                between = self._string[children_of(node)[0].end : children[1]]
                if re.fullmatch(r",[ \t]*", between):
                    return between[1:]
        return "" if self._colon == ":" and self._is_inline(self._root) else " "

    @cached_property
    def _padding(self) -> dict[str, str]:
        return paddings_of(self._string, self._root)

    @cached_property
    def _indent_unit(self) -> str:
        return indent_unit_of(self._string, self._root) or "  "


def _scalar(value: Value) -> str:
    """A string, number, boolean or null as JSON writes it; only what UTF-8 cannot hold is escaped."""
    if isinstance(value, float) and not math.isfinite(value):
        if math.isnan(value):
            raise EditError("JSON has no way to write a number that is none (NaN)")
        return "1e999" if value > 0 else "-1e999"  # what every reader takes for infinity
    text = json.dumps(value, ensure_ascii=False)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
