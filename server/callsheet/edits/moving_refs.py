"""The `$ref`s of OpenAPI documents when files get other paths."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.syntax import Document, Pointer, Value
from callsheet.syntax.operations import Operation, SetValue
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.snapshot import Snapshot, language_of

if TYPE_CHECKING:
    from callsheet.artifacts.openapi import Ref
    from callsheet.artifacts.openapi.grammar import Role
    from callsheet.edits.moving import Moves


def ref_changes(snapshot: Snapshot, moves: Moves) -> Iterator[DocumentChange]:
    """The `$ref`s to files that move, and those of files that move themselves, as far as they are written otherwise then.

    Those of files that OpenAPI documents refer to count as well, whatever these files are.
    """
    operations: dict[str, dict[Pointer, Operation]] = {}
    for path, ref in workspace_refs(snapshot):
        new = _respelt(path, ref.written, moves)
        if new is not None:
            operations.setdefault(path, {})[ref.pointer] = SetValue(ref.pointer, new)
    for path, found in operations.items():
        yield DocumentChange(path, tuple(found.values()))


def workspace_refs(snapshot: Snapshot) -> Iterator[tuple[str, Ref]]:
    """Each `$ref` of the OpenAPI documents, and of the parts of other files that they lead to, with its document's path.

    A place that two references of different roles lead to is given twice.
    """
    documents = {facts.path: facts.value for facts in snapshot.planning.of_kind(ArtifactKind.OPENAPI)}
    if not documents:
        return
    from callsheet.artifacts.openapi.references import parse_ref, target_file

    read = _reader(snapshot, documents)
    pending: list[tuple[str, Pointer, Role]] = [(path, (), "document") for path in documents]
    seen = set(pending)
    while pending:
        path, pointer, role = pending.pop()
        for ref in _refs_in(read(path), pointer, role):
            yield path, ref
            target = target_file(path, ref.written)
            further = (target or "", parse_ref(ref.written).pointer, ref.role)
            if target is not None and target not in documents and further not in seen:
                seen.add(further)
                pending.append(further)


def _reader(snapshot: Snapshot, documents: dict[str, Value]) -> Callable[[str], Value]:
    values = dict(documents)

    def read(path: str) -> Value:
        if path not in values:
            text = snapshot.text(path)
            values[path] = Document(text, language_of(path)).value if text is not None else None
        return values[path]

    return read


def _refs_in(value: Value, pointer: Pointer, role: Role) -> Iterator[Ref]:
    """The references in a part of a file, which has a role."""
    from callsheet.artifacts.openapi.grammar import walk
    from callsheet.artifacts.openapi.references import Ref, resolve_pointer

    found = resolve_pointer(value, pointer)
    for part in walk(found.value, role, found.pointer) if found else ():
        if part.reference is not None:
            yield Ref((*part.pointer, "$ref"), part.reference, part.role)


def _respelt(path: str, written: str, moves: Moves) -> str | None:
    """What a `$ref` of the document at a path says afterwards; None where it stays."""
    from callsheet.artifacts.openapi.references import parse_ref, target_file

    base, mark, fragment = written.partition("#")
    target = target_file(path, written) if base else None
    new = moves.new_relative(path, target) if target is not None else None
    if new is None or posixpath.normpath(parse_ref(base).path) == new:
        return None
    return f"{in_uri(base, new)}{mark}{fragment}"


_PLAIN = re.compile(r"[^\s%#?:]+")


def in_uri(written: str, path: str) -> str:
    """A relative path as it stands in a URI, in the form of another: with `./` before it, characters escaped or not."""
    new = (
        path if _PLAIN.fullmatch(path) and "%" not in written else quote(path, safe="/~!$&'()*+,;=@", errors="replace")
    )
    return f"./{new}" if written.startswith("./") and not new.startswith("../") else new
