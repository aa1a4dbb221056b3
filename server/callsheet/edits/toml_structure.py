"""Structural changes to TOML: other values, other keys, settings that go, and the items of arrays."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator

from callsheet.edits.edit_error import EditError
from callsheet.edits.flow import FlowContainer
from callsheet.edits.node_changes import Addition, Rework
from callsheet.edits.style import Slot, line_end, line_start, newline_of, spans_of, starts_line
from callsheet.syntax import Document, Member, Value
from callsheet.syntax.toml import parse
from callsheet.text import TextEdit

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_NOT_LITERAL = re.compile(r"['\x00-\x08\x0a-\x1f\x7f]")
_LINE_END = re.compile(r"\r\n|\n|\Z")


class TomlWriter:
    """Writes changes to one TOML document. Tables and settings are not added, nor are tables removed."""

    def __init__(self, document: Document) -> None:
        """Take a document."""
        self._document = document
        self._string = document.text.string

    def replace(self, slot: Slot, value: Value) -> Iterator[TextEdit]:
        """The edit that gives a node another value, or a missing value."""
        node = slot.node
        if not node.flow:
            raise EditError("a table of TOML cannot be replaced as a whole")
        text = write_value(value, self._string[node.start : node.start + 1])
        blank = "" if node.kind != "missing" or self._string[node.start - 1 : node.start] in (" ", "\t") else " "
        yield TextEdit(node.start, node.end, blank + text)

    def rework(self, slot: Slot, rework: Rework) -> Iterator[TextEdit]:
        """The edits that add children to an array or inline table which is not empty, or drop some; or drop settings."""
        node = slot.node
        if node.flow:

            def write(addition: Addition, _indentation: str) -> str:
                text = write_value(addition.value, self._string[node.items[0].start] if node.items else "")
                return text if addition.key is None else f"{write_key(addition.key)} = {text}"

            yield from FlowContainer(self._string, node, newline_of(self._string), " ", write, spans_of(node)).edits(
                rework
            )
            return
        if rework.added:
            raise EditError("nothing can be added to a table of TOML in this way")
        for index, member in enumerate(node.members):
            if rework.drops(index):
                yield self._without(member)

    def rename(self, member: Member, key: str) -> TextEdit:
        """The edit that gives a member another key."""
        return TextEdit(member.key_start, member.key_end, write_key(key))

    def _without(self, member: Member) -> TextEdit:
        """The edit that takes a setting out, with its lines and a comment behind it."""
        for statement in parse(self._document.text).statements:
            if statement.kind == "setting" and statement.parts[-1].start == member.key_start:
                end = line_end(self._string, statement.end)
                match = _LINE_END.match(self._string, end)
                if starts_line(self._string, statement.start) and match:
                    return TextEdit(line_start(self._string, statement.start), match.end(), "")
        raise EditError(f'"{member.key}" cannot be taken out alone')


def write_key(key: str) -> str:
    """A key, in quotation marks where it needs them."""
    return key if _BARE_KEY.fullmatch(key) else write_string(key)


def write_value(value: Value, mark: str = "") -> str:
    """A value on one line; a string in the quotation marks given, where it can stand in them.

    Raises:
        EditError: for null, which TOML does not have.
    """
    if value is None:
        raise EditError("TOML has no null")
    if isinstance(value, str):
        return write_string(value, mark)
    if isinstance(value, list):
        return f"[{', '.join(write_value(item, mark) for item in value)}]"
    if isinstance(value, dict):
        members = (f"{write_key(key)} = {write_value(item, mark)}" for key, item in value.items())
        return "{ " + ", ".join(members) + " }" if value else "{}"
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    return json.dumps(value)


def write_string(content: str, mark: str = "") -> str:
    """A string in single quotation marks where these are asked for and will do, else in double ones."""
    if mark == "'" and not _NOT_LITERAL.search(content):
        return f"'{content}'"
    if any("\ud800" <= character <= "\udfff" for character in content):
        raise EditError("TOML cannot hold half of a character")
    return json.dumps(content, ensure_ascii=False).replace("\x7f", "\\u007f")
