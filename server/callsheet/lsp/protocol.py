"""pygls's protocol with our own text synchronisation, a strict life cycle, and a short way for what every key causes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import InvalidStateError
from contextlib import suppress
from typing import Any

from cattrs import transform_error
from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcParseError,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import JsonRPCNotification, LanguageServerProtocol, lsp_method

from callsheet.lsp.documents import Documents
from callsheet.lsp.frames import BadFrame
from callsheet.lsp.messages import decode, encode

logger = logging.getLogger(__name__)

_OF_NOTEBOOKS = (
    types.NOTEBOOK_DOCUMENT_DID_OPEN,
    types.NOTEBOOK_DOCUMENT_DID_CHANGE,
    types.NOTEBOOK_DOCUMENT_DID_CLOSE,
)
"""What pygls serves of itself, and Callsheet does not."""


class Protocol(LanguageServerProtocol):
    """The differences to pygls.

    Texts live in `documents`. Messages are coded by orjson. Nothing that a client sends ends the server, and every
    request has exactly one answer.
    """

    documents: Documents

    def __init__(self, *arguments: Any) -> None:
        """A protocol that no client has spoken yet."""
        super().__init__(*arguments)
        self.on_exit: Callable[[int], None] = lambda _status: None
        """Called with the exit status when the client says `exit`."""
        self.quick: dict[str, Callable[[Any], Any]] = {types.TEXT_DOCUMENT_DID_CHANGE: self._did_change}
        """What handles a method's parameters plain as they came: they come with every keystroke."""
        for method in _OF_NOTEBOOKS:
            del self.fm.builtin_features[method]
        self.fm.builtin_features[types.EXIT] = lambda *_arguments: self.on_exit(self.exit_status)
        self._is_initialized = False

    @property
    def exit_status(self) -> int:
        """The process's exit status if it ended now: 0 once the client has asked for the shutdown."""
        return 0 if self._shutdown else 1

    def handle_frames(self, frames: Iterable[bytes | BadFrame]) -> None:
        """Handle messages that came together. A request that one of them cancels is not begun."""
        messages = [message for frame in frames if (message := self._read(frame)) is not None]
        cancelled = _cancelled(messages)
        for message in messages:
            request_id = message.get("id") if "method" in message else None
            try:
                if request_id is not None and request_id in cancelled:
                    raise JsonRpcRequestCancelled
                self._handle(message)
            except JsonRpcException as error:
                if request_id is not None:
                    self._send_response(request_id, error=error.to_response_error())
                else:
                    logger.info("%s: %s", message.get("method"), error)
            except Exception:  # whatever it is: the next message must be handled all the same
                logger.exception("handling %s", message.get("method"))
                if request_id is not None:
                    failure = JsonRpcInternalError("Callsheet failed; its log says why")
                    self._send_response(request_id, error=failure.to_response_error())

    def _read(self, frame: bytes | BadFrame) -> dict[str, Any] | None:
        """The message in a frame; None where there is none, which the client has been told then."""
        if isinstance(frame, BadFrame):
            logger.error("cannot read a message: %s", frame.reason)
            self._refuse(JsonRpcParseError(frame.reason))
            return None
        try:
            message = decode(frame)
        except ValueError as error:
            logger.error("a message is not JSON (%s): %.200r", error, frame)
            self._refuse(JsonRpcParseError(str(error)))
            return None
        if not isinstance(message, dict) or not _is_well_formed(message):
            logger.error("no message: %.200r", frame)
            self._refuse(JsonRpcInvalidRequest("neither request nor notification nor response"))
            return None
        return message

    def _refuse(self, error: JsonRpcException) -> None:
        self._send_response(None, error=error.to_response_error())

    def _handle(self, message: dict[str, Any]) -> None:
        """Handle a message.

        Raises:
            JsonRpcException: what a request is to be answered with.
        """
        method = message.get("method")
        if method is None:
            self._handle_answer(message)
            return
        if not self._may(method, "id" in message):
            return
        quick = self.quick.get(method)
        if quick is not None:
            result = quick(message.get("params"))
            if "id" in message:
                self._send_response(message["id"], result)
            return
        if not self._knows(method):
            raise JsonRpcMethodNotFound.of(method)
        structured = self._structured(message)
        self._is_initialized = True
        self.documents.note_request(structured.params)
        self.handle_message(structured)

    def _knows(self, method: str) -> bool:
        return method in self.fm.builtin_features or method in self.fm.features or method == types.CANCEL_REQUEST

    def _may(self, method: str, is_request: bool) -> bool:
        """Whether a message of a method is to be handled in the present phase (LSP 3.17, "Server lifecycle").

        Raises:
            JsonRpcException: if it is a request that must be refused.
        """
        if method == types.EXIT:
            return True
        if self._shutdown:
            if is_request:
                raise JsonRpcInvalidRequest("the server has been shut down")
            return False
        if method == types.INITIALIZE:
            if self._is_initialized:
                raise JsonRpcInvalidRequest("the server is initialized already")
        elif not self._is_initialized:
            if is_request:
                raise JsonRpcServerNotInitialized("the first request must be initialize")
            return False
        return True

    def _structured(self, message: dict[str, Any]) -> Any:
        """The message as the protocol's type.

        Raises:
            JsonRpcInvalidParams: if its parameters are not those of its method.
        """
        kind = self.get_message_type(message["method"]) or JsonRPCNotification
        try:
            return self._converter.structure(message, kind)
        except Exception as error:
            reasons = "; ".join(transform_error(error, path="message"))
            raise JsonRpcInvalidParams(reasons) from error

    def _handle_answer(self, message: dict[str, Any]) -> None:
        """Take the client's answer to one of our requests."""
        try:
            answer = self.structure_message(message)
        except JsonRpcException as error:
            self._handle_response(message["id"], None, error.to_response_error())
        else:
            with suppress(InvalidStateError):  # nobody waits for it any more
                self.handle_message(answer)

    def _send_data(self, data: Any) -> None:
        if not data or self.writer is None:
            return
        body = encode(data, self._serialize_message)
        self.writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

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

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    async def lsp_workspace__execute_command(self, params: types.ExecuteCommandParams) -> Any:  # type: ignore[override]
        """Carry out a command, which ends with the request: pygls would let it go on where the request is cancelled.

        Raises:
            JsonRpcInvalidParams: if there is no such command.
        """
        command = self.fm.commands.get(params.command)
        if command is None:
            raise JsonRpcInvalidParams(f"there is no command {params.command}")
        return await command(*(params.arguments or ()))

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *_arguments: Any) -> None:  # type: ignore[override]
        """Answer `shutdown`, and let go of what has not been answered.

        pygls goes through the waiting requests themselves, which are fewer with each that is cancelled.
        """
        for request_id, future in list(self._request_futures.items()):
            if request_id != self.msg_id:
                future.cancel()
        self._shutdown = True

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Keep the text of a document that was opened."""
        item = params.text_document
        self.documents.open(item.uri, item.text, item.version)

    def _did_change(self, params: Any) -> None:
        """Apply changes to a text; `params` are plain."""
        try:
            document, changes = params["textDocument"], params["contentChanges"]
            self.documents.change(document["uri"], changes, document.get("version"))
        except (KeyError, TypeError, AttributeError) as error:
            logger.error("a change of a text that is none: %.300r", params)
            raise JsonRpcInvalidParams(str(error)) from error

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget the text of a document that was closed."""
        self.documents.close(params.text_document.uri)


def _is_well_formed(message: dict[str, Any]) -> bool:
    """Whether an object is a request, a notification or a response."""
    method, message_id = message.get("method"), message.get("id")
    if message.get("jsonrpc") != "2.0" or isinstance(message_id, bool):
        return False
    if method is None:
        return isinstance(message_id, (int, str)) and "method" not in message
    return isinstance(method, str) and ("id" not in message or isinstance(message_id, (int, str)))


def _cancelled(messages: list[dict[str, Any]]) -> set[int | str]:
    """The ids of the requests that some messages cancel."""
    found: set[int | str] = set()
    for message in messages:
        if message.get("method") == types.CANCEL_REQUEST and isinstance(message.get("params"), dict):
            cancelled = message["params"].get("id")
            if isinstance(cancelled, (int, str)):
                found.add(cancelled)
    return found
