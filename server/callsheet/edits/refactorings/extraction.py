"""A context file that all subtasks of a feature have goes to their task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from callsheet.artifacts.lines import format_lines, parse_lines
from callsheet.artifacts.quoting import quoted
from callsheet.edits.edit_error import EditError
from callsheet.edits.refactorings.entries import (
    contradiction,
    entry_of,
    file_of,
    is_faultless,
    references_in,
    together,
    written,
)
from callsheet.edits.refactorings.yaml_extras import has_comment
from callsheet.syntax import Document, Value
from callsheet.syntax.operations import InsertItem, Operation, Remove, SetValue
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.facts import Facts, Reference, TaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot

FIELD = "context_files"


@dataclass(frozen=True, slots=True)
class Shared:
    """A context file that all subtasks of a feature have."""

    task: TaskFacts
    subtasks: Mapping[str, list[Reference]]
    """The references to it by the keys of the subtasks; more than one where a subtask names the file repeatedly."""
    in_task: list[Reference]
    """The references to it that the task has already."""
    in_other_list: bool
    """Whether the task has it among its `reference_files`."""


def shared_by_subtasks(feature: Feature, file: str) -> Shared | None:
    """A context file (see `file_of`) that all subtasks of a feature have, if there is a task that it can go to."""
    task, subtasks = feature.task, feature.subtasks
    if task is None or len(subtasks) < 2 or not all(map(is_faultless, (task, *subtasks.values()))):
        return None
    found = {key: _references_to(file, facts, FIELD) for key, facts in subtasks.items()}
    if not all(found.values()):
        return None
    return Shared(task, found, _references_to(file, task, FIELD), bool(_references_to(file, task, "reference_files")))


def _references_to(file: str, facts: Facts, field: str) -> list[Reference]:
    return [reference for reference in references_in(facts, field) if file_of(reference) == file]


def obstacle_to_extraction(shared: Shared) -> str | None:
    """Why a shared file cannot go to the task without losing something; None where it can."""
    if shared.in_other_list:
        return "the task has it among its reference_files"
    named = {key: found for key, found in {**shared.subtasks, "the task": shared.in_task}.items() if found}
    repeated = [key for key, found in named.items() if len(found) > 1]
    if repeated:
        return f"{repeated[0]} names it more than once"
    lines = {key: _canonical_lines(found[0]) for key, found in named.items()}
    reasons = {key: found[0].reason for key, found in named.items() if found[0].reason}
    return _difference("lines", lines) or _difference("reason", reasons)


def _canonical_lines(reference: Reference) -> str:
    segments, errors = parse_lines(reference.lines or "")
    return (reference.lines or "") if errors else format_lines((segment.first, segment.last) for segment in segments)


def _difference(member: str, said: Mapping[str, str]) -> str | None:
    """Who says first what another does not."""
    for key, value in said.items():
        first = next(iter(said))
        if value != said[first]:
            return f"{member} is {quoted(said[first])} in {first}, but {quoted(value)} in {key}"
    return None


def extracted(snapshot: Snapshot, shared: Shared, feature: Feature) -> tuple[DocumentChange, ...]:
    """The file stands in the task, and in no subtask any more.

    Raises:
        EditError: if something would be lost that only the texts show: a comment, or a member that others contradict.
    """
    references = {shared.task.path: shared.in_task[0]} if shared.in_task else {}
    references |= {feature.subtasks[key].path: found[0] for key, found in shared.subtasks.items()}
    entries = [entry_of(_document(snapshot, path), reference) for path, reference in references.items()]
    different = contradiction(entries, besides=("path", "lines"))
    if different is not None:
        raise EditError(f"the entries cannot be one: {different}")
    in_task = _into_task(_document(snapshot, shared.task.path), shared, written(together(entries)))
    removals = [
        _removal(snapshot, path, reference) for path, reference in references.items() if path != shared.task.path
    ]
    return (DocumentChange(shared.task.path, (in_task,)), *removals)


def _removal(snapshot: Snapshot, path: str, reference: Reference) -> DocumentChange:
    if has_comment(_document(snapshot, path), reference.pointer):
        raise EditError(f"a comment beside the entry in {path} would be lost")
    return DocumentChange(path, (Remove(reference.pointer),))


def _into_task(document: Document, shared: Shared, value: Value) -> Operation:
    if shared.in_task:
        return SetValue(shared.in_task[0].pointer, value)
    target = document.node((FIELD,))
    if target is None or target.kind in ("null", "missing"):
        return SetValue((FIELD,), [value], ("objective", "status", "name", "id"))
    return InsertItem((FIELD, len(target.items)), value)


def _document(snapshot: Snapshot, path: str) -> Document:
    document = snapshot.document(path)
    if document is None:
        raise EditError(f"{path} is not there any more")
    return document
