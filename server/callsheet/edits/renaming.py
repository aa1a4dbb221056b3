"""Renaming: a subtask's number, a feature, a name of the chain. All or nothing, and nothing that would be wrong then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from callsheet.artifacts.names import NameKind, NameUse
from callsheet.artifacts.quoting import quoted
from callsheet.artifacts.records import as_wide, record_number
from callsheet.edits.edit_error import EditError
from callsheet.edits.moving import followed
from callsheet.edits.renaming_names import changes_of_undefined, name_changes, name_moves, name_of
from callsheet.edits.renaming_outcome import outcome, refuse_faults, refuse_taken
from callsheet.edits.renaming_places import feature_moves, move_to, said_of_feature, said_of_places
from callsheet.edits.renumbering import LARGEST_NUMBER, renumbered, renumbered_paths
from callsheet.workspace.changes import Change, DocumentChange, FileRename
from callsheet.workspace.feature import Feature
from callsheet.workspace.planning import Named
from callsheet.workspace.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class SubtaskNumber:
    """The number of a subtask."""

    feature: Feature
    key: str


@dataclass(frozen=True, slots=True)
class FeatureName:
    """The name of a feature, of its tasks or of its planning."""

    names: frozenset[str]
    """What it goes by: where that is not the same, the name of the folder and the id of the task."""
    is_archived: bool


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name that a planning artifact defines."""

    named: Named
    written: str
    """The name as it is written where the rename was asked for."""


@dataclass(frozen=True, slots=True)
class UndefinedName:
    """A name that documents use and none defines."""

    use: NameUse


Subject: TypeAlias = "SubtaskNumber | FeatureName | DefinedName | UndefinedName"
"""What can get another name."""


def renamed(snapshot: Snapshot, subject: Subject, new_name: str) -> tuple[Change, ...]:
    """Everything that changes when something gets another name; nothing if it has that name.

    Raises:
        EditError: with a reason for people, if that name is impossible or taken, if a document with a slip of syntax would
            change, or if something would not be right afterwards.
    """
    new = new_name.strip()
    if not new or re.search(r"[\0-\x1f\x7f\ud800-\udfff]", new):
        raise EditError("a name has at least one character, and no line ends or control characters")
    if isinstance(subject, SubtaskNumber):
        return _renumbered(snapshot, subject, new)
    if isinstance(subject, FeatureName):
        return _renamed_feature(snapshot, subject, new)
    if isinstance(subject, UndefinedName):
        changes = () if new == subject.use.name.strip() else changes_of_undefined(snapshot, subject.use, new)
        return _checked(snapshot, changes, {})
    if subject.named.definition.kind is NameKind.ADR:
        return _renumbered_record(snapshot, subject.named, new)
    if new == name_of(subject.named).strip():
        return ()
    refuse_taken(snapshot, subject.named, new)
    moves = _checked_moves(snapshot, name_moves(snapshot, subject.named, new), new)
    return _checked(snapshot, name_changes(snapshot, subject.named, new, subject.written), moves)


def moved(snapshot: Snapshot, moves: Mapping[str, str]) -> tuple[DocumentChange, ...]:
    """What changes in documents when somebody gives files or folders other paths (relative to the workspace root).

    References follow; so do the number of a subtask or a decision record in its file's name, and the name of a feature in
    that of its folder. Where that is impossible, because the number is taken, say, only the references follow.
    """
    references = followed(snapshot, moves)
    try:
        changes = (*said_of_places(snapshot, moves), *references)
        outcome(snapshot, changes, moves)
    except EditError:
        return references
    return changes


def _renumbered(snapshot: Snapshot, subject: SubtaskNumber, new: str) -> tuple[Change, ...]:
    feature, key = subject.feature, subject.key
    digits = re.fullmatch(rf"(?:(?:{re.escape(feature.id)}|{re.escape(feature.name)})-)?([0-9]+)", new)
    if digits is None:
        raise EditError(f"{quoted(new)} is no number of a subtask, such as {key} or {feature.id}-{key}")
    number = digits[1].lstrip("0").zfill(2)
    if number == key:
        return ()
    if len(number) > len(str(LARGEST_NUMBER)) or int(number) == 0:
        raise EditError(f"{digits[1]} is no number that a subtask can have: they go from 01 to {LARGEST_NUMBER}")
    same = next((other for other in feature.subtasks if other != key and other.lstrip("0") == number.lstrip("0")), None)
    if same is not None:
        raise EditError(f"there is a subtask {same} already")
    changes = renumbered(feature, {key: number})
    return _checked(snapshot, changes, renumbered_paths(feature, {key: number}))


def _renamed_feature(snapshot: Snapshot, subject: FeatureName, new: str) -> tuple[Change, ...]:
    if subject.names == {new}:
        return ()
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", new):
        raise EditError(f"{quoted(new)} cannot name a feature: that takes lowercase letters, digits and single hyphens")
    for feature in snapshot.features.values():
        if new in (feature.id, feature.name) and feature.name not in subject.names:
            raise EditError(f"there is a feature {new} already")
    moves = _checked_moves(snapshot, feature_moves(snapshot, subject.names, new, archived=subject.is_archived), new)
    changes = list(said_of_places(snapshot, moves))
    for feature in snapshot.features.values():  # one whose folder has the name, but not its task
        if feature.name == new and feature.name in subject.names:
            changes += said_of_feature(feature, new, {})
    return _checked(snapshot, changes, moves)


def _renumbered_record(snapshot: Snapshot, named: Named, new: str) -> tuple[Change, ...]:
    number = record_number(new)
    if number is None or number.rest:
        raise EditError(f"{quoted(new)} is no number of a decision record, such as {named.definition.name}")
    digits = as_wide(named.facts.artifact.seq or "", number.digits)
    if digits == named.facts.artifact.seq:
        return ()
    refuse_taken(snapshot, named, digits)
    moves = dict([move_to(snapshot, named.facts, "seq", digits)])
    return _checked(snapshot, said_of_places(snapshot, _checked_moves(snapshot, moves, digits)), moves)


def _checked_moves(snapshot: Snapshot, moves: dict[str, str], new: str) -> dict[str, str]:
    for path, new_path in moves.items():
        if new_path.rpartition("/")[2] in ("", ".", "..") or new_path.count("/") != path.count("/") or "\\" in new:
            raise EditError(f"{path} cannot be called {quoted(new)}")
        if snapshot.exists(new_path):
            raise EditError(f"{new_path} exists already")
    return moves


def _checked(snapshot: Snapshot, changes: Iterable[Change], moves: Mapping[str, str]) -> tuple[Change, ...]:
    """Changes and all that follows from moves, if everything is as right afterwards as before."""
    changes = [*changes, *followed(snapshot, moves)]
    if not any(isinstance(change, FileRename) for change in changes):
        changes += [FileRename(path, new_path) for path, new_path in moves.items()]
    of_documents = [change for change in changes if isinstance(change, DocumentChange)]
    refuse_faults(snapshot, outcome(snapshot, of_documents, moves))
    return tuple(changes)
