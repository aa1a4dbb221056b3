"""What a hover shows: the one door to all of them."""

from __future__ import annotations

from dataclasses import dataclass

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.lines import parse_lines
from callsheet.ide.api_references import component_at
from callsheet.ide.cards import hover_card
from callsheet.ide.hover_components import component_markdown
from callsheet.ide.hover_fields import field_markdown
from callsheet.ide.hover_files import deliverable_markdown, reference_markdown
from callsheet.ide.hover_markdown import paragraphs
from callsheet.ide.hover_scores import SCORE_INPUTS, score_markdown
from callsheet.ide.hover_subtasks import dependency_markdown, place_in_plan, progress, state_of_subtask, subtask_card
from callsheet.ide.mentions import mention_at, name_span, reference_of_lines
from callsheet.ide.named import named_at, use_at
from callsheet.ide.reading import reader
from callsheet.ide.rule_settings import rule_page_at
from callsheet.ide.spots import spot_at
from callsheet.syntax import Document, Place, Pointer, Value
from callsheet.workspace.facts import Deliverable, Dependency, Facts, Reference, SubtaskFacts, TaskFacts
from callsheet.workspace.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Hover:
    """What to show, as Markdown, and the span it is about (offsets in code points, end exclusive)."""

    markdown: str
    start: int
    end: int


def hover(snapshot: Snapshot, path: str, offset: int) -> Hover | None:
    """What is to be known about what stands at an offset (code points) of a document; None where that is nothing."""
    document = snapshot.document(path)
    artifact = snapshot.classify(path)
    place = document.place_at(offset) if document else None
    if document is None or artifact is None or place is None or not place.start <= offset <= place.end:
        return None
    if place.node is None or place.start == place.end:
        return None
    found = _over_name(snapshot, path, offset)
    if found is None and place.role == "key":
        found = _over_key(snapshot, document, artifact.kind, (*place.pointer, place.key or ""), place)
    elif found is None:
        found = _over_value(snapshot, path, document, artifact.kind, place, offset)
    if found is None or not found.markdown:
        return None
    # A lone surrogate, which JSON's escapes can make, has no UTF-8.
    return Hover(found.markdown.encode("utf-8", "replace").decode(), found.start, found.end)


def _over_name(snapshot: Snapshot, path: str, offset: int) -> Hover | None:
    """The entry that a name stands for, or the component that a `$ref` names."""
    spot = spot_at(snapshot, path, offset)
    if spot is None:
        return None
    named = named_at(spot)
    component = None if spot.on_key else component_at(spot.facts, spot.pointer, on_key=False)
    markdown = None
    if named is not None:
        markdown = hover_card(snapshot, named)
    elif component is not None:
        markdown = component_markdown(reader(snapshot), component)
    use = use_at(spot)
    part = name_span(spot.document, use) if use and use.part else None
    return None if markdown is None else Hover(markdown, *(part or (spot.place.start, spot.place.end)))


def _over_key(
    snapshot: Snapshot, document: Document, kind: ArtifactKind, pointer: Pointer, place: Place
) -> Hover | None:
    return Hover(_field_and_score(snapshot, document, kind, pointer), place.start, place.end)


def _field_and_score(
    snapshot: Snapshot, document: Document, kind: ArtifactKind, pointer: Pointer, value: Value = None
) -> str:
    """What a field means; for a score first of all how it is computed."""
    field = field_markdown(kind, pointer, value, snapshot.team_schema(kind))
    score = score_markdown(document, pointer)
    if score and pointer[-1] == "score":
        return score
    page = rule_page_at(kind, pointer)
    if page is not None:
        return paragraphs(field, f"[Examples and remedies]({page})")
    return paragraphs(field, score) if score and pointer[-1] in SCORE_INPUTS else paragraphs(score, field)


def _over_value(
    snapshot: Snapshot, path: str, document: Document, kind: ArtifactKind, place: Place, offset: int
) -> Hover | None:
    facts = snapshot.facts(path)
    found = None
    if facts is not None and place.node is document.node(place.pointer):  # else a later duplicate hides it
        found = _over_mention(snapshot, facts, place) or _over_lines(snapshot, document, facts, place, offset)
    if found is not None:
        return found
    field = _field_and_score(snapshot, document, kind, place.pointer, place.node.value if place.node else None)
    state = _state(snapshot, facts, place.pointer) if facts is not None else None
    markdown = paragraphs(field, state)
    return Hover(markdown, place.start, place.end)


def _over_mention(snapshot: Snapshot, facts: Facts, place: Place) -> Hover | None:
    mention = mention_at(facts, place.pointer)
    feature = snapshot.feature_of(facts.path)
    markdown = None
    if isinstance(mention, Reference):
        markdown = reference_markdown(snapshot, facts, mention)
    elif isinstance(mention, Deliverable):
        markdown = deliverable_markdown(snapshot, facts, mention)
    elif isinstance(mention, Dependency) and feature is not None:
        markdown = dependency_markdown(feature, mention.written)
    elif isinstance(facts, SubtaskFacts) and feature is not None and place.pointer in (("seq",), ("id",)):
        markdown = subtask_card(feature, feature.key_of(facts))
    return None if markdown is None else Hover(markdown, place.start, place.end)


def _over_lines(snapshot: Snapshot, document: Document, facts: Facts, place: Place, offset: int) -> Hover | None:
    """The segment of `lines` under the cursor; all of them where it is between two."""
    reference = reference_of_lines(facts, place.pointer)
    if reference is None or reference.lines is None or place.node is None:
        return None
    for segment in parse_lines(reference.lines)[0]:
        start, end = document.part_span(place.node, segment.start, segment.end)
        if start <= offset <= end:
            return Hover(reference_markdown(snapshot, facts, reference, segment), start, end)
    return Hover(reference_markdown(snapshot, facts, reference), place.start, place.end)


_PROGRESS_FIELDS = (("id",), ("status",), ("subtask_count",), ("completed_count",))


def _state(snapshot: Snapshot, facts: Facts, pointer: Pointer) -> str | None:
    """What a task or subtask's place in its feature adds to the meaning of a field."""
    feature = snapshot.feature_of(facts.path)
    if feature is None:
        return None
    if isinstance(facts, SubtaskFacts):
        states = {("status",): state_of_subtask, ("parallel",): place_in_plan}
        return states[pointer](feature, feature.key_of(facts)) if pointer in states else None
    return progress(feature) if isinstance(facts, TaskFacts) and pointer in _PROGRESS_FIELDS else None
