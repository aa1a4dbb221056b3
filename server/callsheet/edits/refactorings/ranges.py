"""Entries for parts of a file: one entry for several ranges, or one for each range."""

from __future__ import annotations

from collections.abc import Sequence

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.lines import format_lines
from callsheet.artifacts.schema import schema_at
from callsheet.edits.refactorings.entries import Entry, contradiction, together, written
from callsheet.edits.refactorings.yaml_extras import has_comment
from callsheet.syntax import Document, Value
from callsheet.syntax.operations import InsertItem, Operation, Remove, SetValue
from callsheet.workspace.changes import DocumentChange


def split(path: str, entry: Entry) -> DocumentChange:
    """One entry for each range that an entry names, in its order; the reason and all else is repeated."""
    field, index = entry.reference.field, int(entry.reference.pointer[1])
    first, *others = [format_lines([(segment.first, segment.last)]) for segment in entry.segments]
    operations: list[Operation] = [SetValue((field, index, "lines"), first)]
    operations += [InsertItem((field, index + 1), {**entry.members, "lines": lines}) for lines in others]
    return DocumentChange(path, tuple(operations))


def obstacle_to_join(document: Document, entries: Sequence[Entry]) -> str | None:
    """Why entries of a document for one file cannot be one without losing something; None where they can."""
    if len({bool(entry.segments) for entry in entries}) > 1:
        return "one of them names the whole file, another only lines of it"
    if len(_reason(entries) or "") > _longest_reason():
        return f"the reasons together have more than {_longest_reason()} characters"
    if any(has_comment(document, entry.reference.pointer) for entry in entries[1:]):
        return "a comment beside one of them would be lost"
    return contradiction(entries, besides=("path", "lines", "reason"))


def joined(path: str, entries: Sequence[Entry]) -> DocumentChange:
    """One entry in the place of the first for all lines that some entries for one file name; reasons are put together."""
    members: dict[str, Value] = together(entries)
    if entries[0].segments:
        runs = [(segment.first, segment.last) for entry in entries for segment in entry.segments]
        members["lines"] = format_lines(runs)
    reason = _reason(entries)
    if reason is not None:
        members["reason"] = reason
    first, *others = entries
    operations: list[Operation] = [SetValue(first.reference.pointer, written(members))]
    operations += [Remove(entry.reference.pointer) for entry in others]
    return DocumentChange(path, tuple(operations))


def _reason(entries: Sequence[Entry]) -> str | None:
    """The different reasons of entries, in their order."""
    reasons = dict.fromkeys(entry.reference.reason for entry in entries if entry.reference.reason)
    return "; ".join(reasons) or None


def _longest_reason() -> int:
    """How many characters a reason can have."""
    schema = schema_at(ArtifactKind.SUBTASK, ("context_files", 0, "reason")) or {}
    return int(schema["maxLength"])
