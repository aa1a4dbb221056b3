"""A small language client over standard streams that knows when each message came and went."""

from __future__ import annotations

import os
import queue
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, TypeAlias

import orjson
import psutil

Message: TypeAlias = dict[str, Any]

TIMEOUT = 60.0
"""How long an answer may take before the measurement is given up, in seconds."""


class ServerFailed(Exception):
    """A server ended, kept silent or answered with an error."""


@dataclass(frozen=True)
class Program:
    """A language server to measure."""

    name: str
    command: tuple[str, ...]
    pulls: bool = False
    """Whether the client pulls diagnostics from it; otherwise it pushes them."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What it gets as configuration, by section."""


@dataclass
class OpenDocument:
    """A document as the server has it."""

    uri: str
    version: int = 1


@dataclass(frozen=True)
class Answer:
    """Diagnostics, and the times (of `time.perf_counter`) around them."""

    sent: float
    """When their cause was sent."""
    received: float
    diagnostics: list[Any]

    @property
    def seconds(self) -> float:
        """How long they took."""
        return self.received - self.sent


class Client:
    """One server process, and a conversation with it. Use it from one thread."""

    def __init__(self, program: Program, root: Path) -> None:
        """Start the server and say hello."""
        self.program = program
        self._root = root
        self._received: queue.SimpleQueue[tuple[float, Message | None]] = queue.SimpleQueue()
        self._sending = threading.Lock()
        self._last_id = 0
        self.working: set[str] = set()
        """The tokens of the work that the server shows progress of."""
        self.work_ended = 0.0
        """When the last such work ended."""
        self.started = time.perf_counter()
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            program.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints, cwd=root
        )
        self._observed = psutil.Process(self._process.pid)
        threading.Thread(target=self._read, daemon=True).start()
        self.request("initialize", self._hello())
        self.notify("initialized", {})
        if program.settings:
            self.notify("workspace/didChangeConfiguration", {"settings": dict(program.settings)})

    def _hello(self) -> Message:
        """What VS Code would say, as far as it matters here."""
        text_document: Message = {
            "synchronization": {"didSave": True},
            "publishDiagnostics": {"relatedInformation": True, "versionSupport": True, "codeDescriptionSupport": True},
        }
        if self.program.pulls:
            text_document["diagnostic"] = {"dynamicRegistration": False, "relatedDocumentSupport": False}
        folder = {"uri": self._root.as_uri(), "name": self._root.name}
        return {
            "processId": os.getpid(),
            "rootUri": folder["uri"],
            "workspaceFolders": [folder],
            "initializationOptions": {"handledSchemaProtocols": ["file"]},
            "capabilities": {
                "general": {"positionEncodings": ["utf-16"]},
                "window": {"workDoneProgress": True},
                "workspace": {
                    "configuration": True,
                    "workspaceFolders": True,
                    "didChangeConfiguration": {"dynamicRegistration": True},
                    "didChangeWatchedFiles": {"dynamicRegistration": True},
                    "diagnostics": {"refreshSupport": True},
                },
                "textDocument": text_document,
            },
        }

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        try:
            if kind is None:
                self.request("shutdown", None)
                self.notify("exit", None)
                self._process.wait(5)
        except (ServerFailed, OSError, subprocess.TimeoutExpired):
            pass
        finally:
            self._process.kill()
            self._process.wait()
            self._complaints.close()

    def open(self, path: Path, language: str, text: str) -> tuple[OpenDocument, Answer]:
        """Open a document and wait for its diagnostics."""
        document = OpenDocument(path.as_uri())
        item = {"uri": document.uri, "languageId": language, "version": 1, "text": text}
        return document, self._ask(document, "textDocument/didOpen", {"textDocument": item})

    def change(self, document: OpenDocument, change: Message) -> Answer:
        """Send a change of a document and wait for what the server thinks of it."""
        document.version += 1
        identifier = {"uri": document.uri, "version": document.version}
        params = {"textDocument": identifier, "contentChanges": [change]}
        return self._ask(document, "textDocument/didChange", params)

    def _ask(self, document: OpenDocument, method: str, params: Message) -> Answer:
        frames = [_notification(method, params)]
        self._drain()
        if self.program.pulls:
            self._last_id += 1
            identifier = self._last_id
            query = {"textDocument": {"uri": document.uri}}
            frames.append(_frame({"id": identifier, "method": "textDocument/diagnostic", "params": query}))
            sent = self._send(*frames)
            received, message = self._wait(lambda message: message.get("id") == identifier)
            return Answer(sent, received, _result(message)["items"])
        sent = self._send(*frames)
        received, message = self._wait(lambda message: _is_about(message, document))
        return Answer(sent, received, message["params"]["diagnostics"])

    def next_push(self, document: OpenDocument, cause: Answer) -> Answer:
        """The next diagnostics that are pushed for a document, after those that came of the same cause at once."""
        received, message = self._wait(lambda message: _is_about(message, document))
        return Answer(cause.sent, received, message["params"]["diagnostics"])

    def request(self, method: str, params: Any) -> Any:
        """The server's answer to a request."""
        self._last_id += 1
        identifier = self._last_id
        self._send(_frame({"id": identifier, "method": method, "params": params}))
        return _result(self._wait(lambda message: message.get("id") == identifier)[1])

    def notify(self, method: str, params: Any) -> None:
        """Tell the server something."""
        self._send(_notification(method, params))

    def settle(self, quiet: float = 0.5) -> None:
        """Wait until the server has nothing left to do: no progress is shown and no processor time is used."""
        until = time.perf_counter() + TIMEOUT
        calm_since, used = time.perf_counter(), self._processor_time()
        while time.perf_counter() - calm_since < quiet:
            time.sleep(0.05)
            now = self._processor_time()
            if self.working or now - used > 0.005:
                calm_since = time.perf_counter()
            used = now
            if time.perf_counter() > until:
                raise self._failed("does not come to rest")

    def _processor_time(self) -> float:
        times = self._observed.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """The resident memory of the server and what it has started, in MiB."""
        processes = [self._observed, *self._observed.children(recursive=True)]
        return float(sum(process.memory_info().rss for process in processes)) / 2**20

    def _send(self, *frames: bytes) -> float:
        """Send messages together; gives the time just before."""
        assert self._process.stdin is not None
        data = b"".join(frames)
        with self._sending:
            sent = time.perf_counter()
            try:
                self._process.stdin.write(data)
                self._process.stdin.flush()
            except OSError as error:
                raise self._failed("is gone") from error
        return sent

    def _failed(self, what: str) -> ServerFailed:
        """What became of the server, with the last line of what it has complained of."""
        self._complaints.seek(0)
        complaints = self._complaints.read().decode(errors="replace").strip().splitlines()
        return ServerFailed(f"{self.program.name} {what}" + (f": {complaints[-1]}" if complaints else ""))

    def _drain(self) -> None:
        while not self._received.empty():
            self._received.get()

    def _wait(self, is_wanted: Callable[[Message], bool]) -> tuple[float, Message]:
        until = time.perf_counter() + TIMEOUT
        while True:
            try:
                received, message = self._received.get(timeout=max(until - time.perf_counter(), 0.001))
            except queue.Empty:
                raise self._failed("does not answer") from None
            if message is None:
                raise self._failed("has ended")
            if is_wanted(message):
                return received, message

    def _read(self) -> None:
        """Read messages until the server ends; runs in a thread of its own."""
        stream = self._process.stdout
        assert stream is not None
        length = 0
        with suppress(ServerFailed):
            while line := stream.readline():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                elif not line.strip():
                    body = stream.read(length)
                    self._sort(time.perf_counter(), orjson.loads(body))
        self._received.put((time.perf_counter(), None))

    def _sort(self, received: float, message: Message) -> None:
        """Answer the server's own requests, note progress, hand on the rest."""
        method = message.get("method")
        if method is not None and "id" in message:
            self._send(_frame({"id": message["id"], "result": self._answer(method, message.get("params"))}))
        elif method == "$/progress":
            token, kind = str(message["params"]["token"]), message["params"]["value"]["kind"]
            if kind == "end":
                self.working.discard(token)
                self.work_ended = received
            else:
                self.working.add(token)
        else:
            self._received.put((received, message))

    def _answer(self, method: str, params: Any) -> Any:
        if method != "workspace/configuration":
            return None
        sections = [str(item.get("section", "")).partition(".")[0] for item in params["items"]]
        return [self.program.settings.get(section) for section in sections]


def _frame(message: Message) -> bytes:
    body = orjson.dumps({"jsonrpc": "2.0", **message})
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def _notification(method: str, params: Any) -> bytes:
    return _frame({"method": method, "params": params})


def _result(message: Message) -> Any:
    if "error" in message:
        raise ServerFailed(str(message["error"]))
    return message["result"]


def _is_about(message: Message, document: OpenDocument) -> bool:
    """Whether a message holds the diagnostics of a document's present version."""
    if message.get("method") != "textDocument/publishDiagnostics":
        return False
    params = message["params"]
    return params["uri"] == document.uri and params.get("version") in (None, document.version)
