"""Which lines of a document can be folded away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from callsheet.ide.headed_sections import headed_sections
from callsheet.syntax import Document, walk
from callsheet.syntax.markdown_blocks import outline
from callsheet.text import Text
from callsheet.workspace.snapshot import Snapshot

MAX_FOLDS = 5000
"""How many folds a document has at most."""

FoldKind: TypeAlias = Literal["comment", "region"]


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines that can be folded (0-based, inclusive). The first stays visible."""

    first: int
    last: int
    kind: FoldKind | None = None


def folding_ranges(snapshot: Snapshot, path: str, limit: int = MAX_FOLDS) -> list[Fold]:
    """The folds of a document in its order; where there are more than a limit, the outer ones.

    JSON is folded between its brackets, and the line of the closing one stays visible. YAML is folded by its
    indentation, where comments and `#region`s are folds as well; Markdown by its sections, with its front matter; TOML by
    its tables and brackets.
    """
    document = snapshot.document(path)
    if document is None:
        return []
    if document.language == "markdown":
        found = _of_markdown(document.text)
    elif document.language == "yaml":
        found = _of_yaml(document)
    else:
        found = _of_brackets(document)
    widest: dict[int, Fold] = {}
    for fold in found:
        if fold.last > fold.first and (fold.first not in widest or fold.last > widest[fold.first].last):
            widest[fold.first] = fold
    folds = sorted(widest.values(), key=lambda fold: fold.first)
    return _outer(folds, min(limit, MAX_FOLDS))


def _outer(folds: list[Fold], limit: int) -> list[Fold]:
    """As many of the folds as there may be, those that lie in the fewest others."""
    if len(folds) <= limit:
        return folds
    depths: dict[Fold, int] = {}
    around: list[Fold] = []
    for fold in folds:
        while around and around[-1].last < fold.first:
            around.pop()
        depths[fold] = len(around)
        around.append(fold)
    kept = sorted(folds, key=lambda fold: (depths[fold], fold.first))[: max(limit, 0)]
    return sorted(kept, key=lambda fold: fold.first)


def _of_brackets(document: Document) -> Iterator[Fold]:
    """The objects and arrays that have lines of their own between their brackets; the tables of TOML."""
    text = document.text
    for pointer, node in walk(document.root):
        first, last = text.line_at(node.start), text.line_at(max(node.end - 1, node.start))
        if node.flow and (node.members or node.items):
            yield Fold(first, last - 1 if node.closed else last)
        elif pointer and not node.flow:
            yield Fold(first, last)


def _of_markdown(text: Text) -> Iterator[Fold]:
    front_matter = outline(text).front_matter
    if front_matter is not None:
        yield Fold(0, text.line_at(front_matter[1]) - 1, "region")
    for section in headed_sections(text):
        yield Fold(section.heading.first, section.last)


class _Entry(NamedTuple):
    """A line that deeper ones may follow, and how deep it is itself."""

    depth: int
    line: int


class _Comment(NamedTuple):
    """A line that holds nothing but a comment, and where that begins (both 0-based)."""

    line: int
    column: int


_BEGINNING = re.compile(r"[ \t]*(?:(?P<comment>#)|(?P<dash>-(?!\S))|(?P<other>\S))?")
_REGION = re.compile(r"[ \t]*#[ \t]*(?:region|(?P<end>endregion))\b")


def _of_yaml(document: Document) -> Iterator[Fold]:
    """What is indented deeper than the line above it. A list may begin in the column of its key, and is deeper still."""
    text, inside_scalars = document.text, _lines_of_scalars(document)
    around: list[_Entry] = []
    comments: list[_Comment] = []
    last = 0
    behind = 0  # how many of the comments stand before the last line that is none
    for number in range(text.line_count):
        match = _BEGINNING.match(text.line(number))
        assert match is not None  # all of it may be empty
        if match.lastgroup is None and number not in inside_scalars:
            continue
        if match["comment"] and number not in inside_scalars:
            comments.append(_Comment(number, match.start("comment")))
            continue
        if number not in inside_scalars:
            depth = 2 * match.start(match.lastgroup or 0) + bool(match["dash"])
            while around and around[-1].depth >= depth:
                yield _closed(around.pop(), last, comments[behind:])
            around.append(_Entry(depth, number))
        last, behind = number, len(comments)
    while around:
        yield _closed(around.pop(), last, comments[behind:])
    yield from _of_comments(text, comments)


def _lines_of_scalars(document: Document) -> set[int]:
    """The lines that strings over several lines go on in: what they look like says nothing."""
    text = document.text
    found: set[int] = set()
    for _, node in walk(document.root):
        if node.kind == "string":
            found.update(range(text.line_at(node.start) + 1, text.line_at(max(node.end - 1, node.start)) + 1))
    return found


def _closed(entry: _Entry, last: int, comments: Iterable[_Comment]) -> Fold:
    """The fold of a line down to the last one inside it; comments below that belong to it if they are deeper."""
    for comment in comments:
        if 2 * comment.column <= entry.depth:
            break
        last = comment.line
    return Fold(entry.line, last)


def _of_comments(text: Text, comments: list[_Comment]) -> Iterator[Fold]:
    """The comments over several lines in one column, and what stands between `#region` and `#endregion`."""
    regions: list[int] = []
    plain: list[_Comment] = []
    for comment in comments:
        marker = _REGION.match(text.line(comment.line))
        if marker is None:
            plain.append(comment)
        elif not marker["end"]:
            regions.append(comment.line)
        elif regions:
            yield Fold(regions.pop(), comment.line, "region")
    for _, run in groupby(enumerate(plain), key=lambda pair: (pair[1].line - pair[0], pair[1].column)):
        lines = [comment.line for _, comment in run]
        yield Fold(lines[0], lines[-1], "comment")
