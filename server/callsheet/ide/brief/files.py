"""The files that a subtask refers to, with the very lines that it names, as far as there is room for them."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

from callsheet.artifacts.lines import format_lines, parse_lines
from callsheet.artifacts.quoting import counted, some
from callsheet.artifacts.references import WrittenPath
from callsheet.ide.hover_excerpts import range_name, share
from callsheet.ide.hover_files import MAX_ENTRIES, OTHER_FORMS
from callsheet.text import Text
from callsheet.workspace.disk import count_lines
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot
from callsheet.workspace.statuses import in_words

Speaker: TypeAlias = Literal["subtask", "task"]
"""Who refers to something: the subtask itself, or the feature's task, which speaks for all its subtasks."""


class Mention(NamedTuple):
    """A place where a subtask or its task refers to a file."""

    path: WrittenPath
    field: str
    """The member that it stands under, such as `context_files`."""
    by: Speaker
    lines: str | None = None
    """As written; None or blank for the whole file."""
    reason: str | None = None

    @classmethod
    def of_path(cls, path: str, field: str, by: Speaker) -> Mention:
        """A mention of a whole file by its path relative to the workspace root."""
        return cls(WrittenPath("file", path, 0, len(path), is_in_workspace=True), field, by)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a file as they are, both ends 1-based and inclusive."""

    first: int
    last: int
    text: str
    """Without the end of the last line."""


@dataclass(frozen=True, slots=True)
class ReferencedFile:
    """A file that is referred to, and what there is to show of it."""

    path: str
    """Relative to the workspace root; of what is no path in the workspace as it is written."""
    field: str
    by: Speaker
    lines: str | None
    """The lines that are named, as written; None for the whole file."""
    reason: str | None
    """Why it is referred to."""
    line_count: int | None = None
    """How many lines the file has; None where it has none that may be shown."""
    excerpts: tuple[Excerpt, ...] = ()
    notes: tuple[str, ...] = ()
    """What is to be known of it besides, such as that it does not exist yet and who makes it."""
    shown_elsewhere: str = ""
    """The lines that are shown where the file is referred to once more, in the grammar of `lines`."""
    left_out: str = ""
    """The lines for which there was no room, in the grammar of `lines`; empty where all are shown."""


def referenced_files(
    snapshot: Snapshot, feature: Feature, mentions: Iterable[Mention], room: int
) -> tuple[ReferencedFile, ...]:
    """What the mentions lead to, each file with the same lines once; the excerpts have at most `room` characters.

    What the subtask refers to goes before what its task does, lines that are named before whole files, and the small
    before the large.
    """
    wanted: dict[tuple[str, str], Mention] = {}
    for mention in mentions:
        wanted.setdefault((mention.path.path, mention.lines or ""), mention)
    found = [_look(snapshot, feature, mention) for mention in wanted.values()]
    filled: dict[int, ReferencedFile] = {}
    for rank in sorted({file.rank for file in found}):
        places = [place for place, file in enumerate(found) if file.rank == rank]
        rest = [_rest(found[place], filled.values()) for place in places]
        for place, given in zip(places, share([file.size for file in rest], room), strict=True):
            filled[place] = _filled(_rest(found[place], filled.values()), given)
            room -= given
    return tuple(filled[place] for place in range(len(found)))


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention, the text behind it, and what of that is wanted."""

    mention: Mention
    text: Text | None = None
    segments: Sequence[tuple[int, int]] = ()
    """The first and the last line of each part, 1-based; all of them exist."""
    has_named_lines: bool = False
    notes: Sequence[str] = ()
    shown_elsewhere: Sequence[tuple[int, int]] = ()
    """The lines, as in `segments`, that are shown already."""

    @property
    def rank(self) -> tuple[bool, bool]:
        """What comes first when there is not room for everything: the lower."""
        return self.mention.by == "task", not self.has_named_lines

    @property
    def size(self) -> int:
        """How many characters are wanted, line ends included."""
        text = self.text
        return sum(_end(text, last) - _start(text, first) + 1 for first, last in self.segments) if text else 0


def _start(text: Text, line: int) -> int:
    return text.line_span(line - 1)[0]


def _end(text: Text, line: int) -> int:
    return text.line_span(line - 1)[1]


def _look(snapshot: Snapshot, feature: Feature, mention: Mention) -> _Found:
    """What a mention leads to."""
    path = mention.path
    if path.form in OTHER_FORMS:
        return _Found(mention, notes=[OTHER_FORMS[path.form]])
    if path.form in ("prose", "empty"):
        return _Found(mention, notes=["This names no file."])
    if path.leaves_workspace:
        return _Found(mention, notes=["It leads out of the workspace. Nothing of it is shown."])
    if not snapshot.exists(path.path):
        return _Found(mention, notes=[_missing(feature, path.path)])
    hidden = snapshot.disk.why_hidden(path.path)
    if hidden is not None:
        return _Found(mention, notes=[f"Not shown: {hidden}."])
    if snapshot.disk.entry_type(path.path) == "folder":
        names = [name if kind == "file" else f"{name}/" for name, kind in snapshot.disk.entries(path.path)]
        return _Found(mention, notes=[f"A folder with {some(names, MAX_ENTRIES)}." if names else "An empty folder."])
    text = snapshot.text(path.path)
    if text is None:
        return _Found(mention, notes=["Not shown: it is binary, too large or cannot be read."])
    return _parts(mention, text)


def _parts(mention: Mention, text: Text) -> _Found:
    """The lines that a mention names in a text; all of them where it names none."""
    count = count_lines(text.string)
    segments, errors = parse_lines(mention.lines or "")
    notes = [f"lines: {error.message}." for error in errors]
    notes += [
        f"{range_name(segment.first, segment.last).capitalize()}: the file has only {counted(count, 'line')}."
        for segment in segments
        if segment.last > count
    ]
    if segments or errors:
        there = [(segment.first, min(segment.last, count)) for segment in segments if segment.first <= count]
        return _Found(mention, text, there, True, notes)
    return _Found(mention, text, [(1, count)] if count else [], False, notes or ([] if count else ["It is empty."]))


def _missing(feature: Feature, path: str) -> str:
    """What to say of a file that is not there: who makes it."""
    makers = [f"{key} ({in_words(feature.subtasks[key].status)})" for key in feature.promisers(path)]
    return f"It does not exist yet; it is made by {some(makers)}." if makers else "It does not exist."


def _filled(found: _Found, room: int) -> ReferencedFile:
    """What is found, with as many whole lines as there is room for, from the first on."""
    mention, text = found.mention, found.text
    excerpts, left_out = _excerpts(text, found.segments, room) if text else ([], [])
    return ReferencedFile(
        mention.path.path or ".",
        mention.field,
        mention.by,
        mention.lines if mention.lines and mention.lines.strip() else None,
        mention.reason if mention.reason and mention.reason.strip() else None,
        count_lines(text.string) if text else None,
        tuple(excerpts),
        tuple(found.notes),
        format_lines(found.shown_elsewhere),
        format_lines(left_out),
    )


def _rest(found: _Found, shown: Iterable[ReferencedFile]) -> _Found:
    """What is wanted without the lines that are shown already."""
    path = found.mention.path.path
    excerpts = [excerpt for file in shown if file.path == path for excerpt in file.excerpts]
    rest, elsewhere = list(found.segments), []
    for excerpt in excerpts:
        elsewhere += _clipped(rest, excerpt.first, excerpt.last)
        rest = sorted(_clipped(rest, 1, excerpt.first - 1) + _clipped(rest, excerpt.last + 1, sys.maxsize))
    return replace(found, segments=rest, shown_elsewhere=elsewhere)


def _clipped(segments: Iterable[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """What of some runs of lines lies within another one."""
    clipped = ((max(begin, first), min(end, last)) for begin, end in segments)
    return [(begin, end) for begin, end in clipped if begin <= end]


def _excerpts(
    text: Text, segments: Iterable[tuple[int, int]], room: int
) -> tuple[list[Excerpt], list[tuple[int, int]]]:
    """The parts of a text as far as they fit, and the parts that do not."""
    excerpts: list[Excerpt] = []
    left_out: list[tuple[int, int]] = []
    for first, last in segments:
        start = _start(text, first)
        shown = _last_that_fits(text, first, last, room)
        if shown >= first:
            excerpts.append(Excerpt(first, shown, text.string[start : _end(text, shown)].removeprefix("\ufeff")))
            room -= _end(text, shown) - start + 1
        if shown < last:
            left_out.append((shown + 1, last))
            room = 0
    return excerpts, left_out


def _last_that_fits(text: Text, first: int, last: int, room: int) -> int:
    """The last line of a part that fits with those before it; the line before the part where not even one does."""
    start = _start(text, first)
    return first - 1 + bisect_right(range(first, last + 1), room, key=lambda line: _end(text, line) - start + 1)
