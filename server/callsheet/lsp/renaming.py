"""Renaming: names and numbers from the editor, files and folders in its file tree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcException

from callsheet.artifacts.quoting import listing
from callsheet.edits import EditError
from callsheet.lsp.asked import Asked, asked_when_read
from callsheet.lsp.cancelling import computed
from callsheet.lsp.notices import show
from callsheet.lsp.uris import to_path
from callsheet.lsp.watching import files_changed
from callsheet.lsp.workspace_edits import to_workspace_edit
from callsheet.lsp.workspaces import Workspace
from callsheet.workspace.changes import Change, DocumentChange, FileRename, operations_of
from callsheet.workspace.reading import read_file
from callsheet.workspace.snapshot import Snapshot

if TYPE_CHECKING:
    from callsheet.lsp.server import Server

# The engine is imported with the first request for it, like all features.

Result = TypeVar("Result")

ATTEMPTS = 3
"""How often what follows a moved file is computed beside other work, which may change the documents meanwhile."""

_EVERY_FILE = types.FileOperationRegistrationOptions(
    [types.FileOperationFilter(types.FileOperationPattern("**/*"), scheme="file")]
)
"""Files and folders alike: a reference can name any."""


def register(server: Server) -> None:
    """Serve the methods of this file."""

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    async def serve_prepare(params: types.PrepareRenameParams) -> Any:
        return await prepare_rename(server, params)

    @server.feature(types.TEXT_DOCUMENT_RENAME)
    async def serve_rename(params: types.RenameParams) -> Any:
        return await rename(server, params)

    @server.feature(types.WORKSPACE_WILL_RENAME_FILES, _EVERY_FILE)
    async def serve_will_rename(params: types.RenameFilesParams) -> Any:
        return await will_rename_files(server, params.files)

    @server.feature(types.WORKSPACE_DID_RENAME_FILES, _EVERY_FILE)
    def serve_did_rename(params: types.RenameFilesParams) -> None:
        did_rename_files(server, params.files)


async def prepare_rename(server: Server, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    """Answer `textDocument/prepareRename`: what can be renamed at a place; nothing where there is no name.

    Raises:
        JsonRpcException: `RequestFailed`, if there is a name that cannot be renamed there, with the reason.
    """
    from callsheet.ide.rename import prepare_rename as prepare

    asked = await asked_when_read(server, params.text_document)
    if asked is None:
        return None
    found = _or_refuse(lambda: prepare(asked.snapshot, asked.path, asked.offset(params.position)))
    return types.PrepareRenamePlaceholder(asked.range(found.start, found.end), found.name) if found else None


async def rename(server: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """Answer `textDocument/rename`.

    A client that cannot rename files gets the edits of the texts, and a message that names the files.

    Raises:
        JsonRpcException: `RequestFailed`, with the reason, if the name cannot be that; `ContentModified`, if the document
            has changed since.
    """
    from callsheet.ide.rename import rename as compute

    asked = await asked_when_read(server, params.text_document)
    if asked is None:
        return None
    if asked.workspace.reload_feature(asked.path):
        server.diagnostics.workspace_changed(asked.workspace)
    offset = asked.offset(params.position)
    changes = await _settled(asked, lambda snapshot: compute(snapshot, asked.path, offset, params.new_name))
    can_rename, workspace = "rename" in server.client.file_operations, asked.workspace
    wanted = [change for change in changes if can_rename or not isinstance(change, FileRename)]
    edit = await _in_thread(server, workspace, lambda snapshot: to_workspace_edit(server, workspace, wanted, snapshot))
    if not can_rename:
        _name_files(server, [change for change in changes if isinstance(change, FileRename)])
    return edit


def _or_refuse(compute: Callable[[], Result]) -> Result:
    """What a computation gives; its refusal as the protocol has it."""
    try:
        return compute()
    except EditError as error:
        raise JsonRpcException(str(error), types.LSPErrorCodes.RequestFailed) from error


async def _in_thread(server: Server, workspace: Workspace, compute: Callable[[Snapshot], Result]) -> Result:
    """What a computation gives: a name can stand in thousands of documents, and others want answers meanwhile.

    Raises:
        JsonRpcException: `ContentModified`, if what it was computed from has changed; `RequestFailed`, with the reason, if
            it is refused.
    """
    return await computed(server, workspace, lambda snapshot: _or_refuse(lambda: compute(snapshot)))


async def _settled(asked: Asked, compute: Callable[[Snapshot], Iterable[Change]]) -> list[Change]:
    """Changes, computed once more if a document that they change is no longer on disk what it was."""
    server, workspace = asked.server, asked.workspace
    changes, stale = await _in_thread(server, workspace, lambda snapshot: _with_stale(snapshot, compute))
    if stale:
        workspace.refresh(stale)
        server.diagnostics.workspace_changed(workspace)
        changes, _ = await _in_thread(server, workspace, lambda snapshot: _with_stale(snapshot, compute))
    return changes


def _with_stale(snapshot: Snapshot, compute: Callable[[Snapshot], Iterable[Change]]) -> tuple[list[Change], list[str]]:
    """Changes, and the documents among them that say something else on disk than when they were last read."""
    changes = list(compute(snapshot))
    paths = {change.path for change in changes if isinstance(change, DocumentChange)}
    known = [facts for path in sorted(paths - snapshot.documents.keys()) if (facts := snapshot.facts(path)) is not None]
    stale = [facts for facts in known if read_file(snapshot.disk, facts.path, facts.artifact, facts.team) != facts]
    return changes, [facts.path for facts in stale]


def _name_files(server: Server, renames: Sequence[FileRename]) -> None:
    """Tell people which files they have to rename themselves."""
    if renames:
        wanted = "; ".join(f"{rename.path} → {rename.new_path}" for rename in renames)
        message = f"Callsheet: this editor cannot rename files. Please do so by hand: {wanted}"
        show(server, types.MessageType.Warning, message)


async def will_rename_files(server: Server, files: Sequence[types.FileRename]) -> types.WorkspaceEdit | None:
    """Answer `workspace/willRenameFiles`: the edits of all that refers to files and folders which get other paths."""
    edits: list[types.WorkspaceEdit] = []
    left: list[str] = []
    for workspace in list(server.documents.workspaces.all):
        moves = _moves(workspace, files)
        if moves:
            await workspace.is_indexed.wait()
            server.documents.synchronise()
            found = await _followed(server, workspace, moves)
            edits += found.edits
            left += found.left
    if left:
        message = f"Callsheet: not every reference can follow. Change by hand what refers to {'; '.join(left)}"
        show(server, types.MessageType.Warning, message)
    return _joined(server, edits)


def _moves(workspace: Workspace, files: Sequence[types.FileRename]) -> dict[str, str]:
    """What moves within a workspace."""
    moves: dict[str, str] = {}
    for file in files:
        old, new = to_path(file.old_uri), to_path(file.new_uri)
        path, new_path = old and workspace.path_of(old), new and workspace.path_of(new)
        if path and new_path and "." not in (path, new_path):
            moves[path] = new_path
    return moves


class _Followed(NamedTuple):
    """What follows files that get other paths, and what does not."""

    edits: list[types.WorkspaceEdit]
    """Those of each document."""
    left: list[str]
    """What people have to do themselves: old paths, the reason, and the documents that name them."""


async def _followed(server: Server, workspace: Workspace, moves: dict[str, str]) -> _Followed:
    """What changes in each document of a workspace, as far as it can be changed."""
    from callsheet.edits.moving import left_behind
    from callsheet.edits.renaming import moved

    def compute(snapshot: Snapshot) -> _Followed:
        found = operations_of(moved(snapshot, moves))
        edits: list[types.WorkspaceEdit] = []
        left: dict[str, list[str]] = {}
        for path, operations in found.items():
            edit = _edit_of(server, workspace, DocumentChange(path, tuple(operations)), snapshot)
            if isinstance(edit, EditError):
                left.setdefault(f"{_some(moves)} ({edit})", []).append(path)
            else:
                edits.append(edit)
        for path, target, new_target in left_behind(snapshot, moves):
            reason = f'{target} ("{new_target}" cannot be written as a reference)'
            left.setdefault(reason, []).append(path)
        return _Followed(edits, [f"{reason} in {_some(paths)}" for reason, paths in left.items()])

    for _ in range(ATTEMPTS):
        with suppress(JsonRpcContentModified):
            return await _in_thread(server, workspace, compute)
    return compute(workspace.session.snapshot)  # without the thread nothing can change meanwhile


def _edit_of(
    server: Server, workspace: Workspace, change: DocumentChange, snapshot: Snapshot
) -> types.WorkspaceEdit | EditError:
    """The edit of one document, or why there is none."""
    try:
        return to_workspace_edit(server, workspace, [change], snapshot)
    except EditError as error:
        return error


_MOST = 10
"""How many paths a message names."""


def _some(paths: Collection[str]) -> str:
    """Paths as a message lists them, of many the first."""
    further = [f"{len(paths) - _MOST} more"] if len(paths) > _MOST else []
    return listing([*list(paths)[:_MOST], *further])


def _joined(server: Server, edits: Sequence[types.WorkspaceEdit]) -> types.WorkspaceEdit | None:
    """Edits of different documents as one; None where there are none."""
    steps = [step for edit in edits for step in edit.document_changes or ()]
    if server.client.document_changes:
        return types.WorkspaceEdit(document_changes=steps) if steps else None
    changes = {uri: list(found) for edit in edits for uri, found in (edit.changes or {}).items()}
    return types.WorkspaceEdit(changes=changes) if changes else None


def did_rename_files(server: Server, files: Sequence[types.FileRename]) -> None:
    """Take `workspace/didRenameFiles`: what lay at the old paths is gone, what lies at the new ones is read."""
    deleted = [types.FileEvent(file.old_uri, types.FileChangeType.Deleted) for file in files]
    created = [types.FileEvent(file.new_uri, types.FileChangeType.Created) for file in files]
    files_changed(server, [*deleted, *created])
