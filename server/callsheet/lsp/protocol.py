"""pygls's protocol with our own text synchronisation and a short way for what comes with every keystroke."""

from __future__ import annotations

import asyncio
import inspect
import logging
from typing import Any

import orjson
from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder
from pygls.exceptions import JsonRpcException, JsonRpcParseError
from pygls.protocol import JsonRPCNotification, LanguageServerProtocol, lsp_method

from callsheet.lsp.documents import Documents

logger = logging.getLogger(__name__)


class Protocol(LanguageServerProtocol):
    """The differences to pygls: texts live in `documents`, and messages are coded by orjson."""

    documents: Documents

    def handle_frame(self, body: bytes) -> None:
        """Handle one message; nothing that a client sends ends the server."""
        try:
            data = orjson.loads(body)
        except ValueError:
            logger.error("a message is not JSON: %.200r", body)
            self._send_response(None, error=JsonRpcParseError().to_response_error())
            return
        if not isinstance(data, dict):
            logger.error("a message is no object: %.200r", body)
            return
        try:
            message = self.structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            return
        if hasattr(message, "jsonrpc"):
            self.handle_message(message)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """As pygls does, but a change of a text stays a plain dict: it comes with every keystroke."""
        if data.get("method") == types.TEXT_DOCUMENT_DID_CHANGE and "id" not in data:
            return JsonRPCNotification(types.TEXT_DOCUMENT_DID_CHANGE, "2.0", data.get("params"))
        return super().structure_message(data)

    def _send_data(self, data: Any) -> None:
        if not data or self.writer is None:
            return
        body = orjson.dumps(data, default=self._serialize_message)
        result = self.writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        if inspect.isawaitable(result):
            asyncio.ensure_future(result)  # noqa: RUF006 - pygls's writers for sockets; ours is not one

    def _send_response(self, msg_id: Any, result: Any = None, error: types.ResponseError | None = None) -> None:
        message: dict[str, Any] = {"jsonrpc": "2.0", "id": msg_id}
        if error is not None:
            message["error"] = error
        else:
            message["result"] = result
        self._send_data(message)

    def choose_encoding(self, capabilities: types.ClientCapabilities) -> str:
        """The encoding of positions that the answer to `initialize` will name."""
        return str(getattr(kind := ServerCapabilitiesBuilder.choose_position_encoding(capabilities), "value", kind))

    def structure(self, data: Any, kind: Any) -> Any:
        """A plain value as one of the protocol's types."""
        return self._converter.structure(data, kind)

    def unstructure(self, data: Any) -> Any:
        """One of the protocol's types as a plain value."""
        return self._converter.unstructure(data)

    def notify_plain(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification whose parameters are plain already."""
        self._send_data({"jsonrpc": "2.0", "method": method, "params": params})

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Keep the text of a document that was opened."""
        item = params.text_document
        self.documents.open(item.uri, item.text, item.version)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: Any) -> None:
        """Apply changes to a text; `params` are plain."""
        document = params["textDocument"]
        self.documents.change(document["uri"], params["contentChanges"], document.get("version"))

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget the text of a document that was closed."""
        self.documents.close(params.text_document.uri)
