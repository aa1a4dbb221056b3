"""From operations on values to edits of the text: the door to the writers of JSON, YAML, Markdown and TOML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from callsheet.edits.difference import refine, same
from callsheet.edits.edit_error import EditError
from callsheet.edits.json_structure import JsonWriter, edits_of_strings
from callsheet.edits.node_changes import Drop, NodeChange, Replace, Rework, changed_value, gather
from callsheet.edits.style import Slot, children_of
from callsheet.syntax import Document, Member, Node, Value
from callsheet.syntax.operations import Operation, ReplaceSpan
from callsheet.text import Text, TextEdit, apply_edits


class Writer(Protocol):
    """What a syntax must be able to write."""

    def replace(self, slot: Slot, value: Value) -> Iterable[TextEdit]:
        """Give a node another value."""

    def rework(self, slot: Slot, rework: Rework) -> Iterable[TextEdit]:
        """Add children to a container that is not empty, and drop some; what else happens to children is not its task."""

    def rename(self, member: Member, key: str) -> TextEdit:
        """Give a member another key."""


def edits_for(document: Document, operations: Sequence[Operation]) -> list[TextEdit]:
    """The text edits that carry out operations, all of which refer to the document as it is.

    The edits keep the author's formatting and touch only what changes; they stand in document order, do not overlap,
    and none are given for what is so already. What is added at one place stands in the order of the operations.

    In a Markdown document only `ReplaceSpan` and `SetValue` of a string do something, the latter on a title or a field
    that stands there, with or without a value; other operations give no edit.

    Raises:
        EditError: if an operation leads nowhere, if two of them contradict each other, or if the result cannot be
            written in the document's syntax.
    """
    if document.language == "markdown":
        from callsheet.edits.markdown_text import markdown_edits  # imported late: few edits are of Markdown

        return tidy(document.text.string, markdown_edits(document, operations))
    of_strings = edits_of_strings(document, operations)
    if of_strings is not None:
        return tidy(document.text.string, of_strings)
    spans = [operation for operation in operations if isinstance(operation, ReplaceSpan)]
    change = gather(document.root, operations)
    edits = [TextEdit(span.start, span.end, span.new_text) for span in spans]
    if change is not None:
        edits += _write(_writer(document), document, Slot(document.root), change)
    edits = tidy(document.text.string, edits)
    if not spans:
        _check(document, edits, changed_value(document.root, change))
    return edits


def edited(document: Document, edits: Iterable[TextEdit]) -> Document:
    """A document after edits of its text."""
    return Document(Text(apply_edits(document.text.string, edits)), document.language)


def _writer(document: Document) -> Writer:
    if document.language == "json":
        return JsonWriter(document.text.string, document.root)
    if document.language == "toml":
        from callsheet.edits.toml_structure import TomlWriter  # imported late, like the parser of TOML

        return TomlWriter(document)
    from callsheet.edits.yaml_structure import YamlWriter  # imported late, like the parser of YAML

    return YamlWriter(document.text.string, document.root)


def _write(writer: Writer, document: Document, slot: Slot, change: NodeChange) -> Iterator[TextEdit]:
    """The edits of a change and of all those inside it; at one offset, the inner ones come first."""
    if isinstance(change, Replace):
        refined = refine(slot.node, change.value, lambda node: _is_broken(document, node))
        if refined is None:
            return
        change = refined
    if isinstance(change, Replace):
        yield from writer.replace(slot, change.value)
    elif isinstance(change, Rework):
        yield from _write_rework(writer, document, slot, change)


def _write_rework(writer: Writer, document: Document, slot: Slot, change: Rework) -> Iterator[TextEdit]:
    children = children_of(slot.node)
    if children:
        for index, child in change.children.items():
            if not isinstance(child, Drop):
                yield from _write(writer, document, Slot(children[index], slot.node, index), child)
        for index, key in change.keys.items():
            if key != slot.node.members[index].key and not change.drops(index):
                yield writer.rename(slot.node.members[index], key)
        yield from writer.rework(slot, change)
    elif change.added:
        yield from writer.replace(slot, changed_value(slot.node, change))


def _is_broken(document: Document, node: Node) -> bool:
    """Whether there is a syntax problem in a node's text."""
    return any(problem.start < node.end and problem.end > node.start for problem in document.problems)


def tidy(string: str, edits: list[TextEdit]) -> list[TextEdit]:
    """Edits in document order, without those that change nothing; edits that touch each other become one."""
    tidied: list[TextEdit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        last = tidied[-1] if tidied else None
        if last is not None and edit.start < last.end:
            raise EditError(f"two changes overlap at offset {edit.start}")
        if last is not None and edit.start == last.end:
            tidied[-1] = TextEdit(last.start, edit.end, last.new_text + edit.new_text)
        else:
            tidied.append(edit)
    return [edit for edit in tidied if string[edit.start : edit.end] != edit.new_text]


def _check(document: Document, edits: list[TextEdit], expected: Value) -> None:
    """Read the result once more: an edit that would break a file or mean something else is better refused.

    What may come to this in YAML: an anchor that is needed elsewhere, tabs in odd places, a key over many lines. Where the
    document has slips already, nobody knows what it means; there must not be more of them.
    """
    changed = edited(document, edits)
    if document.problems:
        is_worse = len(changed.problems) > len(document.problems)
    else:
        is_worse = bool(changed.problems) or not same(changed.value, expected, ordered=False)
    if is_worse:
        raise EditError("this change cannot be written without rewriting other parts of the document")
