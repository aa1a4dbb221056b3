"""A new subtask behind the one at hand."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.edits.refactorings import insertion
from callsheet.edits.refactorings.entries import is_faultless
from callsheet.ide.actions.action import Action, FileOperation, Selection, refused
from callsheet.workspace.facts import SubtaskFacts


def insertions(selection: Selection) -> Iterator[Action]:
    """Insert a subtask that depends on the one that a document holds."""
    snapshot, feature = selection.snapshot, selection.snapshot.feature_of(selection.path)
    if feature is None or feature.is_archived or not isinstance(selection.facts, SubtaskFacts):
        return
    key = feature.key_of(selection.facts)
    numbers = insertion.numbers_after(feature, key)
    if numbers is None or not is_faultless(selection.facts):
        return
    title = f"Insert a subtask after {key}"
    obstacle = insertion.obstacle_to_insertion(feature, numbers)
    if obstacle is not None:
        yield refused(title, obstacle)
        return
    moved = list(numbers.renumbered)
    file_operations: list[FileOperation] = ["create", "rename"] if moved else ["create"]
    yield Action(
        f"{title}, renumbering {moved[0]}{f' to {moved[-1]}' if len(moved) > 1 else ''}" if moved else title,
        "refactor.rewrite",
        lambda: insertion.inserted_after(snapshot, feature, key),
        frozenset(file_operations),
    )
