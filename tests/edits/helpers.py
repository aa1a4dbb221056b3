"""What the tests of structural edits share: a check by example, and operations applied to plain values."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from callsheet.edits.structure import edits_for
from callsheet.syntax import Document, Language, Pointer, Value, walk
from callsheet.syntax.operations import InsertItem, Operation, Remove, RenameKey, ReplaceSpan, SetValue
from callsheet.text import Text, TextEdit, apply_edits


def edit(language: Language, before: str, *operations: Operation) -> str:
    """The text after operations."""
    document = Document(Text(before), language)
    edits = edits_for(document, operations)
    assert all(first.end < second.start for first, second in itertools.pairwise(edits))
    return apply_edits(before, edits)


@dataclass
class Entry:
    """A member or an item; `key` is None for an item."""

    key: str | None
    cell: Cell
    gone: bool = False
    name: str | None = None
    """The key that pointers know it by."""


@dataclass
class Cell:
    """A value that remembers what stood in it at first (`original`) and what stands in it now (`entries`)."""

    value: Value
    original: list[Entry] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    replaced: bool = False

    @classmethod
    def of(cls, value: Value) -> Cell:
        cell = cls(value)
        if isinstance(value, dict):
            cell.original = [Entry(key, cls.of(child), name=key) for key, child in value.items()]
        elif isinstance(value, list):
            cell.original = [Entry(None, cls.of(child)) for child in value]
        cell.entries = list(cell.original)
        return cell

    def find(self, step: str | int) -> Entry | None:
        if isinstance(step, str):
            return next((entry for entry in self.original if entry.name == step), None)
        return self.original[step] if isinstance(self.value, list) and step < len(self.original) else None

    def insert(self, entry: Entry, before: int) -> None:
        """Put an entry in front of the `before`-th original one, behind what was put there earlier."""
        if before >= len(self.original):
            self.entries.append(entry)
        else:
            place = next(i for i, known in enumerate(self.entries) if known is self.original[before])
            self.entries.insert(place, entry)

    def result(self) -> Value:
        if self.replaced or not isinstance(self.value, (dict, list)):
            return self.value
        alive = [entry for entry in self.entries if not entry.gone]
        if isinstance(self.value, dict):
            return {str(entry.key): entry.cell.result() for entry in alive}
        return [entry.cell.result() for entry in alive]


def apply_operations(value: Value, operations: Sequence[Operation]) -> Value:
    """The plain value after operations, all of which refer to `value` as it is."""
    root = Entry(None, Cell.of(value))
    for operation in operations:
        assert not isinstance(operation, ReplaceSpan)
        if not operation.pointer:
            assert isinstance(operation, SetValue)
            root.cell = Cell(operation.value, replaced=True)
            continue
        parent = root.cell
        for step in operation.pointer[:-1]:
            found = parent.find(step)
            if found is None:
                break  # inside of something that was replaced
            parent = found.cell
        else:
            _apply(parent, operation)
    return root.cell.result()


def _apply(parent: Cell, operation: SetValue | InsertItem | Remove | RenameKey) -> None:
    step = operation.pointer[-1]
    entry = parent.find(step)
    if parent.replaced:
        return
    if isinstance(operation, Remove):
        assert entry is not None
        entry.gone = True
    elif isinstance(operation, RenameKey):
        assert entry is not None
        entry.key = operation.key
    elif isinstance(operation, InsertItem):
        assert isinstance(step, int)
        parent.insert(Entry(None, Cell.of(operation.value)), step)
    elif entry is not None:
        entry.cell.value, entry.cell.replaced, entry.gone = operation.value, True, False
    elif isinstance(step, int):
        parent.entries.append(Entry(None, Cell.of(operation.value)))
    else:
        originals = [id(known) for known in parent.original]
        added = [known for known in parent.entries if known.key == step and id(known) not in originals]
        if added:
            added[0].cell = Cell.of(operation.value)
            return
        places = [place for key in operation.after for place, known in enumerate(parent.original) if known.name == key]
        parent.insert(Entry(step, Cell.of(operation.value)), places[0] + 1 if places else len(parent.original))


@st.composite
def operations_on(
    draw: st.DrawFn, value: Value, values: st.SearchStrategy[Value], keys: st.SearchStrategy[str]
) -> Operation:
    """An operation that leads somewhere in a value."""
    containers = list(_containers(value))
    if not containers or draw(st.integers(0, 19)) == 0:
        return SetValue((), draw(values))
    pointer, container = draw(st.sampled_from(containers))
    if isinstance(container, dict):
        names = list(container)
        steps: list[str | int] = [*names]
        after = tuple(draw(st.lists(st.sampled_from(names), max_size=2))) if names else ()
        add: Operation = SetValue((*pointer, draw(keys)), draw(values), after)
    else:
        names, steps = [], list(range(len(container)))
        add = InsertItem((*pointer, draw(st.integers(0, len(container) + 1))), draw(values))
    if not steps or draw(st.booleans()):
        return add
    step = draw(st.sampled_from(steps))
    if draw(st.booleans()):
        return Remove((*pointer, step))
    if isinstance(step, str) and draw(st.integers(0, 3)) == 0:
        taken = {*names, step}
        return RenameKey((*pointer, step), draw(keys.filter(lambda key: key not in taken)))
    return SetValue((*pointer, step), draw(values))


def _containers(value: Value, pointer: Pointer = ()) -> list[tuple[Pointer, dict[str, Value] | list[Value]]]:
    if isinstance(value, dict):
        children: list[tuple[str | int, Value]] = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    else:
        return []
    return [(pointer, value)] + [found for step, child in children for found in _containers(child, (*pointer, step))]


def check_untouched(document: Document, operation: Operation, edits: Sequence[TextEdit]) -> None:
    """Keys and scalars to which nothing happens stay where they are in the text."""
    assert not isinstance(operation, ReplaceSpan)
    target = operation.pointer
    for pointer, node in walk(document.root):
        inside = pointer[: len(target)] == target and not isinstance(operation, InsertItem)
        member = document.member(pointer)
        if member is not None and not inside:
            _check_no_edit(edits, member.key_start, member.key_end)
        if node.kind not in ("object", "array", "missing") and not inside:
            _check_no_edit(edits, node.start, node.end)


def _check_no_edit(edits: Sequence[TextEdit], start: int, end: int) -> None:
    assert not any(edit.start < end and edit.end > start for edit in edits)
