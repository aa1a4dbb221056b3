"""Code actions and their edits."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from callsheet.edits import EditError, edits_for
from callsheet.ide.actions import Action, actions
from callsheet.lsp.convert import to_diagnostics, to_offset, to_range
from callsheet.lsp.documents import Workspace
from callsheet.syntax import Document
from callsheet.text import Text
from callsheet.workspace.changes import Change, DocumentChange, FileCreation
from callsheet.workspace.snapshot import language_of

if TYPE_CHECKING:
    from callsheet.lsp.server import Server


def code_actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Answer `textDocument/codeAction`; the edits are left to `resolve` where the client can do that."""
    if not server.client.code_action_literals:
        return []
    found = _actions_at(server, params.text_document.uri, params.range)
    if found is None:
        return []
    workspace, candidates = found
    wanted = params.context.only
    answer: list[types.CodeAction] = []
    for action in candidates:
        if wanted and not any(action.kind == kind or action.kind.startswith(f"{kind}.") for kind in wanted):
            continue
        code_action = _to_code_action(server, workspace, action, params)
        if code_action is not None:
            answer.append(code_action)
    return answer


def _actions_at(server: Server, uri: str, span: types.Range) -> tuple[Workspace, list[Action]] | None:
    server.documents.synchronise()
    located = server.documents.locate(uri)
    if located is None:
        return None
    workspace, path = located
    _refresh_feature(workspace, path)
    snapshot = workspace.session.snapshot
    document = snapshot.document(path)
    if document is None:
        return None
    start = to_offset(document.text, span.start, server.documents.encoding)
    end = to_offset(document.text, span.end, server.documents.encoding)
    findings = workspace.checker.findings(snapshot, path)
    return workspace, actions(snapshot, path, start, end, findings, datetime.now(timezone.utc))


def _refresh_feature(workspace: Workspace, path: str) -> None:
    """Read the files of the feature again: an edit must never be computed from what the disk held before."""
    feature = workspace.session.snapshot.feature_of(path)
    if feature is not None:
        workspace.session.refresh(feature.files)


def _to_code_action(
    server: Server, workspace: Workspace, action: Action, params: types.CodeActionParams
) -> types.CodeAction | None:
    if action.refusal is not None and not server.client.disabled_actions:
        return None
    if any(isinstance(change, FileCreation) for change in action.changes) and not server.client.creates_files:
        return None
    code_action = types.CodeAction(title=action.title, kind=action.kind, is_preferred=action.is_preferred or None)
    if action.finding is not None:
        diagnostics = to_diagnostics([action.finding], workspace, server.documents, server.client)
        code_action.diagnostics = server.protocol.structure(diagnostics, list[types.Diagnostic])
    if action.refusal is not None:
        code_action.disabled = types.CodeActionDisabled(action.refusal)
    elif server.client.resolves_code_actions:
        code_action.data = {
            "uri": params.text_document.uri,
            "range": server.protocol.unstructure(params.range),
            "rule": action.finding.rule if action.finding else None,
        }
    else:
        try:
            code_action.edit = to_workspace_edit(server, workspace, action.changes)
        except EditError:
            return None
    return code_action


def resolve(server: Server, code_action: types.CodeAction) -> types.CodeAction:
    """Answer `codeAction/resolve`: find the action again in the present state and compute its edit.

    Raises:
        JsonRpcException: `ContentModified`, if it no longer exists.
    """
    data: Any = code_action.data
    span = server.protocol.structure(data["range"], types.Range)
    found = _actions_at(server, data["uri"], span)
    for action in found[1] if found else ():
        if action.title == code_action.title and (action.finding and action.finding.rule) == data["rule"]:
            assert found is not None
            try:
                code_action.edit = to_workspace_edit(server, found[0], action.changes)
            except EditError as error:
                raise JsonRpcException(str(error), types.LSPErrorCodes.RequestFailed) from error
            return code_action
    raise JsonRpcException("the document has changed; ask again", types.LSPErrorCodes.ContentModified)


def to_workspace_edit(server: Server, workspace: Workspace, changes: tuple[Change, ...]) -> types.WorkspaceEdit:
    """Changes as the protocol's edit: versioned where the client knows versions.

    Raises:
        EditError: if one of them cannot be carried out.
    """
    document_changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
    plain: dict[str, list[types.TextEdit]] = {}
    for change in changes:
        uri = server.documents.uri_of(workspace, change.path)
        opened = server.documents.by_uri.get(uri)
        identifier = types.OptionalVersionedTextDocumentIdentifier(uri, opened.version if opened else None)
        if isinstance(change, FileCreation):
            document_changes.append(types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True)))
            start = types.Position(0, 0)
            edits = [types.TextEdit(types.Range(start, start), change.text)]
        else:
            edits = _text_edits(server, workspace, change)
        document_changes.append(types.TextDocumentEdit(identifier, list(edits)))
        plain[uri] = edits
    if server.client.document_changes:
        return types.WorkspaceEdit(document_changes=document_changes)
    return types.WorkspaceEdit(changes=plain)


def _text_edits(server: Server, workspace: Workspace, change: DocumentChange) -> list[types.TextEdit]:
    document = workspace.session.snapshot.document(change.path) or Document(Text(""), language_of(change.path))
    encoding = server.documents.encoding
    return [
        types.TextEdit(to_range(document.text, edit.start, edit.end, encoding), edit.new_text)
        for edit in edits_for(document, change.operations)
    ]
