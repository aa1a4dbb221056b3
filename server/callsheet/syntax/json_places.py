"""What stands or could stand at an offset of a JSON text, also while it is being typed."""

from __future__ import annotations

from callsheet.syntax.tree import Member, Node, Place, Pointer


def place_at(string: str, root: Node, offset: int) -> Place | None:
    """The place at an offset (0-based code points); None outside the root value."""
    node = root
    pointer: Pointer = ()
    if node.kind == "missing":
        return Place("value", (), offset, offset)
    while True:
        if not _holds(node, offset):
            return None
        if node.kind == "object":
            found = _in_object(string, node, pointer, offset)
        elif node.kind == "array":
            found = _in_array(string, node, pointer, offset)
        else:
            return Place("value", pointer, node.start, node.end, node=node)
        if isinstance(found, Place):
            return found
        pointer, node = found


def _holds(node: Node, offset: int) -> bool:
    """Whether the offset lies in a scalar, its edges included, or between the brackets of a container."""
    if node.kind in ("object", "array"):
        return node.start < offset < node.end or _is_unclosed_end(node, offset)
    return node.kind != "missing" and node.start <= offset <= node.end


def _is_unclosed_end(node: Node, offset: int) -> bool:
    """Whether the offset is the end of a container that has no closing bracket."""
    return not node.closed and offset == node.end


def _in_object(string: str, node: Node, pointer: Pointer, offset: int) -> Place | tuple[Pointer, Node]:
    before: Member | None = None
    after: Member | None = None
    for member in node.members:
        if member.key_start <= offset <= member.key_end:
            return Place("key", pointer, member.key_start, member.key_end, member.key, member.node)
        if _holds(member.node, offset):
            return (*pointer, member.key), member.node
        if member.key_start < offset:
            before = member
        else:
            after = member
            break
    if before is not None and offset < before.node.start:
        return Place("value", (*pointer, before.key), before.node.start, before.node.end, node=before.node)
    if before is not None and before.node.kind == "missing" and "," not in string[before.key_end : offset]:
        role_is_value = ":" in string[before.key_end : offset]
        if role_is_value:
            return Place("value", (*pointer, before.key), offset, offset)
    return Place(
        "key",
        pointer,
        offset,
        offset,
        comma_before=before is not None and "," not in string[before.node.end : offset],
        comma_after=after is not None and "," not in string[offset : after.key_start],
    )


def _in_array(string: str, node: Node, pointer: Pointer, offset: int) -> Place | tuple[Pointer, Node]:
    index = 0
    for index, item in enumerate(node.items):
        if _holds(item, offset):
            return (*pointer, index), item
        if offset <= item.start:
            break
    else:
        index = len(node.items)
    before = node.items[index - 1] if index else None
    after = node.items[index] if index < len(node.items) else None
    return Place(
        "value",
        (*pointer, index),
        offset,
        offset,
        comma_before=before is not None and "," not in string[before.end : offset],
        comma_after=after is not None and "," not in string[offset : after.start],
    )
