"""What refactorings that move text around make sure of before they do."""

from __future__ import annotations

from collections.abc import Sequence

from callsheet.edits.difference import same
from callsheet.edits.structure import edited, edits_for
from callsheet.syntax import Document, Value
from callsheet.syntax.operations import Operation


def changed(document: Document, operations: Sequence[Operation]) -> Document:
    """A document after operations.

    Raises:
        EditError: if they cannot be carried out.
    """
    return edited(document, edits_for(document, operations))


def gives(document: Document, operations: Sequence[Operation], expected: Value) -> bool:
    """Whether a document without slips has none after operations either, and the value that is expected of it."""
    result = changed(document, operations)
    return not result.problems and same(result.value, expected)
