"""Entries of reference lists as values: which mean the same file, and what several of them say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from callsheet.artifacts.lines import Segment, parse_lines
from callsheet.artifacts.quoting import quoted
from callsheet.edits.edit_error import EditError
from callsheet.syntax import Document, Value, value_at
from callsheet.workspace.facts import Facts, Reference

LISTS = ("context_files", "reference_files")
"""The members of tasks and subtasks that list references."""


def is_faultless(facts: Facts) -> bool:
    """Whether a document holds an object, has no slip of syntax, and no key twice: only such are refactored."""
    return facts.is_object and not facts.syntax.is_broken and not facts.syntax.has_duplicates


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list of references."""

    reference: Reference
    value: Value
    """The string or the object."""

    @property
    def segments(self) -> Sequence[Segment]:
        """The lines that it names; none for the whole file, and where they cannot be read."""
        return parse_lines(self.reference.lines or "")[0]

    @property
    def is_readable(self) -> bool:
        """Whether its `lines` and its `reason` are what they should be."""
        given = self.members
        texts = [given.get(name) for name in ("lines", "reason")]
        return (
            all(text is None or isinstance(text, str) for text in texts)
            and not parse_lines(self.reference.lines or "")[1]
        )

    @property
    def members(self) -> Mapping[str, Value]:
        """What it says, as an object; null means absent."""
        if not isinstance(self.value, dict):
            return {"path": self.reference.written}
        return {key: value for key, value in self.value.items() if value is not None}


def file_of(reference: Reference) -> str:
    """The same for all references that mean the same file; a note beside the path tells them apart."""
    path, written = reference.path, reference.written
    around = (written[: path.start] + written[path.end :]).strip().removeprefix("@")
    return written if around else path.path


def references_in(facts: Facts, field: str) -> list[Reference]:
    """The references of one of the `LISTS`, in their order."""
    return [reference for reference in facts.references if reference.field == field]


def entry_of(document: Document, reference: Reference) -> Entry:
    """A reference with its value.

    Raises:
        EditError: if it is not there any more.
    """
    value = value_at(document.value, reference.pointer)
    if value is None:
        raise EditError("the list has changed")
    return Entry(reference, value)


def written(members: Mapping[str, Value]) -> Value:
    """An entry that says this: a plain path, if there is nothing else."""
    return members["path"] if members.keys() == {"path"} else dict(members)


def contradiction(entries: Sequence[Entry], *, besides: Sequence[str] = ("path",)) -> str | None:
    """In which member some entries contradict each other, in words; None where they do not.

    A member that one of them lacks is no contradiction.
    """
    said: dict[str, Value] = {}
    for entry in entries:
        for key, value in entry.members.items():
            if key not in besides and said.setdefault(key, value) != value:
                return f"they differ in {quoted(key)}"
    return None


def together(entries: Sequence[Entry]) -> dict[str, Value]:
    """All that entries say which do not contradict each other, the path as the first writes it."""
    said: dict[str, Value] = dict(entries[0].members)
    for entry in entries[1:]:
        for key, value in entry.members.items():
            said.setdefault(key, value)
    return said
