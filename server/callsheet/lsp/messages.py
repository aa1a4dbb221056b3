"""Messages as bytes: JSON by orjson, and the rare things that orjson refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import orjson

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a pair that stands alone. JSON can escape it, UTF-8 has no form for it."""


def decode(body: bytes) -> Any:
    """The value of a message.

    Raises:
        ValueError: if it is not JSON.
    """
    try:
        return orjson.loads(body)
    except ValueError:
        if b"\\ud" not in body.lower():
            raise
    try:
        return _replace_surrogates(json.loads(body))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def encode(value: Any, default: Callable[[Any], Any] | None = None) -> bytes:
    """A value as JSON; `default` turns what is no plain value into one."""
    try:
        return orjson.dumps(value, default=default)
    except TypeError:
        # Half a pair again: from an escape in a document, or from a file name that is no UTF-8.
        return json.dumps(_replace_surrogates(value, default)).encode()


def _replace_surrogates(value: Any, default: Callable[[Any], Any] | None = None) -> Any:
    """The value with U+FFFD, which is as long in all three encodings, for every half of a pair."""
    if isinstance(value, str):
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {_replace_surrogates(key): _replace_surrogates(item, default) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_replace_surrogates(item, default) for item in value]
    if default is None or value is None or isinstance(value, (bool, int, float)):
        return value
    return _replace_surrogates(default(value), default)
