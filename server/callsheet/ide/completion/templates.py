"""Text with holes, and the two forms in which an editor takes it: plain, and as a snippet."""

from __future__ import annotations

import re
from typing import TypeAlias

from callsheet.ide.completion.skeletons import Hole

Template: TypeAlias = "list[str | Hole]"
"""Pieces of text and the holes between them. A line ends with `\\n`, and the blanks behind it are what the next line is
indented more than the first."""

_SPECIAL = re.compile(r"[\\$]")
_SPECIAL_IN_HOLE = re.compile(r"[\\$}]")


def plain_text(template: Template, newline: str, indentation: str) -> str:
    """The template with its defaults in the holes; `indentation` is that of the line it begins in."""
    text = "".join(piece.default if isinstance(piece, Hole) else piece for piece in template)
    return text.replace("\n", newline + indentation)


def snippet_text(template: Template, deeper: str = "") -> str | None:
    """The template as a snippet; None where there is nothing to fill in and plain text does as well.

    Text with blanks in it is always a snippet: of plain text, Neovim 0.11 puts in no more than the first word. `deeper` is by how much the template begins deeper than its line is indented.
    """
    pieces: list[str] = []
    holes = 0
    for piece in template:
        if isinstance(piece, Hole):
            holes += 1
            pieces.append(f"${{{holes}:{_escape(piece.default, _SPECIAL_IN_HOLE)}}}" if piece.default else f"${holes}")
        else:
            pieces.append(_escape(piece, _SPECIAL).replace("\n", "\n" + deeper))
    snippet = "".join(pieces)
    return snippet if holes or re.search(r"\s", snippet) else None


def _escape(text: str, special: re.Pattern[str]) -> str:
    return special.sub(lambda match: "\\" + match.group(), text)
