"""A context file that all subtasks share, moved to their task."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.quoting import short_path
from callsheet.edits import EditError
from callsheet.edits.refactorings import extraction
from callsheet.edits.refactorings.entries import file_of
from callsheet.ide.actions.action import Action, Selection, refused
from callsheet.ide.actions.places import reference_at
from callsheet.workspace.facts import SubtaskFacts


def extractions(selection: Selection) -> Iterator[Action]:
    """Move the context file at a place to the task, where all subtasks have it."""
    snapshot, feature = selection.snapshot, selection.snapshot.feature_of(selection.path)
    if feature is None or feature.is_archived or not isinstance(selection.facts, SubtaskFacts):
        return
    listed = reference_at(selection)
    if listed is None or listed.field != extraction.FIELD:
        return
    shared = extraction.shared_by_subtasks(feature, file_of(listed.reference))
    if shared is None:
        return
    title = f"Move {short_path(listed.reference.path.path)} to the task's context_files"
    try:
        changes = extraction.extracted(snapshot, shared, feature)
    except EditError as error:
        yield refused(title, str(error), "refactor.extract")
    else:
        yield Action(title, "refactor.extract", lambda: changes)
