"""One document of any syntax: its value, where each part of it stands, and what is wrong with it."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, TypeAlias

from callsheet.syntax import json, json_places, json_spans
from callsheet.syntax.tree import (
    MAX_LENGTH,
    Duplicate,
    Member,
    Node,
    Place,
    Pointer,
    Problem,
    Tree,
    Value,
    find_duplicates,
)
from callsheet.text import Text

Language: TypeAlias = Literal["json", "yaml", "markdown", "toml"]

_FEW_LOOKUPS = 12
"""How many places are looked for before the tree, which has them all, is built."""


class Document:
    """A parsed text. Never changes, never raises: what could not be understood is in `problems`.

    The value of a faultless JSON text comes from a fast decoder; the tree with its spans is built when first needed.
    """

    def __init__(self, text: Text, language: Language, misencoding: Problem | None = None) -> None:
        """Parse `text`; over `MAX_LENGTH` characters it is not read and has one problem that says so."""
        self.text = text
        self.language = language
        self.misencoding = misencoding
        """What is wrong with the bytes that the text was read from, at the first place; it is none of the `problems`."""
        self._lookups = 0

    @cached_property
    def _tree(self) -> Tree:
        string = self.text.string
        if len(string) > MAX_LENGTH:
            message = f"the document has more than {MAX_LENGTH:,} characters and is not checked; split it up"
            return Tree(Node("null", 0, 0, None), [Problem(0, 1, message)])
        if self.language == "json":
            return json.parse(string)
        # Imported late: a workspace of JSON files needs nothing of the other languages.
        if self.language == "markdown":
            from callsheet.syntax import markdown_fields

            return markdown_fields.parse(self.text)
        if self.language == "toml":
            from callsheet.syntax import toml

            return toml.parse(self.text)
        from callsheet.syntax import yaml

        return yaml.parse(string)

    @cached_property
    def _decoded(self) -> tuple[bool, Value]:
        """Whether the text is JSON without any problem or duplicate, and its value then."""
        if self.language != "json" or len(self.text) > MAX_LENGTH:
            return False, None
        return json.decode(self.text.string)

    @property
    def value(self) -> Value:
        """The plain value; where a value is missing, None. Of duplicate keys the last counts. Not to be changed."""
        faultless, value = self._decoded
        return value if faultless else self._tree.root.value

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the syntax, in document order."""
        return [] if self._decoded[0] else self._tree.problems

    @property
    def duplicates(self) -> list[Duplicate]:
        """The keys that an object has more than once; in TOML they are problems."""
        return [] if self._decoded[0] or self.language == "toml" else find_duplicates(self._tree.root)

    @property
    def has_lost_characters(self) -> bool:
        """Whether U+FFFD stands in the text for bytes that are none in its encoding."""
        found = self.misencoding
        return found is not None and self.text.string[found.start : found.end] == "\ufffd"

    @property
    def root(self) -> Node:
        """The tree of nodes."""
        return self._tree.root

    def node(self, pointer: Pointer) -> Node | None:
        """The node of a pointer, or None where nothing stands."""
        node = self.root
        for step in pointer:
            if isinstance(step, str):
                member = node.member(step)
                if member is None:
                    return None
                node = member.node
            elif 0 <= step < len(node.items):
                node = node.items[step]
            else:
                return None
        return node

    def member(self, pointer: Pointer) -> Member | None:
        """The member (key and value) that a pointer ends in, or None where it ends in an item or in nothing."""
        parent = self.node(pointer[:-1])
        if not pointer or parent is None or not isinstance(pointer[-1], str):
            return None
        return parent.member(pointer[-1])

    def span(self, pointer: Pointer) -> tuple[int, int]:
        """The span of a value; of the nearest enclosing thing that exists, where the value does not.

        Of an enclosing object the span is its key where it has one, else its opening bracket: a finding about a missing
        member must not underline the whole object.
        """
        if self._is_quicker_without_tree():
            location = json_spans.locate(self.text.string, pointer)
            return (location.start, location.end) if location and not location.is_filled else self.key_span(pointer)
        node = self.node(pointer)
        if node is not None and not (node.members or node.items or not node.flow):
            return node.start, node.end
        return self.key_span(pointer)

    def key_span(self, pointer: Pointer) -> tuple[int, int]:
        """The span of the key that leads to a value; of an item, or of the root, the first character or line."""
        if self._is_quicker_without_tree():
            return self._key_span_of_faultless(pointer)
        while pointer and self.node(pointer) is None:
            pointer = pointer[:-1]
        member = self.member(pointer)
        if member is not None:
            return member.key_start, member.key_end
        node = self.node(pointer) or self.root
        if not node.members and not node.items:
            return node.start, node.end
        if node.flow:
            return node.start, min(node.start + 1, node.end)
        if node.members:
            return node.members[0].key_start, node.members[0].key_end
        _, line_end = self.text.line_span(self.text.line_at(node.start))
        return node.start, min(line_end, node.end)

    def part_span(self, node: Node, start: int, end: int) -> tuple[int, int]:
        """Where a part of a string's value stands (both in code points, ends exclusive).

        The whole string where its characters cannot be told apart: in YAML one with escapes or over several lines, in
        Markdown one with marks inside.
        """
        value = node.value
        if not isinstance(value, str) or not 0 <= start <= end <= len(value):
            return node.start, node.end
        written = self.text.string[node.start : node.end]
        if written == value:
            return node.start + start, node.start + end
        if written[1:-1] == value and written[0] in "\"'":
            return node.start + 1 + start, node.start + 1 + end
        if self.language == "json" and node.closed and written[:1] == '"':
            edges = json_spans.character_edges(written)
            if len(edges) == len(value) + 1:
                return node.start + edges[start], node.start + edges[end]
        return node.start, node.end

    def _is_quicker_without_tree(self) -> bool:
        """Whether to look for a place in the text itself: a few times, as long as nobody needed the tree."""
        self._lookups += 1
        return self._decoded[0] and self._lookups <= _FEW_LOOKUPS and "_tree" not in self.__dict__

    def _key_span_of_faultless(self, pointer: Pointer) -> tuple[int, int]:
        location = json_spans.locate(self.text.string, pointer)
        while location is None:
            pointer = pointer[:-1]
            location = json_spans.locate(self.text.string, pointer)
        if location.key_span is not None:
            return location.key_span
        return location.start, location.start + 1 if location.is_filled else location.end

    def place_at(self, offset: int) -> Place | None:
        """What stands or could stand at an offset, also in broken text; None where nothing can (in a comment)."""
        offset = min(max(offset, 0), len(self.text))
        if self.language == "json":
            return json_places.place_at(self.text.string, self.root, offset)
        if self.language == "markdown":
            from callsheet.syntax import markdown_fields

            return markdown_fields.place_at(self.text, self.root, offset)
        if self.language == "toml":
            from callsheet.syntax import toml_places

            return toml_places.place_at(self, self._tree, offset)
        from callsheet.syntax import yaml_places

        return yaml_places.place_at(self, offset)
