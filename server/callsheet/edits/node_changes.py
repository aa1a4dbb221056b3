"""What is to become of every part of a document: operations gathered into one change for each container.

Gathering them first is what lets several operations meet in one object or array: a writer sees all that happens
between two children that stay and writes it as one edit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from callsheet.edits.edit_error import EditError
from callsheet.syntax import Node, Pointer, Value, format_pointer
from callsheet.syntax.operations import InsertItem, Remove, RenameKey, ReplaceSpan, SetValue


@dataclass(frozen=True, slots=True)
class Addition:
    """A new member (its key and value) or, without a key, a new item."""

    key: str | None
    value: Value


@dataclass(frozen=True, slots=True)
class Replace:
    """The node gets another value."""

    value: Value


@dataclass(frozen=True, slots=True)
class Drop:
    """The member or item goes."""


@dataclass(slots=True)
class Rework:
    """The container stays and some of its children change; children are counted from 0 in document order."""

    children: dict[int, NodeChange] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    """The new keys of renamed members."""
    added: dict[int, list[Addition]] = field(default_factory=dict)
    """What comes before a child; the number of children stands for the end."""

    def add(self, before: int, addition: Addition) -> None:
        """Note an addition; a key that is added already gets the new value in its place."""
        for additions in self.added.values():
            for index, known in enumerate(additions):
                if addition.key is not None and known.key == addition.key:
                    additions[index] = addition
                    return
        self.added.setdefault(before, []).append(addition)

    def drops(self, index: int) -> bool:
        """Whether a child goes."""
        return isinstance(self.children.get(index), Drop)

    def all_added(self) -> list[Addition]:
        """Every addition, in the order in which they will stand."""
        return [addition for before in sorted(self.added) for addition in self.added[before]]


NodeChange: TypeAlias = "Replace | Drop | Rework"


@dataclass(frozen=True, slots=True)
class Gap:
    """Two neighbouring children that stay, and what happens between them."""

    before: int
    """The child in front; -1 stands for the opening of the container."""
    after: int
    """The child behind; the number of children stands for the end of the container."""
    dropped: list[int]
    added: list[Addition]


def gather(
    root: Node, operations: Sequence[SetValue | InsertItem | Remove | RenameKey | ReplaceSpan]
) -> NodeChange | None:
    """The change that operations make to a document, None where there are none; spans to replace are left out.

    What happens inside a value that is replaced or removed as a whole does not count; of several values for one
    place, and of a value and a removal, the last counts.

    Raises:
        EditError: if an operation leads nowhere, or if a renamed key would stand there twice.
    """
    # A stand-in around the root makes it a child like any other.
    top = Rework()
    for operation in operations:
        if isinstance(operation, SetValue):
            _set_value(top, root, operation)
        elif isinstance(operation, InsertItem):
            _insert_item(top, root, operation)
        elif isinstance(operation, Remove):
            _remove(top, root, operation)
        elif isinstance(operation, RenameKey):
            _rename_key(top, root, operation)
    change = top.children.get(0)
    if isinstance(change, Rework):
        _refuse_double_keys(root, change, ())
    return change


def is_missing(node: Node) -> bool:
    """Whether nothing stands where a value should; the root of an empty YAML document is null and takes no space."""
    return node.kind == "missing" or (node.kind == "null" and node.start == node.end)


def gaps(node: Node, rework: Rework) -> Iterator[Gap]:
    """The gaps of a container in which something happens, in document order."""
    count = len(node.members) or len(node.items)
    before = -1
    dropped: list[int] = []
    added: list[Addition] = []
    for index in range(count + 1):
        added += rework.added.get(index, ())
        if index < count and rework.drops(index):
            dropped.append(index)
            continue
        if dropped or added:
            yield Gap(before, index, dropped, added)
        before, dropped, added = index, [], []


def changed_value(node: Node, change: NodeChange | None) -> Value:
    """The plain value that a node will have after a change other than `Drop`."""
    if isinstance(change, Replace):
        return change.value
    if not isinstance(change, Rework):
        return node.value
    keys: list[str | None] = [change.keys.get(index, member.key) for index, member in enumerate(node.members)]
    nodes = [member.node for member in node.members] or node.items
    entries: list[Addition] = []
    for index, child in enumerate(nodes):
        entries += change.added.get(index, ())
        if not change.drops(index):
            value = changed_value(child, change.children.get(index))
            entries.append(Addition(keys[index] if keys else None, value))
    entries += change.added.get(len(nodes), ())
    if node.kind == "object" or (entries and entries[0].key is not None):
        return {entry.key: entry.value for entry in entries if entry.key is not None}
    return [entry.value for entry in entries]


def _set_value(top: Rework, root: Node, operation: SetValue) -> None:
    if not operation.pointer:
        top.children[0] = Replace(operation.value)
        return
    parent, rework = _open(top, root, operation.pointer)
    step = operation.pointer[-1]
    index = _child_index(parent, step)
    if index is not None:
        rework.children[index] = Replace(operation.value)
        return
    _refuse_wrong_container(parent, rework, operation.pointer)
    if isinstance(step, int):
        rework.add(len(parent.items), Addition(None, operation.value))
        return
    behind = [_child_index(parent, key) for key in operation.after]
    places = [place + 1 for place in behind if place is not None]
    rework.add(places[0] if places else len(parent.members), Addition(step, operation.value))


def _insert_item(top: Rework, root: Node, operation: InsertItem) -> None:
    step = operation.pointer[-1] if operation.pointer else None
    if not isinstance(step, int):
        raise EditError(f"cannot insert an item at {_named(operation.pointer)}: that is no place in an array")
    parent, rework = _open(top, root, operation.pointer)
    _refuse_wrong_container(parent, rework, operation.pointer)
    rework.add(min(step, len(parent.items)), Addition(None, operation.value))


def _remove(top: Rework, root: Node, operation: Remove) -> None:
    if not operation.pointer:
        raise EditError("cannot remove the whole document")
    parent, rework = _open(top, root, operation.pointer)
    index = _child_index(parent, operation.pointer[-1])
    if operation.duplicate is not None:
        same = [index for index, member in enumerate(parent.members) if member.key == operation.pointer[-1]]
        index = same[operation.duplicate] if 0 <= operation.duplicate < len(same) else None
    if index is None:
        raise _nowhere(operation.pointer)
    rework.children[index] = Drop()


def _rename_key(top: Rework, root: Node, operation: RenameKey) -> None:
    if not operation.pointer or not isinstance(operation.pointer[-1], str):
        raise EditError(f"cannot rename {_named(operation.pointer)}: that is no member of an object")
    parent, rework = _open(top, root, operation.pointer)
    index = _child_index(parent, operation.pointer[-1])
    if index is None:
        raise _nowhere(operation.pointer)
    rework.keys[index] = operation.key


def _open(top: Rework, root: Node, pointer: Pointer) -> tuple[Node, Rework]:
    """The container that a pointer's last step is in, and where changes to its children are noted.

    Inside of a value that is replaced or removed as a whole that is a note which nobody reads.
    """
    node, index, rework = root, 0, top
    indexes = [0]
    for depth, step in enumerate(pointer[:-1]):
        child = _child_index(node, step)
        if child is None:
            raise _nowhere(pointer[: depth + 1])
        indexes.append(child)
        node = node.members[child].node if node.members else node.items[child]
    for index in indexes:
        change = rework.children.setdefault(index, Rework())
        if not isinstance(change, Rework):
            return node, Rework()
        rework = change
    return node, rework


def _child_index(node: Node, step: str | int) -> int | None:
    """Which child a step leads to; of members with the same key the last, which counts."""
    if isinstance(step, int):
        return step if 0 <= step < len(node.items) else None
    return max((index for index, member in enumerate(node.members) if member.key == step), default=None)


def _refuse_wrong_container(parent: Node, rework: Rework, pointer: Pointer) -> None:
    """Only objects take members and only arrays items; a missing value becomes what the first addition needs."""
    step = pointer[-1]
    wanted = "object" if isinstance(step, str) else "array"
    mixed = any((addition.key is None) == isinstance(step, str) for addition in rework.all_added())
    if mixed or (parent.kind != wanted and not is_missing(parent)):
        what = "member" if wanted == "object" else "item"
        raise EditError(f"cannot add a {what} at {_named(pointer)}: {_named(pointer[:-1])} is no {wanted}")
    if parent.value and not parent.members and not parent.items:
        raise EditError(f"cannot change {_named(pointer)}: {_named(pointer[:-1])} is an alias of a value elsewhere")
    if isinstance(step, int) and step < 0:
        raise EditError(f"cannot add an item at {_named(pointer)}: items are counted from 0")


def _refuse_double_keys(node: Node, rework: Rework, pointer: Pointer) -> None:
    kept = [index for index in range(len(node.members)) if not rework.drops(index)]
    names = [rework.keys.get(index, node.members[index].key) for index in kept]
    names += [addition.key for addition in rework.all_added() if addition.key is not None]
    for index in kept:
        key = rework.keys.get(index, node.members[index].key)
        if key != node.members[index].key and names.count(key) > 1:
            old = (*pointer, node.members[index].key)
            raise EditError(f"cannot rename {_named(old)}: there is a {_named((*pointer, key))} already")
    for index, child in rework.children.items():
        if isinstance(child, Rework):
            step = node.members[index].key if node.members else index
            _refuse_double_keys(
                node.members[index].node if node.members else node.items[index], child, (*pointer, step)
            )


def _nowhere(pointer: Pointer) -> EditError:
    return EditError(f"there is nothing at {_named(pointer)}")


def _named(pointer: Pointer) -> str:
    return format_pointer(pointer) or "the root"
