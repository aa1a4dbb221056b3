"""Lines of a file as a hover shows them: numbered, in a fence of the file's language, not too many."""

from __future__ import annotations

from collections.abc import Sequence

from callsheet.artifacts.lines import Segment
from callsheet.artifacts.quoting import counted
from callsheet.ide.hover_markdown import fence, listed, paragraphs, plain
from callsheet.ide.sections import Part, is_markdown, parts_of, titles_of
from callsheet.syntax.markdown import Section, sections
from callsheet.text import Text
from callsheet.workspace.disk import count_lines

MAX_LINES = 60
"""How many lines of a file a hover shows."""

MAX_BEGINNING = 20
"""How many lines it shows of a file of which no lines are named."""

MAX_SEGMENTS = 12
"""How many runs of lines it shows."""

MAX_COLUMNS = 200
"""How much of a line it shows, in code points."""


def excerpt(text: Text, path: str, first: int, last: int) -> str:
    """The lines from `first` to `last` (1-based, inclusive, existing) behind their numbers."""
    width = len(str(last))
    return fence(
        [f"{line:>{width}}  {_shortened(text.line(line - 1))}".rstrip() for line in range(first, last + 1)], path
    )


def _shortened(line: str) -> str:
    line = line.removeprefix("\ufeff")
    return line if len(line) <= MAX_COLUMNS else line[: MAX_COLUMNS - 1] + "…"


def range_name(first: int, last: int) -> str:
    """What a run of lines is called: `line 7`, `lines 10–50`."""
    return f"line {first}" if first == last else f"lines {first}–{last}"


def describe_segments(text: Text, path: str, segments: Sequence[Segment]) -> str:
    """Runs of lines, each under a line that says which they are and which sections or definitions they cover.

    Together they have at most `MAX_LINES`; long runs are cut off before short ones.
    """
    count = count_lines(text.string)
    found = parts_of(path, text)
    shown = segments[:MAX_SEGMENTS]
    rooms = share([min(segment.last, count) - segment.first + 1 for segment in shown], MAX_LINES)
    parts = [_describe_segment(text, path, segment, room, found) for segment, room in zip(shown, rooms, strict=True)]
    left_out = len(segments) - len(shown)
    return paragraphs(*parts, f"*… and {counted(left_out, 'more range')}*" if left_out else None)


def _describe_segment(text: Text, path: str, segment: Segment, room: int, found: Sequence[Part]) -> str:
    count = count_lines(text.string)
    name = range_name(segment.first, segment.last).capitalize()
    if segment.first > count:
        verb = "does" if segment.first == segment.last else "do"
        return f"**{name}** {verb} not exist: the file has {counted(count, 'line')}"
    last = min(segment.last, count)
    shown_last = min(last, segment.first + room - 1)
    titles = titles_of(found, text, segment.first, last)
    head = [f"**{name}** of {count}", *([listed(map(plain, titles), 4)] if titles else [])]
    if last < segment.last:
        head.append(f"the file ends at {last}")
    note = f"*… {counted(last - shown_last, 'more line')}, to {last}*" if shown_last < last else None
    return paragraphs(" · ".join(head), excerpt(text, path, segment.first, shown_last), note)


def share(wanted: Sequence[int], total: int) -> list[int]:
    """How much of `total` each gets: what it wants, or an equal share of what the modest leave over."""
    given = [0] * len(wanted)
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    for done, index in enumerate(order):
        given[index] = min(max(wanted[index], 0), total // (len(wanted) - done))
        total -= given[index]
    return given


def describe_whole(text: Text, path: str) -> str:
    """A file of which no lines are named: all of a short one, the outline of a Markdown file, else its beginning."""
    count = count_lines(text.string)
    if count == 0:
        return "*The file is empty*"
    if count > MAX_BEGINNING and is_markdown(path) and len(found := sections(text)) > 1:
        return _outline(found)
    shown = count if count <= MAX_BEGINNING + 4 else MAX_BEGINNING
    note = f"*… {counted(count - shown, 'more line')}*" if shown < count else None
    return paragraphs(excerpt(text, path, 1, shown), note)


def _outline(found: list[Section]) -> str:
    """The sections, each with its lines; of a long file only as many levels as fit."""
    deepest = max(section.level for section in found)
    while deepest > 1 and sum(section.level <= deepest for section in found) > MAX_LINES // 2:
        deepest -= 1
    kept = [section for section in found if section.level <= deepest] or found
    top = min(section.level for section in kept)
    lines = [
        f"{'  ' * (section.level - top)}- {plain(section.title) or '(no title)'} · {section.first}–{section.last}"
        for section in kept[:MAX_LINES]
    ]
    left_out = len(found) - len(lines)
    return paragraphs("\n".join(lines), f"*… and {counted(left_out, 'more section')}*" if left_out else None)
