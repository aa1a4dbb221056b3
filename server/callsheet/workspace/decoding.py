"""From the bytes of a file to its document: whether they are a text, and where they are not the text they should be.

RFC 8259 and TOML 1.0 want UTF-8, and so does whoever reads a file without asking; YAML 1.2 allows UTF-16 as well.
"""

from __future__ import annotations

from callsheet.syntax import Document, Language, Problem
from callsheet.text import Text
from callsheet.workspace.disk import MAX_READ, decode_text

_HEAD = 8192
"""How many bytes tell whether a file is a text."""

_FEW, _SHARE = 2, 20
"""How many control characters may stand in any text, and of how many characters one may be such in a longer one."""

_ODD = bytes(byte for byte in range(32) if byte not in b"\b\t\n\f\r\x1b")

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

_UTF8_ONLY = {"json": "JSON", "toml": "TOML"}
"""The languages that are written in UTF-8 and in nothing else."""


def document_of(data: bytes, language: Language) -> Document | None:
    """The document of a file with this content; None where that is no text."""
    if not is_text(data):
        return None
    try:
        return Document(Text(data.decode()), language)
    except UnicodeDecodeError as error:
        return Document(Text(decode_text(data)), language, _misencoding(data, error, language))


def is_text(data: bytes) -> bool:
    """Whether bytes are a text, in whatever encoding: not pictures, archives and the like, which are full of control characters."""
    if data.startswith(_UTF16_MARKS):
        return True
    head = data[:_HEAD]
    odd = len(head) - len(head.translate(None, _ODD))
    return odd <= max(_FEW, len(head) // _SHARE)


def _misencoding(data: bytes, error: UnicodeDecodeError, language: Language) -> Problem | None:
    """What is wrong with bytes that are not UTF-8, at the first such place in their text; None where they may be so."""
    if data.startswith(_UTF16_MARKS):
        return _misencoding_of_utf16(data, language)
    if len(data) == MAX_READ:  # of which the end was not read
        return None
    offset = len(data[: error.start].decode())
    message = f"byte {data[error.start]:02X} is not valid UTF-8: save the file as UTF-8"
    return Problem(offset, offset + 1, message)


def _misencoding_of_utf16(data: bytes, language: Language) -> Problem | None:
    try:
        data.decode("utf-16")
    except UnicodeDecodeError:
        offset = decode_text(data).index("\ufffd")
        return Problem(offset, offset + 1, "this is not valid UTF-16: save the file as UTF-8")
    if language not in _UTF8_ONLY:
        return None
    return Problem(
        0, min(len(data) - 2, 1), f"the file is in UTF-16; {_UTF8_ONLY[language]} must be in UTF-8: save it as that"
    )
