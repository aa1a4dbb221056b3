"""References written in another way: as a path or an object, one for each range of lines or one for all."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.quoting import short_path
from callsheet.edits.refactorings import ranges, reference_form
from callsheet.edits.refactorings.entries import entry_of, file_of
from callsheet.ide.actions.action import Action, Selection, refused
from callsheet.ide.actions.places import ListedReference, reference_at


def reference_actions(selection: Selection) -> Iterator[Action]:
    """How the reference at a place, and those of its list, can be written in another way."""
    listed = reference_at(selection)
    if listed is not None:
        yield from _as_objects(selection, listed)
        yield from _as_plain_paths(selection, listed)
        yield from _split(selection, listed)
        yield from _joined(selection, listed)


def _as_objects(selection: Selection, listed: ListedReference) -> Iterator[Action]:
    if not reference_form.is_plain(listed.reference):
        return
    path, document = selection.path, selection.document
    yield Action(
        "Write this reference as an object",
        "refactor.rewrite",
        lambda: [reference_form.as_objects(path, document, [listed.reference])],
    )
    plain = [reference for reference in listed.beside if reference_form.is_plain(reference)]
    if len(plain) > 1:
        yield Action(
            f"Write {len(plain)} references of {listed.field} as objects",
            "refactor.rewrite",
            lambda: [reference_form.as_objects(path, document, plain)],
        )


def _as_plain_paths(selection: Selection, listed: ListedReference) -> Iterator[Action]:
    if reference_form.is_plain(listed.reference):
        return
    path, document = selection.path, selection.document
    title = "Write this reference as a plain path"
    obstacle = reference_form.obstacle_to_plain_path(document, listed.reference)
    if obstacle is not None:
        yield refused(title, obstacle)
        return
    yield Action(title, "refactor.rewrite", lambda: [reference_form.as_plain_paths(path, document, [listed.reference])])
    bare = [
        reference
        for reference in listed.beside
        if not reference_form.is_plain(reference) and reference_form.obstacle_to_plain_path(document, reference) is None
    ]
    if len(bare) > 1:
        yield Action(
            f"Write {len(bare)} references of {listed.field} as plain paths",
            "refactor.rewrite",
            lambda: [reference_form.as_plain_paths(path, document, bare)],
        )


def _split(selection: Selection, listed: ListedReference) -> Iterator[Action]:
    entry = entry_of(selection.document, listed.reference)
    count = len(entry.segments)
    if count > 1 and entry.is_readable:
        yield Action(
            f"Split into {count} references, one for each range",
            "refactor.rewrite",
            lambda: [ranges.split(selection.path, selection.document, entry)],
        )


def _joined(selection: Selection, listed: ListedReference) -> Iterator[Action]:
    """One reference for all of the list that mean the same file."""
    file = file_of(listed.reference)
    same = [reference for reference in listed.beside if file_of(reference) == file]
    entries = [entry_of(selection.document, reference) for reference in same]
    if len(same) < 2 or not all(entry.is_readable for entry in entries):
        return
    title = f"Join the {len(same)} references to {short_path(listed.reference.path.path)}"
    obstacle = ranges.obstacle_to_join(selection.document, entries)
    if obstacle is not None:
        yield refused(title, obstacle)
        return
    yield Action(title, "refactor.rewrite", lambda: [ranges.joined(selection.path, entries)])
