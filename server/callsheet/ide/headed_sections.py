"""The sections of a Markdown artifact as spans of its text."""

from __future__ import annotations

from dataclasses import dataclass

from callsheet.syntax.markdown import last_lines
from callsheet.syntax.markdown_blocks import Heading, line_span, outline
from callsheet.text import Text


@dataclass(frozen=True, slots=True)
class HeadedSection:
    """A heading with what belongs to it, deeper sections included."""

    heading: Heading
    start: int
    """Where the heading's line begins (code points)."""
    end: int
    """The end of the last line that is not blank."""
    last: int
    """That line (0-based)."""


def headed_sections(text: Text) -> list[HeadedSection]:
    """The sections of a text in the order of their headings; of a text that is too long to be read there are none."""
    headings = outline(text).headings
    ends = last_lines(text, [(heading.level, heading.first) for heading in headings])
    return [
        HeadedSection(heading, line_span(text, heading.first)[0], line_span(text, last)[1], last)
        for heading, last in zip(headings, ends, strict=True)
    ]
