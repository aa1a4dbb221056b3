"""How values are written in JSON, the way the rest of a document is."""

from __future__ import annotations

import json
import re

from callsheet.edits.style import group_of, has_line_end, inline_like_surroundings, scalar_arrays_are_inline
from callsheet.ide.completion.skeletons import Hole, Skeleton, sample_of
from callsheet.ide.completion.templates import Template
from callsheet.syntax import Document, Node, Pointer

_COLON = re.compile(r'"([ \t]*:[ \t]*)[^\s,}\]]')
_INDENTED = re.compile(r"^([ \t]+)\S", re.MULTILINE)
_PADDED = re.compile(r"\{([ \t]?)[ \t]*\S")


class JsonWriter:
    """Writes new text for one JSON document."""

    def __init__(self, document: Document) -> None:
        """Take how the document is laid out."""
        self._document = document
        self._string = document.text.string
        self.colon = self._first(_COLON, ": ")
        self._unit = self._first(_INDENTED, "  ")
        self._padding = self._first(_PADDED, " ")

    def _first(self, pattern: re.Pattern[str], default: str) -> str:
        match = pattern.search(self._string)
        return match.group(1) if match else default

    @property
    def blank(self) -> str:
        """What stands behind a colon or a comma on one line."""
        return self.colon.partition(":")[2]

    def member(self, key: str, value: Skeleton, parent: Pointer) -> Template:
        """A key with its value, for a new member of an object."""
        return [write_string(key), self.colon, *self.value(value, parent)]

    def value(self, value: Skeleton, parent: Pointer | None) -> Template:
        """A value for a new member or item of a container, or for the whole document where there is no container."""
        container = None if parent is None else self._document.node(parent)
        return self._value(value, self._is_inline(value, container), "\n")

    def _is_inline(self, value: Skeleton, parent: Node | None) -> bool:
        """Whether a new container goes on one line."""
        if parent is not None and parent.closed and not has_line_end(self._string[parent.start : parent.end]):
            return True
        sample = sample_of(value)
        decided = inline_like_surroundings(sample, None, parent, self._is_on_one_line)
        if decided is not None:
            return decided
        return group_of(sample) == "scalars" and scalar_arrays_are_inline(self._document.root, self._is_on_one_line)

    def _is_on_one_line(self, node: Node) -> bool:
        return not has_line_end(self._string[node.start : node.end])

    def _value(self, value: Skeleton, inline: bool, line: str) -> Template:
        """A value in a line that begins with `line`; a container that is not inline has a line for each child."""
        if isinstance(value, Hole):
            return ['"', Hole(write_string(value.default)[1:-1]), '"'] if value.is_string else [value]
        if isinstance(value, (list, dict)) and value:
            return self._container(value, inline, line)
        return [json.dumps(value, ensure_ascii=False)]

    def _container(self, value: list[Skeleton] | dict[str, Skeleton], inline: bool, line: str) -> Template:
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        inner = line + self._unit
        padding = self._padding if isinstance(value, dict) else ""
        lead = padding if inline else inner
        between = ", " if inline else "," + inner
        template: Template = [opening]
        children = value.items() if isinstance(value, dict) else ((None, item) for item in value)
        for number, (key, child) in enumerate(children):
            template.append(between if number else lead)
            template += [] if key is None else [write_string(key), self.colon]
            template += self._value(child, inline, inner)
        return [*template, padding if inline else line, closing]


def write_string(content: str) -> str:
    """A string in quotation marks, with nothing escaped that need not be."""
    return json.dumps(content, ensure_ascii=False)


def read_content(written: str) -> str:
    """What stands between quotation marks, as a value; as it is where an escape is broken."""
    try:
        return str(json.loads(f'"{written}"'))
    except ValueError:
        return written
