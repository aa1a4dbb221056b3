"""Which parts of a file some of its lines cover: the sections of Markdown, the definitions of source code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from callsheet.ide.source_outline import Definition, definitions
from callsheet.syntax.markdown import Section, sections
from callsheet.text import Text

Part: TypeAlias = "Section | Definition"
"""Lines of a file that belong together under a title. Parts may lie in one another, and never overlap otherwise."""


def is_markdown(path: str) -> bool:
    """Whether a file is Markdown, from the end of its name."""
    return path.lower().endswith((".md", ".markdown", ".mdx"))


def parts_of(path: str, text: Text) -> tuple[Part, ...]:
    """The parts of a file in the order of their lines, outer ones first; none where its language is not known.

    The last answers are remembered: one place is asked about many times.
    """
    return _parts_of(path.rpartition("/")[2], text.string)


@lru_cache(maxsize=16)
def _parts_of(name: str, string: str) -> tuple[Part, ...]:
    text = Text(string)
    return tuple(sections(text)) if is_markdown(name) else tuple(definitions(name, text))


def section_titles(path: str, text: Text, first: int, last: int) -> list[str]:
    """The titles of the parts that lines of a file cover (1-based, inclusive), in their order.

    Of nested parts the one that says most: the innermost that the lines do not leave, or where they go through several
    side by side, each of those.
    """
    return titles_of(parts_of(path, text), text, first, last)


def titles_of(found: Sequence[Part], text: Text, first: int, last: int) -> list[str]:
    """The same, for the parts of `text` that are known already."""
    last = min(last, text.line_count)
    while first < last and not text.line(first - 1).strip():
        first += 1
    while last > first and not text.line(last - 1).strip():
        last -= 1
    touched = [part for part in found if part.first <= last and first <= part.last]
    covered = _outermost(touched)
    while len(covered) == 1:
        inside = _outermost([part for part in touched if _is_inside(part, covered[0])])
        if not inside or first < _first_child(found, covered[0]):
            break
        covered = inside
    return [part.title for part in covered]


def _outermost(nested: Sequence[Part]) -> list[Part]:
    """The parts that lie in no other of the list."""
    outermost: list[Part] = []
    for part in nested:
        if not outermost or not _is_inside(part, outermost[-1]):
            outermost.append(part)
    return outermost


def _is_inside(part: Part, other: Part) -> bool:
    return other.first < part.first and part.last <= other.last


def _first_child(found: Sequence[Part], parent: Part) -> int:
    return next((part.first for part in found if _is_inside(part, parent)), parent.last + 1)
