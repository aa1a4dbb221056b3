"""Which sections of a Markdown file some of its lines cover."""

from __future__ import annotations

from callsheet.syntax.markdown import Section, sections
from callsheet.text import Text


def is_markdown(path: str) -> bool:
    """Whether a file is Markdown, from the end of its name."""
    return path.lower().endswith((".md", ".markdown", ".mdx"))


def section_titles(text: Text, first: int, last: int) -> list[str]:
    """The titles of the sections that lines of a Markdown text cover (1-based, inclusive), in their order.

    Of nested sections the one that says most: the innermost that the lines do not leave, or where they go through
    several side by side, each of those.
    """
    return titles_of(sections(text), text, first, last)


def titles_of(found: list[Section], text: Text, first: int, last: int) -> list[str]:
    """The same, for the sections of `text` that are known already."""
    last = min(last, text.line_count)
    while first < last and not text.line(first - 1).strip():
        first += 1
    while last > first and not text.line(last - 1).strip():
        last -= 1
    touched = [section for section in found if section.first <= last and first <= section.last]
    covered = _outermost(touched)
    while len(covered) == 1:
        inside = _outermost([section for section in touched if _is_inside(section, covered[0])])
        if not inside or first < _first_child(found, covered[0]):
            break
        covered = inside
    return [section.title for section in covered]


def _outermost(nested: list[Section]) -> list[Section]:
    """The sections that lie in no other of the list."""
    outermost: list[Section] = []
    for section in nested:
        if not outermost or not _is_inside(section, outermost[-1]):
            outermost.append(section)
    return outermost


def _is_inside(section: Section, other: Section) -> bool:
    return other.first < section.first and section.last <= other.last


def _first_child(found: list[Section], parent: Section) -> int:
    return next((section.first for section in found if _is_inside(section, parent)), parent.last + 1)
