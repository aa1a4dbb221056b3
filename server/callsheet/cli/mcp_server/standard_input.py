"""The messages on standard input, as the library that decodes them can take them."""

from __future__ import annotations

import io
import re
from typing import BinaryIO

_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\.")
"""A whole pair of surrogates, half of one, or any other escape."""


class Messages(io.TextIOWrapper):
    r"""Lines of JSON in which half a surrogate pair is U+FFFD, as bytes that are no UTF-8 are.

    A message with the escape `\ud83d` alone is refused as a whole by pydantic, and then dropped by mcp: its sender would
    wait for ever.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """The lines of a stream."""
        super().__init__(stream, encoding="utf-8", errors="replace")

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # as typeshed has it there
        """The next line, with its end; empty where there is none."""
        return _ESCAPE.sub(_whole, super().readline(size))

    def close(self) -> None:
        """Leave the stream open: it belongs to the process."""


def _whole(match: re.Match[str]) -> str:
    return r"\ufffd" if len(match[0]) == len(r"\ud83d") else match[0]
