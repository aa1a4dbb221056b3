"""What stands or could stand at an offset of a TOML text, also while it is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callsheet.syntax.toml import TomlTree
from callsheet.syntax.toml_statements import Statement
from callsheet.syntax.tree import Node, Place, Pointer, Tree
from callsheet.text import Text

if TYPE_CHECKING:
    from callsheet.syntax.document import Document


def place_at(document: Document, tree: Tree, offset: int) -> Place | None:
    """The place at an offset (0-based code points); None where nothing can stand, for example in a comment.

    The part of a key is a place for a key of the object that it is in, in a header as well.
    """
    if not isinstance(tree, TomlTree):
        return None  # the document is too long
    text = document.text
    before = [statement for statement in tree.statements if statement.start <= offset]
    statement = before[-1] if before else None
    if statement is not None and (offset <= statement.end or _goes_on(text, statement, offset)):
        return _in_statement(document, statement, offset)
    start, _ = text.line_span(text.line_at(offset))
    if text.string[start:offset].strip(" \t\ufeff"):
        return None  # in a comment
    end = text.line_span(text.line_at(offset))[1]
    if text.string[offset:end].strip(" \t") and not text.string[offset:end].lstrip(" \t").startswith("#"):
        return None  # in front of a statement
    return Place("key", statement.table if statement else (), offset, offset)


def _goes_on(text: Text, statement: Statement, offset: int) -> bool:
    """Whether a statement reaches to an offset behind its end: on its last line, or in an array without its bracket."""
    node = statement.node
    is_open = node is not None and node.kind == "array" and not node.closed
    return is_open or text.line_at(statement.end) == text.line_at(offset)


def _in_statement(document: Document, statement: Statement, offset: int) -> Place | None:
    for number, part in enumerate(statement.parts):
        if part.start <= offset <= part.end:
            parent = statement.parents[number]
            is_last = number == len(statement.parts) - 1
            node = statement.node if is_last and statement.node else document.node((*parent, part.name))
            return Place("key", parent, part.start, part.end, part.name if part.is_written else None, node)
    node = statement.node
    if node is None:
        return None
    pointer = (*statement.parents[-1], statement.parts[-1].name)
    has_begun = statement.equals is not None and statement.equals < offset
    is_wanted = has_begun or node.start <= offset <= node.end
    return _in_value(document.text.string, node, pointer, offset) if is_wanted else None


def _in_value(string: str, node: Node, pointer: Pointer, offset: int) -> Place | None:
    """The place in the value behind an equals sign, or in an item of an array."""
    while node.kind in ("array", "object"):
        if offset <= node.start or (offset >= node.end and node.closed):
            return None
        if node.kind == "object":
            return _in_inline_table(string, node, pointer, offset)
        index = sum(item.end < offset for item in node.items)
        item = node.items[index] if index < len(node.items) else None
        if item is None or offset < item.start:
            return _between(string, node, (*pointer, index), offset, index)
        pointer, node = (*pointer, index), item
    if node.kind == "missing":
        blank = string[min(node.start, offset) : max(node.start, offset)]
        return None if blank.strip(" \t") else Place("value", pointer, offset, offset)
    return Place("value", pointer, node.start, node.end, node=node) if node.start <= offset <= node.end else None


def _between(string: str, array: Node, pointer: Pointer, offset: int, index: int) -> Place | None:
    """The place between two items of an array."""
    behind = string[array.items[index - 1].end if index else array.start + 1 : offset]
    if "#" in behind.replace("\r", "\n").rpartition("\n")[2]:
        return None
    follows = index < len(array.items)
    return Place(
        "value",
        pointer,
        offset,
        offset,
        comma_before=index > 0 and "," not in behind,
        comma_after=follows and "," not in string[offset : array.items[index].start],
    )


def _in_inline_table(string: str, table: Node, pointer: Pointer, offset: int) -> Place | None:
    before = None
    for member in table.members:
        if member.key_start <= offset <= member.key_end:
            return Place("key", pointer, member.key_start, member.key_end, member.key, member.node)
        if member.key_start > offset:
            break
        before = member
    if before is not None and (offset <= before.node.end or before.node.kind == "missing"):
        inside = (*pointer, before.key)
        if before.node.kind == "object" and not before.node.flow:
            return _in_inline_table(string, before.node, inside, offset)
        return _in_value(string, before.node, inside, offset)
    lacks_comma = before is not None and "," not in string[before.node.end : offset]
    return Place("key", pointer, offset, offset, comma_before=lacks_comma)
