"""Where a name is defined: the file behind a reference, the entry behind a name, the promise of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from callsheet.artifacts.lines import Segment, parse_lines
from callsheet.artifacts.names import NameUse
from callsheet.ide.api_references import component_at, component_span, read_component
from callsheet.ide.mentions import Mention, mention_at, name_span, reference_of_lines
from callsheet.ide.named import name_at, named_at, place_of
from callsheet.ide.reading import reader
from callsheet.ide.spots import Spot, spot_at
from callsheet.workspace.disk import count_lines
from callsheet.workspace.facts import Deliverable, Dependency, Facts, Reference
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Target:
    """A place in a file, and the name in the asking document that leads there (offsets in code points)."""

    path: str
    start: int
    end: int
    """Of the place, in the text of the file at `path`."""
    origin_start: int
    origin_end: int
    """Of the name, in the asking document."""


_Location = tuple[str, int, int]
"""A path and a span in that file."""


def definition(snapshot: Snapshot, path: str, offset: int) -> list[Target]:
    """What the name at an offset (code points) of a document stands for; empty where it leads nowhere.

    A file is entered at the first of the referenced lines, or at the one under the cursor, and the span covers all of
    that segment. A file that does not exist yet is defined by the deliverables that promise it. A name leads to the
    name of the entry, and the definition itself to itself.
    """
    spot = spot_at(snapshot, path, offset)
    if spot is None:
        return []
    return _from_name(spot) or _from_component(spot) or ([] if spot.on_key else _from_mention(spot, offset))


def _from_name(spot: Spot) -> list[Target]:
    named = named_at(spot)
    place = place_of(reader(spot.snapshot), named) if named else None
    return _targets(spot, [(named.path, *place)] if named and place else [])


def _from_component(spot: Spot) -> list[Target]:
    component = component_at(spot.facts, spot.pointer, on_key=spot.on_key)
    read = read_component(reader(spot.snapshot), component) if component else None
    return _targets(spot, [(component.path, *component_span(*read))] if component and read else [])


def _from_mention(spot: Spot, offset: int) -> list[Target]:
    mention = mention_at(spot.facts, spot.pointer)
    if mention is None:
        return _from_lines(spot, offset)
    origin = name_span(spot.document, mention) or (spot.place.start, spot.place.end)
    return [Target(*found, *origin) for found in _locations(spot.snapshot, spot.facts, mention)]


def _targets(spot: Spot, found: Iterable[_Location]) -> list[Target]:
    """The places, reached from the name at the cursor."""
    origin = name_at(spot) or (spot.place.start, spot.place.end)
    return [Target(*place, *origin) for place in found]


def _from_lines(spot: Spot, offset: int) -> list[Target]:
    reference = reference_of_lines(spot.facts, spot.pointer)
    if reference is None or reference.lines is None or spot.place.node is None:
        return []
    for segment in parse_lines(reference.lines)[0]:
        origin = spot.document.part_span(spot.place.node, segment.start, segment.end)
        if origin[0] <= offset <= origin[1]:
            return [Target(*found, *origin) for found in _file(spot.snapshot, spot.facts, reference, segment)]
    found = _locations(spot.snapshot, spot.facts, reference)
    return [Target(*place, spot.place.start, spot.place.end) for place in found]


def _locations(snapshot: Snapshot, facts: Facts, mention: Mention) -> Iterator[_Location]:
    if isinstance(mention, Dependency):
        yield from _subtask(snapshot, facts, mention)
    elif isinstance(mention, NameUse):
        yield from _beside(snapshot, facts, mention)
    else:
        segments = parse_lines(mention.lines or "")[0] if isinstance(mention, Reference) else []
        yield from _file(snapshot, facts, mention, segments[0] if segments else None)


def _beside(snapshot: Snapshot, facts: Facts, use: NameUse) -> Iterator[_Location]:
    """The file that a path beside a name says it lies in."""
    for reference in facts.references:
        if reference.pointer == use.pointer[:-1]:
            yield from _file(snapshot, facts, reference, None)


def _subtask(snapshot: Snapshot, facts: Facts, dependency: Dependency) -> Iterator[_Location]:
    feature = snapshot.feature_of(facts.path)
    key = feature.resolve(dependency.written) if feature else None
    if feature is None or key is None:
        return
    path = feature.subtasks[key].path
    document = snapshot.document(path)
    if document is not None:
        member = document.member(("seq",)) or document.member(("id",))
        yield (path, member.key_start, member.key_end) if member else (path, 0, 0)


def _file(
    snapshot: Snapshot, facts: Facts, mention: Reference | Deliverable, segment: Segment | None
) -> Iterator[_Location]:
    """The place in a file that exists and may be shown; else the deliverables that promise it."""
    path = mention.path
    if path.form not in ("file", "folder") or path.leaves_workspace:
        return
    if not snapshot.exists(path.path):
        own = snapshot.feature_of(facts.path)
        for feature in [own] if own else snapshot.features.values():
            yield from _promises(snapshot, feature, path.path)
        return
    text = snapshot.text(path.path)
    if text is None:
        return
    start, end = 0, 0
    if segment is not None:
        last = max(count_lines(text.string), 1)
        start, _ = text.line_span(min(segment.first, last) - 1)
        _, end = text.line_span(min(segment.last, last) - 1)
    yield path.path, start, end


def _promises(snapshot: Snapshot, feature: Feature, path: str) -> Iterator[_Location]:
    """The deliverables that promise a path: itself, else a folder around it, else, of a folder, the files in it."""
    is_exact = path in feature.promises
    for key in feature.promises[path] if is_exact else feature.promisers(path):
        facts = feature.subtasks[key]
        document = snapshot.document(facts.path)
        for deliverable in facts.deliverables:
            covers = deliverable.path.path == path if is_exact else _covers(deliverable, path)
            span = name_span(document, deliverable) if document and covers else None
            if span is not None:
                yield facts.path, *span


def _covers(deliverable: Deliverable, path: str) -> bool:
    if deliverable.path.form not in ("file", "folder"):
        return False
    promised = deliverable.path.path
    return path.startswith(f"{promised}/") or promised.startswith(f"{path}/")
