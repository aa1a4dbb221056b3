"""Searching a workspace for what has a name: features, subtasks, and all that the planning artifacts define."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

from callsheet.artifacts.kinds import MARKDOWN_KINDS, ArtifactKind
from callsheet.artifacts.names import Definition, NameKind
from callsheet.artifacts.occurrences import occurrences
from callsheet.ide.matching import MAX_QUERY, alike, closeness, holding_in_order
from callsheet.ide.mentions import text_span
from callsheet.ide.outlines import (
    KIND_OF_EVENT,
    KIND_OF_FEATURE,
    KIND_OF_HEADING,
    KIND_OF_NAME,
    KIND_OF_SUBTASK,
    SymbolKind,
)
from callsheet.syntax import Pointer, Value, value_at
from callsheet.text import Text
from callsheet.workspace.facts import Facts, PlanningFacts, string
from callsheet.workspace.feature import Feature
from callsheet.workspace.planning import Planning
from callsheet.workspace.snapshot import Snapshot

MAX_FOUND = 200
"""How many symbols are found at most, the best ones."""

Rank: TypeAlias = tuple[bool, int, int]
"""Archived or not, how close the name is to the query, how long it is: the smallest first."""


class Place(NamedTuple):
    """Where a symbol stands. Finding its span takes reading the document: see `span_of_place`."""

    path: str
    """The file, relative to the workspace root."""
    pointer: Pointer
    """The value that names it; the root, where nothing does."""
    on_key: bool = False
    """Whether the key that leads to the pointer is the name."""


class FoundSymbol(NamedTuple):
    """A symbol that a query finds."""

    rank: Rank
    name: str
    """What people call it, and its id: a query may hold either."""
    kind: SymbolKind
    container: str
    """The feature, plan or context that it belongs to."""
    place: Place


class _Candidate(NamedTuple):
    """Something that can be found."""

    name: str
    folded: str
    """The name with upper and lower case alike."""
    kind: SymbolKind
    container: str
    is_archived: bool
    place: Place


def workspace_symbols(snapshot: Snapshot, query: str) -> list[FoundSymbol]:
    """The symbols that fit a query best, at most `MAX_FOUND`: the closest first, what is archived last.

    A name fits that holds the query; where there is none, one that holds its letters in their order; where there is none
    of those either, one that looks alike. Without a query everything fits. No document is read.
    """
    typed = query.strip()[:MAX_QUERY]
    candidates, folded = list(_candidates(snapshot)), typed.casefold()
    compared = [candidate for candidate in candidates if folded in candidate.folded]
    compared = compared or _like(candidates, typed)
    found: list[FoundSymbol] = []
    for archived in (False, True):
        group = [candidate for candidate in compared if candidate.is_archived == archived]
        found += [_found(each, typed) for each in _closest(group, typed, MAX_FOUND - len(found))]
    return found


def _found(candidate: _Candidate, typed: str) -> FoundSymbol:
    rank = (candidate.is_archived, *_closeness(candidate, typed))
    return FoundSymbol(rank, candidate.name, candidate.kind, candidate.container, candidate.place)


def _closeness(candidate: _Candidate, typed: str) -> tuple[int, int]:
    """How close a name is to a query, then how long it is: of two that are as close the shorter says more."""
    close = closeness(typed, candidate.name)
    return _NOT_IN_ORDER if close is None else close, len(candidate.name) if typed else 0


def span_of_place(snapshot: Snapshot, place: Place) -> tuple[Text, int, int] | None:
    """The text of a symbol's document and the span of its name (code points); None where it cannot be read any more.

    Where the name has gone, the span is the beginning.
    """
    document = snapshot.document(place.path)
    if document is None:
        return None
    return document.text, *(text_span(document, place.pointer, on_key=place.on_key) or (0, 0))


def _closest(candidates: list[_Candidate], typed: str, limit: int) -> list[_Candidate]:
    """The candidates that fit best, the closest first, as many as a limit allows.

    Where many begin with the query, only those are compared in detail: there may be ten thousand.
    """
    if not typed:
        return candidates[:limit]
    folded = typed.casefold()
    beginning = [candidate for candidate in candidates if candidate.folded.startswith(folded)]
    compared = beginning if len(beginning) >= limit else candidates
    return sorted(compared, key=lambda each: _closeness(each, typed))[:limit]


_NOT_IN_ORDER = 4
"""How close a name is that only looks alike."""


def _like(candidates: list[_Candidate], typed: str) -> list[_Candidate]:
    """The candidates that hold all letters of a query in their order, of many the likest; else those that look alike."""
    letters, names = "".join(typed.casefold().split()), [candidate.folded for candidate in candidates]
    hits = holding_in_order(letters, names)
    likest = alike(letters, [names[index] for index in hits], MAX_FOUND, cutoff=0) if hits else []
    found = [hits[index] for index in likest] or alike(letters, names, MAX_FOUND)
    return [candidates[index] for index in found]


def _candidates(snapshot: Snapshot) -> Iterator[_Candidate]:
    """All that can be found: features, what planning artifacts define, subtasks."""
    for feature in snapshot.features.values():
        yield _of_feature(feature)
    yield from _of_planning(snapshot.planning)
    for feature in snapshot.features.values():
        yield from _of_subtasks(feature)


_Known = TypeVar("_Known", Feature, Planning)


def _remembered(make: Callable[[_Known], Iterator[_Candidate]]) -> Callable[[_Known], list[_Candidate]]:
    """The same function, which remembers what it made as long as what it was made from is there and so unchanged."""
    made: WeakKeyDictionary[_Known, list[_Candidate]] = WeakKeyDictionary()

    def look_up(known: _Known) -> list[_Candidate]:
        if known not in made:
            made[known] = list(make(known))
        return made[known]

    return look_up


def _candidate(facts: Facts, name: str, kind: SymbolKind, container: str, *place: Any) -> _Candidate:
    return _Candidate(name, name.casefold(), kind, container, facts.artifact.is_archived, Place(facts.path, *place))


def _of_feature(feature: Feature) -> _Candidate:
    task = feature.task
    if task is None:
        return _candidate(next(iter(feature.files.values())), feature.id, KIND_OF_FEATURE, feature.folder, ())
    pointer: Pointer = ("name",) if task.name else ("id",) if task.id else ()
    return _candidate(task, _joined(task.name, feature.id), KIND_OF_FEATURE, feature.folder, pointer)


@_remembered
def _of_subtasks(feature: Feature) -> Iterator[_Candidate]:
    for key, facts in feature.subtasks.items():
        pointer: Pointer = ("title",) if facts.title else ("id",) if facts.id else ()
        name = _joined(facts.title, facts.id or f"{feature.id}-{key}")
        yield _candidate(facts, name, KIND_OF_SUBTASK, feature.name, pointer)


@_remembered
def _of_planning(planning: Planning) -> Iterator[_Candidate]:
    for facts in planning.files.values():
        artifact = facts.artifact
        container = artifact.feature or artifact.context or artifact.folder
        if artifact.kind in MARKDOWN_KINDS:
            title = string(facts.value, "title") if isinstance(facts.value, dict) else None
            names = [definition.name for definition in facts.definitions] or [facts.path.rpartition("/")[2]]
            yield _candidate(facts, _joined(title, *names), KIND_OF_HEADING, container, ("title",))
            continue
        for definition in facts.definitions:
            kind = KIND_OF_NAME[definition.kind]
            for name, pointer in _names(facts, definition):
                yield _candidate(facts, name, kind, container, pointer, definition.on_key)
        for name, pointer, _, _ in occurrences(facts.value, _EVENTS):
            if name.strip() and artifact.kind is ArtifactKind.CONTEXTS:
                yield _candidate(facts, _joined(name), KIND_OF_EVENT, container, pointer)


_EVENTS = "bounded_contexts/*/domain_events/*/name"
"""Where domain events have their names, to which no document refers."""

_WITH_TITLE = (NameKind.PERSONA, NameKind.JOURNEY, NameKind.SLICE, NameKind.EPIC, NameKind.STORY)
"""The kinds of names whose title is what people call the thing; of the others it is a description."""


def _names(facts: PlanningFacts, definition: Definition) -> Iterator[tuple[str, Pointer]]:
    """What a definition is called, and where; an endpoint by each of its operations."""
    if definition.kind is NameKind.ENDPOINT and definition.aliases:
        for name, pointer in definition.aliases:
            yield _joined(name, _operation_id(facts.value, pointer)), pointer
    elif definition.kind in _WITH_TITLE:
        yield _joined(definition.title, definition.name), definition.pointer
    else:
        yield _joined(definition.name, *(name for name, _ in definition.aliases)), definition.pointer


def _operation_id(value: Value, pointer: Pointer) -> str | None:
    operation = value_at(value, pointer)
    return string(operation, "operationId") if isinstance(operation, dict) else None


def _joined(*words: str | None) -> str:
    """Names of one thing as one, on one line."""
    return " · ".join(dict.fromkeys(" ".join(word.split()) for word in words if word and word.strip()))
