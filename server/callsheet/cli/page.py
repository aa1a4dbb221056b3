"""A Markdown page of the documentation as a terminal shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from callsheet.cli.output import Screen, Style, fold

_MAX_WIDTH = 100
"""How many columns text takes at most: longer lines are hard to read."""

_FENCE = re.compile("`{3,}")
_HEADING = re.compile("#+ ")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKED = re.compile(r"\*\*(?P<bold>.+?)\*\*|`(?P<code>[^`]+)`", re.DOTALL)


def laid_out(page: str, screen: Screen) -> str:
    """A page in lines that fit the screen: headings bold, text folded, code indented and never broken.

    Of Markdown it knows what the pages of the rules are written in: headings, paragraphs of one line, fenced code, bold
    text, code and links.
    """
    width = None if screen.width is None else min(screen.width, _MAX_WIDTH)
    return "\n".join(_lines(page, Screen(width, screen.has_colour))) + "\n"


def _lines(page: str, screen: Screen) -> Iterator[str]:
    fence = None
    for line in page.rstrip("\n").split("\n"):
        opening = _FENCE.match(line)
        if fence is not None:
            if line == fence:
                fence = None
            else:
                yield f"    {line}".rstrip()
        elif opening:
            fence = opening[0]
        elif _HEADING.match(line):
            yield screen.paint(_HEADING.sub("", line), Style.BOLD)
        else:
            yield _paragraph(line, screen) if line else ""


def _paragraph(line: str, screen: Screen) -> str:
    """A paragraph; without colours code keeps its backticks, which then are all that sets it off."""
    folded = fold(_LINK.sub(r"\1", line), screen.width, "  ")
    return _MARKED.sub(lambda found: _marked(found, screen), folded)


def _marked(found: re.Match[str], screen: Screen) -> str:
    if found["bold"] is not None:
        return screen.paint(found["bold"], Style.BOLD)
    return screen.paint(found["code"], Style.CYAN) if screen.has_colour else found[0]
