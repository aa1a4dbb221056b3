"""Where a document names a file or a subtask, and which characters do so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from callsheet.syntax import Document, Node, Pointer
from callsheet.workspace.facts import Deliverable, Dependency, Facts, Reference, SubtaskFacts

Mention: TypeAlias = "Reference | Deliverable | Dependency"
"""A place in a document that names a file, a folder, an endpoint or a subtask."""


def mentions(facts: Facts) -> Iterator[Mention]:
    """All that a document mentions."""
    yield from facts.references
    if isinstance(facts, SubtaskFacts):
        yield from facts.deliverables
        yield from facts.dependencies


def name_pointer(mention: Mention) -> Pointer:
    """The string that holds the name."""
    return mention.path_pointer if isinstance(mention, Reference) else mention.pointer


def mention_at(facts: Facts, pointer: Pointer) -> Mention | None:
    """What the string at a pointer mentions."""
    return next((mention for mention in mentions(facts) if name_pointer(mention) == pointer), None)


def reference_of_lines(facts: Facts, pointer: Pointer) -> Reference | None:
    """The reference whose `lines` stand at a pointer."""
    if not pointer or pointer[-1] != "lines":
        return None
    return next((reference for reference in facts.references if reference.pointer == pointer[:-1]), None)


def name_span(document: Document, mention: Mention) -> tuple[int, int] | None:
    """The span of the name alone, without quotes, `@` or a note behind it; None where it is not in the document."""
    node = document.node(name_pointer(mention))
    if node is None or not isinstance(node.value, str):
        return None
    if isinstance(mention, Dependency):
        bare = node.value.strip()
        start = node.value.find(bare)
        return part_span(document, node, start, start + len(bare))
    return part_span(document, node, mention.path.start, mention.path.end)


_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL)


def part_span(document: Document, node: Node, start: int, end: int) -> tuple[int, int]:
    """Where a part of a string's value stands (both in code points, ends exclusive).

    The whole string where its characters cannot be told apart: in a YAML string with escapes or over several lines.
    """
    written = document.text.string[node.start : node.end]
    if written == node.value:
        return node.start + start, node.start + end
    if written[1:-1] == node.value and written[0] in "\"'":
        return node.start + 1 + start, node.start + 1 + end
    if document.language == "json" and node.closed and written[:1] == '"':
        ends = [match.end() for match in _ESCAPE.finditer(written, 1, len(written) - 1)]
        if len(ends) == len(str(node.value)):
            edges = [1, *ends]
            return node.start + edges[start], node.start + edges[end]
    return node.start, node.end
