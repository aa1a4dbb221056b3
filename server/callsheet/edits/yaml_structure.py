"""Structural changes to YAML that keep comments, blank lines, quotation marks and indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from callsheet.edits.flow import FlowContainer
from callsheet.edits.node_changes import Addition, EditError, Rework
from callsheet.edits.style import Slot, line_end, line_start, spans_of, starts_line
from callsheet.edits.yaml_block import BlockCollection
from callsheet.edits.yaml_layout import blanks_end, column_at, entries_of, head_end_of
from callsheet.edits.yaml_scalars import quote_of, write_string
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
            yield from self._replace_by_line(slot, self._text.flow(value, slot.node, slot.parent))
        else:
            yield from self._replace_by_block(slot, value)

    def rework(self, slot: Slot, rework: Rework) -> Iterator[TextEdit]:
        """The edits that add children to a collection which is not empty, and drop some."""
        node = slot.node
        if node.flow:
            spans = spans_of(node)
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
        quote = quote_of(self._string[member.key_start : member.key_end])
        # What may be plain in flow style may be so anywhere.
        text = write_string(key, quote, '"', in_flow=True)
        return TextEdit(member.key_start, member.key_end, text)
