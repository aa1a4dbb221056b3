"""A server in the process of the test: what it waits for can be held back, and what it does can be looked at."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from callsheet.lsp.server import Server, create_server


class Wire:
    """Messages to a server in this process, and what it sends."""

    def __init__(self) -> None:
        self.server: Server = create_server()
        self.server.protocol.set_writer(self)
        self.sent: list[dict[str, Any]] = []
        self._last = 100

    def write(self, data: bytes) -> None:
        self.sent.append(json.loads(data.partition(b"\r\n\r\n")[2]))

    def close(self) -> None:
        """There is nothing to close."""

    def said(self, method: str) -> list[Any]:
        """The parameters of all messages of a method."""
        return [message["params"] for message in self.sent if message.get("method") == method]

    def say(self, **message: Any) -> None:
        self.server.protocol.handle_frames([json.dumps({"jsonrpc": "2.0", **message}).encode()])

    def initialize(self, root: Path, **capabilities: Any) -> None:
        params = {"processId": None, "rootUri": root.as_uri(), "capabilities": capabilities}
        self.say(id=0, method="initialize", params=params)
        self.say(method="initialized", params={})

    def ask(self, method: str, params: Any) -> int:
        """Send a request; gives its id."""
        self._last += 1
        self.say(id=self._last, method=method, params=params)
        return self._last

    async def answer(self, number: int) -> dict[str, Any]:
        """Wait for the answer to a request."""
        return await self._wait(lambda message: message.get("id") == number and "method" not in message)

    async def until(self, method: str, condition: Callable[[Any], bool] = lambda _params: True) -> dict[str, Any]:
        """Wait for a message of a method."""
        return await self._wait(lambda message: message.get("method") == method and condition(message["params"]))

    async def _wait(self, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        for _ in range(2000):
            for message in self.sent:
                if condition(message):
                    return message
            await asyncio.sleep(0.005)
        raise AssertionError("it has not been sent")
