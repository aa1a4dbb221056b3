"""Where the path is in what an author wrote, and how to put another in its place."""

from __future__ import annotations

import posixpath

from callsheet.artifacts.references import WrittenPath
from callsheet.syntax import Pointer
from callsheet.syntax.operations import Operation, Remove, SetValue
from callsheet.workspace.facts import Deliverable, Reference


def part_of(path: WrittenPath, written: str) -> tuple[int, int] | None:
    """The path within the written string (code points), where there is more than the path; else None."""
    return (path.start, path.end) if (path.start, path.end) != (0, len(written)) else None


def path_part(reference: Reference) -> tuple[int, int] | None:
    """The path within what a reference says (code points), where it says more than the path; else None."""
    return part_of(reference.path, reference.written)


def replace_path(entry: Reference | Deliverable, path: str, document: str) -> SetValue:
    """The operation that puts another path in the place of an entry's, and leaves a note beside it as it is.

    Both the new path and that of the document, which has the entry, count from the workspace root. A contract's OpenAPI
    document is written as it is seen from the contract.
    """
    pointer = entry.path_pointer if isinstance(entry, Reference) else entry.pointer
    if pointer == ("openapi_spec_path",):
        path = posixpath.relpath(path, posixpath.dirname(document))
    written, old = entry.written, entry.path
    return SetValue(pointer, written[: old.start] + path + written[old.end :])


def remove_entry(pointer: Pointer) -> Operation:
    """The operation that takes a reference or a deliverable out; of a contract, a design or an ADR only its path."""
    is_listed = pointer[0] in ("context_files", "reference_files", "deliverables")
    return Remove(pointer[:2] if is_listed else pointer)
