"""The bare server process for tests of what no editor does: broken frames, the wrong order, a sudden end."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.lsp.connections import COMMAND
from tests.lsp.editors import PATIENCE


class Process:
    """A server process, spoken to in bytes."""

    def __init__(self) -> None:
        """Start it."""
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(COMMAND, stdin=pipe, stdout=pipe, stderr=pipe)
        self._messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.strays: list[bytes] = []
        """What came on the standard output and is no frame."""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Process:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join(PATIENCE)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            with suppress(BrokenPipeError):
                if stream:
                    stream.close()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream
        while line := stream.readline():
            if not line.startswith(b"Content-Length: ") or stream.readline() != b"\r\n":
                self.strays.append(line)
                continue
            self._messages.put(json.loads(stream.read(int(line.split()[1]))))
        self._messages.put(None)

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        assert self._process.stdin
        self._process.stdin.write(data)
        self._process.stdin.flush()

    def send_body(self, body: bytes) -> None:
        """Send bytes as a frame."""
        self.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def notify(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self.send_body(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode())

    def receive(self) -> dict[str, Any]:
        """The next message."""
        message = self._messages.get(timeout=PATIENCE)
        assert message is not None, "the server has closed its output"
        return message

    def request(self, method: str, params: Any = None, number: int = 1) -> dict[str, Any]:
        """Send a request; gives the answer to it."""
        self.send_body(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}).encode())
        message = self.receive()
        while message.get("id") != number or "method" in message:
            message = self.receive()
        return message

    def error(self, method: str, params: Any = None, number: int = 1) -> tuple[int, str]:
        """The code and message of the error that a request is answered with."""
        error = self.request(method, params, number)["error"]
        return error["code"], error["message"]

    def initialize(self, root: Path | None = None, **capabilities: Any) -> dict[str, Any]:
        """Do what every editor does first; gives the server's capabilities."""
        params = {"processId": None, "rootUri": root.as_uri() if root else None, "capabilities": capabilities}
        result: dict[str, Any] = self.request("initialize", params, 0)["result"]["capabilities"]
        self.notify("initialized", {})
        return result

    def is_alive(self) -> bool:
        """Whether it still answers."""
        params = {"textDocument": {"uri": "untitled:nothing"}, "position": {"line": 0, "character": 0}}
        return self.request("textDocument/hover", params, 4711)["result"] is None

    def close_input(self) -> None:
        """Leave without a word."""
        assert self._process.stdin
        self._process.stdin.close()

    def wait(self) -> int:
        """Wait for its end; gives the exit status."""
        return self._process.wait(PATIENCE)

    def complaints(self) -> str:
        """All that it has written to the standard errors, once it has ended."""
        assert self._process.stderr
        return self._process.stderr.read().decode()
