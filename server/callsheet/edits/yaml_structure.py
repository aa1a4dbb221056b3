"""Structural changes to YAML that keep comments, blank lines, quotation marks and indentation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from callsheet.edits.flow import FlowContainer
from callsheet.edits.node_changes import Addition, Rework, is_missing
from callsheet.edits.style import Slot, has_line_end, line_end, line_start, starts_line
from callsheet.edits.yaml_block import BlockCollection
from callsheet.edits.yaml_layout import (
    blanks_end,
    column_at,
    entry_start_of,
    flow_spans_of,
    head_end_of,
    replaced_start_of,
)
from callsheet.edits.yaml_scalars import can_be_plain, quote_of, write_string
from callsheet.edits.yaml_text import YamlText
from callsheet.syntax import Member, Node, Value
from callsheet.text import TextEdit

_BLOCK_SCALAR_COMMENT = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)")
_COLON_AHEAD = re.compile(r"[ \t\r\n]*:")


class YamlWriter:
    """Writes changes to one YAML document."""

    def __init__(self, string: str, root: Node) -> None:
        """Take the text and the tree of a document."""
        self._string = string
        self._text = YamlText(string, root)

    def replace(self, slot: Slot, value: Value) -> Iterator[TextEdit]:
        """The edits that give a node another value, or a missing value."""
        if slot.parent is None:
            yield self._replace_root(slot.node, value)
        elif slot.parent.flow:
            yield self._replace_in_flow(slot, value)
        elif self._text.is_flow(value, slot.node, slot.parent):
            yield from self._replace_by_line(slot, value)
        else:
            yield from self._replace_by_block(slot, value)

    def rework(self, slot: Slot, rework: Rework) -> Iterator[TextEdit]:
        """The edits that add children to a collection which is not empty, and drop some."""
        node = slot.node
        if node.flow:
            spans = flow_spans_of(self._string, node)
            container = FlowContainer(self._string, node, self._text.newline, " ", self._flow_entry(node), spans)
            yield from container.edits(rework)
            return

        def write(addition: Addition, column: int) -> str:
            if addition.key is None:
                return "-" + self._text.behind_dash(addition.value, column, None, node)
            key = self._text.key(addition.key, node.members, in_flow=False)
            return f"{key}:{self._text.behind_key(addition.value, column, None, node)}"

        yield from BlockCollection(self._string, slot, self._text.newline, write).edits(rework)

    def rename(self, member: Member, key: str) -> TextEdit:
        """The edit that gives a member another key, with the quotation marks of the old one."""
        written = self._string[member.key_start : member.key_end]
        # What may be plain in flow style may be so anywhere; a key that may be so in block style only stands in that.
        in_flow = can_be_plain(written, in_flow=True) or not can_be_plain(written, in_flow=False)
        text = write_string(key, quote_of(written), '"', in_flow=in_flow)
        return TextEdit(member.key_start, member.key_end, text)

    def _flow_entry(self, node: Node) -> Callable[[Addition, str], str]:
        def write(addition: Addition, _indentation: str) -> str:
            text = self._text.flow(addition.value, None, node)
            return (
                text if addition.key is None else self._text.key(addition.key, node.members, in_flow=True) + ": " + text
            )

        return write

    def _replace_root(self, node: Node, value: Value) -> TextEdit:
        is_flow = self._text.is_flow(value, node, None)
        if is_missing(node):
            return self._fill_empty(self._text.flow(value, None, None) if is_flow else self._text.block(value, 0))
        start = replaced_start_of(self._string, node, value)
        if is_flow:
            return TextEdit(start, node.end, self._text.flow(value, node, None))
        if starts_line(self._string, start):
            return TextEdit(start, node.end, self._text.block(value, column_at(self._string, start)))
        # A block collection cannot begin on the line of `---`.
        start = len(self._string[:start].rstrip(" \t"))
        return TextEdit(start, node.end, self._text.newline + self._text.block(value, 0))

    def _fill_empty(self, text: str) -> TextEdit:
        """The first value of a document without one; comments stay above it."""
        end = len(self._string)
        if not self._string.strip("\ufeff \t\r\n"):
            return TextEdit(1 if self._string.startswith("\ufeff") else 0, end, text + self._text.newline)
        if self._string.endswith(("\n", "\r")):
            return TextEdit(end, end, text + self._text.newline)
        return TextEdit(end, end, self._text.newline + text)

    def _replace_in_flow(self, slot: Slot, value: Value) -> TextEdit:
        node, member = slot.node, slot.member
        text = self._text.flow(value, node, slot.parent)
        if node.kind != "missing" or member is None:
            return TextEdit(replaced_start_of(self._string, node, value), node.end, text)
        colon = _COLON_AHEAD.match(self._string, member.key_end)
        if colon is None:
            return TextEdit(member.key_end, member.key_end, ": " + text)
        has_blank = self._string.startswith(" ", colon.end())
        start = colon.end() + 1 if has_blank else colon.end()
        return TextEdit(start, start, text if has_blank else " " + text)

    def _replace_by_line(self, slot: Slot, value: Value) -> Iterator[TextEdit]:
        """Put a value on the line of its key or dash, or where the old one stands."""
        node, head_end = slot.node, head_end_of(self._string, slot)
        text = self._text.flow(value, node, slot.parent)
        is_block = not node.flow and bool(node.members or node.items)
        if node.kind == "missing":
            yield TextEdit(head_end, blanks_end(self._string, head_end), " " + text)
        elif is_block and self._is_below(node, head_end):
            yield TextEdit(head_end, blanks_end(self._string, head_end), " " + text)
            yield TextEdit(line_end(self._string, head_end), line_end(self._string, node.end), "")
        elif is_block and has_line_end(self._string[node.start : node.end]):
            yield TextEdit(node.start, line_end(self._string, node.end), text)
        else:
            comment = _BLOCK_SCALAR_COMMENT.match(self._string, node.start)
            yield TextEdit(
                replaced_start_of(self._string, node, value),
                node.end,
                text + (comment.group(1) if comment and not node.flow else ""),
            )

    def _replace_by_block(self, slot: Slot, value: Value) -> Iterator[TextEdit]:
        """Put a block collection below its key, or behind its dash; a comment on the line stays there."""
        node, head_end = slot.node, head_end_of(self._string, slot)
        end = blanks_end(self._string, head_end if node.kind == "missing" else node.end)
        column = column_at(self._string, entry_start_of(self._string, slot))
        if slot.member is None:
            yield TextEdit(head_end, end, self._text.behind_dash(value, column, node, slot.parent))
            return
        text = self._text.behind_key(value, column, node, slot.parent)
        last_end = line_end(self._string, end)
        if self._is_below(node, head_end):
            yield TextEdit(line_end(self._string, head_end), last_end, text)
        elif end == last_end:
            yield TextEdit(head_end, end, text)
        else:
            yield TextEdit(head_end, max(end, head_end), "")
            yield TextEdit(last_end, last_end, text)

    def _is_below(self, node: Node, head_end: int) -> bool:
        """Whether a value stands on a later line than its key or dash."""
        return node.kind != "missing" and line_start(self._string, node.start) > head_end
