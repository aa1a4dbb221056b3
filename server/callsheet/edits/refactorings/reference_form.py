"""The two forms of a file reference: a plain path, and an object with a `path`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from callsheet.artifacts.quoting import listing
from callsheet.edits.refactorings.checking import changed, gives
from callsheet.edits.refactorings.yaml_extras import extras_of
from callsheet.syntax import Document
from callsheet.syntax.operations import Operation, ReplaceSpan, SetValue
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.facts import Reference


def is_plain(reference: Reference) -> bool:
    """Whether a reference is a string and no object."""
    return reference.path_pointer == reference.pointer


def obstacle_to_plain_path(document: Document, reference: Reference) -> str | None:
    """What an object would lose as a plain path, in words; None where that is nothing. Null means absent."""
    node = document.node(reference.pointer)
    if node is None:
        return "the list has changed"
    lost = [member.key for member in node.members if member.key != "path" and member.node.value is not None]
    if document.language == "yaml" and any(
        node.start < start < node.end for start, _ in extras_of(document)["comment"]
    ):
        lost.append("a comment")
    return f"it would lose {listing(lost)}" if lost else None


def as_objects(path: str, document: Document, references: Sequence[Reference]) -> DocumentChange:
    """Write plain paths of a document as objects; what stands behind a path in its string stays there."""
    operations = [SetValue(reference.pointer, {"path": reference.written}) for reference in references]
    return _change(path, document, operations, [span for each in references for span in _wrapped(document, each)])


def as_plain_paths(path: str, document: Document, references: Sequence[Reference]) -> DocumentChange:
    """Write objects of a document as plain paths; there must be no `obstacle_to_plain_path`."""
    operations = [SetValue(reference.pointer, reference.written) for reference in references]
    return _change(path, document, operations, [span for each in references for span in _unwrapped(document, each)])


def _change(
    path: str, document: Document, operations: Sequence[Operation], spans: Sequence[Operation]
) -> DocumentChange:
    """In YAML the spans, which keep the path as it is quoted, if they come to the same as the operations."""
    if document.language == "yaml" and gives(document, spans, changed(document, operations).value):
        return DocumentChange(path, tuple(spans))
    return DocumentChange(path, tuple(operations))


def _wrapped(document: Document, reference: Reference) -> Iterator[ReplaceSpan]:
    """In YAML, what to put around a plain path."""
    node, parent = document.node(reference.pointer), document.node(reference.pointer[:-1])
    if document.language != "yaml" or node is None or parent is None:
        return
    from callsheet.edits.yaml_text import YamlText  # imported late, like the parser of YAML

    key = YamlText(document.text.string, document.root).key("path", [], in_flow=parent.flow)
    opening, closing = ("{", "}") if parent.flow else ("", "")
    yield ReplaceSpan(node.start, node.start, f"{opening}{key}: ")
    yield ReplaceSpan(node.end, node.end, closing)


def _unwrapped(document: Document, reference: Reference) -> Iterator[ReplaceSpan]:
    """What to take away around the path of an object."""
    node, inner = document.node(reference.pointer), document.node(reference.path_pointer)
    if node is not None and inner is not None:
        yield ReplaceSpan(node.start, inner.start, "")
        yield ReplaceSpan(inner.end, node.end, "")
