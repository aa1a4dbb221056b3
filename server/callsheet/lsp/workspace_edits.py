"""Changes as the edits of the protocol, in the best form that the client understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from lsprotocol import types

from callsheet.edits import EditError
from callsheet.ide.reading import reader
from callsheet.lsp.convert import as_shown, to_range
from callsheet.lsp.workspaces import Workspace
from callsheet.syntax.operations import Operation
from callsheet.workspace.changes import Change, DocumentChange, FileCreation, FileRename, operations_of
from callsheet.workspace.snapshot import Snapshot

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

_Step: TypeAlias = "types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile"


def to_workspace_edit(
    server: Server, workspace: Workspace, changes: Iterable[Change], snapshot: Snapshot | None = None
) -> types.WorkspaceEdit:
    """Changes as one edit: versioned where the client knows versions.

    `snapshot` is the present state of the workspace, where the caller has it in a form of its own.

    Raises:
        EditError: if one of them cannot be carried out, or the client cannot do what it does to files.
    """
    changes = list(changes)
    edits = _document_edits(server, workspace, changes, snapshot or workspace.session.snapshot)
    is_text_only = all(isinstance(change, DocumentChange) for change in changes)
    if server.client.document_changes or (server.client.file_operations and not is_text_only):
        steps = [_of_document(server, workspace, path, found) for path, found in edits.items()]
        return types.WorkspaceEdit(document_changes=[*steps, *_file_operations(server, workspace, changes)])
    if not is_text_only:
        raise EditError("this editor cannot create or rename files")
    return types.WorkspaceEdit(
        changes={server.documents.uri_of(workspace, path): found for path, found in edits.items()}
    )


def _document_edits(
    server: Server, workspace: Workspace, changes: list[Change], snapshot: Snapshot
) -> dict[str, list[types.TextEdit]]:
    """The edits of each document, by path; all its operations refer to one state of it, so do its edits."""
    edits = {
        path: _text_edits(server, workspace, path, wanted, snapshot) for path, wanted in operations_of(changes).items()
    }
    return {path: found for path, found in edits.items() if found}


def _file_operations(server: Server, workspace: Workspace, changes: list[Change]) -> Iterator[_Step]:
    """What happens to files: renames first, so that a new file can take the place of one that has gone elsewhere.

    Raises:
        EditError: if there is a file already where one is to be.
    """
    exists, uri_of = workspace.session.snapshot.exists, server.documents.uri_of
    left: set[str] = set()
    for change in changes:
        if isinstance(change, FileRename):
            if exists(change.new_path) and change.new_path not in left:
                raise EditError(f"{change.new_path} exists already")
            left.add(change.path)
            yield types.RenameFile(uri_of(workspace, change.path), workspace.uri(change.new_path))
    for change in changes:
        if isinstance(change, FileCreation):
            if exists(change.path) and change.path not in left:
                raise EditError(f"{change.path} exists already")
            uri, start = uri_of(workspace, change.path), types.Position(0, 0)
            yield types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True))
            edit = types.TextEdit(types.Range(start, start), change.text)
            yield types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri), [edit])


def _of_document(
    server: Server, workspace: Workspace, path: str, edits: list[types.TextEdit]
) -> types.TextDocumentEdit:
    document = server.documents.open_at(workspace, path)
    uri = server.documents.uri_of(workspace, path)
    identifier = types.OptionalVersionedTextDocumentIdentifier(uri, document.version if document else None)
    return types.TextDocumentEdit(identifier, list(edits))


def _text_edits(
    server: Server, workspace: Workspace, path: str, operations: list[Operation], snapshot: Snapshot
) -> list[types.TextEdit]:
    from callsheet.edits.structure import edits_for  # imported late: the first diagnostics do not wait for it

    document = reader(snapshot)(path)
    if document is None:
        raise EditError(f"{path} is not there any more")
    edits: list[types.TextEdit] = []
    for edit in edits_for(document, operations):
        place = as_shown(server.documents, workspace, path, document.text, edit.start, edit.end)
        edits.append(types.TextEdit(to_range(*place, server.documents.encoding), edit.new_text))
    return edits
