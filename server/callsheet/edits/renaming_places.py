"""Artifacts whose paths say what they belong to: the paths for another feature, bounded context or number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from callsheet.artifacts.kinds import FEATURE_KINDS, ArtifactKind
from callsheet.artifacts.quoting import quoted
from callsheet.artifacts.records import normal_number, record_number, with_number
from callsheet.edits.edit_error import EditError
from callsheet.edits.moving import Moves
from callsheet.edits.renaming_uses import respelt_uses
from callsheet.edits.renumbering import rewritten
from callsheet.syntax import value_at
from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.facts import Facts, PlanningFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.name_uses import uses_of
from callsheet.workspace.planning import Named
from callsheet.workspace.planning_reading import own_names
from callsheet.workspace.snapshot import Snapshot

Part = Literal["feature", "context"]
"""What a path can be filed under; the members of `ArtifactPath`."""

_AT_HOME = (*FEATURE_KINDS, ArtifactKind.CONTEXTS, ArtifactKind.MODULE_BRIEF)
"""The kinds that lie in the feature's own folder, which is in the archive or not."""

_PLANS = (ArtifactKind.CONTEXTS, ArtifactKind.STORY_MAP)
_RESULTS = (ArtifactKind.VALIDATION_REPORT, ArtifactKind.RETROSPECTIVE)


def move_to(snapshot: Snapshot, facts: Facts, part: Part, new: str) -> tuple[str, str]:
    """What has to be moved where so that an artifact's path says something else: its file, or a folder around it.

    Raises:
        EditError: if there is no path that would say so.
    """
    old = getattr(facts.artifact, part)
    steps = facts.path.split("/")
    for index, step in enumerate(steps):
        if not old or old not in step:
            continue
        new_steps = [*steps[:index], step.replace(old, new, 1)]
        artifact = snapshot.classify("/".join([*new_steps, *steps[index + 1 :]]))
        changed: dict[str, Any] = {part: new}
        wanted = facts.artifact._replace(**changed)
        if artifact is not None and artifact._replace(folder=wanted.folder) == wanted:
            return "/".join(steps[: index + 1]), "/".join(new_steps)
    raise EditError(f"{facts.path} cannot be filed under {quoted(new)}")


def feature_moves(snapshot: Snapshot, names: Iterable[str], new: str, *, archived: bool) -> dict[str, str]:
    """Where everything goes that is filed under a feature of some names, once it has another.

    Plan, validation report and retrospective stay where an archived feature and one that is not share a name: nobody can
    tell whose they are.

    Raises:
        EditError: if something cannot be filed under the new name.
    """
    filed = [facts for facts in snapshot.files() if facts.artifact.feature in names]
    own = [facts for facts in filed if facts.artifact.kind in _AT_HOME and facts.artifact.is_archived == archived]
    is_alone = len(own) == sum(facts.artifact.kind in _AT_HOME for facts in filed)
    shared = [facts for facts in filed if facts.artifact.kind not in _AT_HOME] if is_alone else []
    return dict(move_to(snapshot, facts, "feature", new) for facts in (*own, *shared) if facts.artifact.feature != new)


def said_of_places(snapshot: Snapshot, moves: Mapping[str, str]) -> Iterator[DocumentChange]:
    """What artifacts say of their own places, and others of their numbers, as it has to be once some have moved.

    That is the id of a task, the ids of subtasks with their numbers and all dependencies on them, the feature of contexts
    and of a story map, the feature's name in the title of a report, the number of a decision record.

    Raises:
        EditError: if a subtask would get a number that another has, or a document with a slip of syntax would change.
    """
    wanted = Moves(moves)
    for feature in snapshot.features.values():
        yield from _of_feature(snapshot, feature, wanted)
    for facts in snapshot.planning.files.values():
        new = snapshot.classify(wanted.new_path(facts.path))
        if new is None or new.kind is not facts.artifact.kind:
            continue
        if new.feature != facts.artifact.feature:
            operations = list(_of_new_feature(facts, new.feature))
            if operations:
                yield DocumentChange(facts.path, tuple(operations))
        if new.kind is ArtifactKind.ADR and new.seq != facts.artifact.seq:
            yield from _record_changes(snapshot, facts, new.seq or "")


def _of_feature(snapshot: Snapshot, feature: Feature, moves: Moves) -> Iterator[DocumentChange]:
    """A feature whose folder has another name, or in which subtasks have files of other numbers."""
    moved = {path: moves.new_path(path) for path in feature.files}
    if all(path == new_path for path, new_path in moved.items()):
        return
    found = {path: snapshot.classify(new_path) for path, new_path in moved.items()}
    new_folder = moves.new_path(feature.folder)
    numbers: dict[str, str] = {}
    names: set[str] = set()
    for key, facts in feature.subtasks.items():
        new = found[facts.path]
        if new is not None and new.folder == new_folder and new.seq not in (None, facts.file_seq):
            numbers[key] = new.seq or ""
    for path, new in found.items():
        if new is not None and new.folder == new_folder and new.feature != feature.files[path].artifact.feature:
            names.add(new.feature)
    name = names.pop() if len(names) == 1 else None
    yield from said_of_feature(feature, name, numbers)


def said_of_feature(feature: Feature, name: str | None, numbers: Mapping[str, str]) -> Iterator[DocumentChange]:
    """What a feature's own documents say once it has another name, if any, and some subtasks other numbers, by their keys.

    Raises:
        EditError: as `renumbered` does.
    """
    if name is not None and feature.task is not None and feature.task.id not in (None, name):
        yield DocumentChange(feature.task.path, (SetValue(("id",), name),))
    yield from rewritten(feature, numbers, name)


def _of_new_feature(facts: PlanningFacts, name: str) -> Iterator[Operation]:
    root = facts.value if isinstance(facts.value, dict) else {}
    if facts.artifact.kind in _PLANS:
        for pointer, written, expected in own_names(facts.artifact, root):
            if written == expected:
                yield SetValue(pointer, name)
    elif facts.artifact.kind in _RESULTS:
        yield from in_title(facts, facts.artifact.feature, name)


def in_title(facts: Facts, name: str, new: str) -> Iterator[Operation]:
    """A new name in a Markdown document's title, where the old one stands in it as a word of its own."""
    title = value_at(facts.value, ("title",)) if isinstance(facts, PlanningFacts) else None
    if isinstance(title, str):
        new_title = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", lambda _: new, title)
        if new_title != title:
            yield SetValue(("title",), new_title)


def _record_changes(snapshot: Snapshot, facts: PlanningFacts, digits: str) -> Iterator[DocumentChange]:
    """Another number for a decision record: in its title and in all that names it."""
    named = Named(facts, facts.definitions[0], facts.definitions[0].pointer)
    find = uses_of(snapshot.planning, named, (named.pointer,))
    for other in snapshot.files():
        operations = list(respelt_uses(other, find(other), lambda use: with_number(use.name, digits)))
        if other is facts:
            operations += _title_of_record(facts, digits)
        if operations:
            yield DocumentChange(other.path, tuple(operations))


def _title_of_record(facts: PlanningFacts, digits: str) -> Iterator[Operation]:
    title = value_at(facts.value, ("title",))
    found = record_number(title) if isinstance(title, str) else None
    if isinstance(title, str) and found and normal_number(found.digits) == normal_number(facts.artifact.seq or ""):
        yield SetValue(("title",), with_number(title, digits))
