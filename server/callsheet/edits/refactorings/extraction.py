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


def _obstacle(shared: Shared) -> str | None:
    """Why a shared file cannot go to the task without losing something, as far as the facts show it; else None."""
    if shared.in_other_list:
        return "the task has it among its reference_files"
    named = {key: found for key, found in {**shared.subtasks, "the task": shared.in_task}.items() if found}
    repeated = [key for key, found in named.items() if len(found) > 1]
    if repeated:
        return f"{repeated[0]} names it more than once"
    lines = {key: _lines_in_words(found[0]) for key, found in named.items()}
    reasons = {key: quoted(found[0].reason) for key, found in named.items() if found[0].reason}
    return _difference("{} refers to {}, but {} to {}", lines) or _difference(
        "the reason is {1} in {0}, but {3} in {2}", reasons
    )


def _lines_in_words(reference: Reference) -> str:
    """The part of its file that a reference names: the same for all that mean the same lines."""
    if not reference.lines:
        return "the whole file"
    segments, errors = parse_lines(reference.lines)
    if errors:
        return quoted(reference.lines)
    lines = format_lines((segment.first, segment.last) for segment in segments)
    return f"{'line' if lines.isdecimal() else 'lines'} {lines}"


def _difference(sentence: str, said: Mapping[str, str]) -> str | None:
    """Who says first what another does not: a sentence with one's key, what it says, the other's key and what that says."""
    first = next(iter(said), "")
    different = next((key for key, value in said.items() if value != said[first]), None)
    return None if different is None else sentence.format(first, said[first], different, said[different])


def extracted(snapshot: Snapshot, shared: Shared, feature: Feature) -> tuple[DocumentChange, ...]:
    """The file stands in the task, and in no subtask any more.

    Raises:
        EditError: if something would be lost, such as a comment, or a member that others contradict.
    """
    obstacle = _obstacle(shared)
    if obstacle is not None:
        raise EditError(obstacle)
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
