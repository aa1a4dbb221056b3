"""Pieces of Markdown for hovers: text from files put in so that it shows as it is written and does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from callsheet.artifacts.quoting import listing
from callsheet.ide.hover_languages import language_id

MAX_TEXT = 300
"""The longest piece of running text that is shown, in code points."""

_SPECIAL = re.compile(
    r"""(?P<code>(?<!`)`[^`]+`(?!`))       # code stays code
      | \\(?=[!-/:-@\[-`{-~]|\Z)          # a backslash that would escape
      | `
      | \](?=[(\[:]) | ^\[               # a link, its definition, a box to tick
      | \*(?!\s) | (?<!\s)\*
      | (?<![^\W_])_ | _(?![^\W_])        # an underscore at the edge of a word
      | (?<=\S)~                         # what could end a strike-through
      | <(?=[A-Za-z/!?])
      | &(?=\#?\w+;)
      | ^[*#>+=|~-] | ^\d{1,9}[.)](?!\S)  # what would begin a heading or a list
    """,
    re.VERBOSE,
)


def plain(text: str) -> str:
    """A line of running text: apart from code between backticks no mark-up, link, image or HTML in it takes effect.

    Line ends become blanks. Some editors show the backslashes, so only what needs one has one.
    """
    return _SPECIAL.sub(_escaped, _one_line(text))


def _one_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= MAX_TEXT else words[: MAX_TEXT - 1].rstrip() + "…"


def _escaped(match: re.Match[str]) -> str:
    special = match.group()
    return special if match["code"] else f"{special[:-1]}\\{special[-1]}"


def code(text: str) -> str:
    """A code span that shows `text` as it is."""
    words = _one_line(text) or " "
    marks = "`" * _longer_than_runs(words, 1)
    blank = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{marks}{blank}{words}{blank}{marks}"


def fence(lines: Sequence[str], path: str) -> str:
    """A block of code in the language of the file at `path`, which no line of it can end."""
    marks = "`" * max(3, max((_longer_than_runs(line, 3) for line in lines), default=3))
    return "\n".join((marks + language_id(path), *lines, marks))


def _longer_than_runs(text: str, least: int) -> int:
    """The least number of backticks, `least` or more, that is not in the text as a run."""
    runs = [len(run) for run in re.findall("`+", text)]
    return max([least, *(length + 1 for length in runs)])


def listed(names: Iterable[str], limit: int = 12) -> str:
    """Names as one speaks them: `a, b and c`; those past the limit are counted only."""
    shown = list(names)
    if len(shown) > limit:
        shown = [*shown[: limit - 1], f"{len(shown) - limit + 1} more"]
    return listing(shown)


def bullets(items: Iterable[str]) -> str:
    """A list of lines, each ready-made Markdown."""
    return "\n".join(f"- {item}" for item in items)


def paragraphs(*parts: str | None) -> str:
    """The parts that there are, with blank lines between them."""
    return "\n\n".join(part for part in parts if part)
