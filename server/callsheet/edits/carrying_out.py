"""From changes to files: what an editor does with a workspace edit, done on disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

from callsheet.edits.edit_error import EditError
from callsheet.edits.structure import edits_for
from callsheet.syntax import Document
from callsheet.syntax.operations import Operation
from callsheet.text import Encoding, apply_edits
from callsheet.workspace.changes import Change, FileCreation, FileRename, operations_of, path_after
from callsheet.workspace.disk import MAX_READ, Disk, decode_text, encode_text
from callsheet.workspace.reading import bytes_facts
from callsheet.workspace.snapshot import Snapshot
from callsheet.workspace.writing import ChangedMeanwhile, Rewrite, WriteError, is_fresh, write


def carry_out(
    snapshot: Snapshot, changes: Iterable[Change], *, confirm: Callable[[], None] = lambda: None
) -> list[str]:
    """Write what changes come to, all of it or nothing; gives the new paths of the files that have changed or are new.

    The snapshot is the one that the changes were computed from; it must give the same document each time it is asked
    for one. `confirm` is called just before the first file changes, as by `write`. Call it while the workspace is locked.

    Raises:
        ChangedMeanwhile: if a file is not any more what the snapshot knows. Nothing was changed.
        EditError: if a document cannot be changed that way; the message says which one and why. Nothing was changed.
        WriteError: if something cannot be written; the message says what and why. Nothing was changed.
    """
    changes = list(changes)
    rewrites = _rewrites_of(snapshot, changes)
    renames = [change for change in changes if isinstance(change, FileRename)]
    write(snapshot.disk, rewrites, renames, confirm=confirm)
    return [rewrite.path if rewrite.before is None else path_after(renames, rewrite.path) for rewrite in rewrites]


def _rewrites_of(snapshot: Snapshot, changes: Sequence[Change]) -> list[Rewrite]:
    """What changes make of files: of each that they change or create its new content. Raises as `carry_out` does."""
    edited = (_edited(snapshot, path, operations) for path, operations in operations_of(changes).items())
    created = [change for change in changes if isinstance(change, FileCreation)]
    return [
        *(rewrite for rewrite in edited if rewrite.before != rewrite.after),
        *(Rewrite(creation.path, None, _encoded(creation.path, creation.text)) for creation in created),
    ]


def why_unchangeable(disk: Disk, path: str) -> str | None:
    """Why a file cannot be changed as it is, in a few words; None where it can."""
    hidden = disk.why_hidden(path)
    if hidden is not None:
        return hidden
    data = disk.read_bytes(path)
    if data is None:
        return "it cannot be read"
    if not is_exact(data):
        return INEXACT
    if not os.access(disk.root / path, os.W_OK):
        return "it is read-only"
    folder = os.path.dirname(os.path.realpath(disk.root / path))  # noqa: PTH120
    return None if os.access(folder, os.W_OK | os.X_OK) else "you may not write into its folder"


INEXACT = "it is not valid UTF-8, or far too long"
"""Why content cannot be changed that is not `is_exact`."""


def is_exact(data: bytes) -> bool:
    """Whether content is read as a text with nothing lost, so that writing the text gives the same bytes again."""
    return len(data) < MAX_READ and encode_text(decode_text(data), data) == data


def _edited(snapshot: Snapshot, path: str, operations: list[Operation]) -> Rewrite:
    document, data = snapshot.any_document(path), snapshot.disk.read_bytes(path)
    if document is None or data is None:
        raise ChangedMeanwhile(f"{path} is not there any more")
    if not is_exact(data):
        raise WriteError(f"{path} cannot be changed: {INEXACT}")
    if _encoded(path, document.text.string, data) != data or not _is_known(snapshot, path, data):
        raise ChangedMeanwhile(f"{path} is being changed by another program")
    if _breaks_off(document) and is_fresh(snapshot.disk, path):  # the rest is still to come, and would be lost
        raise ChangedMeanwhile(f"{path} is being written by another program")
    try:
        text = apply_edits(document.text.string, edits_for(document, operations))
    except EditError as refusal:
        raise EditError(f"{_obstacle(path, document, operations, refusal)}; change it by hand") from refusal
    return Rewrite(path, data, _encoded(path, text, data))


def _breaks_off(document: Document) -> bool:
    """Whether a text ends before its value does; half of a YAML document is most often a whole one."""
    return bool(document.problems) and document.language == "json" and not document.root.closed


def _obstacle(path: str, document: Document, operations: list[Operation], refusal: EditError) -> str:
    """Why a document cannot be changed, with the place where that is known: lines and columns (code points) from 1."""
    from callsheet.edits.anchors import repeated_anchor  # imported late: few documents have anchors

    anchor = repeated_anchor(document, operations)
    if anchor is None:
        return f"{path} cannot be changed: {refusal}"
    place, name = document.text.position_at(anchor.start, Encoding.UTF32), anchor.name
    where = f"{path}:{place.line + 1}:{place.character + 1}"
    return f"{where}: &{name} marks a value that *{name} repeats, so it cannot be changed alone"


def _is_known(snapshot: Snapshot, path: str, data: bytes) -> bool:
    """Whether a file's content says what the snapshot has read in it, which may have been earlier."""
    artifact = snapshot.classify(path)
    if artifact is None:  # a source file or a page, of which nothing is known
        return True
    return bytes_facts(path, artifact, data, snapshot.team_schema(artifact.kind)) == snapshot.facts(path)


def _encoded(path: str, text: str, like: bytes = b"") -> bytes:
    try:
        return encode_text(text, like)
    except UnicodeEncodeError as error:
        raise WriteError(f"{path} cannot be written: the new text holds what is no character") from error
