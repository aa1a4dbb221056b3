"""Other numbers for subtasks: in the subtasks themselves, in the names of their files and in what depends on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from callsheet.artifacts.layout import Layout
from callsheet.edits.edit_error import EditError
from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.changes import Change, DocumentChange, FileRename
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature

LARGEST_NUMBER = 999
"""The largest number that a subtask can have."""


def renumbered(layout: Layout, feature: Feature, numbers: Mapping[str, str]) -> tuple[Change, ...]:
    """Give subtasks new numbers, by the keys of `Feature.subtasks`; a number that stays the same changes nothing.

    What changes is `seq`, an `id` that follows from the number, the number in the file's name, and every entry of
    `depends_on` that means one of them, in the form in which it is written. The renames of files are in an order in which
    none meets a file that is there: where numbers change places, one of the files goes by another name in between.

    Raises:
        EditError: if a number is none or is another subtask's, if no file can have it in its name, or if a document with
            a slip of syntax would change.
    """
    return (*rewritten(feature, numbers), *_file_renames(renumbered_paths(layout, feature, numbers)))


def renumbered_paths(layout: Layout, feature: Feature, numbers: Mapping[str, str]) -> dict[str, str]:
    """The files of subtasks that get new numbers, each with its new path, as far as that is another one.

    Raises:
        EditError: if a file with the number in its name would be none of the subtask's.
    """
    moves: dict[str, str] = {}
    for key, number in numbers.items():
        path = feature.subtasks[key].path
        new_path = layout.with_number(path, number)
        if new_path is None:
            raise EditError(f"the file {path} cannot have the number {number} in its name")
        if new_path != path:
            moves[path] = new_path
    return moves


def rewritten(feature: Feature, numbers: Mapping[str, str], name: str | None = None) -> tuple[DocumentChange, ...]:
    """What the subtasks say once some have new numbers, or all the feature's new name in their ids.

    Raises:
        EditError: as `renumbered` does.
    """
    numbers = {key: number for key, number in numbers.items() if number != key}
    _check(feature, numbers)
    identities = {key: _identity(feature, key, numbers.get(key), name) for key in feature.subtasks}
    return tuple(_document_changes(feature, identities))


class _Identity(NamedTuple):
    """What a subtask goes by, now and then."""

    numbers: tuple[str, str]
    ids: tuple[str | None, str | None]
    prefixes: dict[str, str]
    """What may stand before the number in a dependency, with the hyphen."""


def _identity(feature: Feature, key: str, number: str | None, name: str | None) -> _Identity:
    facts, new_id = feature.subtasks[key], feature.subtasks[key].id
    prefixes = {f"{old}-": f"{name or old}-" for old in (feature.id, feature.name)}
    for prefix, new_prefix in prefixes.items():
        for old in (key, facts.seq, facts.file_seq):
            if facts.id is not None and facts.id == f"{prefix}{old}":
                new_id = f"{new_prefix}{number or old}"
    return _Identity((key, number or key), (facts.id, new_id), prefixes)


def _check(feature: Feature, numbers: Mapping[str, str]) -> None:
    for number in numbers.values():
        if re.fullmatch("[0-9]+", number) is None:
            raise EditError(f'"{number}" is no number of a subtask')
    taken = {key for key in feature.subtasks if key not in numbers}
    ids = {facts.id for key, facts in feature.subtasks.items() if key not in numbers}
    for key, number in numbers.items():
        if number in taken:
            raise EditError(f"there is a subtask {number} already")
        taken.add(number)
        _, new_id = _identity(feature, key, number, None).ids
        if new_id is not None and new_id in ids:
            raise EditError(f"another subtask has the id {new_id} already")


def _document_changes(feature: Feature, identities: Mapping[str, _Identity]) -> Iterator[DocumentChange]:
    for key, facts in feature.subtasks.items():
        identity = identities[key]
        operations = [*_own_operations(facts, identity), *_dependencies(feature, facts, identities)]
        is_renumbered = identity.numbers[0] != identity.numbers[1]
        if facts.syntax.is_broken and (operations or is_renumbered):
            raise EditError(f"{facts.path} has a slip of syntax; mend it first")
        if operations:
            yield DocumentChange(facts.path, tuple(operations))


def _own_operations(facts: SubtaskFacts, identity: _Identity) -> Iterator[Operation]:
    number, new_number = identity.numbers
    if facts.seq is not None and new_number not in (facts.seq, number):
        yield SetValue(("seq",), new_number)
    old_id, new_id = identity.ids
    if new_id != old_id:
        yield SetValue(("id",), new_id)


def _dependencies(feature: Feature, facts: SubtaskFacts, identities: Mapping[str, _Identity]) -> Iterator[Operation]:
    for dependency in facts.dependencies:
        key = feature.resolve(dependency.written)
        bare = dependency.written.strip()
        new = _in_same_form(bare, identities[key]) if key is not None else bare
        if new != bare:
            start = dependency.written.find(bare)
            yield SetValue(
                dependency.pointer, f"{dependency.written[:start]}{new}{dependency.written[start + len(bare) :]}"
            )


def _in_same_form(written: str, identity: _Identity) -> str:
    """A dependency as it is written then: as a number, an id, or a number behind the feature's name."""
    number, new_number = identity.numbers
    old_id, new_id = identity.ids
    if written == number:
        return new_number
    if written == old_id:
        return new_id or written
    return f"{identity.prefixes.get(written[: -len(number)], written[: -len(number)])}{new_number}"


def _file_renames(moves: Mapping[str, str]) -> Iterator[FileRename]:
    """The renames in an order in which no path is taken that is still in use."""
    waiting = dict(moves)
    while waiting:
        free = [path for path, new_path in waiting.items() if new_path not in waiting]
        for path in free:
            yield FileRename(path, waiting.pop(path))
        if not free:
            path, new_path = next(iter(waiting.items()))
            folder, slash, name = path.rpartition("/")
            in_between = f"{folder}{slash}~{name}"
            yield FileRename(path, in_between)
            del waiting[path]
            waiting[in_between] = new_path
