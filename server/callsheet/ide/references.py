"""All places of a workspace that mean the same: a name, a subtask, a file, a component of an OpenAPI document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from callsheet.ide.api_references import Component, component_at, read_component, refs_to
from callsheet.ide.mentions import Mention, file_mentions, mention_at, name_span, text_span
from callsheet.ide.named import defined_at, resolved, use_at
from callsheet.ide.reading import Read, reader
from callsheet.ide.spots import Spot, spot_at
from callsheet.syntax import Document, Pointer
from callsheet.text import Text
from callsheet.workspace.facts import Deliverable, Dependency, Facts, Reference, SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.name_uses import name_pointers, uses_of, uses_of_undefined
from callsheet.workspace.planning import Named
from callsheet.workspace.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file of the workspace (offsets in code points, end exclusive)."""

    path: str
    start: int
    end: int
    is_definition: bool = False
    """Whether the thing is defined here rather than used."""
    text: Text = field(default_factory=lambda: Text(""), compare=False, repr=False)
    """The file's text, in which the offsets count."""


class _Place(NamedTuple):
    """A string or a key of a document that means the thing."""

    pointer: Pointer
    on_key: bool = False
    is_definition: bool = False


_Finder: TypeAlias = Callable[[Facts], "Iterable[Mention | _Place]"]
"""Gives the places of a document that mean a certain thing."""


class _Subject(NamedTuple):
    """What is looked for."""

    find: _Finder
    definitions: tuple[tuple[str, _Place], ...] = ()
    """Where it is defined, each with the path of the document."""


def references(snapshot: Snapshot, path: str, offset: int, *, include_declaration: bool) -> list[Location]:
    """All places that mean what stands at an offset (code points) of a document, by path and place.

    With `include_declaration` also those where it is defined. A file has none: whoever promises it refers to it.
    """
    return list(iterate_references(snapshot, path, offset, include_declaration=include_declaration))


def iterate_references(snapshot: Snapshot, path: str, offset: int, *, include_declaration: bool) -> Iterator[Location]:
    """The same, one by one: thousands of documents may have to be read, and others want to work meanwhile."""
    read, spot = reader(snapshot), spot_at(snapshot, path, offset)
    subject = _subject(spot, read) if spot else None
    if subject is None:
        return
    found = {facts.path: places for facts in snapshot.files() if (places := list(subject.find(facts)))}
    for defining, place in subject.definitions if include_declaration else ():
        found.setdefault(defining, []).append(place)
    for each in sorted(found):
        yield from _locations(read, each, found[each])


def document_highlights(snapshot: Snapshot, path: str, offset: int) -> list[Location]:
    """The places in the same document that mean what stands at an offset (code points)."""
    read, spot = reader(snapshot), spot_at(snapshot, path, offset)
    subject = _subject(spot, read) if spot else None
    if spot is None or subject is None:
        return []
    defined = [place for defining, place in subject.definitions if defining == path]
    return _locations(read, path, [*subject.find(spot.facts), *defined])


def count_uses(snapshot: Snapshot, named: Named) -> int:
    """How many places of the workspace use a name."""
    find = _named(snapshot, named).find
    return sum(len(list(find(facts))) for facts in snapshot.files())


def _locations(read: Read, path: str, places: Iterable[Mention | _Place]) -> list[Location]:
    """Where places of one document stand, in its order."""
    document = read(path)
    if document is None:
        return []
    found = {span: place for place in places if (span := _span(document, place)) is not None}
    return [
        Location(path, *span, isinstance(place, _Place) and place.is_definition, document.text)
        for span, place in sorted(found.items(), key=lambda item: item[0])
    ]


def _span(document: Document, place: Mention | _Place) -> tuple[int, int] | None:
    if isinstance(place, _Place):
        return text_span(document, place.pointer, on_key=place.on_key)
    return name_span(document, place)


def _subject(spot: Spot, read: Read) -> _Subject | None:
    """What stands at a place of a document; None where nothing else can mean the same."""
    use = use_at(spot)
    named = resolved(spot.snapshot, spot.facts, use) if use else None
    named = named or defined_at(spot)
    if named is not None:
        return _named(spot.snapshot, named)
    if use is not None:
        return _Subject(uses_of_undefined(spot.snapshot.planning, use))
    component = component_at(spot.facts, spot.pointer, on_key=spot.on_key)
    if component is not None:
        return _component(read, component)
    return None if spot.on_key else _mentioned(spot)


def _named(snapshot: Snapshot, named: Named) -> _Subject:
    """A name: the places that use it in any of its forms; of an endpoint's operation those that name its method."""
    on_key = named.definition.on_key
    is_operation = on_key and named.pointer != named.definition.pointer
    pointers = (named.pointer,) if is_operation else name_pointers(named)
    own = pointers[:1] if on_key else pointers
    find = uses_of(snapshot.planning, named, pointers)
    return _Subject(find, tuple((named.path, _Place(pointer, on_key, True)) for pointer in own))


def _component(read: Read, component: Component) -> _Subject:
    """A part of an OpenAPI document: the `$ref`s that name it."""

    def find(facts: Facts) -> Iterator[_Place]:
        return (_Place(ref.pointer) for ref in refs_to(facts, component))

    found = read_component(read, component)
    if found is None or not found[1].pointer:
        return _Subject(find)
    pointer = found[1].pointer
    return _Subject(find, ((component.path, _Place(pointer, isinstance(pointer[-1], str), True)),))


def _mentioned(spot: Spot) -> _Subject | None:
    """A file that the document names, or a subtask: one it depends on, or the one it is."""
    mention, feature = mention_at(spot.facts, spot.pointer), spot.snapshot.feature_of(spot.facts.path)
    if isinstance(mention, (Reference, Deliverable)):
        return _file(mention.path.path) if mention.path.is_in_workspace else None
    if feature is None:
        return None
    if isinstance(mention, Dependency):
        key = feature.resolve(mention.written)
        return _subtask(feature, key) if key is not None else None
    if isinstance(spot.facts, SubtaskFacts) and spot.pointer in (("seq",), ("id",)):
        return _subtask(feature, feature.key_of(spot.facts))
    return None


def _file(path: str) -> _Subject:
    """A file or folder: the references and deliverables that name it."""

    def find(facts: Facts) -> Iterator[Reference | Deliverable]:
        return (place for place in file_mentions(facts) if place.path.path == path and place.path.is_in_workspace)

    return _Subject(find)


def _subtask(feature: Feature, key: str) -> _Subject:
    """A subtask: the dependencies on it. It is defined by its number, or where it has none by its id."""

    def find(facts: Facts) -> Iterator[Dependency]:
        if isinstance(facts, SubtaskFacts) and facts.artifact.folder == feature.folder:
            yield from (place for place in facts.dependencies if feature.resolve(place.written) == key)

    facts = feature.subtasks[key]
    pointer: Pointer = ("id",) if facts.seq is None else ("seq",)
    return _Subject(find, ((facts.path, _Place(pointer, is_definition=True)),))
