"""What an author wrote, as messages show it: in quotation marks, on one line, not too long."""

from __future__ import annotations

from callsheet.syntax import Value

MAX_LENGTH = 40
"""How many characters of a text a message shows."""


_LARGEST = 2**53
"""What whole numbers every decoder reads alike."""


def shorten(text: str) -> str:
    """A text on one line, its end left out where it is long."""
    text = " ".join(text[: 10 * MAX_LENGTH].split())
    return text if len(text) <= MAX_LENGTH else text[: MAX_LENGTH - 1].rstrip() + "…"


def quoted(value: Value) -> str:
    """A value as JSON would write it, but short; objects and lists by what they are."""
    if isinstance(value, str):
        return f'"{shorten(value)}"'
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool) or value is None:
        return "null" if value is None else str(value).lower()
    if abs(value) > _LARGEST:
        return "a very large number"  # whose digits decoders do not agree on
    return repr(value)
