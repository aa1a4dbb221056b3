"""What an author wrote, as messages show it: on one line, not too long, nothing in it that cannot be printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from callsheet.syntax import Value

MAX_LENGTH = 40
"""How many characters of a text a message shows."""

_LARGEST = 2**53
"""What whole numbers every decoder reads alike."""


JOINERS = "\u200c\u200d"
"""What joins letters and emoji or keeps them apart: invisible, but without it a text can look like another one."""


def one_line(text: str, max_length: int, kept: str = "") -> str:
    """A text on one line, what cannot be printed as escapes, its end left out beyond a number of characters.

    `kept` are characters that stay as they are all the same.
    """
    if text.isprintable() and len(text) <= max_length:
        return text
    shown = (character if character in kept else _printed(character) for character in text[: 10 * max_length])
    words = "".join(shown).split()
    plain = " ".join(words)
    return plain if len(plain) <= max_length else plain[: max_length - 1].rstrip() + "…"


def _printed(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else character.encode("unicode_escape").decode("ascii")


def shorten(text: str, max_length: int = MAX_LENGTH) -> str:
    """A text as a part of a message, or of something else that has so much room, with single blanks between its words."""
    return one_line(" ".join(text[: 10 * max_length].split()), max_length)


def short_path(path: str) -> str:
    """A path as a part of a message; of a long one the end, from the beginning of a folder on where that is possible."""
    plain = one_line(path, len(path))
    if len(plain) <= MAX_LENGTH:
        return plain
    end = plain[1 - MAX_LENGTH :]
    _, slash, rest = end.partition("/")
    return f"…{slash}{rest}" if rest else f"…{end}"


def listing(words: Iterable[str], last: str = "and") -> str:
    """Some words as a sentence lists them: `a`, `a and b`, `a, b and c`; empty for none. `last` stands before the last."""
    *others, final = [*words] or [""]
    return f"{', '.join(others)} {last} {final}" if others else final


def some(words: Sequence[str], at_most: int = 3) -> str:
    """The first of some words as a sentence lists them, and how many more there are: `a, b, c and 2 more`."""
    more = [f"{len(words) - at_most} more"] if len(words) > at_most else []
    return listing([*words[:at_most], *more])


def counted(count: int, noun: str) -> str:
    """A number with its noun: `1 line`, `20 lines`, `2 entries`, `3 aliases`."""
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun[:-1]}ies" if noun.endswith("y") else f"{count} {noun}{'es' if noun.endswith('s') else 's'}"


def quoted(value: Value) -> str:
    """A value as JSON would write it, but short; objects and lists by what they are."""
    if isinstance(value, str):
        mark = "'" if '"' in value and "'" not in value else '"'
        return f"{mark}{one_line(value, MAX_LENGTH)}{mark}"  # blanks at its ends may be the very fault
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool) or value is None:
        return "null" if value is None else str(value).lower()
    if abs(value) > _LARGEST:
        return "a very large number"  # whose digits decoders do not agree on
    return repr(value)
