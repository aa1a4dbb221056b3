"""`lines` and `reason` of a file reference, from the parts of the file it names: its sections or definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from callsheet.artifacts.lines import Segment, parse_lines
from callsheet.artifacts.quoting import counted, listing
from callsheet.artifacts.references import read_path
from callsheet.ide.completion.items import Offer
from callsheet.ide.completion.request import Request
from callsheet.ide.hover_excerpts import describe_segments
from callsheet.ide.matching import closeness
from callsheet.ide.sections import Part, is_markdown, parts_of, titles_of
from callsheet.text import Text
from callsheet.workspace.disk import count_lines

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
    parts: tuple[Part, ...]
    line_count: int


def offer_lines(request: Request) -> Iterator[Offer]:
    """The parts of the file as ranges; of a file that has none, or not in one section, all of it too.

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
                detail=f"of {counted(file.line_count, 'line')}",
                documentation=partial(_excerpt, file, lines),
                words=f"{value} {lines.title}",
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
    return _File(path.path, text, parts_of(path.path, text), count_lines(text.string))


_SCATTERED = 3
"""The closeness of what holds the typed characters, but not side by side."""

_HALF_TYPED = re.compile(r"([0-9]{1,7})(?:\s*-\s*([0-9]{0,7}))?", re.ASCII)


def _ranges(file: _File, typed: str) -> list[_Range]:
    """The ranges that fit a half-typed segment, in the order of their lines; for words, those first that fit best."""
    if not file.line_count:
        return []
    found = [_Range(part.first, part.last, part.title) for part in file.parts]
    is_one_part = any((part.first, part.last) == (1, file.line_count) for part in found)
    if not is_one_part and (not is_markdown(file.path) or not found):
        found.append(_Range(1, file.line_count, "the whole file"))
    match = _HALF_TYPED.fullmatch(typed)
    if match is None:
        close = [(closeness(typed, f"{lines} {lines.title}"), lines) for lines in found]
        fitting = [(rank, lines) for rank, lines in close if rank is not None and rank < _SCATTERED]
        return [lines for _, lines in sorted(fitting, key=lambda item: item[0])]
    beginning = [lines for lines in found if str(lines).startswith(re.sub(r"\s", "", typed))]
    from_here = _from_line(file, int(match[1]), match[2] or "")
    return list({str(lines): lines for lines in beginning + from_here}.values())


def _from_line(file: _File, first: int, typed_last: str) -> list[_Range]:
    """The ranges from a line to the end of each part that holds it, the innermost first, and to the file's end."""
    ends = {part.last: part.title for part in file.parts if part.first <= first <= part.last}
    ends.setdefault(max((part.last for part in file.parts), default=file.line_count), "to the end of the file")
    return [
        _Range(first, last, title)
        for last, title in sorted(ends.items())
        if 0 < first <= last and str(last).startswith(typed_last)
    ]


def _overlap(lines: _Range, other: Segment) -> bool:
    return lines.first <= other.last and other.first <= lines.last


def _excerpt(file: _File, lines: _Range) -> str:
    return describe_segments(file.text, file.path, [Segment(lines.first, lines.last, 0, 0)])


def offer_reasons(request: Request) -> Iterator[Offer]:
    """The titles of the parts that `lines` covers; without `lines`, that of a Markdown file."""
    file = _referenced_file(request)
    if file is None or not file.parts:
        return
    lines = request.sibling("lines")
    segments = parse_lines(lines)[0] if isinstance(lines, str) else []
    titles = [
        title
        for segment in segments
        if segment.first <= file.line_count
        for title in titles_of(file.parts, file.text, segment.first, segment.last)
    ]
    if not titles and is_markdown(file.path):
        titles = [file.parts[0].title]
    titles = list(dict.fromkeys(titles))
    joined = [listing(titles)] if len(titles) > 1 else []
    for reason in [*joined, *titles]:
        yield Offer(reason, "text", reason[:MAX_REASON], description=str(lines or ""))
