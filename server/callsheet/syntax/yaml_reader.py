"""From the events of libyaml to the tree of nodes, up to the first place that libyaml does not understand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from yaml.cyaml import CBaseLoader
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from callsheet.syntax.tree import MAX_DEPTH, MAX_NODES, Kind, Member, Node, Problem, Repair
from callsheet.syntax.yaml_reading import Anchored, Failure, LastScalar, Open, Reading
from callsheet.syntax.yaml_scalars import quote, resolve_plain, resolve_tagged

_TAG = re.compile(r"!<[^>]*>|![^\s,\[\]{}]*")
_BETWEEN = re.compile(r"(?:[ \t\r\n]+(?:#[^\r\n]*)?)*")
_COLON = re.compile(r"[ \t]*: ?")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


class _EnoughError(Exception):
    """The text is too deep or too large to be read on."""


def read(string: str, restored: Mapping[int, str]) -> Reading:
    """Read the first document of a text; `restored` is a table for `str.translate` that scalars are put through."""
    return _Reader(string, restored).read()


class _Reader:
    """Builds the tree; a stack of open containers in the place of recursion."""

    def __init__(self, string: str, restored: Mapping[int, str]) -> None:
        self.string = string
        self.restored = restored
        self.reading = Reading()
        self.open: list[Open] = []
        self.anchors: dict[str, Anchored | None] = {}
        self.count = 0
        self.last: Any = None
        """The event of the last scalar or alias."""

    def read(self) -> Reading:
        parser = CBaseLoader(self.string)
        try:
            self.take_events(parser)
        except MarkedYAMLError as error:
            self.reading.failure = self.failure(error)
            self.close_all()
        except _EnoughError:
            self.close_all()
        return self.reading

    def take_events(self, parser: CBaseLoader) -> None:
        # Every event has its marks here; the stubs say that they may be missing.
        next_event: Callable[[], Any] = parser.get_event
        while (event := next_event()) is not None:
            kind = event.__class__
            if kind is ScalarEvent:
                self.scalar(event)
            elif kind is MappingStartEvent:
                self.start(event, Node("object", event.start_mark.index, event.end_mark.index, {}))
            elif kind is SequenceStartEvent:
                self.start(event, Node("array", event.start_mark.index, event.end_mark.index, []))
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.finish(event.end_mark.index)
            elif kind is AliasEvent:
                self.alias(event)
            elif kind is DocumentEndEvent:
                # What follows is no part of it and not worth libyaml's time.
                self.reading.end = event.end_mark.index
                break

    def failure(self, error: MarkedYAMLError) -> Failure:
        at = error.problem_mark.index if error.problem_mark else 0
        context = error.context_mark.index if error.context_mark else None
        last = None
        if self.last is not None:
            is_quoted = self.last.__class__ is ScalarEvent and self.last.style in ('"', "'")
            last = LastScalar(self.last.start_mark.index, self.last.end_mark.index, is_quoted)
        return Failure(error.problem or "", min(at, len(self.string)), context, list(self.open), last)

    def scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        text, style, anchor, tag = event.value, event.style, event.anchor, event.tag
        self.last = event
        if self.restored:
            text = text.translate(self.restored)
        if anchor or tag:
            start = self.skip_properties(start, end, anchor, tag)
        if tag:
            kind, value, complaint = resolve_tagged(text, tag, style == "")
            if complaint:
                self.reading.problems.append(Problem(event.start_mark.index, max(end, start), complaint))
        elif style == "":
            kind, value = resolve_plain(text)
        else:
            kind, value = "string", text
        node = Node(kind, start, end, value)
        if style in ("|", ">"):
            node.flow = False
            node.end = self.end_of_block_scalar(start, end)
        elif start == end and kind == "null":
            self.place_missing(node, start != event.start_mark.index)
        self.count += 1
        if self.count > MAX_NODES:
            self.check_count(node)
        if anchor:
            self.anchors[anchor] = Anchored(node, text, 1, 0)
        self.add(node, text)

    def skip_properties(self, position: int, end: int, anchor: str | None, tag: str | None) -> int:
        """Where a node begins behind its anchor and tag, at most at `end`."""
        for _ in range((anchor is not None) + (tag is not None)):
            if anchor is not None and self.string.startswith("&", position):
                position += 1 + len(anchor)
            else:
                match = _TAG.match(self.string, position)
                position = match.end() if match else position
            between = _BETWEEN.match(self.string, position, end)
            position = between.end() if between else position
        return min(position, end)

    def end_of_block_scalar(self, start: int, end: int) -> int:
        """The end of the last character of a block scalar that is no blank; of its header where it is empty."""
        header = _BLOCK_HEADER.match(self.string, start)
        header_end = header.end() if header else start + 1
        first_line = min(
            (place for place in (self.string.find("\n", start, end), self.string.find("\r", start, end)) if place >= 0),
            default=end,
        )
        content = self.string[first_line:end].rstrip(" \t\r\n")
        return first_line + len(content) if content else header_end

    def place_missing(self, node: Node, has_properties: bool) -> None:
        """Turn an empty scalar into a missing value; its place is behind the colon or dash and one blank."""
        if not self.open:
            return  # an empty document
        node.kind = "missing"
        member = self.open[-1].member
        position = node.start
        if member is not None and not has_properties and self.string[position - 1 : position] != ":":
            colon = _COLON.match(self.string, member.key_end, position)
            position = colon.end() if colon else member.key_end  # a key without a colon: `{a}`, `? a`
        elif self.string.startswith(" ", position):
            position += 1
        node.start = node.end = position

    def start(self, event: Any, node: Node) -> None:
        if len(self.open) >= MAX_DEPTH:
            message = f"nested more than {MAX_DEPTH} levels deep; the rest is not read"
            self.reading.problems.append(Problem(node.start, max(node.end, node.start + 1), message))
            raise _EnoughError
        node.flow = event.flow_style
        if event.anchor or event.tag:
            # The mark behind a block collection's properties is not always where it begins.
            end = len(self.string) if not node.flow else max(node.end - 1, node.start)
            node.start = self.skip_properties(node.start, end, event.anchor, event.tag)
        node.closed = not node.flow
        node.end = max(node.end, node.start)
        self.count += 1
        self.check_count(node)
        opened = Open(node, event.anchor, before=self.count - 1)
        opened.is_key = bool(self.open) and self.open[-1].node.kind == "object" and self.open[-1].member is None
        if event.anchor:
            self.anchors[event.anchor] = None
        if not opened.is_key:
            self.add(node, None)
        self.open.append(opened)

    def check_count(self, node: Node) -> None:
        if self.count > MAX_NODES:
            message = f"the document stands for more than {MAX_NODES:,} values; the rest is not read"
            self.reading.problems.append(Problem(node.start, max(node.end, node.start + 1), message))
            raise _EnoughError

    def finish(self, end: int) -> None:
        """Take leave of the innermost container, whose closing bracket, in flow style, ends at `end`."""
        opened = self.open.pop()
        node = opened.node
        if node.flow:
            node.end = end
            node.closed = True
        else:
            self.end_block(opened)
        if opened.anchor:
            self.anchors[opened.anchor] = Anchored(node, None, self.count - opened.before, opened.deepest + 1)
        if self.open:
            parent = self.open[-1]
            parent.deepest = max(parent.deepest, opened.deepest + 1)
            if opened.is_key:
                self.complex_key(parent, node)

    def end_block(self, opened: Open) -> None:
        """Give a block collection the span of its content."""
        node = opened.node
        if node.members:
            node.end = node.members[-1].node.end
        elif node.items:
            node.end = max(node.items[-1].end, node.start + 1)

    def complex_key(self, parent: Open, node: Node) -> None:
        """Keep a key that is an object or a list as its text."""
        text = self.string[node.start : node.end]
        around = self.string[node.start - 1 : node.end + 1]
        repair = None
        if around.startswith("{{") and around.endswith("}}") and around.isprintable():
            title = "Put the placeholder in quotation marks"
            repair = Repair(title, node.start - 1, node.end + 1, quote(around))
        message = "expected a plain key, not an object or an array"
        self.reading.problems.append(Problem(node.start, node.end, message, repair))
        parent.member = Member(text, node.start, node.end, node)

    def close_all(self) -> None:
        """Leave everything that is still open at its last child's end."""
        while self.open:
            opened = self.open[-1]
            node = opened.node
            last = node.members[-1].node if node.members else node.items[-1] if node.items else None
            end = max(node.end, last.end if last else 0)
            if opened.member is not None:
                colon = _COLON.match(self.string, opened.member.key_end)
                place = colon.end() if colon else opened.member.key_end
                self.add(Node("missing", place, place, None), None)
                end = max(end, place)
            self.finish(end)
            node.closed = not node.flow

    def alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        name = event.anchor
        text = self.string[start:end]
        self.last = event
        if name not in self.anchors:
            repair = Repair("Put it in quotation marks", start, end, quote(text))
            message = f"expected a known anchor; nothing is marked &{name}"
            self.reading.problems.append(Problem(start, end, message, repair))
            self.add(Node("string", start, end, text), text)
            return
        anchored = self.anchors[name]
        if anchored is None:
            message = f"expected an anchor that ends before this place; *{name} would contain itself"
            self.reading.problems.append(Problem(start, end, message))
            self.add(Node("null", start, end, None), text)
            return
        self.count += anchored.size
        node = Node(_visible(anchored.node.kind), start, end, anchored.node.value)
        self.check_count(node)
        if len(self.open) + anchored.levels > MAX_DEPTH:
            message = f"*{name} is nested more than {MAX_DEPTH} levels deep; the rest is not read"
            self.reading.problems.append(Problem(start, end, message))
            raise _EnoughError
        if self.open:
            self.open[-1].deepest = max(self.open[-1].deepest, anchored.levels)
        self.add(node, anchored.text if anchored.text is not None else text)

    def add(self, node: Node, text: str | None) -> None:
        """Put a node where the next one belongs; `text` is what it reads as a key."""
        if not self.open:
            self.reading.root = node
            return
        opened = self.open[-1]
        parent = opened.node
        value: Any = parent.value
        if parent.kind == "array":
            parent.items.append(node)
            value.append(node.value)
        elif opened.member is None:
            self.key(opened, node, text)
        else:
            member = opened.member
            member.node = node
            parent.members.append(member)
            value[member.key] = node.value
            opened.member = None

    def key(self, opened: Open, node: Node, text: str | None) -> None:
        if node.kind == "missing":
            message = "expected a key before the colon"
            self.reading.problems.append(Problem(node.start, min(node.start + 1, len(self.string)), message))
        elif node.value.__class__ in (dict, list):
            message = "expected a plain key, not an object or an array"
            self.reading.problems.append(Problem(node.start, node.end, message))
        opened.member = Member(text or "", node.start, node.end, node)


def _visible(kind: Kind) -> Kind:
    """The kind of an alias: a value that is missing at its anchor is null where the alias stands."""
    return "null" if kind == "missing" else kind
