"""Where the path is in what an author wrote, and how to put another in its place."""

from __future__ import annotations

import posixpath

from callsheet.artifacts.names import NameUse
from callsheet.artifacts.references import WrittenPath
from callsheet.syntax import Pointer
from callsheet.syntax.operations import Operation, Remove, SetValue
from callsheet.workspace.facts import Deliverable, Facts, Reference, SubtaskFacts
from callsheet.workspace.planning import Planning
from callsheet.workspace.snapshot import Snapshot


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


def remove_entry(facts: Facts, pointer: Pointer, snapshot: Snapshot) -> Operation | None:
    """The operation that takes a reference or a deliverable out; of a contract, a design or an ADR only its path.

    None where something is missing then: a path that is required, what a name stands for, the only deliverable.
    """
    if pointer[0] in ("context_files", "reference_files"):
        return Remove(pointer[:2])
    if pointer[0] == "deliverables":
        is_only = isinstance(facts, SubtaskFacts) and len(facts.deliverables) == 1
        return None if is_only else Remove(pointer)
    schema = facts.schema_at(pointer[:-1]) or {}
    if pointer[-1] in schema.get("required", ()) or "anyOf" in schema:
        return None
    named = [use for use in facts.uses if use.claim == "located" and use.pointer[:2] == pointer[:2]]
    return None if any(_needs_its_path(use, facts, snapshot.planning) for use in named) else Remove(pointer)


def _needs_its_path(use: NameUse, facts: Facts, planning: Planning) -> bool:
    """Whether a name would be unknown without the path beside it."""
    is_defined = planning.is_defined(use, facts.path, facts.artifact)
    return not is_defined and bool(planning.defined(use.kind, use.pointer, facts.path, facts.artifact))
