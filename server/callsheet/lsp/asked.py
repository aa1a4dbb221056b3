"""What a request about a document is about: the beginning of every answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified

from callsheet.lsp.convert import to_offset, to_range
from callsheet.lsp.workspaces import Workspace
from callsheet.text import Text
from callsheet.workspace.snapshot import Snapshot

if TYPE_CHECKING:
    from callsheet.lsp.server import Server


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request is about."""

    server: Server
    workspace: Workspace
    path: str
    text: Text

    @property
    def snapshot(self) -> Snapshot:
        """The present state of the workspace."""
        return self.workspace.session.snapshot

    def offset(self, position: types.Position) -> int:
        """The offset (code points) of a position."""
        return to_offset(self.text, position, self.server.documents.encoding)

    def range(self, start: int, end: int) -> types.Range:
        """The range of a span of offsets (code points) of the document."""
        return to_range(self.text, start, end, self.server.documents.encoding)


def asked_of(server: Server, document: types.TextDocumentIdentifier) -> Asked | None:
    """The document of a request; None where it is none of ours."""
    server.documents.synchronise()
    located = server.documents.locate(document.uri)
    if located is None:
        return None
    workspace, path = located
    found = workspace.session.snapshot.document(path)
    return Asked(server, workspace, path, found.text) if found else None


async def asked_when_read(server: Server, document: types.TextDocumentIdentifier) -> Asked | None:
    """The same, once the document's workspace has been read.

    Raises:
        JsonRpcContentModified: if the document has changed since it was asked about: places in it mean other things now.
    """
    located = server.documents.locate(document.uri)
    if located is None:
        return None
    await located[0].is_indexed.wait()
    check_unchanged(server, document)
    return asked_of(server, document)


def check_unchanged(server: Server, document: types.TextDocumentIdentifier) -> None:
    """Give a request up whose document has changed while it waited.

    Raises:
        JsonRpcContentModified: if it has.
    """
    if not server.documents.is_as_asked(document):
        raise JsonRpcContentModified("the document has changed; ask again")
