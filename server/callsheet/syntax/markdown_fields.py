"""What a Markdown artifact says of itself, as a tree: its title, its fields (`**Status**: Accepted`) and its sections.

Fields stand in the front matter, in the lines before the first heading of level 2 or deeper, and as sections of their
own (`## Status`). Of a field given twice the first counts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from callsheet.syntax.markdown_blocks import Heading, Outline, bare_span, line_span, outline
from callsheet.syntax.tree import Member, Node, Place, Tree, Value
from callsheet.text import Text

_PLAIN_LABELS = "Status|Date|Team|Author|Deciders|Supersedes|Superseded by|Version|Owner"
"""The labels that need no emphasis; any other `Word: text` may be prose."""

_SECTION_LABELS = ("status", "date")
"""The titles of sections whose first line is the value of a field."""

_MAX_FRONT_MATTER = 20_000
"""How many characters of front matter are read."""

_ITEM = r" {0,3}(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?"
_MARKED_LABEL = r"(?P<mark>\*\*|__)(?P<marked>\w(?:[^*:]{0,58}[^*:\s])?)(?:(?P=mark)[ \t]*:|:[ \t]*(?P=mark))"
_PLAIN_LABEL = rf"(?P<plain>{_PLAIN_LABELS}):(?![^ \t])"
_LIST_ITEM = re.compile(_ITEM)
_FIELD = re.compile(rf"{_ITEM}(?:{_MARKED_LABEL}|{_PLAIN_LABEL})", re.IGNORECASE)
_EMPHASIS = ("**", "__", "*", "_", "`")


def parse(text: Text) -> Tree:
    """The tree of any text; it never has problems.

    Its root is an object of `title` (the first heading of level 1, a string; missing where the heading is empty),
    `fields` (an object of strings, missing where a label stands alone) and `sections` (an array of `title` and `level`
    of each deeper heading). A member that would be empty is left out, and a text of more than `MAX_OUTLINE` characters
    has none. The span of a value is that of its text alone, without marks of emphasis or quotes.
    """
    found = outline(text)
    title = next((heading for heading in found.headings if heading.level == 1), None)
    deeper = [heading for heading in found.headings if heading.level > 1]
    members = [] if title is None else [_title_member(title)]
    # `fields` and `sections` have no key in the text: what is said of them is shown at the title, or the first line.
    start, end = (title.start, title.end) if title else bare_span(text.string, *line_span(text, 0))
    fields = _fields(text, found, deeper)
    if fields:
        members.append(Member("fields", start, end, _object(list(fields.values()))))
    if deeper:
        members.append(Member("sections", start, end, _sections(deeper)))
    if not members:
        return Tree(Node("object", start, end, {}))
    root = _object(members)
    root.start, root.end = 0, len(text)
    return Tree(root)


def place_at(text: Text, root: Node, offset: int) -> Place | None:
    """The title, the field's value or the label that an offset (code points) lies in or touches; None elsewhere.

    Where a value is missing, its place is the offset itself, anywhere in the blanks behind its label.
    """
    title = root.member("title")
    if title is not None and (span := _touched(text, title.node, offset)):
        return Place("value", ("title",), *span, node=title.node)
    fields = root.member("fields")
    members = [] if fields is None else fields.node.members
    for member in members:
        if span := _touched(text, member.node, offset):
            return Place("value", ("fields", member.key), *span, node=member.node)
    for member in members:
        if member.key_start <= offset <= member.key_end:
            return Place("key", ("fields",), member.key_start, member.key_end, member.key, member.node)
    return None


def _touched(text: Text, node: Node, offset: int) -> tuple[int, int] | None:
    """The span of a value that an offset lies in or touches; of a missing one, the empty span at the offset."""
    if node.start != node.end:
        return (node.start, node.end) if node.start <= offset <= node.end else None
    if text.line_at(offset) != text.line_at(node.start):
        return None
    low, high = sorted((node.start, offset))
    is_near = node.start - offset <= 1 and not text.string[low:high].strip(" \t")
    return (offset, offset) if is_near else None


def _object(members: list[Member]) -> Node:
    start = min(member.node.start for member in members)
    end = max(member.node.end for member in members)
    value: Value = {member.key: member.node.value for member in members}
    return Node("object", start, end, value, members=members, flow=False)


def _title_member(heading: Heading) -> Member:
    node = Node("string", heading.start, heading.end, heading.title) if heading.title else _missing(heading.start)
    return Member("title", heading.start, heading.end, node)


def _missing(offset: int) -> Node:
    return Node("missing", offset, offset, None)


def _sections(headings: list[Heading]) -> Node:
    items = []
    for heading in headings:
        start, end = heading.start, heading.end
        title = Member("title", start, end, Node("string", start, end, heading.title))
        level = Member("level", start, end, Node("number", start, end, heading.level))
        items.append(_object([title, level]))
    return Node("array", items[0].start, items[-1].end, [item.value for item in items], items=items, flow=False)


def _fields(text: Text, found: Outline, deeper: list[Heading]) -> dict[str, Member]:
    """The fields by their keys, in document order."""
    fields: dict[str, Member] = {}
    head = bisect_left(found.text_lines, deeper[0].first) if deeper else len(found.text_lines)
    for members in (
        _front_matter_fields(text, found),
        _line_fields(text, found.text_lines[:head]),
        _section_fields(text, found),
    ):
        for member in members:
            fields.setdefault(member.key, member)
    return fields


def _key(label: str) -> str:
    return "_".join(label.lower().split())


def _line_fields(text: Text, lines: list[int]) -> Iterator[Member]:
    """The fields that are a line or a list item each."""
    for line in lines:
        start, end = line_span(text, line)
        match = _FIELD.match(text.string[start:end])
        if match is not None:
            group = "marked" if match["marked"] is not None else "plain"
            value = _value_node(text.string, start + match.end(), end)
            yield Member(_key(match[group]), start + match.start(group), start + match.end(group), value)


def _value_node(string: str, start: int, end: int) -> Node:
    """What a line says between two offsets, without a comment behind it and marks of emphasis around it."""
    comment = string.find("<!--", start, end)
    value_start, value_end = bare_span(string, start, end if comment < 0 else comment)
    if string[value_start:value_end].endswith("\\"):  # a line break
        value_start, value_end = bare_span(string, value_start, value_end - 1)
    if value_start == value_end:
        return _missing(start + 1 if string[start:end].startswith((" ", "\t")) else start)
    value = string[value_start:value_end]
    mark = _mark_around(value)
    while mark:
        value_start, value_end = bare_span(string, value_start + len(mark), value_end - len(mark))
        value = string[value_start:value_end]
        mark = _mark_around(value)
    return Node("string", value_start, value_end, value) if value else _missing(value_start)


def _mark_around(value: str) -> str:
    """The mark of emphasis that a text begins and ends with and does not contain; empty where there is none."""
    for mark in _EMPHASIS:
        size = len(mark)
        is_around = len(value) >= 2 * size and value.startswith(mark) and value.endswith(mark)
        if is_around and mark not in value[size:-size]:
            return mark
    return ""


def _section_fields(text: Text, found: Outline) -> Iterator[Member]:
    """The fields that are a section each: the first line of its text is the value."""
    ends = [heading.first for heading in found.headings[1:]] + [text.line_count]
    for heading, end in zip(found.headings, ends, strict=False):
        if heading.level == 1 or heading.title.lower() not in _SECTION_LABELS:
            continue
        node = _section_value(text, found.text_lines, heading.last + 1, end)
        if node is not None:
            yield Member(_key(heading.title), heading.start, heading.end, node)


def _section_value(text: Text, text_lines: list[int], first: int, end: int) -> Node | None:
    """The value on the first of the lines that holds text; None where there is no line to put one on."""
    index = bisect_left(text_lines, first)
    if index < len(text_lines) and text_lines[index] < end:
        start, line_end = line_span(text, text_lines[index])
        item = _LIST_ITEM.match(text.string[start:line_end])
        return _value_node(text.string, start + (item.end() if item else 0), line_end)
    blank = end
    while blank > first and not text.line(blank - 1).strip():
        blank -= 1
    if blank == end:
        return None
    # The second blank line, where there is one: the first stays below the heading.
    return _missing(line_span(text, min(blank + 1, end - 1))[0])


def _front_matter_fields(text: Text, found: Outline) -> Iterator[Member]:
    """The scalars of the front matter, each on one line; a number is the text that stands there."""
    if found.front_matter is None or found.front_matter[1] - found.front_matter[0] > _MAX_FRONT_MATTER:
        return
    from callsheet.syntax import yaml  # imported late: few artifacts have front matter

    offset, end = found.front_matter
    for member in yaml.parse(text.string[offset:end]).root.members:
        node = member.node
        start, end = offset + node.start, offset + node.end
        written = text.string[start:end]
        if node.kind in ("object", "array") or "\n" in written or "\r" in written:
            continue
        if node.kind in ("missing", "null"):
            value = Node("missing", start, end, None)
        elif node.kind != "string":
            value = Node("string", start, end, written)
        elif written[:1] in ("'", '"') and written[1:-1] == node.value:
            value = Node("string", start + 1, end - 1, node.value)
        else:
            value = Node("string", start, end, node.value)
        yield Member(_key(member.key), offset + member.key_start, offset + member.key_end, value)
