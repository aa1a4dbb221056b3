"""Where a value stands in a faultless JSON text, found without building the tree of all values.

Most documents that have a finding have one or two, and a tree costs twenty times what walking to them does.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from callsheet.syntax.tree import Pointer

_scan = json.JSONDecoder().raw_decode
_BLANKS = re.compile(r"[ \t\r\n\ufeff]*")
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Location:
    """The span of a value (offsets in code points, end exclusive), and that of the key that leads to it."""

    start: int
    end: int
    key_span: tuple[int, int] | None
    is_filled: bool
    """Whether the value is an object or array that is not empty."""


def locate(string: str, pointer: Pointer) -> Location | None:
    """Where the value at a pointer stands; None where there is none. The text must be valid, its keys unique."""
    position = _skip(string, 0)
    key_span: tuple[int, int] | None = None
    for step in pointer:
        found = _member(string, position, step) if isinstance(step, str) else _item(string, position, step)
        if found is None:
            return None
        position, key_span = found
    end: int = _scan(string, position)[1]
    is_filled = string[position] in "{[" and string[_skip(string, position + 1)] not in "}]"
    return Location(position, end, key_span, is_filled)


def _member(string: str, position: int, wanted: str) -> tuple[int, tuple[int, int]] | None:
    """The offset of the value of a member of the object that begins at `position`, and the span of its key."""
    if string[position] != "{":
        return None
    position = _skip(string, position + 1)
    while string[position] != "}":
        start = position
        key, end = _scan(string, position)
        position = _skip(string, _skip(string, end) + 1)
        if key == wanted:
            return position, (start, end)
        position = _behind(string, position)
    return None


def _item(string: str, position: int, wanted: int) -> tuple[int, None] | None:
    """The offset of an item of the array that begins at `position`."""
    if string[position] != "[" or wanted < 0:
        return None
    position = _skip(string, position + 1)
    for _ in range(wanted):
        if string[position] == "]":
            return None
        position = _behind(string, position)
    return None if string[position] == "]" else (position, None)


def _behind(string: str, position: int) -> int:
    """The offset of what follows a value and its comma."""
    position = _skip(string, _scan(string, position)[1])
    return _skip(string, position + 1) if string[position] == "," else position


def _skip(string: str, position: int) -> int:
    match = _BLANKS.match(string, position)
    return match.end() if match else position


def character_edges(written: str) -> list[int]:
    """Where the characters of a string's value begin in the string as written, quotes included; last the closing quote.

    One longer than the value, if every character and escape stands for one of its characters.
    """
    return [1, *(match.end() for match in _CHARACTER.finditer(written, 1, len(written) - 1))]
