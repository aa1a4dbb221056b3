"""What a YAML text holds besides its value: comments, anchors, aliases and tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from callsheet.edits.style import line_end
from callsheet.syntax import Document, Node, Pointer
from callsheet.text import Text

Extra: TypeAlias = Literal["comment", "anchor", "alias", "tag"]

Span: TypeAlias = "tuple[int, int]"
"""A part of a text (offsets in code points, end exclusive)."""

# Between scalars and keys there is nothing else that these could be; a comment can hold all of it, so it comes first.
_EXTRA = re.compile(r"(?<!\S)(?P<comment>#[^\r\n]*)|(?P<anchor>&[^\s,\[\]{}]+)|(?P<tag>![^\s,\[\]{}]*)")
_BLOCK_SCALAR = re.compile(r"[|>][-+0-9]*")


def extras_of(document: Document) -> dict[Extra, list[Span]]:
    """What a YAML document without slips of syntax holds besides its value, each sort in document order."""
    string, leaves = document.text.string, _leaves(document.root)
    found: dict[Extra, list[Span]] = {"comment": [], "anchor": [], "alias": [], "tag": []}
    for start, end in _gaps(document.text, leaves):
        for match in _EXTRA.finditer(string, start, end):
            found[match.lastgroup].append(match.span())  # type: ignore[index]  # one of the pattern's groups
    found["alias"] = [span for span in leaves if string.startswith("*", span[0])]
    return found


def has_comment(document: Document, pointer: Pointer) -> bool:
    """Whether a comment stands in a value, or behind it on its last line: it would go with the value."""
    node, parent = document.node(pointer), document.node(pointer[:-1])
    if document.language != "yaml" or node is None or parent is None:
        return False
    end = node.end if parent.flow else line_end(document.text.string, node.end)
    return any(node.start < start < end for start, _ in extras_of(document)["comment"])


def _gaps(text: Text, leaves: Iterable[Span]) -> Iterator[Span]:
    """The spans between the scalars and keys of a text; the end of a block scalar's first line is one too."""
    string, position = text.string, 0
    for start, end in leaves:
        yield position, start
        header = _BLOCK_SCALAR.match(string, start, end)
        if header is not None:
            yield header.end(), min(line_end(string, start), end)
        position = end
    yield position, len(string)


def _leaves(root: Node) -> list[Span]:
    """The spans of keys, and of values that hold no others, in document order."""
    spans: list[Span] = []
    nodes = [root]  # not `walk`, which makes a pointer for each
    while nodes:
        node = nodes.pop()
        nodes += node.items
        for member in node.members:
            spans.append((member.key_start, member.key_end))
            nodes.append(member.node)
        if not (node.members or node.items):
            spans.append((node.start, node.end))
    return sorted(span for span in spans if span[0] < span[1])
