"""TOML 1.0, tolerant of every state of typing: text in, tree of nodes and problems out.

Dates and times are strings, as they are written. A table that headers or dotted keys make is an object without brackets
(`flow` is false), which begins behind its name; where its parts stand apart, its span is that of the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from callsheet.syntax.toml_statements import Statement, StatementReader
from callsheet.syntax.toml_tables import Part, Table, in_the_way, put
from callsheet.syntax.tree import Node, Pointer, Problem, Repair, Tree
from callsheet.text import Text

_ODD_CHARACTER = re.compile(r"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(slots=True)
class TomlTree(Tree):
    """What was understood of a TOML text."""

    statements: list[Statement] = field(default_factory=list)
    """Its headers and settings in their order, of which each knows its table."""


def parse(text: Text) -> TomlTree:
    """The tree of a text."""
    reader = StatementReader(text)
    builder = _Builder(text)
    statements: list[Statement] = []
    while (statement := reader.next()) is not None:
        reader.report(builder.take(statement))
        statements.append(statement)
    odd = [
        problem
        for problem in _odd_character(text.string)
        if not any(known.start <= problem.start < known.end for known in reader.problems)
    ]
    problems = [*reader.problems, *odd]
    return TomlTree(builder.root.node, sorted(problems, key=lambda problem: problem.start), statements)


def _odd_character(string: str) -> list[Problem]:
    """The first character that has no place in TOML."""
    match = _ODD_CHARACTER.search(string)
    if match is None:
        return []
    if match.group() == "\r":
        message, new_text = "a line ends with a line feed in TOML, not with a carriage return alone", "\n"
        return [Problem(*match.span(), message, Repair("Change to a line feed", *match.span(), new_text))]
    message = "a control character has no place in TOML"
    return [Problem(*match.span(), message, Repair("Remove it", *match.span(), ""))]


class _Builder:
    """Makes the tree from the statements."""

    def __init__(self, text: Text) -> None:
        """Begin with an empty document."""
        self._text = text
        self.root = Table(Node("object", 0, len(text), {}, flow=False), 0)
        self._current = self.root
        self._around: list[Table] = []
        """The tables that the current one is inside of, and itself; without the root."""
        self._dotted: list[Table] = []
        """The tables that dotted keys below the current header have made or added to."""
        self._end = 0
        """Where the statement before ends."""

    def take(self, statement: Statement) -> Problem | None:
        """Put a statement where it belongs; what is wrong with that."""
        problem = self._put(statement) if statement.kind == "setting" else self._open(statement)
        for table in self._around:
            if table.node.end >= self._end:
                table.node.end = statement.end
        self._end = statement.end
        statement.table = self._current.pointer
        return problem

    def _put(self, statement: Statement) -> Problem | None:
        assert statement.node is not None
        statement.parents = _parents(self._current.pointer, statement.parts)
        passed, problem = put(self._text, self._current, statement.parts, statement.node)
        self._dotted += passed
        return problem

    def _open(self, header: Statement) -> Problem | None:
        """Go to the table of a header; to one that is no part of the document, where something else is in the way."""
        for table in self._dotted:
            table.is_complete = True
        self._dotted, self._around, self._current = [], [], self.root
        for part in header.parts[:-1]:
            header.parents.append(self._current.pointer)
            child = self._current.children.get(part.name) if part.is_written else None
            if child is None and part.is_written:
                child = self._current.add_table(part)
            if child is None or not (child.is_open or child.items):
                return self._leave(header, part, child)
            self._enter(child)
            if child.items:
                self._enter(child.items[-1])
        header.parents.append(self._current.pointer)
        last = header.parts[-1]
        known = self._current.children.get(last.name)
        if not last.is_written:
            return self._leave(header, last, None)
        if header.kind == "array of tables":
            return self._open_item(header, last, known)
        if known is not None and not known.is_open:
            return self._leave(header, last, known)
        self._enter(known or self._current.add_table(last))
        if not self._current.is_complete:
            self._current.is_complete = True
            return None
        line = self._text.line_at(self._current.defined_at) + 1
        return Problem(
            last.start, last.end, f"this table stands in line {line} already; put what follows below it there"
        )

    def _open_item(self, header: Statement, part: Part, known: Table | None) -> Problem | None:
        """Go to a new table of an array of tables."""
        if known is not None and not known.items:
            return self._leave(header, part, known)
        if known is None:
            known = self._current.add(part, Node("array", part.end, part.end, [], flow=False))
        node = Node("object", part.end, part.end, {}, flow=False)
        item = Table(node, part.start, is_complete=True, pointer=(*known.pointer, len(known.items)))
        known.items.append(item)
        known.node.items.append(node)
        assert isinstance(known.node.value, list)
        known.node.value.append(node.value)
        known.is_complete = True
        self._enter(known)
        self._enter(item)
        return None

    def _enter(self, table: Table) -> None:
        self._around.append(table)
        self._current = table

    def _leave(self, header: Statement, part: Part, known: Table | None) -> Problem | None:
        """Have what follows be read, but be no part of the document."""
        header.parents += _parents(header.parents[-1], header.parts[len(header.parents) - 1 :])[1:]
        pointer = (*header.parents[-1], header.parts[-1].name)
        node = Node("object", header.end, header.end, {}, flow=False)
        self._current = Table(node, header.start, pointer=pointer)
        return in_the_way(self._text, part, known) if known is not None else None


def _parents(pointer: Pointer, parts: list[Part]) -> list[Pointer]:
    """Of each part of a dotted key the object that it is a key of, the first being a key of that at a pointer."""
    return [(*pointer, *(part.name for part in parts[:number])) for number in range(len(parts))]
