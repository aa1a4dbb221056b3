"""Renaming: a subtask's number, a feature, a name of the chain. All or nothing, and nothing that would be wrong then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from callsheet.artifacts.names import NameKind, NameUse
from callsheet.artifacts.patterns import ARCHIVE
from callsheet.artifacts.quoting import quoted, shorten
from callsheet.artifacts.records import as_wide, record_number
from callsheet.edits.edit_error import EditError
from callsheet.edits.moving import Moves, followed, left_behind
from callsheet.edits.renaming_names import changes_of_undefined, name_changes, name_moves, name_of
from callsheet.edits.renaming_outcome import outcome, refuse_faults, refuse_taken
from callsheet.edits.renaming_places import feature_moves, said_of_feature, said_of_places
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


_LONGEST_NAME = 255
"""How long the name of a file or folder can be in usual file systems, in bytes of UTF-8."""

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
        said = tuple(said_of_places(snapshot, moves))
        if said:
            outcome(snapshot, (*said, *references), moves)
    except EditError:
        return references
    return (*said, *references)


def _renumbered(snapshot: Snapshot, subject: SubtaskNumber, new: str) -> tuple[Change, ...]:
    feature, key = subject.feature, subject.key
    digits = re.fullmatch(rf"(?:(?:{re.escape(feature.id)}|{re.escape(feature.name)})-)?([0-9]+)", new)
    if digits is None:
        raise EditError(f"{quoted(new)} is no number of a subtask, such as {key} or {feature.id}-{key}")
    widest = max(len(facts.file_seq) for facts in feature.subtasks.values())
    width = min(max(2, widest), len(str(LARGEST_NUMBER)))
    number = digits[1].lstrip("0").zfill(width)
    if number == key:
        return ()
    if len(number) > width or int(number) == 0:
        raise EditError(f"{shorten(digits[1])} is no number that a subtask can have here: {_numbers_of(width)}")
    same = feature.numbered(number)
    if same not in (None, key):
        raise EditError(f"there is a subtask {same} already")
    layout, numbers = snapshot.configuration.layout, {key: number}
    changes = renumbered(layout, feature, numbers)
    return _checked(snapshot, changes, renumbered_paths(layout, feature, numbers))


def _numbers_of(width: int) -> str:
    """Which numbers the subtasks of a feature can have, whose numbers have so many digits."""
    further = f", and to {LARGEST_NUMBER} in a feature with more subtasks than that" if width == 2 else ""
    return f"they go from {'1'.zfill(width)} to {'9' * width}{further}"


def _renamed_feature(snapshot: Snapshot, subject: FeatureName, new: str) -> tuple[Change, ...]:
    if subject.names == {new}:
        return ()
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", new):
        raise EditError(f"{quoted(new)} cannot name a feature: that takes lowercase letters, digits and single hyphens")
    if new == ARCHIVE:
        raise EditError(f"no feature can be called {new}, because {new} is the name of the archive's folder")
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
    path = named.facts.path
    new_path = snapshot.configuration.layout.with_number(path, digits)
    if new_path is None:
        raise EditError(f"the file {path} cannot have the number {shorten(digits)} in its name")
    moves = {path: new_path}
    return _checked(snapshot, said_of_places(snapshot, _checked_moves(snapshot, moves, digits)), moves)


def _checked_moves(snapshot: Snapshot, moves: dict[str, str], new: str) -> dict[str, str]:
    for path, new_path in moves.items():
        if new_path.rpartition("/")[2] in ("", ".", "..") or new_path.count("/") != path.count("/") or "\\" in new:
            raise EditError(f"{path} cannot be called {quoted(new)}")
        length = len(new_path.rpartition("/")[2].encode(errors="replace"))
        if length > _LONGEST_NAME:
            raise EditError(f"no file or folder can have a name of {length} bytes; {_LONGEST_NAME} are the most")
        if snapshot.exists(new_path):
            raise EditError(f"{new_path} exists already")
    return moves


def _checked(snapshot: Snapshot, changes: Iterable[Change], moves: Mapping[str, str]) -> tuple[Change, ...]:
    """Changes and all that follows from moves, if everything is as right afterwards as before."""
    for path, target, new_target in left_behind(snapshot, moves):
        raise EditError(f'{path} refers to {target}, and "{new_target}" cannot be written as a reference')
    _refuse_other_kinds(snapshot, Moves(moves))
    changes = [*changes, *followed(snapshot, moves)]
    if not any(isinstance(change, FileRename) for change in changes):
        changes += [FileRename(path, new_path) for path, new_path in moves.items()]
    of_documents = [change for change in changes if isinstance(change, DocumentChange)]
    refuse_faults(snapshot, outcome(snapshot, of_documents, moves))
    return tuple(changes)


def _refuse_other_kinds(snapshot: Snapshot, moves: Moves) -> None:
    """Refuse moves that take an artifact along to where it is none of its kind; one that a contract names may lie anywhere."""
    layout = snapshot.configuration.layout
    for facts in snapshot.files():
        new_path = moves.new_path(facts.path)
        before = layout.classify(facts.path) if new_path != facts.path else None
        after = layout.classify(new_path) if before is not None else None
        if before is not None and (after is None or after.kind is not before.kind):
            raise EditError(f"{new_path} would be no {facts.artifact.kind.value}; {facts.path} is one by its place")
