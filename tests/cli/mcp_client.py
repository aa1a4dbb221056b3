"""What the tests of the server for agents share: the client of the official package, and a workspace."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TextIO

from mcp import Client, StdioServerParameters, stdio_client
from mcp.types import CallToolResult, TextContent

from tests.cli.helpers import TASK, environment

WORK = f"""{TASK.replace('"subtask_count": 1', '"subtask_count": 3')}
--- subtask_01.json
{{"id": "gift-cards-01", "seq": "01", "title": "Draw the card", "status": "pending",
 "acceptance_criteria": ["Front and back exist"], "deliverables": ["card.svg"],
 "context_files": [{{"path": "docs/style.md", "lines": "2", "reason": "How it looks"}}]}}
--- subtask_02.yaml
id: gift-cards-02
seq: "02"
title: Print the card
status: pending
depends_on: ["01"]
acceptance_criteria: [It has two sides]
deliverables: [src/print.ts]
--- subtask_03.json
{{"id": "gift-cards-03", "seq": "03", "title": "Sell the card", "status": "in_progress", "agent_id": "coder-1",
 "parallel": true, "acceptance_criteria": ["It can be paid"], "deliverables": ["src/sell.ts"]}}
--- /docs/style.md
# Style
Bright colours
"""


@asynccontextmanager
async def connected(
    root: Path, *arguments: str, errors: TextIO = sys.stderr, **variables: str
) -> AsyncIterator[Client]:
    """A client of a server that runs in a folder; `errors` is the server's standard error."""
    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "callsheet", "mcp", *arguments], cwd=root, env=environment(**variables)
    )
    async with Client(stdio_client(parameters, errlog=errors)) as client:
        yield client


def text_of(result: CallToolResult) -> str:
    """The text of an answer."""
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text


async def call(client: Client, tool: str, **arguments: Any) -> tuple[str, Any]:
    """The text and the data that a tool answers."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, text_of(result)
    return text_of(result), result.structured_content


async def refusal(client: Client, tool: str, **arguments: Any) -> str:
    """Why a tool refuses."""
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    return text_of(result)
