"""The sections of a Markdown text: what its headings divide it into, by lines."""

from __future__ import annotations

import re
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
    found: list[Section] = []
    starts = [text.line_count] * 7  # of the next section of each level, seen from the end
    for title, level, line in reversed(headings):
        found.append(Section(title, level, line + 1, _last_line(text, line, min(starts[: level + 1])) + 1))
        starts[level] = line
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


def _last_line(text: Text, first: int, end: int) -> int:
    """The last line that is not blank of those from `first` up to `end` (0-based, `end` exclusive)."""
    while end - 1 > first and not text.line(end - 1).strip():
        end -= 1
    return end - 1
