"""The texts that the client has open, and the sessions of the workspaces that they belong to."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pygls.uris import from_fs_path, to_fs_path

from callsheet.artifacts.kinds import TASKS_FOLDER
from callsheet.rules.engine import Checker
from callsheet.text import Encoding, Position, Text
from callsheet.workspace.session import Session, find_root

logger = logging.getLogger(__name__)


@dataclass(eq=False)
class Workspace:
    """A root with its session and what was found in it."""

    root: Path
    session: Session
    checker: Checker = field(default_factory=Checker)
    has_begun: bool = False
    """Whether the workspace is being indexed and watched."""

    def uri(self, path: str) -> str:
        """The URI of a path relative to the root."""
        return from_fs_path(str(self.root / path)) or ""


@dataclass(eq=False)
class OpenDocument:
    """A text that the client has open; the client's version of it counts, not the disk's."""

    uri: str
    text: Text
    version: int | None
    workspace: Workspace | None
    """None for a document of no workspace, such as an untitled one."""
    path: str
    """Relative to the workspace's root."""
    is_ahead: bool = True
    """Whether the session has not been told of the text yet."""


class Documents:
    """All open documents and all workspaces. Changes reach the sessions when `synchronise` is called.

    Several changes that wait in the client's pipe are thus parsed once.
    """

    def __init__(self) -> None:
        """No workspace, no document, and the protocol's default encoding."""
        self.encoding = Encoding.UTF16
        self.workspaces: list[Workspace] = []
        self.by_uri: dict[str, OpenDocument] = {}
        self.on_open: Callable[[OpenDocument], None] = lambda _document: None
        self.on_change: Callable[[OpenDocument], None] = lambda _document: None
        self.on_close: Callable[[OpenDocument], None] = lambda _document: None

    def add_root(self, root: Path) -> Workspace:
        """The workspace of a root; a new one if need be. Open documents below it move there."""
        for workspace in self.workspaces:
            if workspace.root == root:
                return workspace
        workspace = Workspace(root, Session(root))
        self.workspaces.append(workspace)
        self.workspaces.sort(key=lambda each: -len(each.root.parts))  # the nearest root around a file comes first
        return workspace

    def remove_root(self, root: Path) -> Workspace | None:
        """Forget a workspace; gives it back."""
        found = next((workspace for workspace in self.workspaces if workspace.root == root), None)
        if found is not None:
            self.workspaces.remove(found)
            for document in self.by_uri.values():
                if document.workspace is found:
                    document.workspace = None
        return found

    def locate(self, uri: str) -> tuple[Workspace, str] | None:
        """The workspace of a file and its path there; None for what is no file or lies outside all of them.

        An artifact's root is told by its path: what stands before `.tmp/tasks`.
        """
        name = to_fs_path(uri)
        if name is None:
            return None
        path = Path(name)
        head, mark, _ = path.as_posix().partition(f"/{TASKS_FOLDER}/")
        if mark:
            self.add_root(Path(head or "/"))
        elif not any(path.is_relative_to(workspace.root) for workspace in self.workspaces):
            root = find_root(path.parent)
            if root is None:
                return None
            self.add_root(root)
        for workspace in self.workspaces:
            if path.is_relative_to(workspace.root):
                return workspace, path.relative_to(workspace.root).as_posix()
        return None

    def open(self, uri: str, text: str, version: int | None) -> None:
        """Take over a document that the client has opened."""
        located = self.locate(uri)
        workspace, path = located or (None, "")
        document = OpenDocument(uri, Text(text), version, workspace, path)
        self.by_uri[uri] = document
        self.synchronise()
        self.on_open(document)

    def change(self, uri: str, changes: Iterable[dict[str, Any]], version: int | None) -> None:
        """Apply the content changes of a `didChange`, plain as they came."""
        document = self.by_uri.get(uri)
        if document is None:
            logger.warning("a change of %s, which is not open", uri)
            return
        text = document.text
        for change in changes:
            span = change.get("range")
            if span is None:
                text = Text(change["text"])
            else:
                start, end = span["start"], span["end"]
                first = text.offset_at(Position(start["line"], start["character"]), self.encoding)
                last = text.offset_at(Position(end["line"], end["character"]), self.encoding)
                text = text.replace(min(first, last), max(first, last), change["text"])
        document.text, document.version, document.is_ahead = text, version, True
        self.on_change(document)

    def close(self, uri: str) -> None:
        """Let the disk count again."""
        document = self.by_uri.pop(uri, None)
        if document is None:
            return
        if document.workspace is not None:
            document.workspace.session.close(document.path)
        self.on_close(document)

    def synchronise(self) -> None:
        """Tell the sessions of all texts that have changed."""
        for document in self.by_uri.values():
            if document.is_ahead:
                document.is_ahead = False
                if document.workspace is not None:
                    document.workspace.session.open(document.path, document.text)

    def opened(self, workspace: Workspace) -> Iterator[OpenDocument]:
        """The open documents of a workspace."""
        return (document for document in self.by_uri.values() if document.workspace is workspace)

    def open_at(self, workspace: Workspace, path: str) -> OpenDocument | None:
        """The open document of a path, if it is open."""
        return next((document for document in self.opened(workspace) if document.path == path), None)

    def uri_of(self, workspace: Workspace, path: str) -> str:
        """The URI of a path; the client's own spelling of it where the file is open."""
        document = self.open_at(workspace, path)
        return document.uri if document else workspace.uri(path)
