"""The lines of a Markdown text: which are headings, which hold running text, which front matter.

One pass over the lines finds the headings of ordinary texts. Where that would be a guess (underlined headings, HTML,
marks in a title) they come from `sections`, whose parser takes a tenth of a second to load.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from callsheet.syntax.markdown import sections
from callsheet.text import Text

MAX_OUTLINE = 150_000
"""How many characters a text may have to be read; long reports have thirty thousand."""

_MAX_PARSED = 100_000
"""How many characters the parser gets: of a hostile text that is most of a second. Longer ones are read without it."""

_BLANKS = " \t"
_ATX = re.compile(r" {0,3}(#{1,6})(?![^ \t])")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_FENCE = re.compile(r"[ \t]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})")
_HTML = re.compile(
    r" {0,3}<(?:!--|[!?]|(script|pre|style|textarea)(?![^\s>])|/?[a-z][a-z0-9-]*(?![^\s/>]))", re.IGNORECASE
)
_QUOTE = re.compile(r" {0,3}>")
# What may make the plain text of a title differ from its characters.
_MARKS = re.compile(r"[\\`*\[\]\0]|<(?=[a-z/!?])|&(?=[#\w])|(?<!\w)_|_(?!\w)", re.IGNORECASE)

_Ends: TypeAlias = Callable[[str], bool]
"""Whether a line ends the block (a code fence, HTML) that it stands in."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the left edge of a text."""

    title: str
    """Its plain text, without marks; empty where there is none."""
    level: int
    """1 to 6."""
    start: int
    end: int
    """The span of its text as written (code points), without `#`s and underline."""
    first: int
    last: int
    """Its lines (0-based, inclusive): more than one where it is underlined."""


@dataclass(slots=True)
class Outline:
    """What the lines of a text are."""

    headings: list[Heading] = field(default_factory=list)
    """In document order."""
    text_lines: list[int] = field(default_factory=list)
    """The lines (0-based) that hold text: neither blank nor of a heading, code fence, HTML, quote or front matter."""
    front_matter: tuple[int, int] | None = None
    """The span of the YAML between the two lines of dashes at the top, None where there is none."""


def outline(text: Text) -> Outline:
    """What the lines of a text are; of one longer than `MAX_OUTLINE` nothing is found."""
    found = Outline()
    if len(text) > MAX_OUTLINE:
        return found
    first = _end_of_front_matter(text)
    if first > 0:
        found.front_matter = (text.line_starts[1], text.line_starts[first - 1])
    if not _read_lines(text, first, found) and len(text) <= _MAX_PARSED:
        found.headings = list(_parsed_headings(text))
        taken = {line for heading in found.headings for line in range(heading.first, heading.last + 1)}
        found.text_lines = [line for line in found.text_lines if line not in taken]
    return found


def bare_span(string: str, start: int, end: int) -> tuple[int, int]:
    """A span without the blanks at its ends (code points); an empty one stays at its start."""
    piece = string[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start, start) if left == len(piece) else (start + left, start + len(piece.rstrip()))


def line_span(text: Text, line: int) -> tuple[int, int]:
    """The span of a 0-based line without its line end and without a byte order mark."""
    start, end = text.line_span(line)
    return (1 if line == 0 and text.string.startswith("\ufeff") else start), end


def _line(text: Text, line: int) -> str:
    start, end = line_span(text, line)
    return text.string[start:end]


def _end_of_front_matter(text: Text) -> int:
    """The line below the front matter; 0 where there is none."""
    if _line(text, 0).rstrip(_BLANKS) != "---" or text.line_count == 1 or not _line(text, 1).strip(_BLANKS):
        return 0
    for number in range(1, text.line_count):
        line = _line(text, number)
        if line.startswith(("---", "...")):
            return number + 1 if line.rstrip(_BLANKS) in ("---", "...") else 0
    return 0


def _read_lines(text: Text, first: int, found: Outline) -> bool:
    """Note the headings and lines of text from a line on; False where the headings need a parser."""
    is_certain = True
    ends: _Ends | None = None
    is_below_text = False
    for number in range(first, text.line_count):
        line = _line(text, number)
        bare = line.strip(_BLANKS)
        if ends is not None:
            ends = None if ends(line) else ends
            is_below_text = False
        elif not bare:
            is_below_text = False
        elif (heading := _ATX.match(line)) is not None:
            noted = _atx_heading(text, number, heading)
            is_certain = is_certain and line[0] == "#" and _MARKS.search(noted.title) is None
            found.headings.append(noted)
            is_below_text = False
        elif (begun := _block_begun(line, bare)) is not None:
            is_certain = is_certain and line[0] in "`~"
            ends = None if begun(bare) and bare[0] == "<" else begun
            is_below_text = False
        else:
            is_certain = is_certain and not (is_below_text and _UNDERLINE.match(line))
            is_below_text = True
            if _QUOTE.match(line) is None:
                found.text_lines.append(number)
    return is_certain


def _block_begun(line: str, bare: str) -> _Ends | None:
    """What ends the code fence or HTML that a line begins; None where it begins neither."""
    if bare[0] == "<":
        return _html_begun(line)
    fence = _FENCE.match(line) if "```" in bare or "~~~" in bare else None
    if fence is None:
        return None
    return partial(_ends_fence, fence[1], _indentation(line))


def _html_begun(line: str) -> _Ends | None:
    html = _HTML.match(line)
    if html is None:
        return None
    if html[0].endswith("<!--"):
        return lambda line: "-->" in line
    if html[1] is not None:
        closing = f"</{html[1].lower()}>"
        return lambda line: closing in line.lower()
    return lambda line: not line.strip(_BLANKS)


def _ends_fence(marks: str, indentation: int, line: str) -> bool:
    """Whether a line holds nothing but as many of the fence's marks, and is indented by up to three blanks more."""
    bare = line.strip(_BLANKS)
    is_fence = len(bare) >= len(marks) and not bare.strip(marks[0])
    return is_fence and _indentation(line) <= indentation + 3


def _indentation(line: str) -> int:
    """The column (0-based) where a line's text begins; tabs stop at every fourth."""
    return len(line[: len(line) - len(line.lstrip(_BLANKS))].expandtabs(4))


def _atx_heading(text: Text, line: int, marks: re.Match[str]) -> Heading:
    line_start, line_end = line_span(text, line)
    written = text.string[line_start + marks.end() : line_end].rstrip(_BLANKS)
    opened = written.rstrip("#")
    if opened and opened[-1] not in _BLANKS:
        opened = written  # no closing marks as in `## Title ##`
    start, end = bare_span(text.string, line_start + marks.end(), line_start + marks.end() + len(opened))
    return Heading(" ".join(text.string[start:end].split()), len(marks[1]), start, end, line, line)


def _parsed_headings(text: Text) -> Iterator[Heading]:
    """The headings that a parser of Markdown finds, and where their text stands."""
    for section in sections(text):
        first = section.first - 1
        marks = _ATX.match(_line(text, first))
        if marks is not None:
            atx = _atx_heading(text, first, marks)
            yield Heading(section.title, section.level, atx.start, atx.end, first, first)
            continue
        last = first + 1
        while last < text.line_count - 1 and not _UNDERLINE.match(_line(text, last)):
            last += 1
        start, end = bare_span(text.string, line_span(text, first)[0], line_span(text, last - 1)[1])
        yield Heading(section.title, section.level, start, end, first, last)
