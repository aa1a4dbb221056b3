"""What a selection grows to, step by step: from the word at a place to the whole document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from callsheet.ide.headed_sections import headed_sections
from callsheet.syntax import Document, Member, Node
from callsheet.syntax.markdown_blocks import bare_span, line_span
from callsheet.syntax.yaml_lines import comments_in
from callsheet.text import Text
from callsheet.workspace.snapshot import Snapshot

Span: TypeAlias = tuple[int, int]
"""Two offsets (code points, end exclusive)."""

MAX_SPANS = 100
"""How many spans there are at most; without the words, each level of nesting has up to three."""

_NOT_WORD = re.compile(r"\W")
_NOT_STEP = re.compile(r"[\s,/]")
_NOT_PHRASE = re.compile(r"[\s,]")
_WORDS = (_NOT_WORD, _NOT_STEP, _NOT_PHRASE)
"""What words end at, the shortest first: a word; a step of a path, or a range of lines; a path or the like."""


def selection_ranges(snapshot: Snapshot, path: str, offset: int) -> list[Span]:
    """The spans around an offset (code points), each inside the next; none where the document is none of ours.

    The last is the whole document.
    """
    document = snapshot.document(path)
    if document is None:
        return []
    spans = list(_of_markdown(document.text, offset) if document.language == "markdown" else _of_tree(document, offset))
    whole = (0, len(document.text))
    return _growing([*_growing([(offset, offset), *spans])[: MAX_SPANS - 1], whole])


def _growing(spans: Iterable[Span]) -> list[Span]:
    """The spans that hold the one before and more; an empty one only where there is no other."""
    found: list[Span] = []
    for start, end in spans:
        if not found or (start <= found[-1][0] and found[-1][1] <= end and (start, end) != found[-1]):
            found.append((start, end))
    return [span for span in found if span[0] < span[1]] or found


def _of_tree(document: Document, offset: int) -> Iterator[Span]:
    """The spans of the values around an offset, the innermost first."""
    node = document.root
    levels = [_of_value(document, node, offset)]
    while node.start <= offset <= node.end:
        member = _member_at(node, offset)
        item = _item_at(document, node, offset)
        if member is not None:
            node = member.node
            key = _of_scalar(document.text.string, member.key_start, member.key_end, offset)
            levels += [[_whole_member(document, member)], key, _of_value(document, node, offset)]
        elif item is not None:
            node = item
            levels += [[_whole_item(document, item)], _of_value(document, node, offset)]
        else:
            break
    if document.language == "yaml" and (node.members or node.items):
        yield from _of_comment(document.text, offset)
    for spans in reversed(levels):
        yield from spans


def _member_at(node: Node, offset: int) -> Member | None:
    """The member that an offset lies in or touches; of two the one that begins there."""
    return next(
        (
            member
            for member in reversed(node.members)
            if member.key_start <= offset <= max(member.node.end, member.key_end)
        ),
        None,
    )


def _item_at(document: Document, node: Node, offset: int) -> Node | None:
    """The item that an offset lies in or touches; of two the one that begins there."""
    for item in reversed(node.items):
        if item.start - _FARTHEST <= offset <= item.end and _whole_item(document, item)[0] <= offset:
            return item
    return None


def _whole_member(document: Document, member: Member) -> Span:
    """A key with its value; a table of TOML from the bracket before its name."""
    start = member.key_start
    if document.language == "toml" and not member.node.flow:
        start, _ = document.text.line_span(document.text.line_at(start))
    return start, max(member.node.end, member.key_end)


_DASH = re.compile(r"-[ \t]+\Z")
_FARTHEST = 100
"""How many characters before an item its dash is looked for."""


def _whole_item(document: Document, item: Node) -> Span:
    """An item of a list; in YAML's block style with the dash before it."""
    text = document.text
    line_start, _ = text.line_span(text.line_at(item.start))
    dash = _DASH.search(text.string, max(line_start, item.start - _FARTHEST), item.start)
    return (dash.start() if dash and document.language == "yaml" else item.start), item.end


def _of_value(document: Document, node: Node, offset: int) -> list[Span]:
    """The spans of a value: what is in it, then all of it."""
    if not (node.members or node.items):
        return _of_scalar(document.text.string, node.start, node.end, offset)
    if document.language == "toml" and not node.flow:
        return []  # a table is the member that it is the value of
    whole = (node.start, node.end)
    if document.text.string[node.start : node.start + 1] not in ("{", "["):
        return [whole]
    return [bare_span(document.text.string, node.start + 1, node.end - 1 if node.closed else node.end), whole]


def _of_scalar(string: str, start: int, end: int, offset: int) -> list[Span]:
    """The spans of a scalar or a key: words, what is between its quotes, all of it."""
    if not start <= offset <= end:
        return []
    whole, mark = (start, end), string[start : start + 1]
    if mark and mark in "\"'{[":
        start, end = start + 1, end - 1 if end - start > 1 and string[end - 1] in "\"'}]" else end
    return [*_words(string, start, end, offset), (start, end), whole]


def _words(string: str, start: int, end: int, offset: int) -> Iterator[Span]:
    """The words of each length, between two offsets, that a third one lies in or touches."""
    for borders in _WORDS if start <= offset <= end else ():
        last = borders.search(string, offset, end)
        first = max((border.end() for border in borders.finditer(string, start, offset)), default=start)
        yield first, last.start() if last else end


def _of_comment(text: Text, offset: int) -> Iterator[Span]:
    """A comment of YAML that an offset lies in."""
    start, end = text.line_span(text.line_at(offset))
    for comment in comments_in(text.string[start:end]):
        if start + comment <= offset:
            whole = bare_span(text.string, start + comment, end)
            yield from _words(text.string, *whole, offset)
            yield whole
        return


def _of_markdown(text: Text, offset: int) -> Iterator[Span]:
    """Words, the line, the paragraph or heading, and the sections around it."""
    line = text.line_at(offset)
    bare = bare_span(text.string, *line_span(text, line))
    yield from _words(text.string, *bare, offset)
    yield bare
    found = headed_sections(text)
    headings = {number for each in found for number in range(each.heading.first, each.heading.last + 1)}
    first = last = line
    while first > 0 and _goes_on(text, headings, first - 1, line):
        first -= 1
    while last < text.line_count - 1 and _goes_on(text, headings, last + 1, line):
        last += 1
    yield line_span(text, first)[0], line_span(text, last)[1]
    for section in reversed(found):
        yield section.start, section.end


def _goes_on(text: Text, headings: set[int], line: int, other: int) -> bool:
    """Whether a line belongs to the same paragraph or heading as another one near it."""
    return (
        bool(text.line(line).strip()) and bool(text.line(other).strip()) and (line in headings) == (other in headings)
    )
