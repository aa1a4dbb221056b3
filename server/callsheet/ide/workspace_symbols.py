"""Searching a workspace for what has a name: features, subtasks, and all that the planning artifacts define."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

from callsheet.artifacts.kinds import MARKDOWN_KINDS
from callsheet.artifacts.names import Definition, NameKind
from callsheet.ide.completion.matching import closeness
from callsheet.ide.mentions import text_span
from callsheet.ide.outlines import KIND_OF_FEATURE, KIND_OF_HEADING, KIND_OF_NAME, KIND_OF_SUBTASK, SymbolKind
from callsheet.syntax import Pointer
from callsheet.text import Text
from callsheet.workspace.facts import Facts, PlanningFacts, string
from callsheet.workspace.feature import Feature
from callsheet.workspace.planning import Planning
from callsheet.workspace.snapshot import Snapshot

MAX_FOUND = 200
"""How many symbols are found at most, the best ones."""

MAX_QUERY = 60
"""How many characters of a query count."""

_CUTOFF = 75.0
"""How much a name must look like the query, 0 to 100, where none holds its letters in their order."""

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

    A name fits that holds the letters of the query in their order; where there is none, one that looks alike. Without a
    query everything fits. No document is read.
    """
    typed = query.strip()[:MAX_QUERY]
    candidates = list(_candidates(snapshot))
    found: list[FoundSymbol] = []
    for archived in (False, True):
        group = [candidate for candidate in candidates if candidate.is_archived == archived]
        found += [_found(each, typed) for each in _closest(group, typed, MAX_FOUND - len(found))]
    return found or sorted((_found(each, typed) for each in _alike(candidates, typed)), key=lambda each: each.rank)


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

    Where many hold the query as it is, only those are compared in detail: there may be ten thousand.
    """
    if not typed:
        return candidates[:limit]
    folded = typed.casefold()
    compared = [candidate for candidate in candidates if folded in candidate.folded]
    beginning = [candidate for candidate in compared if candidate.folded.startswith(folded)]
    if len(beginning) >= limit:
        compared = beginning
    elif len(compared) < limit:
        compared = list(dict.fromkeys([*compared, *_in_order(candidates, typed)]))
    return sorted(compared, key=lambda each: _closeness(each, typed))[:limit]


_NOT_IN_ORDER = 4
"""How close a name is that only looks alike."""


def _in_order(candidates: list[_Candidate], typed: str) -> list[_Candidate]:
    """The candidates that hold all letters of a query in their order; of many the likest."""
    from rapidfuzz import process  # imported here: it takes 10 ms
    from rapidfuzz.distance import LCSseq

    letters, names = _letters(typed), [candidate.folded for candidate in candidates]
    found = process.extract(letters, names, scorer=LCSseq.similarity, limit=None, score_cutoff=len(letters))
    return _alike([candidates[index] for _, _, index in found], typed, 0.0) if found else []


def _alike(candidates: list[_Candidate], typed: str, cutoff: float = _CUTOFF) -> list[_Candidate]:
    """The candidates that look like a query."""
    from rapidfuzz import fuzz, process  # imported here: it takes 35 ms

    names = [candidate.folded for candidate in candidates]
    found = process.extract(_letters(typed), names, scorer=fuzz.partial_ratio, limit=MAX_FOUND, score_cutoff=cutoff)
    return [candidates[index] for _, _, index in found]


def _letters(typed: str) -> str:
    return "".join(typed.casefold().split())


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


def _operation_id(value: Any, pointer: Pointer) -> str | None:
    for step in pointer:
        value = value[step]
    return string(value, "operationId")


def _joined(*words: str | None) -> str:
    """Names of one thing as one, on one line."""
    return " · ".join(dict.fromkeys(" ".join(word.split()) for word in words if word and word.strip()))
