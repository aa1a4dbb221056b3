"""The text of new values in YAML, with the habits of the document that they go into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from callsheet.edits.style import (
    children_of,
    containers_of,
    group_of,
    inline_like_surroundings,
    newline_of,
    old_member,
    paddings_of,
    scalar_arrays_are_inline,
)
from callsheet.edits.yaml_layout import block_collections, column_at, dashes_of, first_entry_start
from callsheet.edits.yaml_scalars import Quote, Sample, habit, quote_of, write_scalar, write_string
from callsheet.syntax import Member, Node, Value, walk
from callsheet.syntax.tree import Kind


class YamlText:
    """Writes values for one YAML document. Columns are 0-based and count code points."""

    def __init__(self, string: str, root: Node) -> None:
        """Take the text and the tree of the document."""
        self.string = string
        self.newline = newline_of(string)
        self._root = root

    def is_flow(self, value: Value, old: Node | None, parent: Node | None) -> bool:
        """Whether a new value is written on its line: scalars, empty containers and flow collections."""
        if not isinstance(value, (dict, list)) or not value:
            return True
        decided = inline_like_surroundings(value, old, parent, _is_flow)
        return group_of(value) == "scalars" and self._scalar_arrays_are_flow if decided is None else decided

    def flow(self, value: Value, old: Node | None, parent: Node | None) -> str:
        """A value on one line; a string is written like the one that it replaces, or like its neighbours."""
        if isinstance(value, str):
            in_flow = parent is not None and parent.flow
            wanted, otherwise = self._quotes(old, parent, in_flow=in_flow)
            return write_string(value, wanted, otherwise, in_flow=in_flow)
        if isinstance(value, dict):
            pairs = [
                f"{self.key(key, [], in_flow=True)}: {self.flow(child, None, _IN_FLOW)}" for key, child in value.items()
            ]
            return self._bracketed("{}", pairs)
        if isinstance(value, list):
            return self._bracketed("[]", [self.flow(item, None, _IN_FLOW) for item in value])
        return write_scalar(value)

    def key(self, key: str, members: list[Member], *, in_flow: bool) -> str:
        """A key, with quotation marks or without like those of its neighbours."""
        wanted = habit(self._key_samples(members), in_flow=in_flow)
        if wanted is None:
            wanted = self._key_quotes[in_flow]
        return write_string(key, wanted, self._any_quote, in_flow=in_flow)

    def behind_key(self, value: Value, column: int, old: Node | None, parent: Node | None) -> str:
        """What stands behind the colon of a key in a column: a blank and a value, or lines of their own."""
        if self.is_flow(value, old, parent):
            return " " + self.flow(value, old, parent)
        inner = column + (self._dash_offset(parent) if isinstance(value, list) else self.indent_unit)
        return self.newline + " " * inner + self.block(value, inner)

    def behind_dash(self, value: Value, column: int, old: Node | None, parent: Node | None) -> str:
        """What stands behind the dash of an item in a column; a collection begins on the same line."""
        gap = self._dash_gap(parent)
        if self.is_flow(value, old, parent):
            return gap + self.flow(value, old, parent)
        return gap + self.block(value, column + 1 + len(gap))

    def block(self, value: Value, column: int, old: Node | None = None) -> str:
        """A block collection whose entries begin in a column; the first line's indentation is left out.

        Its members that are collections are laid out like those of `old`.
        """
        lead = self.newline + " " * column
        if isinstance(value, dict):
            keys = [self.key(key, [], in_flow=False) for key in value]
            alike = [old_member(old, key) if isinstance(child, (dict, list)) else None for key, child in value.items()]
            texts = [
                self.behind_key(child, column, before, None)
                for child, before in zip(value.values(), alike, strict=True)
            ]
            return lead.join(f"{key}:{text}" for key, text in zip(keys, texts, strict=True))
        assert isinstance(value, list)  # scalars are never written as blocks
        return lead.join("-" + self.behind_dash(item, column, None, None) for item in value)

    def _bracketed(self, brackets: str, texts: list[str]) -> str:
        padding = self._padding[brackets[0]] if texts else ""
        return brackets[0] + padding + ", ".join(texts) + padding + brackets[1]

    def _quotes(self, old: Node | None, parent: Node | None, *, in_flow: bool) -> tuple[Quote, Quote]:
        """The wanted quotation mark for a string, and the one for when it cannot be plain.

        That of the string that it replaces, else that of its neighbours, else that of most strings of the document.
        """
        neighbours = list(self._samples(children_of(parent) if parent else []))
        quoted: list[Quote] = [quote for _, quote in neighbours if quote]
        wanted = habit(self._samples([old] if old else []), in_flow=in_flow)
        if wanted is None:
            wanted = habit(neighbours, in_flow=in_flow)
        if wanted is None:
            wanted = self._value_quote
        return wanted, quoted[-1] if quoted else self._any_quote

    def _samples(self, nodes: Iterable[Node]) -> Iterator[Sample]:
        for node in nodes:
            is_alias = self.string.startswith("*", node.start)
            if isinstance(node.value, str) and node.flow and not is_alias:
                yield node.value, quote_of(self.string[node.start : node.end])

    def _key_samples(self, members: Iterable[Member]) -> Iterator[Sample]:
        return ((member.key, quote_of(self.string[member.key_start : member.key_end])) for member in members)

    @cached_property
    def _scalar_arrays_are_flow(self) -> bool:
        return scalar_arrays_are_inline(self._root, _is_flow)

    @cached_property
    def _value_quote(self) -> Quote:
        return habit(self._samples(node for _, node in walk(self._root)), in_flow=False) or ""

    @cached_property
    def _key_quotes(self) -> dict[bool, Quote]:
        """How keys are quoted in block style (False) and in flow style (True)."""
        nodes = [node for node in containers_of(self._root) if node.members]
        return {
            in_flow: habit(
                (sample for node in nodes if node.flow == in_flow for sample in self._key_samples(node.members)),
                in_flow=in_flow,
            )
            or ""
            for in_flow in (False, True)
        }

    @cached_property
    def _any_quote(self) -> Quote:
        """The quotation mark that the document has most often."""
        quotes = [quote for _, quote in self._samples(node for _, node in walk(self._root)) if quote]
        return "'" if quotes.count("'") > quotes.count('"') else '"'

    @cached_property
    def _padding(self) -> dict[str, str]:
        return paddings_of(self.string, self._root)

    @cached_property
    def indent_unit(self) -> int:
        """By how many columns a block mapping stands to the right of its key; else a list, where any does."""
        dashes = (offset for offset in self._offsets(containers_of(self._root), "array") if offset > 0)
        return next(self._offsets(containers_of(self._root), "object"), next(dashes, 2))

    def _dash_offset(self, parent: Node | None) -> int:
        """By how many columns the dashes of a sequence stand to the right of its key; 0 where they stand below it."""
        nearest = self._offsets([parent] if parent else [], "array")
        return next(nearest, next(self._offsets(containers_of(self._root), "array"), self.indent_unit))

    def _offsets(self, nodes: Iterable[Node], kind: Kind) -> Iterator[int]:
        for node in block_collections(nodes):
            for member in node.members:
                child = member.node
                if child.kind == kind and not child.flow and (child.members or child.items):
                    start = first_entry_start(self.string, child)
                    yield column_at(self.string, start) - column_at(self.string, first_entry_start(self.string, node))

    def _dash_gap(self, parent: Node | None) -> str:
        """The blanks between a dash and its value."""
        for nodes in ([parent] if parent else []), containers_of(self._root):
            for node in block_collections(nodes):
                for dash, item in zip(dashes_of(self.string, node), node.items, strict=False):
                    gap = self.string[dash + 1 : item.start]
                    if gap and not gap.strip(" ") and item.kind != "missing":
                        return gap
        return " "


def _is_flow(node: Node) -> bool:
    return node.flow


_IN_FLOW = Node("array", 0, 0, [])
"""Stands for the flow collection around a new value."""
