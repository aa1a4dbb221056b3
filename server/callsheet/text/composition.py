"""Edits that were made one after another, as edits of the text that there was in the beginning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from callsheet.text.text import TextEdit

_Piece: TypeAlias = "tuple[int, int] | str"
"""A span of the first text (offsets in code points, end exclusive), or what was put in."""


def composed(length: int, rounds: Iterable[Sequence[TextEdit]]) -> list[TextEdit]:
    """Rounds of edits as one: those of the first are edits of a text of a length, those of each other of what they give.

    The edits of a round are in order and do not overlap; so are those of the result. What no round touches, none of them
    does.
    """
    pieces: list[_Piece] = [(0, length)]
    for edits in rounds:
        changed: list[_Piece] = []
        position = 0
        for edit in edits:
            changed += [*_between(pieces, position, edit.start), edit.new_text]
            position = edit.end
        pieces = [*changed, *_between(pieces, position, None)]
    return _edits_of(pieces, length)


def _between(pieces: list[_Piece], start: int, end: int | None) -> list[_Piece]:
    """The pieces between two offsets of the text that they make up."""
    found: list[_Piece] = []
    offset = 0
    for piece in pieces:
        size = len(piece) if isinstance(piece, str) else piece[1] - piece[0]
        first, last = max(start - offset, 0), size if end is None else min(end - offset, size)
        if first < last:
            found.append(piece[first:last] if isinstance(piece, str) else (piece[0] + first, piece[0] + last))
        offset += size
    return found


def _edits_of(pieces: list[_Piece], length: int) -> list[TextEdit]:
    """What to replace in the first text, so that it is made up of pieces."""
    edits: list[TextEdit] = []
    position, new_text = 0, ""
    for piece in [*pieces, (length, length)]:
        if isinstance(piece, str):
            new_text += piece
            continue
        if new_text or piece[0] > position:
            edits.append(TextEdit(position, piece[0], new_text))
        position, new_text = piece[1], ""
    return edits
