"""Code actions: listed without their edits where the client asks for those later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcException, JsonRpcInvalidParams

from callsheet.edits import EditError
from callsheet.lsp.cancelling import computed
from callsheet.lsp.convert import to_diagnostics, to_offset
from callsheet.lsp.workspace_edits import to_workspace_edit
from callsheet.lsp.workspaces import Workspace
from callsheet.rules.registry import Finding
from callsheet.workspace.snapshot import Snapshot

if TYPE_CHECKING:
    from callsheet.ide.actions import Action
    from callsheet.ide.actions.action import Step
    from callsheet.lsp.server import Server


_KINDS = [
    types.CodeActionKind.QuickFix,
    types.CodeActionKind.RefactorRewrite,
    types.CodeActionKind.RefactorExtract,
    "source.fixAll.callsheet",
    "source.organize.callsheet",
]


def register(server: Server) -> None:
    """Serve the methods of this file."""

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(_KINDS, resolve_provider=True))
    def serve_code_actions(params: types.CodeActionParams) -> Any:
        return code_actions(server, params)

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def serve_resolve(params: types.CodeAction) -> Any:
        return await resolve(server, params)


def code_actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Answer `textDocument/codeAction`; the edits are left to `resolve` where the client can do that."""
    if not server.client.code_action_literals:
        return []
    found = _actions_at(
        server, params.text_document.uri, params.range, is_final=not server.client.resolves_code_actions
    )
    if found is None:
        return []
    workspace, candidates = found
    answer = [
        _to_code_action(server, workspace, action, params)
        for action in candidates
        if _is_wanted(action, params.context.only) and _is_possible(server, workspace, action)
    ]
    return [code_action for code_action in answer if code_action is not None]


def _is_wanted(action: Action, kinds: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether an action is of one of the kinds that the client asks for; a kind includes those below it."""
    if not kinds:
        return True
    names = [kind.value if isinstance(kind, types.CodeActionKind) else kind for kind in kinds]
    return any(name in ("", action.kind) or action.kind.startswith(f"{name}.") for name in names)


def _is_possible(server: Server, workspace: Workspace, action: Action) -> bool:
    """Whether the client can show and do an action; what moves files needs all that may refer to them, the index."""
    if action.refusal is not None:
        return server.client.disabled_actions
    if "rename" in action.file_operations and not workspace.is_indexed.is_set():
        return False
    return action.file_operations <= server.client.file_operations


def _actions_at(
    server: Server, uri: str, span: types.Range, *, is_final: bool
) -> tuple[Workspace, list[Action]] | None:
    """The actions at a place; where their edits are wanted (`is_final`), as of what is on disk at this moment."""
    from callsheet.ide.actions import actions  # imported late: the first diagnostics do not wait for it

    server.documents.synchronise()
    located = server.documents.locate(uri)
    if located is None:
        return None
    workspace, path = located
    if is_final and workspace.reload_feature(path):
        server.diagnostics.workspace_changed(workspace)
    snapshot = workspace.session.snapshot
    document = snapshot.document(path)
    if document is None:
        return None
    start = to_offset(document.text, span.start, server.documents.encoding)
    end = to_offset(document.text, span.end, server.documents.encoding)
    findings = workspace.checker.findings(snapshot, path)
    now = datetime.now(timezone.utc)
    return workspace, actions(snapshot, path, min(start, end), max(start, end), findings, now)


def _to_code_action(
    server: Server, workspace: Workspace, action: Action, params: types.CodeActionParams
) -> types.CodeAction | None:
    code_action = types.CodeAction(action.title, action.kind)
    if action.is_preferred and server.client.preferred_actions:
        code_action.is_preferred = True
    if action.finding is not None:
        diagnostics = to_diagnostics([action.finding], workspace, server.documents, server.client)
        code_action.diagnostics = server.protocol.structure(diagnostics, list[types.Diagnostic])
    if action.refusal is not None:
        code_action.disabled = types.CodeActionDisabled(action.refusal)
    elif action.step is not None and server.client.takes_steps:
        argument = {"uri": params.text_document.uri, **_argument(action.step)}
        code_action.command = types.Command(action.title, f"callsheet.{action.step.name}", arguments=[argument])
    elif server.client.resolves_code_actions:
        code_action.data = {
            "uri": params.text_document.uri,
            "range": server.protocol.unstructure(params.range),
            "finding": _name(action.finding),
        }
    else:
        try:
            code_action.edit = to_workspace_edit(server, workspace, action.changes())
        except EditError:
            return None
    return code_action


def _argument(step: Step) -> dict[str, Any]:
    """What the command of a step is told besides the document."""
    flags = {"force": step.is_forced, "with_task": step.with_task}
    subtask = {} if step.subtask is None else {"subtask": step.subtask}
    return {**subtask, **{name: True for name, is_set in flags.items() if is_set}}


def _name(finding: Finding | None) -> list[Any] | None:
    """What tells a finding from all others of its document, as long as that stays the same."""
    return [finding.rule, *finding.pointer, *(finding.span or ())] if finding else None


async def resolve(server: Server, code_action: types.CodeAction) -> types.CodeAction:
    """Answer `codeAction/resolve`: find the action again in the present state and compute its edit.

    Raises:
        JsonRpcException: `ContentModified`, if it no longer exists, or if something changes while the edit of one that
            moves files is computed; `RequestFailed`, if it cannot be carried out.
    """
    if code_action.command is not None:
        return code_action  # VS Code asks for the edit of an action all the same
    data: Any = code_action.data
    try:
        uri, name = data["uri"], data.get("finding")  # Neovim drops members that are null
        span = server.protocol.structure(data["range"], types.Range)
    except Exception as error:  # whatever the converter finds wrong
        raise JsonRpcInvalidParams("no code action of Callsheet's") from error
    workspace, action = next(_same(server, uri, span, code_action.title, name), (None, None))
    if workspace is None or action is None:
        raise JsonRpcContentModified("the document has changed; ask again")
    if action.refusal is not None:
        raise JsonRpcException(action.refusal, types.LSPErrorCodes.RequestFailed)

    def compute(_snapshot: Snapshot) -> types.WorkspaceEdit:
        return to_workspace_edit(server, workspace, action.changes())

    try:
        is_quick = "rename" not in action.file_operations
        snapshot = workspace.session.snapshot
        code_action.edit = compute(snapshot) if is_quick else await computed(server, workspace, compute)
    except EditError as error:
        raise JsonRpcException(str(error), types.LSPErrorCodes.RequestFailed) from error
    return code_action


def _same(
    server: Server, uri: str, span: types.Range, title: str, name: list[Any] | None
) -> Iterator[tuple[Workspace, Action]]:
    """The action of a title for a finding, as it is now."""
    found = _actions_at(server, uri, span, is_final=True)
    for action in found[1] if found else ():
        if found is not None and action.title == title and _name(action.finding) == name:
            yield found[0], action
