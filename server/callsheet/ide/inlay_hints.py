"""Inlay hints: what numbers and ranges stand for, beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from callsheet.artifacts.lines import Segment, parse_lines
from callsheet.artifacts.names import NameUse
from callsheet.artifacts.quoting import counted, shorten
from callsheet.artifacts.scores import FORMULAS, as_decimal, is_right, rounded
from callsheet.ide.hover_subtasks import status_words
from callsheet.ide.named import resolved
from callsheet.ide.reading import Read, reader
from callsheet.ide.sections import section_titles
from callsheet.syntax import Document, Node, Pointer, walk
from callsheet.text import Text
from callsheet.workspace.disk import count_lines
from callsheet.workspace.facts import Dependency, Facts, Reference, SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot

MAX_TITLE = 40
"""How many characters of a title are shown."""


@dataclass(frozen=True, slots=True)
class InlayHint:
    """Words that are shown behind an offset (code points) and are not part of the text."""

    offset: int
    label: str
    tooltip: str | None = None


def inlay_hints(snapshot: Snapshot, path: str, start: int, end: int) -> list[InlayHint]:
    """The hints between two offsets of a document (code points), in its order.

    The titles of dependencies; how many lines a range has and which sections they are; scores that are missing or wrong.
    """
    document, facts = snapshot.document(path), snapshot.facts(path)
    if document is None or facts is None:
        return []
    hinter = _Hinter(snapshot, document, facts, start, end)
    return sorted(hinter.hints(), key=lambda hint: hint.offset)


class _Hinter:
    """Finds the hints of one document within a span."""

    def __init__(self, snapshot: Snapshot, document: Document, facts: Facts, start: int, end: int) -> None:
        self._snapshot = snapshot
        self._document = document
        self._facts = facts
        self._start, self._end = start, end
        self._read: Read = reader(snapshot)

    def hints(self) -> Iterator[InlayHint]:
        feature = self._snapshot.feature_of(self._facts.path)
        if isinstance(self._facts, SubtaskFacts) and feature is not None:
            for dependency in self._facts.dependencies:
                yield from self._dependency(feature, dependency)
        for use in self._facts.uses:
            if len(use.pointer) > 1 and use.pointer[-2] == "dependencies":
                yield from self._name(use)
        for reference in self._facts.references:
            yield from self._lines(reference)
        yield from self._scores()

    def _end_of(self, pointer: Pointer) -> int | None:
        """Where a value ends, if that is within the span."""
        node = self._document.node(pointer)
        return node.end if node is not None and self._start <= node.end <= self._end else None

    def _dependency(self, feature: Feature, dependency: Dependency) -> Iterator[InlayHint]:
        key = feature.resolve(dependency.written)
        end = self._end_of(dependency.pointer)
        if key is not None and end is not None:
            other = feature.subtasks[key]
            yield from _title(end, other.title, f"{key} is {status_words(other)}")

    def _name(self, use: NameUse) -> Iterator[InlayHint]:
        end = self._end_of(use.pointer)
        named = resolved(self._snapshot, self._facts, use) if end is not None else None
        if named is not None and end is not None:
            yield from _title(end, named.definition.title, None)

    def _lines(self, reference: Reference) -> Iterator[InlayHint]:
        pointer = (*reference.pointer, "lines")
        segments = parse_lines(reference.lines or "")[0]
        end = self._end_of(pointer) if segments else None
        text = self._snapshot.text(reference.path.path) if end is not None and reference.path.is_in_workspace else None
        if text is None or end is None:
            return
        total = count_lines(text.string)
        count = sum(max(min(segment.last, total) - segment.first + 1, 0) for segment in segments)
        titles = _titles(reference.path.path, text, segments)
        label = counted(count, "line")
        yield InlayHint(end, " · ".join([label, *([shorten(", ".join(titles), MAX_TITLE)] if titles else [])]))

    def _scores(self) -> Iterator[InlayHint]:
        for _, node in walk(self._document.root):
            for member in node.members:
                if member.key in FORMULAS and self._start <= member.node.start <= self._end:
                    yield from _score(member.key, member.node)


def _score(key: str, node: Node) -> Iterator[InlayHint]:
    """The score that follows from the numbers of an object, where it does not say so itself."""
    exact = FORMULAS[key].evaluate(node.value) if isinstance(node.value, dict) else None
    if exact is None or not isinstance(node.value, dict):
        return
    stored = as_decimal(node.value.get("score"))
    member = node.member("score")
    if stored is None or not is_right(stored, exact):
        place = member.node.end if member is not None else node.end
        yield InlayHint(place, f"= {rounded(exact)}", FORMULAS[key].text)


def _title(offset: int, title: str | None, tooltip: str | None) -> Iterator[InlayHint]:
    if title and title.strip():
        yield InlayHint(offset, shorten(title, MAX_TITLE), tooltip)


def _titles(path: str, text: Text, segments: Sequence[Segment]) -> list[str]:
    found = (title for each in segments for title in section_titles(path, text, each.first, each.last))
    return list(dict.fromkeys(found))
