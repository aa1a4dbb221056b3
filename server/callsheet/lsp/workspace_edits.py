"""Changes as the edits of the protocol, in the best form that the client understands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from lsprotocol import types

from callsheet.edits import EditError, edits_for
from callsheet.lsp.convert import as_shown, to_range
from callsheet.lsp.workspaces import Workspace
from callsheet.syntax.operations import Operation
from callsheet.workspace.changes import Change, FileCreation

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

_Step: TypeAlias = "types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile"


def to_workspace_edit(server: Server, workspace: Workspace, changes: Iterable[Change]) -> types.WorkspaceEdit:
    """Changes as one edit: versioned where the client knows versions.

    Raises:
        EditError: if one of them cannot be carried out.
    """
    created, operations = _sorted_out(changes)
    steps: list[_Step] = []
    plain: dict[str, list[types.TextEdit]] = {}
    for path, text in created.items():
        if workspace.session.snapshot.exists(path):
            raise EditError(f"{path} exists already")
        uri = server.documents.uri_of(workspace, path)
        start = types.Position(0, 0)
        plain[uri] = [types.TextEdit(types.Range(start, start), text)]
        steps.append(types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True)))
        steps.append(_of_document(server, workspace, path, plain[uri]))
    for path, wanted in operations.items():
        edits = _text_edits(server, workspace, path, wanted)
        if edits:
            plain[server.documents.uri_of(workspace, path)] = edits
            steps.append(_of_document(server, workspace, path, edits))
    if server.client.document_changes:
        return types.WorkspaceEdit(document_changes=steps)
    if created:
        raise EditError("this editor cannot create files")
    return types.WorkspaceEdit(changes=plain)


def _sorted_out(changes: Iterable[Change]) -> tuple[dict[str, str], dict[str, list[Operation]]]:
    """The texts of new files, and all operations on each document: they refer to one state of it, so do their edits."""
    created: dict[str, str] = {}
    operations: dict[str, list[Operation]] = {}
    for change in changes:
        if isinstance(change, FileCreation):
            created[change.path] = change.text
        else:
            operations.setdefault(change.path, []).extend(change.operations)
    return created, operations


def _of_document(
    server: Server, workspace: Workspace, path: str, edits: list[types.TextEdit]
) -> types.TextDocumentEdit:
    document = server.documents.open_at(workspace, path)
    uri = server.documents.uri_of(workspace, path)
    identifier = types.OptionalVersionedTextDocumentIdentifier(uri, document.version if document else None)
    return types.TextDocumentEdit(identifier, list(edits))


def _text_edits(server: Server, workspace: Workspace, path: str, operations: list[Operation]) -> list[types.TextEdit]:
    document = workspace.session.snapshot.document(path)
    if document is None:
        raise EditError(f"{path} is not there any more")
    edits: list[types.TextEdit] = []
    for edit in edits_for(document, operations):
        place = as_shown(server.documents, workspace, path, document.text, edit.start, edit.end)
        edits.append(types.TextEdit(to_range(*place, server.documents.encoding), edit.new_text))
    return edits
