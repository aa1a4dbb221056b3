"""Entries for parts of a file: one entry for several ranges, or one for each range."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.lines import format_lines
from callsheet.artifacts.schema import schema_at
from callsheet.edits.refactorings.checking import changed, gives
from callsheet.edits.refactorings.entries import Entry, contradiction, together, written
from callsheet.edits.refactorings.yaml_extras import has_comment
from callsheet.edits.style import newline_of, starts_line
from callsheet.edits.yaml_layout import column_at, end_of_entry, entries_of, flow_spans_of
from callsheet.syntax import Document, Node, Value
from callsheet.syntax.operations import InsertItem, Operation, Remove, ReplaceSpan, SetValue
from callsheet.workspace.changes import DocumentChange


def split(path: str, document: Document, entry: Entry) -> DocumentChange:
    """One entry for each range that an entry names, in its order; the reason and all else is repeated.

    In YAML each is written as the first, if that has no comment; it could be about one of them only.
    """
    field, index = entry.reference.field, int(entry.reference.pointer[1])
    first, *others = [
        SetValue((field, index, "lines"), format_lines([(segment.first, segment.last)])) for segment in entry.segments
    ]
    insertions = [InsertItem((field, index + 1), {**entry.members, "lines": other.value}) for other in others]
    operations: list[Operation] = [first, *insertions]
    if document.language == "yaml" and not has_comment(document, (field, index)):
        copies = [first, *_copied(document, field, index, others)]
        if gives(document, copies, changed(document, operations).value):
            operations = copies
    return DocumentChange(path, tuple(operations))


def _copied(document: Document, field: str, index: int, changes: Sequence[SetValue]) -> Iterator[Operation]:
    """The text of an item of a YAML list behind it, once more for each change of it."""
    string, items = document.text.string, document.node((field,))
    if items is None:
        return
    start, end = _span_of_item(string, items, index)
    comma = "," if items.flow else ""
    separator = newline_of(string) + " " * column_at(string, start) if starts_line(string, start) else " "
    for change in changes:
        copy = changed(document, [change])
        changed_items = copy.node((field,))
        if changed_items is not None:
            text = copy.text.string[slice(*_span_of_item(copy.text.string, changed_items, index))]
            yield ReplaceSpan(end, end, comma + separator + text)


def _span_of_item(string: str, items: Node, index: int) -> tuple[int, int]:
    """The span of an item of a YAML list, its dash included."""
    if items.flow:
        return flow_spans_of(string, items)[index]
    entry = entries_of(string, items)[index]
    return entry.start, end_of_entry(string, entry.end, items.items[index])


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
