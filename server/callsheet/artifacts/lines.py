"""The grammar of `lines`: which lines of a file a reference means.

Segments joined by commas, each `N` or `N-M`, 1-based and inclusive, blanks around segments allowed: `"1-20, 45"`.
Nothing, `""` or blanks only mean the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from callsheet.artifacts.quoting import quoted

_SEGMENT = re.compile(r"\s*([0-9]+)(?:\s*-\s*([0-9]+))?\s*")
_ONE_RANGE = re.compile(r"([1-9][0-9]{0,9})-([1-9][0-9]{0,9})")
_MAX_SEGMENT = 40
"""How many characters a segment can have; more digits than that count no lines."""


class Segment(NamedTuple):
    """A run of lines, 1-based and inclusive, and the span of its text within the whole string (code points)."""

    first: int
    last: int
    start: int
    end: int


class LinesError(NamedTuple):
    """What is wrong with a segment, and its span within the whole string (code points)."""

    message: str
    start: int
    end: int


@lru_cache(maxsize=1024)
def parse_lines(lines: str) -> tuple[Sequence[Segment], Sequence[LinesError]]:
    """The segments that are right, and what is wrong with the others; both empty for the whole file."""
    if match := _ONE_RANGE.fullmatch(lines):  # as nearly all are
        first, last = int(match[1]), int(match[2])
        if first <= last:
            return (Segment(first, last, 0, len(lines)),), ()
    if not lines.strip():
        return (), ()
    segments: list[Segment] = []
    errors: list[LinesError] = []
    start = 0
    for part in lines.split(","):
        end = start + len(part)
        parsed = _parse_segment(part, start, end)
        if isinstance(parsed, Segment):
            segments.append(parsed)
        else:
            errors.append(parsed)
        start = end + 1
    return tuple(segments), tuple(errors)


def _parse_segment(part: str, start: int, end: int) -> Segment | LinesError:
    inner_start = start + len(part) - len(part.lstrip())
    inner_end = max(start + len(part.rstrip()), inner_start)
    match = _SEGMENT.fullmatch(part) if len(part) <= _MAX_SEGMENT else None
    if not part.strip():
        comma = start - 1 if start else end
        return LinesError("expected a line range beside the comma", comma, comma + 1)
    if match is None:
        return LinesError(f"{quoted(part.strip())} is no line range: N or N-M", inner_start, inner_end)
    first = int(match[1])
    last = int(match[2]) if match[2] else first
    if first == 0 or last == 0:
        return LinesError("lines are counted from 1", inner_start, inner_end)
    if first > last:
        return LinesError(f"the range ends before it begins; write {last}-{first}", inner_start, inner_end)
    return Segment(first, last, inner_start, inner_end)


def format_lines(segments: Iterable[tuple[int, int]]) -> str:
    """The canonical form of runs of lines: sorted, overlapping or touching ones merged, single lines as `N`."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(segments):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in merged)


def correct_lines(lines: str) -> str | None:
    """What a wrong `lines` most likely means, in canonical form; None where that is anybody's guess.

    Swapped ends, `:`, `..` and dashes other than `-` as separators, a leading `L`, and `;` between segments are read
    as what they are taken for.
    """
    plain = re.sub(r"(?i)\blines?\b|(?<![a-z])L(?=\s*[0-9])", "", lines)
    plain = re.sub(r"\s*(?::|\.{2,3}|[\u2010-\u2015\u2212]|\bto\b)\s*", "-", plain).replace(";", ",")
    found: list[tuple[int, int]] = []
    for part in filter(str.strip, plain.split(",")):
        match = _SEGMENT.fullmatch(part) if len(part) <= _MAX_SEGMENT else None
        if match is None:
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        if last == 0:
            return None
        found.append((max(min(first, last), 1), max(first, last)))
    return format_lines(found) if found else None
