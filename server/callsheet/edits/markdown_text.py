"""Edits of a Markdown artifact: another title, another value of a field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from callsheet.edits.edit_error import EditError
from callsheet.edits.structure import edited, edits_for
from callsheet.syntax import Document, Node, Pointer, Value, format_pointer, walk
from callsheet.syntax.markdown_blocks import outline
from callsheet.syntax.operations import Operation, ReplaceSpan, SetValue
from callsheet.text import Text, TextEdit

_WORD = re.compile(r"\w+|\W")
_LINE_ENDS = re.compile(r"[\r\n]+")


def markdown_edits(document: Document, operations: Sequence[Operation]) -> list[TextEdit]:
    """The text edits of operations on a Markdown document, in no particular order.

    `SetValue` writes a string as it is, line ends as blanks, where a string stands or is missing in the document; of
    several for one place the last counts. In front matter it is quoted where YAML needs that. `ReplaceSpan` is carried
    out too. Anything else gives no edit.

    Raises:
        EditError: if a field would be read otherwise than it was set, or if another value would change.
    """
    spans = [TextEdit(span.start, span.end, span.new_text) for span in operations if isinstance(span, ReplaceSpan)]
    nodes: dict[Pointer, Node] = {}
    new_texts: dict[Pointer, str] = {}
    for operation in operations:
        if isinstance(operation, SetValue) and isinstance(operation.value, str):
            node = document.node(operation.pointer)
            if node is not None and node.kind in ("string", "missing"):
                nodes[operation.pointer] = node
                new_texts[operation.pointer] = _LINE_ENDS.sub(" ", operation.value).strip()
    edits: list[TextEdit] = []
    front_matter = outline(document.text).front_matter or (0, 0)
    for pointer, node in nodes.items():
        if node.start < front_matter[1]:
            edits += _set_in_front_matter(document.text.string, front_matter, node, new_texts[pointer])
        elif node.value != new_texts[pointer]:
            edits += _set(document.text.string, node, new_texts[pointer])
    if not spans:
        _check(document, edits, new_texts)
    return spans + edits


def _set_in_front_matter(string: str, span: tuple[int, int], node: Node, new_text: str) -> list[TextEdit]:
    """Replace a value of the front matter as one of the YAML document that it is."""
    front_matter = Document(Text(string[span[0] : span[1]]), "yaml")
    for member in front_matter.root.members:
        if member.node.start <= node.start - span[0] <= member.node.end:
            edits = edits_for(front_matter, [SetValue((member.key,), new_text)])
            return [TextEdit(span[0] + edit.start, span[0] + edit.end, edit.new_text) for edit in edits]
    return []


def _set(string: str, node: Node, new_text: str) -> list[TextEdit]:
    """Replace a value, of a text the words that differ.

    Where it is missing, blanks keep the new one apart from what stands beside it.
    """
    if node.kind == "missing" and node.start == node.end:
        before, after = string[: node.start][-1:], string[node.end : node.end + 1]
        new_text = _blank_beside(before) + new_text + _blank_beside(after)
    old_words, words = (_WORD.findall(text) for text in (string[node.start : node.end], new_text))
    edges = list(accumulate(map(len, old_words), initial=node.start))
    matcher = SequenceMatcher(None, old_words, words)
    return [
        TextEdit(edges[old_start], edges[old_end], "".join(words[start:end]))
        for tag, old_start, old_end, start, end in matcher.get_opcodes()
        if tag != "equal"
    ]


def _blank_beside(character: str) -> str:
    return "" if not character or character in " \t\r\n" else " "


def _check(document: Document, edits: list[TextEdit], new_texts: dict[Pointer, str]) -> None:
    """Read the result once more: a value with marks of emphasis around it, say, would be read without them."""
    changed = edited(document, edits)
    expected = _strings(document)
    found = _strings(changed)
    for pointer, new_text in new_texts.items():
        is_field = pointer[:1] == ("fields",)
        expected[pointer] = new_text if is_field else found.get(pointer)  # a title may have marks of emphasis
    if found != expected:
        where = ", ".join(format_pointer(pointer) for pointer in new_texts)
        raise EditError(f"this text cannot be written at {where}: it would be read as something else")


def _strings(document: Document) -> dict[Pointer, Value]:
    return {pointer: node.value for pointer, node in walk(document.root) if node.kind not in ("object", "array")}
