"""Where a document names a file, a subtask or anything else, and which characters do so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from callsheet.artifacts.names import NameUse
from callsheet.syntax import Document, Node, Pointer, value_at
from callsheet.workspace.facts import Deliverable, Dependency, Facts, Reference, SubtaskFacts

Mention: TypeAlias = "Reference | Deliverable | Dependency | NameUse"
"""A place in a document that names a file, a folder, an endpoint, a subtask, or an entry of another document."""


def mentions(facts: Facts) -> Iterator[Mention]:
    """All that a document mentions; an endpoint among the deliverables comes as a deliverable and as a name."""
    yield from file_mentions(facts)
    if isinstance(facts, SubtaskFacts):
        yield from facts.dependencies
    yield from facts.uses


def file_mentions(facts: Facts) -> Iterator[Reference | Deliverable]:
    """The files and folders that a document names."""
    yield from facts.references
    if isinstance(facts, SubtaskFacts):
        yield from facts.deliverables


def name_pointer(mention: Mention) -> Pointer:
    """The string that holds the name; for a name that is a key its value."""
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
    if isinstance(mention, NameUse) and mention.part is None:
        return text_span(document, mention.pointer, on_key=mention.on_key)
    node = _string_at(document, name_pointer(mention))
    if node is None or not isinstance(node.value, str):
        return None
    if isinstance(mention, NameUse):
        return document.part_span(node, *mention.part) if mention.part else None
    if isinstance(mention, Dependency):
        bare = node.value.strip()
        start = node.value.find(bare)
        return document.part_span(node, start, start + len(bare))
    return document.part_span(node, mention.path.start, mention.path.end)


def text_span(document: Document, pointer: Pointer, *, on_key: bool = False) -> tuple[int, int] | None:
    """The span of a string without its quotes, or of the key that leads to a value; None if it is not there."""
    if not _stands(document, pointer):
        return None
    start, end = document.key_span(pointer) if on_key else document.span(pointer)
    written = document.text.string[start:end]
    is_quoted = document.language != "markdown" and len(written) > 1 and written[0] == written[-1] in "\"'"
    return (start + 1, end - 1) if is_quoted else (start, end)


def _string_at(document: Document, pointer: Pointer) -> Node | None:
    """The string at a pointer.

    In faultless JSON its node is made without the tree, because references are looked for in thousands of documents.
    """
    value = value_at(document.value, pointer)
    if document.language != "json" or document.problems or not isinstance(value, str):
        return document.node(pointer)
    return Node("string", *document.span(pointer), value)


def _stands(document: Document, pointer: Pointer) -> bool:
    """Whether there is a value at a pointer, be it null."""
    if not pointer:
        return True
    parent, step = value_at(document.value, pointer[:-1]), pointer[-1]
    if isinstance(parent, list):
        return isinstance(step, int) and 0 <= step < len(parent)
    return isinstance(parent, dict) and step in parent
