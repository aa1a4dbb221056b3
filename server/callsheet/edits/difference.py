"""How to get from the value that stands there to another one with the fewest changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import TypeAlias

from callsheet.edits.node_changes import Addition, Drop, NodeChange, Replace, Rework, is_missing
from callsheet.syntax import Node, Value

IsBroken: TypeAlias = Callable[[Node], bool]
"""Whether the text of a node has syntax problems; such a node is written anew as a whole."""


def same(first: Value, second: Value, *, ordered: bool = True) -> bool:
    """Whether two values are written the same; unlike with `==`, 1, 1.0 and true differ, and NaN is itself.

    With `ordered`, the order of an object's members counts too.
    """
    return _written(first, ordered=ordered) == _written(second, ordered=ordered)


def refine(node: Node, value: Value, is_broken: IsBroken) -> NodeChange | None:
    """The smallest change that gives a node another value: None where it has that value already."""
    if is_broken(node) or is_missing(node):
        return Replace(value)
    if same(node.value, value):
        return None
    if node.members and isinstance(value, dict):
        return _refine_object(node, value, is_broken)
    if node.items and isinstance(value, list):
        return _refine_array(node, value, is_broken)
    return Replace(value)


def _refine_object(node: Node, value: dict[str, Value], is_broken: IsBroken) -> NodeChange:
    index_of = {member.key: index for index, member in enumerate(node.members)}
    common = [key for key in value if key in index_of]
    if common != sorted(common, key=index_of.__getitem__):
        return Replace(value)  # another order is wanted
    rework = Rework()
    for index, member in enumerate(node.members):
        if member.key not in value:
            rework.children[index] = Drop()
        elif index == index_of[member.key]:
            _note(rework, index, refine(member.node, value[member.key], is_broken))
    place = 0
    for key, wanted in value.items():
        if key in index_of:
            place = index_of[key] + 1
        else:
            # Behind the new members' predecessor, but not before members that go: those are replaced by the new ones.
            rework.add(place if place or not common else index_of[common[0]], Addition(key, wanted))
    return rework


def _refine_array(node: Node, value: list[Value], is_broken: IsBroken) -> NodeChange:
    old = [_written(item.value) for item in node.items]
    new = [_written(item) for item in value]
    front = 0
    while front < min(len(old), len(new)) and old[front] == new[front]:
        front += 1
    back = 0
    while back < min(len(old), len(new)) - front and old[-1 - back] == new[-1 - back]:
        back += 1
    matcher = SequenceMatcher(None, old[front : len(old) - back], new[front : len(new) - back], autojunk=False)
    rework = Rework()
    for tag, *bounds in matcher.get_opcodes():
        old_start, old_end, new_start, new_end = (bound + front for bound in bounds)
        if tag == "equal":
            continue
        paired = min(old_end - old_start, new_end - new_start)
        for offset in range(paired):
            index = old_start + offset
            _note(rework, index, refine(node.items[index], value[new_start + offset], is_broken))
        for index in range(old_start + paired, old_end):
            rework.children[index] = Drop()
        for index in range(new_start + paired, new_end):
            rework.add(old_end, Addition(None, value[index]))
    return rework


def _note(rework: Rework, index: int, change: NodeChange | None) -> None:
    if change is not None:
        rework.children[index] = change


def _written(value: Value, *, ordered: bool = True) -> str:
    return json.dumps(value, sort_keys=not ordered)
