"""How values are written in YAML, the way the rest of a document is."""

from __future__ import annotations

import re

from callsheet.edits.yaml_scalars import quote_of, write_string
from callsheet.edits.yaml_text import YamlText
from callsheet.ide.completion.skeletons import Hole, Skeleton
from callsheet.ide.completion.templates import Template
from callsheet.syntax import Document, Node, Value

# Stand-ins for holes while a value is laid out: private characters around the hole's number.
_OPEN, _CLOSE = "\ue0f1", "\ue0f2"
_STAND_IN = re.compile(rf"(?P<quote>['\"]?){_OPEN}(?P<number>[0-9]+){_CLOSE}(?P=quote)")


class YamlWriter:
    """Writes new text for one YAML document. The lines of a template count their indentation from its first one."""

    def __init__(self, document: Document) -> None:
        """Take how the document is laid out."""
        self._text = YamlText(document.text.string, document.root)
        self._text.newline = "\n"
        self._string = document.text.string

    def key(self, key: str, parent: Node | None, *, in_flow: bool) -> str:
        """A key alone."""
        return self._text.key(key, parent.members if parent else [], in_flow=in_flow)

    def member(self, key: str, value: Skeleton, parent: Node | None, *, in_flow: bool) -> Template:
        """A key with its value, for a new member of an object."""
        holes: list[Hole] = []
        laid_out = self._with_stand_ins(value, holes)
        behind = " " + self._text.flow(laid_out, None, parent) if in_flow else ""
        text = behind or self._text.behind_key(laid_out, 0, None, parent)
        return [self.key(key, parent, in_flow=in_flow), ":", *self._with_holes(text, holes)]

    def value(self, value: Skeleton, old: Node | None, parent: Node | None, *, in_flow: bool) -> Template:
        """A value on the line of its key or dash; a string is quoted like the one in whose place it comes."""
        if isinstance(value, str) and old is not None and (mark := quote_of(self._string[old.start : old.end])):
            return [write_string(value, mark, mark, in_flow=in_flow)]
        holes: list[Hole] = []
        laid_out = self._with_stand_ins(value, holes)
        return self._with_holes(self._text.flow(laid_out, old, parent), holes)

    def lines(self, value: Skeleton, *, behind_key: bool) -> Template:
        """A list or an object in block style; `behind_key` says whether it begins on a line of its own."""
        holes: list[Hole] = []
        laid_out = self._with_stand_ins(value, holes)
        text = self._text.behind_key(laid_out, 0, None, None) if behind_key else self._text.block(laid_out, 0)
        return self._with_holes(text.removeprefix(" "), holes)

    def _with_stand_ins(self, value: Skeleton, holes: list[Hole]) -> Value:
        """The value with a string in the place of each hole."""
        if isinstance(value, Hole):
            written = self._text.flow(value.default, None, None) if value.default and value.is_string else value.default
            holes.append(Hole(written, is_string=value.is_string and not value.default))
            return f"{_OPEN}{len(holes) - 1}{_CLOSE}"
        if isinstance(value, dict):
            return {key: self._with_stand_ins(item, holes) for key, item in value.items()}
        if isinstance(value, list):
            return [self._with_stand_ins(item, holes) for item in value]
        return value

    def _with_holes(self, text: str, holes: list[Hole]) -> Template:
        """The text with the holes in the places of their stand-ins; around an empty string the quotation marks stay."""
        template: Template = []
        position = 0
        for match in _STAND_IN.finditer(text):
            hole = holes[int(match["number"])]
            mark = match["quote"] if hole.is_string else ""
            template += [text[position : match.start()] + mark, hole, mark]
            position = match.end()
        return [*template, text[position:]]
