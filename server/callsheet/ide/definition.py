"""Where a name is defined: the file behind a reference, the subtask behind a dependency, the promise of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from callsheet.artifacts.lines import Segment, parse_lines
from callsheet.ide.mentions import Mention, mention_at, name_span, part_span, reference_of_lines
from callsheet.syntax import Document, Place
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


_Spot = tuple[str, int, int]
"""A path and a span in that file."""


def definition(snapshot: Snapshot, path: str, offset: int) -> list[Target]:
    """What the name at an offset (code points) of a document stands for; empty where it leads nowhere.

    A file is entered at the first of the referenced lines, or at the one under the cursor, and the span covers all of
    that segment. A file that does not exist yet is defined by the deliverables that promise it.
    """
    document, facts = snapshot.document(path), snapshot.facts(path)
    place = document.place_at(offset) if document else None
    if document is None or facts is None or place is None or place.role != "value" or place.node is None:
        return []
    if not place.start <= offset <= place.end or place.node is not document.node(place.pointer):
        return []
    mention = mention_at(facts, place.pointer)
    if mention is None:
        return _from_lines(snapshot, document, facts, place, offset)
    origin = name_span(document, mention) or (place.start, place.end)
    return [Target(*spot, *origin) for spot in _spots(snapshot, facts, mention)]


def _from_lines(snapshot: Snapshot, document: Document, facts: Facts, place: Place, offset: int) -> list[Target]:
    reference = reference_of_lines(facts, place.pointer)
    if reference is None or reference.lines is None or place.node is None:
        return []
    for segment in parse_lines(reference.lines)[0]:
        origin = part_span(document, place.node, segment.start, segment.end)
        if origin[0] <= offset <= origin[1]:
            return [Target(*spot, *origin) for spot in _file(snapshot, facts, reference, segment)]
    return [Target(*spot, place.start, place.end) for spot in _spots(snapshot, facts, reference)]


def _spots(snapshot: Snapshot, facts: Facts, mention: Mention) -> Iterator[_Spot]:
    if isinstance(mention, Dependency):
        yield from _subtask(snapshot, facts, mention)
        return
    segments = parse_lines(mention.lines or "")[0] if isinstance(mention, Reference) else []
    yield from _file(snapshot, facts, mention, segments[0] if segments else None)


def _subtask(snapshot: Snapshot, facts: Facts, dependency: Dependency) -> Iterator[_Spot]:
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
) -> Iterator[_Spot]:
    """The place in a file that exists and may be shown; else the deliverables that promise it."""
    path = mention.path
    if path.form not in ("file", "folder") or path.leaves_workspace:
        return
    if not snapshot.exists(path.path):
        feature = snapshot.feature_of(facts.path)
        yield from _promises(snapshot, feature, path.path) if feature else ()
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


def _promises(snapshot: Snapshot, feature: Feature, path: str) -> Iterator[_Spot]:
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
