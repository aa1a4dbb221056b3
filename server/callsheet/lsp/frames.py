"""The frames that messages come in (LSP 3.17, "Base Protocol"): a header that tells the length, then that many bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_LENGTH = 64 * 1024 * 1024
"""The longest message that is taken, in bytes."""

_MAX_HEADER = 16 * 1024
"""The longest header that is waited for, in bytes."""

_KEPT = 8 * 1024
"""How much of bytes that are no header is kept, since the next header may begin in them."""

_FIELD = re.compile(rb"Content-[A-Za-z-]+[ \t]*:.*", re.IGNORECASE)
_LENGTH = re.compile(rb"Content-Length[ \t]*:[ \t]*([0-9]{1,18})[ \t]*", re.IGNORECASE)
_LENGTH_AT_END = re.compile(_LENGTH.pattern + rb"\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BadFrame:
    """Bytes that are no frame, and why."""

    reason: str


class FrameReader:
    """Takes bytes as they come and gives the messages in them.

    After bytes that are no frame it goes on at the next header that tells a length.
    """

    def __init__(self) -> None:
        """Nothing has come yet."""
        self._buffer = bytearray()
        self._length: int | None = None
        """The length of the body that is being read; None while a header is."""
        self._is_lost = False
        """Whether what comes now is no frame, and that has been said."""

    def feed(self, data: bytes) -> list[bytes | BadFrame]:
        """Take more bytes; gives the bodies that are complete now, and one `BadFrame` for each run of other bytes."""
        self._buffer += data
        found: list[bytes | BadFrame] = []
        while True:
            if self._length is None and not self._read_header(found):
                return found
            if self._length is None:
                continue
            if len(self._buffer) < self._length:
                return found
            found.append(bytes(self._buffer[: self._length]))
            del self._buffer[: self._length]
            self._length = None

    def _read_header(self, found: list[bytes | BadFrame]) -> bool:
        """Take a header out of the buffer; False where there is none yet."""
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self._buffer) > _MAX_HEADER:
                self._lose("there is no header", found)
                del self._buffer[:-_KEPT]
            return False
        lines = bytes(self._buffer[:end]).split(b"\r\n")
        del self._buffer[: end + 4]
        length: int | None = None
        for line in lines:
            match = _LENGTH.fullmatch(line)
            if match is None and not _FIELD.fullmatch(line):
                self._lose("a header has a line that is no field", found)
            if match is None and self._is_lost:
                match = _LENGTH_AT_END.search(line)
            length = int(match[1]) if match else length
        if length is None:
            self._lose("a header tells no length", found)
        elif length > MAX_LENGTH:
            self._lose(f"a message of {length} bytes is too long", found)
        else:
            self._length, self._is_lost = length, False
        return True

    def _lose(self, reason: str, found: list[bytes | BadFrame]) -> None:
        if not self._is_lost:
            found.append(BadFrame(reason))
        self._is_lost = True
