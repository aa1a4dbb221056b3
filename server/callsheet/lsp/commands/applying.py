"""Changes that a command has computed, carried out by the client."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from callsheet.edits import EditError
from callsheet.edits.lifecycle import Refusal
from callsheet.ide.actions.action import file_operations
from callsheet.lsp.workspace_edits import to_workspace_edit
from callsheet.lsp.workspaces import Workspace
from callsheet.workspace.changes import Change

if TYPE_CHECKING:
    from callsheet.lsp.server import Server


def failed(reason: str, data: Any = None) -> JsonRpcException:
    """The error that answers a command which could not be carried out."""
    return JsonRpcException(reason, types.LSPErrorCodes.RequestFailed, data)


def check_refusal(refusal: Refusal | None, *, is_forced: bool) -> None:
    """Refuse what must not be done, unless the author forces it and may.

    Raises:
        JsonRpcException: `RequestFailed` with the reason; its data says whether it can be forced, and what is waited for.
    """
    if refusal is not None and not (is_forced and refusal.can_be_forced):
        data = {"can_be_forced": refusal.can_be_forced, "waiting_for": list(refusal.waiting_for)}
        raise failed(refusal.reason, data)


async def apply(server: Server, workspace: Workspace, label: str, changes: Iterable[Change]) -> dict[str, Any]:
    """Have the client carry changes out; a client that cannot apply edits gets the edit as a part of the result.

    Raises:
        JsonRpcException: `RequestFailed`, if that is not possible, or the client has not done it.
    """
    changes = list(changes)
    if server.client.applies_edits and not file_operations(changes) <= server.client.file_operations:
        raise failed(f"{label}: this editor cannot create or rename files")
    try:
        edit = to_workspace_edit(server, workspace, changes)
    except EditError as error:
        raise failed(f"{label}: {error}") from error
    if not server.client.applies_edits:
        return {"label": label, "applied": False, "edit": server.protocol.unstructure(edit)}
    answer = await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, label))
    if not answer.applied:
        raise failed(f"{label}: the editor has not applied the edit" + _because(answer.failure_reason))
    return {"label": label, "applied": True, "edit": None}


def _because(reason: str | None) -> str:
    return f": {reason}" if reason else ""
