"""What tools answer: the facts as text and as data."""

from __future__ import annotations

import json
from typing import Any

from mcp.types import CallToolResult, TextContent

from callsheet.cli.mcp_server.hearing import warnings
from callsheet.cli.output import to_json


def answer(text: str, value: dict[str, Any] | None = None) -> CallToolResult:
    """The result of a call as text, and as data; both with what was warned of during the call.

    Agents are handed one of the two, most often the data where there are any; so both have to say all.
    """
    data = None if value is None else json.loads(_encodable(to_json({**value, "warnings": warnings()})))
    return CallToolResult(content=[_text(text)], structured_content=data)


def refused(reason: str) -> CallToolResult:
    """The result of a call that could not be answered: why, in a sentence; below it what was warned of."""
    return CallToolResult(content=[_text(reason)], is_error=True)


def _text(text: str) -> TextContent:
    """The text, with what was warned of below it."""
    warned = "\n".join(f"Warning: {warning}" for warning in warnings())
    return TextContent(type="text", text=_encodable(f"{text.rstrip()}\n\n{warned}" if warned else text))


def _encodable(text: str) -> str:
    """The text as UTF-8 can hold it: files can have lone surrogates in them, which are no characters."""
    return text.encode("utf-8", "replace").decode("utf-8")
