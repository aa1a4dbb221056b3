"""The statements of a TOML text, line by line: headers of tables, and settings; also of one that is being typed.

What tables they make together is the matter of `toml`; here a statement is read for itself, and has at most one problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from callsheet.syntax.toml_scalars import read_literal, read_string
from callsheet.syntax.toml_tables import Part, Table, put
from callsheet.syntax.tree import MAX_DEPTH, Node, Pointer, Problem, Repair
from callsheet.text import Text

_MAX_NESTING = MAX_DEPTH // 2
"""How many levels a header may open, and how many a setting; together they stay below what other readers allow."""

_BLANKS = re.compile(r"[ \t]*")
_TO_NEXT = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:(?:\r\n?|\n)[ \t]*(?:#[^\r\n]*)?)*")
_REST = re.compile(r"[^\r\n]*")
_UNEXPECTED = re.compile(r"[^\r\n#]*[^\s#]")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WORD = re.compile(r"[^\s=:.,\[\]{}\"'#]+")
_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"\r\n]*"|'[^'\r\n]*')"""
_KEYS = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_STATEMENT = re.compile(
    rf"{_KEYS}[ \t]*=|\[\[?[ \t]*(?!(?:true|false|inf|nan)[ \t]*\])(?=[A-Za-z_]){_KEYS}[ \t]*\]\]?[ \t]*(?:[#\r\n]|\Z)"
)
"""What no item of an array looks like, so that an array without its bracket ends before it."""


@dataclass(slots=True)
class Statement:
    """The header of a table, or a setting: a key and its value."""

    kind: Literal["table", "array of tables", "setting"]
    start: int
    end: int
    """Where it ends, a comment behind it left out."""
    parts: list[Part]
    """The parts of its key; one that is still to be written is empty."""
    equals: int | None = None
    """Where the equals sign of a setting stands; None where it has none."""
    node: Node | None = None
    """The value of a setting."""
    table: Pointer = ()
    """The table that a setting is in, or that a header opens."""
    parents: list[Pointer] = field(default_factory=list)
    """Of each part of the key the object that it is a key of."""


class StatementReader:
    """Reads the statements of one text."""

    def __init__(self, text: Text) -> None:
        """Start at the beginning of a text."""
        self.problems: list[Problem] = []
        self._text = text
        self._string = text.string
        self._at = 1 if self._string.startswith("\ufeff") else 0
        self._has_problem = False

    def next(self) -> Statement | None:
        """The next statement; None at the end."""
        self._skip(_TO_NEXT)
        if self._at == len(self._string):
            return None
        self._has_problem = False
        statement = self._header() if self._char() == "[" else self._setting()
        statement.end = self._at
        self._finish_line()
        return statement

    def _char(self) -> str:
        return self._string[self._at : self._at + 1]

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._string, self._at)
        self._at = match.end() if match else self._at

    def _take(self, mark: str) -> bool:
        found = self._string.startswith(mark, self._at)
        self._at += len(mark) if found else 0
        return found

    def report(self, problem: Problem | None) -> None:
        """Note what is wrong, unless the statement has a problem already: it may be the cause."""
        if problem is not None and not self._has_problem:
            self._has_problem = True
            self.problems.append(problem)

    def _expect(self, message: str, new_text: str = "", title: str = "") -> None:
        """Report that something is missing where the reader stands, at what is there instead or before."""
        if self._has_problem:
            return
        start = at = self._at
        if self._char() in ("", "\r", "\n", "#", " ", "\t"):
            start = max(start - 1, 0)
            while start and self._string[start] in " \t":
                start -= 1
        end = min(start + 1, len(self._string))
        repair = Repair(title, at, at, new_text) if title else None
        self.report(Problem(start, end, message, repair))

    def _finish_line(self) -> None:
        """Step over the rest of a statement's line, which must hold no more than a comment."""
        self._skip(_BLANKS)
        match = _UNEXPECTED.match(self._string, self._at)
        if match is not None:
            repair = Repair("Remove it", *match.span(), "") if match.group() in (",", ";", "]", "}") else None
            self.report(Problem(*match.span(), "expected the end of the line", repair))
        self._skip(_REST)

    def _header(self) -> Statement:
        start = self._at
        closing = "]]" if self._string.startswith("[[", start) else "]"
        self._at += len(closing)
        parts = self._key(0)
        if not self._take(closing):
            self._expect(f"expected {closing} to close the header", closing, f"Add {closing}")
            self._take("]")
        return Statement("table" if closing == "]" else "array of tables", start, self._at, parts)

    def _setting(self) -> Statement:
        start = self._at
        parts, equals, node = self._key_and_value(0)
        if self._at == start:  # a bracket or a comma where a key should be
            self._skip(_REST)
        return Statement("setting", start, self._at, parts, equals, node)

    def _key_and_value(self, depth: int) -> tuple[list[Part], int | None, Node]:
        """A key, where its equals sign stands, and its value."""
        parts = self._key(depth)
        equals: int | None = self._at
        if self._char() == ":":
            repair = Repair("Change to =", self._at, self._at + 1, " =")
            self.report(Problem(self._at, self._at + 1, "expected = behind the key, not a colon", repair))
            self._at += 1
        elif not self._take("="):
            equals = None
            if self._char() in ("", "\r", "\n", "#", ",", "]", "}"):
                self._expect("expected = and a value behind the key")
                return parts, None, Node("missing", self._at, self._at, None)
            self._expect("expected = behind the key", "= ", "Add =")
        behind = self._at
        self._skip(_BLANKS)
        node = self._value(depth + len(parts))
        return parts, equals, node if node.kind != "missing" else Node("missing", behind, behind, None)

    def _key(self, depth: int) -> list[Part]:
        """The parts of a key; the reader then stands behind it and any blanks."""
        parts: list[Part] = []
        while True:
            self._skip(_BLANKS)
            parts.append(self._part())
            self._skip(_BLANKS)
            if depth + len(parts) >= _MAX_NESTING:
                self._too_deep()
                return parts
            if not self._take("."):
                return parts

    def _part(self) -> Part:
        start = self._at
        if self._char() in ('"', "'"):
            node, problem = read_string(self._string, start)
            if self._string.startswith(self._char() * 3, start):
                problem = Problem(start, node.end, "a key stands on one line, between single quotation marks")
            self.report(problem)
            self._at = node.end
            return Part(str(node.value), start, node.end)
        match = _BARE.match(self._string, start)
        word = _WORD.match(self._string, start)
        if word is None:
            self._expect("expected a key")
            return Part("", start, start)
        self._at = word.end()
        if match is None or match.end() < word.end():
            repair = Repair("Put it in quotation marks", *word.span(), f"'{word.group()}'")
            message = "a key with other characters than letters, digits, _ and - stands in quotation marks"
            self.report(Problem(*word.span(), message, repair))
        return Part(word.group(), start, word.end())

    def _too_deep(self) -> None:
        message = f"nested more than {_MAX_NESTING} levels deep; the rest is not read"
        self.report(Problem(self._at, min(self._at + 1, len(self._string)), message))
        self._skip(_REST)

    def _value(self, depth: int) -> Node:
        char = self._char()
        if depth >= _MAX_NESTING:
            self._too_deep()
            return Node("missing", self._at, self._at, None)
        if char == "[":
            return self._array(depth)
        if char == "{":
            return self._inline_table(depth)
        read = read_string if char in ('"', "'") else read_literal
        node, problem = read(self._string, self._at)
        if node.kind == "missing":
            self._expect("expected a value")
        self.report(problem)
        self._at = node.end
        return node

    def _array(self, depth: int) -> Node:
        start = self._at
        items: list[Node] = []
        self._at += 1
        behind, needs_comma = self._at, False
        while not self._ends_array():
            if self._take(","):
                if not needs_comma:
                    self.report(Problem(self._at - 1, self._at, "expected a value before the comma"))
                needs_comma = False
            else:
                if needs_comma:
                    self.report(_comma_expected(behind))
                items.append(self._value(depth + 1))
                needs_comma = True
            behind = self._at
        is_closed = self._take("]")
        if not is_closed:
            self._at = behind
            self._expect("expected ] to close the array", "]", "Add ]")
        values = [item.value for item in items]
        return Node("array", start, self._at, values, items=items, closed=is_closed)

    def _ends_array(self) -> bool:
        """Step to the next item; whether there is none: at a bracket, at the end, or where a statement begins."""
        before = self._at
        self._skip(_TO_NEXT)
        if self._char() in ("", "]", "}", "=") or self._char().isspace():  # a space that TOML does not know as a blank
            return True
        is_new_line = any(mark in self._string[before : self._at] for mark in "\r\n")
        return is_new_line and _STATEMENT.match(self._string, self._at) is not None

    def _inline_table(self, depth: int) -> Node:
        start = self._at
        table = Table(Node("object", start, start, {}), start)
        self._at += 1
        behind, needs_comma, is_closed = self._at, False, False
        while True:
            self._skip(_BLANKS)
            if self._char() in ("", "#", "]", "[") or self._char().isspace():
                break
            if self._char() == "}":
                if table.children and not needs_comma:
                    repair = Repair("Remove the comma", behind - 1, behind, "")
                    self.report(Problem(behind - 1, behind, "an inline table has no trailing comma", repair))
                self._at, is_closed = self._at + 1, True
                break
            if self._take(","):
                if not needs_comma:
                    self.report(Problem(self._at - 1, self._at, "expected a key before the comma"))
                needs_comma = False
            else:
                if needs_comma:
                    self.report(_comma_expected(behind))
                parts, _, node = self._key_and_value(depth + 1)
                self.report(put(self._text, table, parts, node)[1])
                needs_comma = True
            behind = self._at
        if not is_closed:
            self._at = behind
            self._expect("expected } to close the inline table on its line", "}", "Add }")
        table.node.end, table.node.closed = self._at, is_closed
        return table.node


def _comma_expected(at: int) -> Problem:
    return Problem(at - 1, at, "expected a comma", Repair("Add the comma", at, at, ","))
