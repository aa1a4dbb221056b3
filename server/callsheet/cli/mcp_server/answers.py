"""What tools answer: the facts as data and as text, or why there are none."""

from __future__ import annotations

import functools
import gc
import itertools
import json
from collections.abc import Callable
from typing import Any, ParamSpec

from mcp.types import CallToolResult, TextContent

from callsheet.cli.changing import Refused
from callsheet.cli.ending import Failure
from callsheet.cli.output import visible

Arguments = ParamSpec("Arguments")


def answer(text: str, value: dict[str, Any]) -> CallToolResult:
    """The result of a call: `text` for clients that hand on text, `value` for those that hand on data."""
    return CallToolResult(
        content=[TextContent(type="text", text=_encodable(text))],
        structured_content=json.loads(_encodable(_json(value))),
    )


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _encodable(text: str) -> str:
    """The text as UTF-8 can hold it: files can have lone surrogates in them, which are no characters."""
    return text.encode("utf-8", "replace").decode("utf-8")


def refusing(tool: Callable[Arguments, CallToolResult]) -> Callable[Arguments, CallToolResult]:
    """A tool that answers why it cannot do its work, so that the agent can do something about it."""

    @functools.wraps(tool)
    def call(*args: Arguments.args, **kwargs: Arguments.kwargs) -> CallToolResult:
        try:
            return tool(*args, **kwargs)
        except Refused as refused:
            way_out = " (`force` overrules this)" if refused.refusal.can_be_forced else ""
            return _error(f"{visible(refused.refusal.reason)}{way_out}")
        except Failure as failure:
            return _error(str(failure))
        finally:
            _clear_up()

    return call


def _error(text: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=_encodable(text))], is_error=True)


CALLS_PER_COLLECTION = 20
"""After how many calls memory is given back: to look for what is not needed any more takes a tenth of a second."""

_calls = itertools.count(1)


def _clear_up() -> None:
    """Give memory back now and then. Reading a workspace sets what it makes apart for good, so nobody else would."""
    if next(_calls) % CALLS_PER_COLLECTION == 0:
        gc.unfreeze()
        gc.collect()
