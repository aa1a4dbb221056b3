"""How a board is laid out: rows under labels, cut to the width of a terminal and shared out among its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from callsheet.cli.output import Screen, Style, cut, width_of

MIN_LABELLED_WIDTH = 60
"""How many columns a terminal has at least where sections have their names beside them; else the marks tell."""

_LABEL_WIDTH = 13
"""The columns of the sections' names: the longest is "In progress", and a gap."""

_MIN_NOTED_WIDTH = 30
"""How many columns a row has at least where there is room for its note."""


class Row(NamedTuple):
    """A line of a section. All texts can be printed as they are, see `visible`."""

    mark: str
    """What stands before the text; nothing where the text itself stands there."""
    styles: tuple[Style, ...]
    """How the mark looks; the text, where there is no mark."""
    text: str
    note: str = ""
    """What is said behind the text; both are cut where they do not fit."""
    note_end: str = ""
    """The end of the note, which stays when the rest of it is cut."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a board."""

    label: str
    rows: Sequence[Row]
    """As many of its rows as can be shown at most; a section without any is left out."""
    rank: int
    """Who gets a line first where there are too few: the lowest."""
    total: int = 0
    """How many rows there are, if that is to be told where not all are shown."""


def line_with_end(left: str, right: str, screen: Screen, *styles: Style) -> str:
    """A line with something at its left, in a style, and something dim at its right end as long as there is room."""
    width = screen.width or 0
    end = right if width_of(left) + width_of(right) + 2 <= width else ""
    left = cut(left, width)
    gap = " " * (width - width_of(left) - width_of(end)) if end else ""
    return f"{screen.paint(left, *styles)}{gap}{screen.paint(end, Style.DIM)}"


def section_lines(sections: Sequence[Section], screen: Screen, height: int) -> list[str]:
    """The lines of sections, at most `height` of them; with blank lines between if there is room for that."""
    sections = [section for section in sections if section.rows]
    shares = _shares(sections, height)
    shown = [(section, share) for section, share in zip(sections, shares, strict=True) if share]
    has_gaps = sum(shares) + len(shown) <= height
    lines: list[str] = []
    for section, share in shown:
        lines += [""] if has_gaps else []
        lines += _lines_of(section, share, screen)
    return lines


def _shares(sections: Sequence[Section], room: int) -> list[int]:
    """How many lines each section gets: one after the other one more, by rank, as long as there are any."""
    shares = [0] * len(sections)
    order = sorted(range(len(sections)), key=lambda index: sections[index].rank)
    while room > 0:
        wanting = [index for index in order if shares[index] < len(sections[index].rows)][:room]
        if not wanting:
            break
        for index in wanting:
            shares[index] += 1
        room -= len(wanting)
    return shares


def _lines_of(section: Section, share: int, screen: Screen) -> Iterator[str]:
    rows = [*section.rows[:share]]
    if share > 1 and share < section.total:
        rows[-1] = Row("", (Style.DIM,), f"and {section.total - share + 1} more")
    width = screen.width or 0
    has_label = width >= MIN_LABELLED_WIDTH
    for index, row in enumerate(rows):
        label = f"{'' if index else section.label:{_LABEL_WIDTH}}" if has_label else ""
        yield screen.paint(label, Style.BOLD) + _line(row, width - len(label), screen)


def _line(row: Row, width: int, screen: Screen) -> str:
    mark = f"{row.mark} " if row.mark else ""
    room = width - width_of(mark)
    if room < 1:
        return cut(row.mark, width)
    note = ""
    if (row.note or row.note_end) and width >= _MIN_NOTED_WIDTH:
        note_room = max(room // 2, room - width_of(row.text)) - 2
        note = "  " + cut(cut(row.note, max(note_room - width_of(row.note_end), 1)) + row.note_end, note_room)
    text = cut(row.text, room - width_of(note))
    if not mark:
        return screen.paint(text, *row.styles) + screen.paint(note, Style.DIM)
    return f"{screen.paint(row.mark, *row.styles)} {text}{screen.paint(note, Style.DIM)}"


def joined_while_short(parts: Sequence[str], width: int) -> str:
    """The first parts, with commas between, as many as fit a width; at least the first, cut if need be."""
    text = cut(parts[0], max(width, 1))
    for part in parts[1:]:
        if width_of(text) + width_of(part) + 2 > width:
            break
        text += f", {part}"
    return text
