"""Hashes of lines by which GitHub knows a finding again though lines above it have come or gone.

They are those that the action `github/codeql-action/upload-sarif` computes where a report has none: it warns of others.
"""

from __future__ import annotations

import re
import struct
from collections import Counter

BLOCK_SIZE = 100
"""How many UTF-16 units are hashed from the start of a line on: spaces and tabs do not count, all line ends are one."""

BASE = 37
"""The base of the polynomial that is the hash, modulo 2 to the 64th."""

END = 0xFFFF
"""The unit behind the last one of a text; zeros follow it."""

_LINE_FEED = ord("\n")


def line_hashes(text: str) -> list[str]:
    """The hash of every line of a text, with which of the lines of the same hash it is, as in `54703d4cd895b18:1`."""
    plain = re.sub("[ \t]", "", re.sub("\r\n?", "\n", text))
    encoded = plain.encode("utf-16-le", "surrogatepass")
    units = struct.unpack(f"<{len(encoded) // 2}H", encoded)
    starts = [0, *(index + 1 for index, unit in enumerate(units) if unit == _LINE_FEED)]
    padded = [*units, END, *[0] * BLOCK_SIZE]
    seen: Counter[int] = Counter()
    hashes = []
    for start in starts:
        value = _hash(padded[start : start + BLOCK_SIZE])
        seen[value] += 1
        hashes.append(f"{value:x}:{seen[value]}")
    return hashes


def _hash(units: list[int]) -> int:
    value = 0
    for unit in units:
        value = (value * BASE + unit) & 0xFFFF_FFFF_FFFF_FFFF
    return value
