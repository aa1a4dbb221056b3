"""YAML anchors that keep a value from being changed: an alias elsewhere repeats it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from callsheet.edits.refactorings.yaml_extras import extras_of
from callsheet.syntax import Document
from callsheet.syntax.operations import Operation, ReplaceSpan


class Anchor(NamedTuple):
    """An anchor in a YAML document."""

    name: str
    """Without the `&`."""
    start: int
    """Where its `&` stands (offset in code points)."""


def repeated_anchor(document: Document, operations: Iterable[Operation]) -> Anchor | None:
    """The first anchor, at or in a value that operations change, which an alias names; None where there is none."""
    if document.language != "yaml":
        return None
    string, extras = document.text.string, extras_of(document)
    repeated = {string[start + 1 : end] for start, end in extras["alias"]}
    anchors = [Anchor(string[start + 1 : end], start) for start, end in extras["anchor"]]
    spans = [_span(document, operation) for operation in operations]
    return next(
        (anchor for anchor in anchors if anchor.name in repeated and any(_lies_in(anchor, span) for span in spans)),
        None,
    )


def _span(document: Document, operation: Operation) -> tuple[int, int]:
    """What an operation changes, with what stands before its value, such as an anchor."""
    if isinstance(operation, ReplaceSpan):
        return operation.start, operation.end
    member, node = document.member(operation.pointer), document.node(operation.pointer)
    if node is None:
        return 0, 0
    start, _ = document.text.line_span(document.text.line_at(node.start))
    return member.key_end if member else start, node.end


def _lies_in(anchor: Anchor, span: tuple[int, int]) -> bool:
    return span[0] <= anchor.start < span[1]
