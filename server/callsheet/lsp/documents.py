"""The texts that the client has open, and to which workspace each belongs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from lsprotocol import types

from callsheet.lsp.uris import to_path, unsaved_path
from callsheet.lsp.workspaces import Workspace, Workspaces
from callsheet.text import Encoding, Position, Text

logger = logging.getLogger(__name__)

_TEXT: ContextVar[Text | None] = ContextVar("text", default=None)
"""The text that the request which is being answered is about, as it was when the request came."""


@dataclass(eq=False)
class OpenDocument:
    """A text that the client has open; the client's version of it counts, not the disk's."""

    uri: str
    """As the client spells it."""
    text: Text
    version: int | None
    workspace: Workspace | None
    """None for a document of no workspace, such as an untitled one."""
    path: str
    """Relative to the workspace's root."""
    is_ahead: bool = False
    """Whether the session has not been told of the text yet."""


class Documents:
    """All open documents. Changes reach the sessions when `synchronise` is called.

    Several changes that wait in the client's pipe are thus parsed once.
    """

    def __init__(self) -> None:
        """No workspace, no document, and the protocol's default encoding."""
        self.encoding = Encoding.UTF16
        self.workspaces = Workspaces()
        self._folder_numbers = count()
        self.by_uri: dict[str, OpenDocument] = {}
        self._by_place: dict[tuple[Workspace, str], OpenDocument] = {}
        self._spelled: dict[tuple[Workspace, str], str] = {}
        """The client's URI of a file, where it has had it open and spells it in its own way."""
        self._ahead: list[OpenDocument] = []
        self.on_open: Callable[[OpenDocument], None] = lambda _document: None
        self.on_change: Callable[[OpenDocument], None] = lambda _document: None
        self.on_close: Callable[[OpenDocument], None] = lambda _document: None

    # workspaces

    def add_folder(self, root: Path) -> Workspace:
        """Take up a folder of the client; open documents below it belong to it from now on."""
        workspace = self.workspaces.add(root)
        if not workspace.is_folder:
            workspace.folder_number = next(self._folder_numbers)
        self._place_anew()
        return workspace

    def remove_folder(self, root: Path) -> Workspace | None:
        """Give up a folder of the client; gives its workspace back if nothing open keeps it."""
        workspace = next((each for each in self.workspaces.all if each.root == root), None)
        if workspace is None:
            return None
        workspace.folder_number = None
        if any(document.workspace is workspace for document in self.by_uri.values()):
            return None
        self.workspaces.all.remove(workspace)
        self._spelled = {place: uri for place, uri in self._spelled.items() if place[0] is not workspace}
        return workspace

    def _place_anew(self) -> None:
        for document in self.by_uri.values():
            path = to_path(document.uri) or unsaved_path(document.uri)
            workspace, inside = (self.workspaces.locate(path) if path else None) or (None, "")
            if workspace is document.workspace:
                continue
            self._take_away(document)
            document.workspace, document.path = workspace, inside
            self._settle(document)
        self.synchronise()

    def locate(self, uri: str) -> tuple[Workspace, str] | None:
        """The workspace of a file and its path there; None for what is no file or lies outside all of them."""
        document = self.by_uri.get(uri)
        if document is not None:
            return (document.workspace, document.path) if document.workspace else None
        path = to_path(uri)
        return self.workspaces.locate(path) if path else None

    # documents

    def open(self, uri: str, text: str, version: int | None) -> None:
        """Take over a document that the client has opened."""
        workspace, inside = self._place_of(uri) or (None, "")
        document = OpenDocument(uri, Text(text), version, workspace, inside)
        self.by_uri[uri] = document
        self._settle(document)
        self.synchronise()
        self.on_open(document)

    def _place_of(self, uri: str) -> tuple[Workspace, str] | None:
        """Where a document belongs: a file may bring its workspace along, what is not saved yet only joins one."""
        path, unsaved = to_path(uri), unsaved_path(uri)
        if path is not None:
            return self.workspaces.require(path)
        return self.workspaces.locate(unsaved) if unsaved else None

    def change(self, uri: str, changes: Iterable[dict[str, Any]], version: int | None) -> None:
        """Apply the content changes of a `didChange`, plain as they came."""
        document = self.by_uri.get(uri)
        if document is None:
            logger.warning("a change of %s, which is not open", uri)
            return
        text = document.text
        for change in changes:
            text = self._changed(text, change)
        document.text, document.version = text, version
        self._put(document)
        self.on_change(document)

    def _changed(self, text: Text, change: dict[str, Any]) -> Text:
        span, new_text = change.get("range"), change["text"]
        if not isinstance(new_text, str):
            raise TypeError("the new text is no text")
        if span is None:
            return Text(new_text)
        start, end = span["start"], span["end"]
        first = text.offset_at(Position(start["line"], start["character"]), self.encoding)
        last = text.offset_at(Position(end["line"], end["character"]), self.encoding)
        return text.replace(min(first, last), max(first, last), new_text)

    def close(self, uri: str) -> None:
        """Let the disk count again."""
        document = self.by_uri.pop(uri, None)
        if document is None:
            logger.warning("%s is closed, but it is not open", uri)
            return
        self._take_away(document)
        self.on_close(document)

    def synchronise(self) -> None:
        """Tell the sessions of all texts that have changed."""
        while self._ahead:
            document = self._ahead.pop()
            document.is_ahead = False
            if document.workspace is not None and self.open_at(document.workspace, document.path) is document:
                document.workspace.session.open(document.path, document.text)

    def _settle(self, document: OpenDocument) -> None:
        """Let a document take its place in its workspace."""
        workspace, path = document.workspace, document.path
        if workspace is not None and document.uri != workspace.uri(path) and to_path(document.uri) is not None:
            self._spelled[workspace, path] = document.uri
        self._put(document)

    def _put(self, document: OpenDocument) -> None:
        """Let a text count, once the sessions are told."""
        if document.workspace is not None:
            self._by_place[document.workspace, document.path] = document
        if not document.is_ahead:
            document.is_ahead = True
            self._ahead.append(document)

    def _take_away(self, document: OpenDocument) -> None:
        """Let the disk count in place of a text; or another document, where two URIs name the same file."""
        workspace = document.workspace
        if workspace is None or self.open_at(workspace, document.path) is not document:
            return
        del self._by_place[workspace, document.path]
        for other in self.by_uri.values():
            if other is not document and other.workspace is workspace and other.path == document.path:
                self._put(other)
                self.synchronise()
                return
        workspace.close(document.path)

    # requests

    def note_request(self, params: Any) -> None:
        """Remember the text that a request is about, for all that is done to answer it."""
        _TEXT.set(self._text_of(getattr(params, "text_document", None)))

    def _text_of(self, identifier: Any) -> Text | None:
        document = self.by_uri.get(getattr(identifier, "uri", ""))
        return document.text if document else None

    def is_as_asked(self, identifier: types.TextDocumentIdentifier) -> bool:
        """Whether the text of a document is still the one that the present request came with."""
        return self._text_of(identifier) is _TEXT.get()

    # places

    def open_at(self, workspace: Workspace, path: str) -> OpenDocument | None:
        """The open document of a path, if it is open."""
        return self._by_place.get((workspace, path))

    def uri_of(self, workspace: Workspace, path: str) -> str:
        """The URI of a path, as the client spells it if it ever did."""
        document = self.open_at(workspace, path)
        return document.uri if document else self._spelled.get((workspace, path)) or workspace.uri(path)
