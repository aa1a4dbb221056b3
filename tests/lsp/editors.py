"""Editors for tests: buffers, and what a person does with them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types

from tests.lsp.buffers import Buffer
from tests.lsp.connections import Connection
from tests.workspaces import FEATURE_FOLDER, read_fixture

PATIENCE = 10.0
"""How long to wait for what must come, in seconds."""

Result = TypeVar("Result")


class Editor:
    """One workspace folder in an editor, with the buffers that are open."""

    def __init__(self, connection: Connection, root: Path) -> None:
        """An editor that has nothing open. `root` is not told to the server: see `add_folder`."""
        self.connection = connection
        self.client = connection.client
        self.root = root
        self.buffers: dict[str, Buffer] = {}
        self.versions: dict[str, int] = {}

    # files

    def write(self, fixture: str) -> None:
        """Write the files of an inline workspace, without the editor."""
        read_fixture(fixture).write_to(self.root)

    def path(self, name: str) -> Path:
        """The path of a file as an inline workspace names it: in the feature, or `/` and a path below the root."""
        return self.root / (name[1:] if name.startswith("/") else f"{FEATURE_FOLDER}/{name}")

    def uri(self, name: str) -> str:
        """The URI of a file."""
        return name if ":" in name else self.path(name).as_uri()

    def read(self, name: str) -> str:
        """What is on disk, with its line ends."""
        return self.path(name).read_bytes().decode()

    # what a person does

    def add_folder(self, folder: Path | None = None) -> None:
        """Open a folder as part of the workspace; by default the root."""
        self._change_folders(added=[folder or self.root])

    def remove_folder(self, folder: Path | None = None) -> None:
        """Close a folder."""
        self._change_folders(removed=[folder or self.root])

    def _change_folders(self, added: Iterable[Path] = (), removed: Iterable[Path] = ()) -> None:
        event = types.WorkspaceFoldersChangeEvent(
            [types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in added],
            [types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in removed],
        )
        self.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))

    def open(self, name: str, text: str | None = None) -> Buffer:
        """Open a file, or a text that is not saved yet."""
        buffer = self.buffers[name] = Buffer(self.read(name) if text is None else text, self.connection.encoding)
        self.versions[name] = 1
        language = "yaml" if name.endswith((".yaml", ".yml")) else "markdown" if name.endswith(".md") else "json"
        item = types.TextDocumentItem(self.uri(name), language, 1, buffer.text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return buffer

    def change(self, name: str, *changes: types.TextDocumentContentChangeEvent) -> None:
        """Tell the server of changes that the buffer has already."""
        self.versions[name] += 1
        document = types.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))

    def replace(self, name: str, words: str, new_words: str) -> None:
        """Replace some words of an open file by others."""
        buffer = self.buffers[name]
        start = buffer.text.index(words)
        self.change(name, buffer.replace(start, start + len(words), new_words))

    def save(self, name: str) -> None:
        """Write an open file to disk; tells the server nothing."""
        self.path(name).write_bytes(self.buffers[name].text.encode())

    def close(self, name: str) -> None:
        """Close a file."""
        del self.buffers[name]
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.identify(name)))

    def close_all(self) -> None:
        """Close all files."""
        for name in list(self.buffers):
            self.close(name)

    def tell(self, *names: str, change: types.FileChangeType = types.FileChangeType.Changed) -> None:
        """Tell the server that files were created, changed or deleted, as an editor that watches them does."""
        events = [types.FileEvent(self.uri(name), change) for name in names]
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(events))

    # diagnostics

    def identify(self, name: str) -> types.TextDocumentIdentifier:
        """A file as requests name it."""
        return types.TextDocumentIdentifier(self.uri(name))

    async def until(self, condition: Callable[[], Result]) -> Result:
        """Wait until something that the server does unasked has made a condition true."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not (result := condition()):
            left = deadline - asyncio.get_running_loop().time()
            assert left > 0, "it did not happen"
            self.connection.news.clear()
            try:
                await asyncio.wait_for(self.connection.news.wait(), min(left, 0.05))
            except asyncio.TimeoutError:
                continue
        return result

    def pushes(self, name: str) -> list[types.PublishDiagnosticsParams]:
        """All that was pushed for a file."""
        return self.connection.pushed.get(self.uri(name), [])

    def shown(self, name: str) -> list[str]:
        """The codes of the diagnostics that were pushed last for a file."""
        pushes = self.pushes(name)
        return codes(pushes[-1].diagnostics) if pushes else []

    async def pushed(self, name: str, *rules: str) -> Sequence[types.Diagnostic]:
        """Wait until the diagnostics pushed for a file are of these rules; for an open one, of its present version."""

        def is_there() -> bool:
            pushes = self.pushes(name)
            if not pushes:
                return False
            is_current = name not in self.buffers or pushes[-1].version == self.versions[name]
            return is_current and self.shown(name) == sorted(rules)

        try:
            await self.until(is_there)
        except AssertionError:
            raise AssertionError(f"{name} shows {self.shown(name)}, not {sorted(rules)}") from None
        return self.pushes(name)[-1].diagnostics

    async def pull(self, name: str, previous: str | None = None) -> types.DocumentDiagnosticReport:
        """Ask for a file's diagnostics."""
        params = types.DocumentDiagnosticParams(self.identify(name), previous_result_id=previous)
        return await self.client.text_document_diagnostic_async(params)

    async def pulled(self, name: str) -> Sequence[types.Diagnostic]:
        """A file's diagnostics."""
        report = await self.pull(name)
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        return report.items

    async def refreshed(self, since: int) -> None:
        """Wait until the server has asked this editor to pull again more often than a number of times."""
        await self.until(lambda: self.client.diagnostic_refresh_count > since)

    async def pull_workspace(self, previous: dict[str, str] | None = None) -> dict[str, Any]:
        """The reports on all files of this workspace, by file name."""
        known = [types.PreviousResultId(self.uri(name), value) for name, value in (previous or {}).items()]
        report = await self.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(known))
        prefix = f"{self.path('x').parent.as_uri()}/"
        return {item.uri[len(prefix) :]: item for item in report.items if item.uri.startswith(prefix)}

    # requests

    def at(self, name: str, words: str, offset: int = 0) -> types.Position:
        """The position of some words in an open file, or of a character behind their first."""
        buffer = self.buffers[name]
        return buffer.position(buffer.text.index(words) + offset)

    async def actions(
        self,
        name: str,
        span: types.Range | None = None,
        only: Sequence[types.CodeActionKind | str] | None = None,
        diagnostics: Sequence[types.Diagnostic] = (),
    ) -> list[types.CodeAction]:
        """The code actions of an open file, at its beginning unless a range is given."""
        span = span or types.Range(types.Position(0, 0), types.Position(0, 0))
        context = types.CodeActionContext(list(diagnostics), only=only)
        params = types.CodeActionParams(self.identify(name), span, context)
        found = await self.client.text_document_code_action_async(params)
        return [action for action in found or () if isinstance(action, types.CodeAction)]

    async def definition(self, name: str, place: types.Position) -> Sequence[types.Location | types.LocationLink]:
        """Where what stands at a place is defined."""
        params = types.DefinitionParams(self.identify(name), place)
        found = await self.client.text_document_definition_async(params)
        return [found] if isinstance(found, types.Location) else found or ()

    async def do(self, action: types.CodeAction) -> None:
        """Carry a code action out: files that are not open change on disk."""
        if action.edit is None:
            action = await self.client.code_action_resolve_async(action)
        assert action.edit is not None
        self.apply(action.edit)

    def apply(self, edit: types.WorkspaceEdit) -> None:
        """Apply an edit."""
        for change in edit.document_changes or ():
            if isinstance(change, types.CreateFile):
                path = self.path(self._name(change.uri))
                assert not path.exists()
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch()
                continue
            if isinstance(change, types.RenameFile):
                self.rename(self._name(change.old_uri), self._name(change.new_uri))
                continue
            assert isinstance(change, types.TextDocumentEdit)
            name = self._name(change.text_document.uri)
            assert change.text_document.version == self.versions.get(name), "an edit of another version"
            self._apply(name, [edit for edit in change.edits if isinstance(edit, types.TextEdit)])
        for uri, edits in (edit.changes or {}).items():
            self._apply(self._name(uri), list(edits))

    def rename(self, name: str, new_name: str) -> None:
        """Rename a file or a folder, on disk; what of it is open is closed."""
        assert not self.path(new_name).exists()
        path = self.path(name)
        for open_name in [known for known in self.buffers if path in (self.path(known), *self.path(known).parents)]:
            self.save(open_name)
            self.close(open_name)
        self.path(new_name).parent.mkdir(parents=True, exist_ok=True)
        path.rename(self.path(new_name))

    def _apply(self, name: str, edits: list[types.TextEdit]) -> None:
        buffer = self.buffers.get(name)
        if buffer is None:
            text = self.read(name)
            mark = "\ufeff" if text.startswith("\ufeff") else ""  # editors take it away and put it back
            on_disk = Buffer(text.removeprefix(mark), self.connection.encoding)
            on_disk.apply(edits)
            self.path(name).write_bytes((mark + on_disk.text).encode())
            return
        buffer.apply(edits)
        self.change(name, types.TextDocumentContentChangeWholeDocument(buffer.text))

    def _name(self, uri: str) -> str:
        feature, root = f"{self.path('x').parent.as_uri()}/", self.root.as_uri()
        assert uri.startswith(root), "an edit outside the workspace"
        return uri[len(feature) :] if uri.startswith(feature) else uri[len(root) :]


def codes(diagnostics: Iterable[types.Diagnostic]) -> list[str]:
    """The rules that diagnostics come from, sorted."""
    return sorted(str(diagnostic.code) for diagnostic in diagnostics)


def titles(actions: Iterable[types.CodeAction]) -> list[str]:
    """The titles of code actions."""
    return [action.title for action in actions]
