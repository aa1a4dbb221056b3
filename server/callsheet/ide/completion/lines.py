"""`lines` and `reason` of a file reference, from the structure of the file it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from callsheet.artifacts.lines import Segment, parse_lines
from callsheet.artifacts.references import read_path
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.matching import closeness
from callsheet.ide.completion.request import Request
from callsheet.ide.sections import is_markdown, titles_of
from callsheet.syntax.markdown import Section, sections
from callsheet.text import Text
from callsheet.workspace.disk import count_lines

MAX_EXCERPT = 12
"""How many lines of a section are shown beside its item."""

MAX_REASON = 200
"""How many characters a reason may have."""


@dataclass(frozen=True, slots=True)
class _Range:
    """Lines of a file, 1-based and inclusive, and what they hold."""

    first: int
    last: int
    title: str

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class _File:
    """The file that a reference names."""

    path: str
    text: Text
    sections: tuple[Section, ...]
    line_count: int


def offer_lines(request: Request) -> Iterator[Offer]:
    """The sections of the file as ranges; of a file that is not Markdown, all of it.

    Only the segment at the cursor is completed: those before and behind it stay, and what they hold is left out.
    """
    file = _referenced_file(request)
    if file is None:
        return
    content, typed = request.slot.content, request.typed
    start = typed.rfind(",") + 1
    end = content.find(",", len(typed)) if "," in content[len(typed) :] else len(content)
    taken = [*parse_lines(content[:start].rstrip(", "))[0], *parse_lines(content[end:].lstrip(", "))[0]]
    segment = typed[start:].lstrip()
    lead = content[:start] + typed[start : len(typed) - len(segment)]
    for lines in _ranges(file, segment.rstrip()):
        if not any(_overlap(lines, other) for other in taken):
            value = f"{lead}{lines}{content[end:]}"
            yield Offer(
                label=str(lines),
                kind="value",
                value=value,
                description=lines.title,
                detail=f"of {file.line_count} lines",
                documentation=_excerpt(file, lines),
                words=f"{value} {lines.title}",
                file=file.path,
                fits=True,
            )


def _referenced_file(request: Request) -> _File | None:
    written = request.sibling("path")
    path = read_path(written) if isinstance(written, str) else None
    if path is None or path.form != "file" or path.leaves_workspace:
        return None
    text = request.snapshot.text(path.path)
    if text is None:
        return None
    found = _sections_of(text.string) if is_markdown(path.path) else ()
    return _File(path.path, text, found, count_lines(text.string))


@lru_cache(maxsize=4)
def _sections_of(string: str) -> tuple[Section, ...]:
    """The sections of a text, remembered: `lines` is typed with one request after another for the same file."""
    return tuple(sections(Text(string)))


_HALF_TYPED = re.compile(r"([0-9]{1,7})(?:\s*-\s*([0-9]{0,7}))?", re.ASCII)


def _ranges(file: _File, typed: str) -> list[_Range]:
    """The ranges that fit a half-typed segment, in the order of their lines."""
    if not file.line_count:
        return []
    whole = _Range(1, file.line_count, "" if file.sections else "the whole file")
    found = [_Range(section.first, section.last, section.title) for section in file.sections] or [whole]
    match = _HALF_TYPED.fullmatch(typed)
    if match is None:
        return [lines for lines in found if closeness(typed, f"{lines} {lines.title}") in (0, 1, 2)]
    fitting = [lines for lines in found if str(lines).startswith(re.sub(r"\s", "", typed))]
    from_here = _from_line(file, int(match[1]), match[2] or "")
    return list({str(lines): lines for lines in fitting + from_here}.values())


def _from_line(file: _File, first: int, typed_last: str) -> list[_Range]:
    """The ranges from a line to the end of each section that holds it, the innermost first, and to the file's end."""
    ends = {section.last: section.title for section in file.sections if section.first <= first <= section.last}
    ends.setdefault(file.sections[-1].last if file.sections else file.line_count, "to the end of the file")
    return [
        _Range(first, last, title)
        for last, title in sorted(ends.items())
        if 0 < first <= last and str(last).startswith(typed_last)
    ]


def _overlap(lines: _Range, other: Segment) -> bool:
    return lines.first <= other.last and other.first <= lines.last


def _excerpt(file: _File, lines: _Range) -> str:
    last = min(lines.last, lines.first + MAX_EXCERPT - 1)
    shown = [file.text.line(line - 1) for line in range(lines.first, last + 1)]
    more = ["…"] if last < lines.last else []
    return "\n".join(["~~~~~", *shown, *more, "~~~~~"])


def offer_reasons(request: Request) -> Iterator[Offer]:
    """The titles of the sections that `lines` covers; without `lines`, that of the file."""
    file = _referenced_file(request)
    if file is None or not file.sections:
        return
    lines = request.sibling("lines")
    segments = parse_lines(lines)[0] if isinstance(lines, str) else []
    titles = [
        title
        for segment in segments
        if segment.first <= file.line_count
        for title in titles_of(list(file.sections), file.text, segment.first, segment.last)
    ]
    titles = list(dict.fromkeys(titles)) or [file.sections[0].title]
    joined = [_joined(titles)] if len(titles) > 1 else []
    for reason in [*joined, *titles]:
        yield Offer(reason, "text", reason[:MAX_REASON], description=str(lines or ""), file=file.path)


def _joined(titles: list[str]) -> str:
    return f"{', '.join(titles[:-1])} and {titles[-1]}"
