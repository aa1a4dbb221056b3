"""Changes between the brackets of a JSON container or a YAML flow collection: members, items and their commas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from callsheet.edits.node_changes import Addition, Gap, Rework, gaps
from callsheet.edits.style import end_of_line_before, has_line_end, indentation_at, line_start
from callsheet.syntax import Node
from callsheet.text import TextEdit

# Between two children there are blanks, a comma, comments (YAML's, and those that JSON should not have) and mistakes.
_COMMENT_OR_COMMA = re.compile(r"#[^\r\n]*|//[^\r\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?|(,)")
_COMMENT_ON_LINE = re.compile(r"[ \t]*(?:#|//)[^\r\n]*")
_REST_OF_OWN_LINE = re.compile(r"[ \t]*,?[ \t]*(?:(?:#|//)[^\r\n]*)?(?:\r\n|\n|\r)")
_TAIL = re.compile(r"(?:[ \t]*,)?(?:[ \t]*(?:#|//)[^\r\n]*)?")
_BLANKS_AT_END = re.compile(r"[ \t\r\n]*\Z")


@dataclass(frozen=True, slots=True)
class FlowContainer:
    """A container with brackets and at least one child, and how to write a new one."""

    string: str
    node: Node
    newline: str
    blank: str
    """What stands behind a comma on one line."""
    write: Callable[[Addition, str], str]
    """Gives the text of a new child; the second argument is the indentation of the line that it stands on."""
    spans: list[tuple[int, int]]
    """The spans of the children, keys included."""

    def edits(self, rework: Rework) -> Iterator[TextEdit]:
        """The edits that add and drop children."""
        for gap in gaps(self.node, rework):
            if gap.dropped and gap.added:
                yield self._replace(gap)
            elif gap.added:
                yield from self._insert(gap)
            else:
                yield from self._drop(gap)

    def _end_before(self, index: int) -> int:
        """Where the child before another, or the opening bracket, ends."""
        return self.spans[index - 1][1] if index > 0 else self.node.start + 1

    def _start_after(self, index: int) -> int:
        """Where the child behind another, or the closing bracket, starts."""
        if index + 1 < len(self.spans):
            return self.spans[index + 1][0]
        return self.node.end - 1 if self.node.closed else max(self.node.end, self.spans[-1][1])

    def _comma(self, start: int, end: int) -> int | None:
        """The offset of the first comma between two offsets that is not part of a comment."""
        commas = (match.start() for match in _COMMENT_OR_COMMA.finditer(self.string, start, end) if match.group(1))
        return next(commas, None)

    def _lead(self, index: int) -> str:
        """The blanks before a child, of a line break only the last."""
        match = _BLANKS_AT_END.search(self.string, self._end_before(index), self.spans[index][0])
        blanks = match.group() if match else ""
        if not has_line_end(blanks):
            return blanks
        return self.newline + blanks[line_start(blanks, len(blanks)) :]

    def _breaks_line(self, index: int) -> bool:
        """Whether a child stands on a later line than the one before it."""
        return has_line_end(self.string[self._end_before(index) : self.spans[index][0]])

    def _lead_like(self, index: int) -> str:
        """The blanks to put before a child that stands beside another one."""
        if len(self.spans) > 1:
            lead = self._lead(max(index, 1))
            # Several may stand on a line: what comes between two of them stays there.
            is_between = has_line_end(lead) and 0 <= index < len(self.spans) - 1
            return self._lead(index + 1) if is_between and not self._breaks_line(index + 1) else lead
        lead = self._lead(0)
        return lead if has_line_end(lead) else self.blank

    def _texts(self, gap: Gap, lead: str, beside: int) -> list[str]:
        start = line_start(lead, len(lead))
        on_line = lead[start:] if has_line_end(lead) else indentation_at(self.string, self.spans[beside][0])
        return [self.write(addition, on_line) for addition in gap.added]

    def _replace(self, gap: Gap) -> TextEdit:
        """New children in the place of dropped ones; the commas and blanks around them stay."""
        beside = gap.dropped[0]
        lead = self._lead_like(beside)
        text = ("," + lead).join(self._texts(gap, lead, beside))
        return TextEdit(self.spans[beside][0], self.spans[gap.dropped[-1]][1], text)

    def _insert(self, gap: Gap) -> Iterator[TextEdit]:
        beside = max(gap.before, 0)
        lead = self._lead_like(gap.before)
        texts = self._texts(gap, lead, beside)
        if gap.before < 0:
            start = self.spans[0][0]
            yield TextEdit(start, start, "".join(text + "," + lead for text in texts))
            return
        end = self.spans[gap.before][1]
        comma = self._comma(end, self._start_after(gap.before))
        comment = _COMMENT_ON_LINE.match(self.string, end if comma is None else comma + 1)
        if comment is None or not has_line_end(lead):
            yield TextEdit(end, end, "".join("," + lead + text for text in texts))
            return
        # The comment belongs to the child before it: what is new goes to the next line.
        if comma is None:
            yield TextEdit(end, end, ",")
            yield TextEdit(comment.end(), comment.end(), lead + ("," + lead).join(texts))
        else:
            yield TextEdit(comment.end(), comment.end(), "".join(lead + text + "," for text in texts))

    def _drop(self, gap: Gap) -> Iterator[TextEdit]:
        has_before = gap.before >= 0
        has_after = gap.after < len(self.spans)
        start, end = self.spans[gap.dropped[0]][0], self.spans[gap.dropped[-1]][1]
        if has_after:
            yield self._drop_before_another(gap, start, end)
        elif has_before:
            yield from self._drop_last(gap, start, end)
        else:
            yield TextEdit(self.node.start + 1, self.node.end - 1 if self.node.closed else end, "")

    def _drop_before_another(self, gap: Gap, start: int, end: int) -> TextEdit:
        next_start = self.spans[gap.after][0]
        before = self._end_before(gap.dropped[0])
        if gap.before >= 0 and self._comma(before, start) is None and self._comma(end, next_start) is not None:
            return TextEdit(before, end, "")  # a comma is missing in front; the one behind must stay
        own_start = line_start(self.string, start)
        rest = _REST_OF_OWN_LINE.match(self.string, end, next_start)
        if own_start >= before and not self.string[own_start:start].strip(" \t") and rest is not None:
            return TextEdit(own_start, rest.end(), "")
        return TextEdit(start, next_start, "")

    def _drop_last(self, gap: Gap, start: int, end: int) -> Iterator[TextEdit]:
        """Drop the last children: the comma before them goes, one behind them stays."""
        before = self._end_before(gap.dropped[0])
        tail = _TAIL.match(self.string, end)
        tail_end = tail.end() if tail else end
        own_start = line_start(self.string, start)
        comments = self.string[before:start].strip(" \t\r\n,") or self.string[end:tail_end].strip(" \t,")
        if not comments or own_start < before:
            yield TextEdit(before, end, "")
            return
        comma = self._comma(before, start)
        if comma is not None and self._comma(end, tail_end) is None:
            yield TextEdit(comma, comma + 1, "")
        yield TextEdit(end_of_line_before(self.string, own_start), tail_end, "")
