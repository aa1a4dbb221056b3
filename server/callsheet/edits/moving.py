"""What refers to files and folders that get other paths: every reference goes on meaning the same file."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from callsheet.artifacts.references import read_path
from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.facts import Deliverable, Facts, Reference, SubtaskFacts
from callsheet.workspace.snapshot import Snapshot


class Moves:
    """Files and folders that get other paths; all paths are relative to the workspace root."""

    def __init__(self, moves: Mapping[str, str]) -> None:
        """The new path of each; what lies in a folder goes with it, unless it has a new path of its own."""
        self._moves = {path: new_path for path, new_path in moves.items() if path != new_path}
        self._folders = tuple(f"{path}/" for path in self._moves)

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


def followed(snapshot: Snapshot, moves: Mapping[str, str]) -> tuple[DocumentChange, ...]:
    """What has to change in documents when files or folders get other paths (relative to the workspace root).

    References and deliverables keep what stands around the path (`@`, notes) and the form of the path itself (`./`,
    backslashes, a slash at the end). What is relative to a document, such as a `$ref` or a link in Markdown, keeps its
    meaning when that document moves. Patterns and addresses stay as they are, and so does a reference where the new path
    could not be read from what stands around it. Documents are named by their present paths.
    """
    wanted = Moves(moves)
    found = [change for facts in snapshot.files() if (change := _of_document(facts, wanted))]
    return (*found, *_of_syntaxes(snapshot, wanted))


def _of_syntaxes(snapshot: Snapshot, moves: Moves) -> Iterator[DocumentChange]:
    """The changes of what each syntax has for references of its own."""
    from callsheet.edits.moving_links import markdown_changes  # imported late, with the grammars of their documents
    from callsheet.edits.moving_refs import ref_changes

    yield from ref_changes(snapshot, moves)
    yield from markdown_changes(snapshot, moves)


def _of_document(facts: Facts, moves: Moves) -> DocumentChange | None:
    operations: list[Operation] = []
    for reference in facts.references:
        new = _respelt(facts, reference, moves)
        if new is not None:
            operations.append(SetValue(reference.path_pointer, new))
    for deliverable in facts.deliverables if isinstance(facts, SubtaskFacts) else ():
        new = _respelt(facts, deliverable, moves)
        if new is not None:
            operations.append(SetValue(deliverable.pointer, new))
    return DocumentChange(facts.path, tuple(operations)) if operations else None


def _respelt(facts: Facts, mention: Reference | Deliverable, moves: Moves) -> str | None:
    """The string that names a file or folder afterwards; None where it stays, or where nothing would mean the same."""
    target = mention.path
    if not target.is_in_workspace:
        return None
    written = read_path(mention.written)
    is_relative = written.path != target.path  # only OpenAPI documents are named relative to the contract
    new = moves.new_relative(facts.path, target.path) if is_relative else moves.new_path(target.path)
    if new is None or new == written.path:
        return None
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
