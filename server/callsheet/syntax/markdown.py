"""The sections of a Markdown text: what its headings divide it into, by lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from callsheet.text import Text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_MARKDOWN = 1_000_000
"""How many characters a text may have to be divided; that takes about a sixth of a second."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what belongs to it, nested sections included. Lines are 1-based and inclusive."""

    title: str
    """The heading as plain text, without marks of emphasis, code or links."""
    level: int
    """1 to 6."""
    first: int
    """The line of the heading."""
    last: int
    """The last line that is not blank."""


def sections(text: Text) -> list[Section]:
    """The sections of a text in the order of their headings; none where it is longer than `MAX_MARKDOWN`.

    A heading stands at the left edge, as ATX (`## Title`) or setext (underlined); those inside code fences, HTML
    comments, block quotes and lists are none, and neither is YAML front matter.
    """
    if len(text) > MAX_MARKDOWN:
        return []
    parser = _parser()
    tokens = parser.parse(_without_front_matter(text))
    headings: list[tuple[str, int, int]] = []
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            headings.append((_plain(parser, inline.content), int(token.tag[1:]), token.map[0]))
    ends = last_lines(text, [(level, line) for _, level, line in headings])
    return [
        Section(title, level, line + 1, last + 1) for (title, level, line), last in zip(headings, ends, strict=True)
    ]


def last_lines(text: Text, headings: Sequence[tuple[int, int]]) -> list[int]:
    """The last line of what belongs to each heading that is not blank, deeper sections included.

    Headings are given by their level and their line, in document order; all lines are 0-based.
    """
    found: list[int] = []
    firsts = [text.line_count] * 7  # of the next section of each level, seen from the end
    for level, line in reversed(headings):
        last = min(firsts[: level + 1]) - 1
        while last > line and not text.line(last).strip():
            last -= 1
        firsts[level] = line
        found.append(last)
    return found[::-1]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # imported here: it takes a tenth of a second

    parser = MarkdownIt("commonmark")
    parser.core.ruler.disable("inline")  # only headings are read further
    return parser


_END = r"(?:\r\n|\n|\r(?!\n))"
_FRONT_MATTER = re.compile(
    rf"---[ \t]*{_END}(?![ \t]*[\r\n])(?:(?!---|\.\.\.)[^\r\n]*{_END})*(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)"
)


def _without_front_matter(text: Text) -> str:
    """The text for the parser: front matter, which would read as an underlined heading, made blank lines."""
    string = text.string.removeprefix("\ufeff")
    match = _FRONT_MATTER.match(string)
    return string if match is None else re.sub(r"[^\r\n]+", "", match.group()) + string[match.end() :]


def _plain(parser: MarkdownIt, content: str) -> str:
    tokens: list[Token] = []
    parser.inline.parse(content, parser, {}, tokens)
    pieces = [
        " " if token.type in ("softbreak", "hardbreak") else token.content
        for token in tokens
        if token.type != "html_inline"
    ]
    return " ".join("".join(pieces).split())
