"""What an author wrote, as messages show it: on one line, not too long, nothing in it that cannot be printed."""

from __future__ import annotations

from callsheet.syntax import Value

MAX_LENGTH = 40
"""How many characters of a text a message shows."""

_LARGEST = 2**53
"""What whole numbers every decoder reads alike."""


def one_line(text: str, max_length: int) -> str:
    """A text on one line, what cannot be printed as escapes, its end left out beyond a number of characters."""
    if text.isprintable() and len(text) <= max_length:
        return text
    words = "".join(map(_printed, text[: 10 * max_length])).split()
    plain = " ".join(words)
    return plain if len(plain) <= max_length else plain[: max_length - 1].rstrip() + "…"


def _printed(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else character.encode("unicode_escape").decode("ascii")


def shorten(text: str) -> str:
    """A text as a part of a message."""
    return one_line(" ".join(text[: 10 * MAX_LENGTH].split()), MAX_LENGTH)


def quoted(value: Value) -> str:
    """A value as JSON would write it, but short; objects and lists by what they are."""
    if isinstance(value, str):
        return f'"{one_line(value, MAX_LENGTH)}"'  # blanks at its ends may be the very fault
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool) or value is None:
        return "null" if value is None else str(value).lower()
    if abs(value) > _LARGEST:
        return "a very large number"  # whose digits decoders do not agree on
    return repr(value)
