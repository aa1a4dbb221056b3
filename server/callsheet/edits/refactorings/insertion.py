"""A new subtask: behind another one, where what follows is renumbered if need be, or behind all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from callsheet.artifacts.spelling import kebab_case
from callsheet.edits.edit_error import EditError
from callsheet.edits.moving import followed
from callsheet.edits.refactorings.entries import is_faultless
from callsheet.edits.refactorings.whole_texts import model_for, whole_text
from callsheet.edits.renumbering import LARGEST_NUMBER, renumbered, renumbered_paths
from callsheet.edits.style import newline_of
from callsheet.syntax import Value
from callsheet.syntax.operations import SetValue
from callsheet.workspace.changes import Change, DocumentChange, FileCreation
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.skeletons import new_subtask
from callsheet.workspace.snapshot import Snapshot, language_of

_LARGEST_OF_TWO_DIGITS = 99


class Numbers(NamedTuple):
    """The numbers that a new subtask brings with it."""

    new: str
    renumbered: Mapping[str, str]
    """The new numbers of those that have to give way, by key, in their order."""


def numbers_after(feature: Feature, key: str) -> Numbers | None:
    """The number behind a subtask: a free one, or that of the next, which gives way with all up to the next free number.

    Numbers have two digits; all get three once one needs them. None where a subtask of the feature has not the number
    of its file for its own, or where there are no more numbers.
    """
    if any(facts.file_seq != other for other, facts in feature.subtasks.items()):
        return None
    taken = {int(other): other for other in feature.subtasks}
    if len(taken) < len(feature.subtasks):
        return None
    new = end = int(key) + 1
    while end in taken:
        end += 1
    largest = max(end, *taken)
    if largest > LARGEST_NUMBER:
        return None
    width = max(2, len(str(largest)), *map(len, feature.subtasks))
    moved = {other: number + 1 if new <= number < end else number for number, other in taken.items()}
    changing = taken.values() if largest > _LARGEST_OF_TWO_DIGITS else [taken[number] for number in range(new, end)]
    numbers = {other: str(moved[other]).zfill(width) for other in changing}
    return Numbers(
        str(new).zfill(width),
        {other: numbers[other] for other in feature.subtasks if numbers.get(other, other) != other},
    )


def obstacle_to_insertion(feature: Feature, numbers: Numbers) -> str | None:
    """Why a feature takes no new subtask at present; None where it does.

    Where numbers change, any document of the feature may have to, and one with a slip of syntax may hide that.
    """
    if feature.task is not None and feature.task.status == "completed":
        return "the task is completed; make it active first"
    concerned = [*feature.subtasks.values(), feature.task] if numbers.renumbered else [feature.task]
    broken = next((facts.path for facts in concerned if facts is not None and facts.syntax.is_broken), None)
    return f"{broken} has a slip of syntax; mend it first" if broken else None


def inserted_after(snapshot: Snapshot, feature: Feature, key: str) -> tuple[Change, ...]:
    """A new subtask that depends on another and has the number behind it, in that one's syntax and layout.

    Raises:
        EditError: if there is no number for it, or what follows cannot be renumbered.
    """
    found = numbers_after(feature, key)
    if found is None:
        raise EditError(f"there is no number behind {key}")
    layout, numbers = snapshot.configuration.layout, found.renumbered
    value = new_subtask(snapshot, feature, found.new, [numbers.get(key, key)])
    return (
        *renumbered(layout, feature, numbers),
        *followed(snapshot, renumbered_paths(layout, feature, numbers)),
        *_counted(feature),
        _created(snapshot, feature, found.new, feature.subtasks[key], value),
    )


def numbers_at_end(feature: Feature) -> Numbers | None:
    """The number behind all that a feature has; None where there are no more."""
    digits = [number for facts in feature.subtasks.values() for number in (facts.file_seq, facts.seq or "")]
    taken = [number for number in digits if re.fullmatch("[0-9]+", number)]
    new = max(map(int, taken), default=0) + 1
    return Numbers(str(new).zfill(max(2, *map(len, taken), 0)), {}) if new <= LARGEST_NUMBER else None


def appended(
    snapshot: Snapshot, feature: Feature, seq: str, depends_on: Sequence[str], own: dict[str, Value]
) -> tuple[Change, ...]:
    """A new subtask behind all others, in the syntax and layout of the last of them, or else of the task.

    It depends on others by their keys; `own` are members that it has instead of the usual ones. Where the names of files
    have room for something else than the number, that is its own title.

    Raises:
        EditError: if no file can have its number.
    """
    value = new_subtask(snapshot, feature, seq, depends_on) | own
    last = next(reversed(feature.subtasks.values()), None)
    title = own.get("title")
    slug = kebab_case(title)[:_LONGEST_SLUG].rstrip("-") if isinstance(title, str) else ""
    return (*_counted(feature), _created(snapshot, feature, seq, last, value, slug))


_LONGEST_SLUG = 60
"""How many characters of a title go into the name of a file."""


def _created(
    snapshot: Snapshot,
    feature: Feature,
    seq: str,
    neighbour: SubtaskFacts | None,
    value: Mapping[str, Value],
    slug: str = "",
) -> FileCreation:
    """The file of a new subtask, laid out like a neighbour."""
    like = neighbour or feature.task
    ending = f".{like.path.rpartition('.')[2]}" if like else ".json"
    path = snapshot.configuration.layout.subtask_path(feature.folder, seq, ending, slug)
    if path is None:
        raise EditError(f"no file in {feature.folder} can have the number {seq} in its name")
    document = snapshot.document(_model(feature, neighbour).path) if neighbour else None
    if document is None or document.problems or document.language != language_of(path):
        document = model_for(snapshot, path, language_of(path))
    return FileCreation(path, whole_text(value, document, newline_of(document.text.string)))


def _model(feature: Feature, neighbour: SubtaskFacts) -> SubtaskFacts:
    """What a new subtask is laid out like: its neighbour, or, if that depends on nothing, another one that does."""
    ending = neighbour.path.rpartition(".")[2]
    beside = (facts for facts in feature.subtasks.values() if facts.path.endswith(f".{ending}") and is_faultless(facts))
    return next((facts for facts in (neighbour, *beside) if facts.dependencies), neighbour)


def _counted(feature: Feature) -> Iterator[DocumentChange]:
    """The task's count with the new subtask, if it has one."""
    if feature.task is not None and "subtask_count" in feature.task.fields:
        yield DocumentChange(feature.task.path, (SetValue(("subtask_count",), len(feature.subtasks) + 1),))
