"""What refers to files and folders that get other paths: every reference goes on meaning the same file."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from callsheet.artifacts.references import read_path
from callsheet.syntax import Pointer
from callsheet.syntax.operations import SetValue
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.facts import Deliverable, Facts, Reference, SubtaskFacts
from callsheet.workspace.snapshot import Snapshot


class Moves:
    """Files and folders that get other paths; all paths are relative to the workspace root."""

    def __init__(self, moves: Mapping[str, str]) -> None:
        """The new path of each; what lies in a folder goes with it, unless it has a new path of its own."""
        self._moves = {path: new_path for path, new_path in moves.items() if path != new_path}
        self._folders = tuple(f"{path}/" for path in self._moves)
        self.old_paths = tuple(self._moves)
        """The present paths of what moves."""
        self.old_names = frozenset(path.rpartition("/")[2] for path in self._moves)
        """Their last steps: what leads there from elsewhere has one of them."""

    def new_path(self, path: str) -> str:
        """Where a file or folder lies afterwards."""
        if path not in self._moves and not path.startswith(self._folders):
            return path  # as nearly always
        moved = path
        while moved not in self._moves:
            moved = moved.rpartition("/")[0]
        return self._moves[moved] + path[len(moved) :]

    def new_relative(self, path: str, target: str) -> str | None:
        """How a document at a path names a target afterwards, relative to the document's folder.

        None where neither of the two moves.
        """
        new_path, new_target = self.new_path(path), self.new_path(target)
        if (new_path, new_target) == (path, target):
            return None
        return posixpath.relpath(new_target, posixpath.dirname(new_path) or ".")


class LeftBehind(NamedTuple):
    """A reference that cannot follow: what it would have to say would be read as something else."""

    path: str
    """The document, by its present path."""
    target: str
    new_target: str
    """The path that it names, and where that lies afterwards."""


def followed(snapshot: Snapshot, moves: Mapping[str, str]) -> tuple[DocumentChange, ...]:
    """What has to change in documents when files or folders get other paths (relative to the workspace root).

    References and deliverables keep what stands around the path (`@`, notes) and the form of the path itself (`./`,
    backslashes, a slash at the end). What is relative to a document, such as a `$ref` or a link in Markdown, keeps its
    meaning when that document moves. Patterns and addresses stay as they are, and so does a reference where the new path
    could not be read from what stands around it: see `left_behind`. Documents are named by their present paths.

    The links in Markdown files follow where the file is an artifact, where an artifact refers to it, or where it moves.
    """
    wanted = Moves(moves)
    found = [change for facts in snapshot.files() if (change := _of_document(facts, wanted))]
    return (*found, *_of_syntaxes(snapshot, wanted))


def left_behind(snapshot: Snapshot, moves: Mapping[str, str]) -> tuple[LeftBehind, ...]:
    """The references that do not follow, each file once for a document.

    A path with ` (`, ` - ` or `#` in it cannot be told from one with a note behind it, say, and `*` makes a pattern of it.
    """
    wanted = Moves(moves)
    found = [
        LeftBehind(facts.path, mention.path.path, wanted.new_path(mention.path.path))
        for facts in snapshot.files()
        for _, mention in _mentions(facts)
        if (new := _new_target(facts, mention, wanted)) is not None and _respelt(mention, new) is None
    ]
    return tuple(dict.fromkeys(found))


def _of_syntaxes(snapshot: Snapshot, moves: Moves) -> Iterator[DocumentChange]:
    """The changes of what each syntax has for references of its own."""
    from callsheet.edits.moving_links import markdown_changes  # imported late, with the grammars of their documents
    from callsheet.edits.moving_refs import ref_changes

    yield from ref_changes(snapshot, moves)
    yield from markdown_changes(snapshot, moves)


def _of_document(facts: Facts, moves: Moves) -> DocumentChange | None:
    operations = tuple(
        SetValue(pointer, respelt)
        for pointer, mention in _mentions(facts)
        if (new := _new_target(facts, mention, moves)) is not None and (respelt := _respelt(mention, new)) is not None
    )
    return DocumentChange(facts.path, operations) if operations else None


def _mentions(facts: Facts) -> Iterator[tuple[Pointer, Reference | Deliverable]]:
    """What a document says of files, each with the pointer of the string that says it."""
    for reference in facts.references:
        yield reference.path_pointer, reference
    for deliverable in facts.deliverables if isinstance(facts, SubtaskFacts) else ():
        yield deliverable.pointer, deliverable


def _new_target(facts: Facts, mention: Reference | Deliverable, moves: Moves) -> str | None:
    """The path that has to stand there afterwards; None where what stands there is right."""
    target = mention.path
    if not target.is_in_workspace:
        return None
    written = read_path(mention.written).path
    is_relative = written != target.path  # only OpenAPI documents are named relative to the contract
    new = moves.new_relative(facts.path, target.path) if is_relative else moves.new_path(target.path)
    return None if new == written else new


def _respelt(mention: Reference | Deliverable, new: str) -> str | None:
    """The string that names another path; None where it would not be read as that path."""
    written = read_path(mention.written)
    start, end = written.start, written.end
    respelt = f"{mention.written[:start]}{in_form_of(mention.written[start:end], new)}{mention.written[end:]}"
    read = read_path(respelt)
    return respelt if (read.path, read.form) == (new, written.form) else None


def in_form_of(written: str, path: str) -> str:
    """A normal path in the form of another: with `./` before it, a slash behind it, backslashes between its steps."""
    is_backward = "\\" in written and "/" not in written
    forward = written.replace("\\", "/")
    before = "./" if forward.startswith("./") and not path.startswith("../") else ""
    behind = "/" if forward.endswith("/") else ""
    new = f"{before}{path}{behind}"
    return new.replace("/", "\\") if is_backward else new
