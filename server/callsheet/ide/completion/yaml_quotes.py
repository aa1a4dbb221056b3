"""Strings of a YAML text whose quotation mark is still open while the rest of the line has begun already."""

from __future__ import annotations

import re

from callsheet.edits.style import line_end, line_start
from callsheet.syntax import Document
from callsheet.text import Text

_STRING_ON_LINE = re.compile(r"\"(?:[^\"\\\r\n]|\\[^\r\n])*\"|'(?:[^'\r\n]|'')*'")
_BEHIND_STRING = re.compile(r"[\s,\]}:]|\Z")
_REST_OF_WORD = re.compile(r"(?!#)(?:[^\s\"',:{}\[\]]|:(?=[^\s\"',{}\[\]]))*")


def is_string(string: str, start: int, end: int) -> bool:
    """Whether a span holds a quoted string, all of it and nothing else."""
    return _STRING_ON_LINE.fullmatch(string, start, end) is not None


def open_string(string: str, offset: int) -> int | None:
    """Where a quoted string begins that the offset seems to lie in, and that is not closed on its line.

    A mark further on belongs to another string if something follows it at once: `["0|, "02"]`. A line may itself begin
    inside a scalar, so that the marks in it are text: compare with what a parser says.
    """
    start = index = line_start(string, offset)
    while index < offset:
        if string[index] == "#" and (index == start or string[index - 1] in " \t"):
            return None
        match = None
        if string[index] in "\"'" and _may_open(string[start:index]):
            match = _STRING_ON_LINE.match(string, index)
            if match is None or (match.end() > offset and not _BEHIND_STRING.match(string, match.end())):
                return index
        index = match.end() if match else index + 1
    return None


def _may_open(before: str) -> bool:
    """Whether a string can begin behind a part of a line; elsewhere a quotation mark is a part of plain text."""
    previous = before.rstrip(" \t")[-1:]
    return not previous or previous in "[]{},:'\"" or (previous in "-?" and before[-1] != previous)


def end_of_word(string: str, offset: int) -> int:
    """Where the word ends that an offset lies in, or begins at."""
    word = _REST_OF_WORD.match(string, offset)
    return word.end() if word else offset


def ends_line(string: str, offset: int) -> bool:
    """Whether nothing but the rest of a word stands behind an offset on its line."""
    return not string[end_of_word(string, offset) : line_end(string, offset)].strip(" \t")


def with_closed_string(document: Document, opening: int, offset: int) -> Document:
    """The document with a quotation mark behind the word at the cursor, like the one that is open."""
    string = document.text.string
    end = end_of_word(string, offset)
    return Document(Text(string[:end] + string[opening] + string[end:]), "yaml")
