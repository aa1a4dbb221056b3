"""Changes as a unified diff, which `patch -p1` and `git apply` can carry out.

The hunks are made from the edits themselves: a diff says exactly what would be written, and takes no time to find.
Lines end at `\\n` alone here, as they do for those programs; `\\r` is a character like others.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from callsheet.cli.output import Screen, Style, emit, emit_bytes, visible
from callsheet.text import TextEdit, apply_edits

CONTEXT = 3
"""How many lines are shown around what changes."""

_STYLES = {"-": Style.RED, "+": Style.GREEN, "@": Style.CYAN}

_NO_LINE_END = "\\ No newline at end of file"

_ESCAPES = {ord(character): f"\\{letter}" for character, letter in zip('\a\b\t\n\v\f\r"\\', 'abtnvfr"\\', strict=True)}
"""How names are written that hold one of these, within quotation marks."""


class _Block(NamedTuple):
    """Lines that change: 0-based numbers, the end exclusive; and what is there instead, line ends included."""

    start: int
    end: int
    new: list[str]


def print_diff(path: str, before: str, edits: Sequence[TextEdit], screen: Screen) -> None:
    """Print what edits do to the text of a file: exactly for programs, coloured for people.

    The edits are in order and do not overlap.
    """
    found = list(unified_diff(path, before, edits))
    styled, lines = [screen.paint(line, Style.BOLD) for line in found[:2]], found[2:]
    if screen.width is not None:
        lines = [*map(visible, lines)]
    styled += [screen.paint(line, _STYLES[line[0]]) if line[0] in _STYLES else line for line in lines]
    text = "".join(f"{line}\n" for line in styled)
    if screen.width is None:
        emit_bytes(text.encode(errors="surrogateescape"))
    else:
        emit(text)


def unified_diff(path: str, before: str, edits: Sequence[TextEdit]) -> Iterator[str]:
    """The lines of a diff, without their ends; none where the edits change nothing."""
    lines = _lines(before)
    shift = 0
    for number, hunk in enumerate(_hunks(_blocks(before, edits))):
        if number == 0:
            yield f"--- {_name(f'a/{path}')}"
            yield f"+++ {_name(f'b/{path}')}"
        first = max(hunk[0].start - CONTEXT, 0)
        last = min(hunk[-1].end + CONTEXT, len(lines))
        growth = sum(len(block.new) - (block.end - block.start) for block in hunk)
        old, new = last - first, last - first + growth
        yield f"@@ -{_extent(first, old)} +{_extent(first + shift, new)} @@"
        position = first
        for block in hunk:
            yield from _marked(" ", lines[position : block.start])
            yield from _marked("-", lines[block.start : block.end])
            yield from _marked("+", block.new)
            position = block.end
        yield from _marked(" ", lines[position:last])
        shift += growth


def _name(path: str) -> str:
    """A name as both programs read it: in quotation marks if it is odd; a tab tells where one with a blank ends."""
    if any(ord(character) in _ESCAPES or not character.isprintable() for character in path):
        return '"' + "".join(_escaped(character) for character in path) + '"'
    return f"{path}\t" if " " in path else path


def _escaped(character: str) -> str:
    if ord(character) in _ESCAPES or character.isprintable():
        return character.translate(_ESCAPES)
    return "".join(f"\\{byte:03o}" for byte in character.encode(errors="surrogateescape"))


def _extent(start: int, count: int) -> str:
    """Lines as a hunk names them: from 1, or the line before where there are none; one goes without saying."""
    first = start + 1 if count else start
    return f"{first}" if count == 1 else f"{first},{count}"


def _marked(mark: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield mark + line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _NO_LINE_END


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends; an empty one after the last is none."""
    *ended, rest = text.split("\n")
    return [*(f"{line}\n" for line in ended), *([rest] if rest else [])]


def _blocks(before: str, edits: Sequence[TextEdit]) -> Iterator[_Block]:
    """The lines that edits change, in order."""
    starts = [0, *(match.end() for match in re.finditer("\n", before))]
    gathered: list[TextEdit] = []
    first = end = 0
    for edit in edits:
        line = bisect_right(starts, edit.start) - 1
        if gathered and line >= end:
            yield from _block(before, starts, (first, end), gathered)
            gathered = []
        first = first if gathered else line
        end = bisect_right(starts, edit.end)
        gathered.append(edit)
    if gathered:
        yield from _block(before, starts, (first, end), gathered)


def _block(before: str, starts: Sequence[int], span: tuple[int, int], edits: Sequence[TextEdit]) -> Iterator[_Block]:
    """The block of some lines, without those at its borders that stay as they are; none if all do.

    The empty line after the last line end counts here: something can be put into it.
    """
    first, end = span
    start = starts[first]
    text = before[start : starts[end] if end < len(starts) else None]
    within = [TextEdit(edit.start - start, edit.end - start, edit.new_text) for edit in edits]
    old, new = _lines(text), _lines(apply_edits(text, within))
    same = _count_same(old, new)
    old, new = old[same:], new[same:]
    same_at_end = _count_same(old[::-1], new[::-1])
    old, new = old[: len(old) - same_at_end], new[: len(new) - same_at_end]
    if old or new:
        yield _Block(first + same, first + same + len(old), new)


def _count_same(first: Sequence[str], second: Sequence[str]) -> int:
    """How many lines two lists begin with that are the same."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(first), len(second)))


def _hunks(blocks: Iterator[_Block]) -> Iterator[list[_Block]]:
    """The blocks by hunks: those between which all lines would be shown belong together."""
    hunk: list[_Block] = []
    for block in blocks:
        if hunk and block.start - hunk[-1].end > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(block)
    if hunk:
        yield hunk
