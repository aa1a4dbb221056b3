"""Renaming what stands at a place: a subtask's number, a feature, a name of the chain."""

from __future__ import annotations

from dataclasses import dataclass

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import NameKind, NameUse
from callsheet.artifacts.records import record_number
from callsheet.edits import EditError
from callsheet.edits.renaming import DefinedName, FeatureName, Subject, SubtaskNumber, UndefinedName, renamed
from callsheet.edits.renaming_names import path_start
from callsheet.ide.mentions import mention_at, text_span
from callsheet.ide.named import defined_at, resolved, use_at
from callsheet.ide.spots import Spot, spot_at
from callsheet.syntax import Node
from callsheet.workspace.changes import Change
from callsheet.workspace.facts import Dependency, SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.planning import Named
from callsheet.workspace.planning_reading import own_names
from callsheet.workspace.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Prepared:
    """What can be renamed at a place."""

    start: int
    end: int
    """The span of its name in the document (offsets in code points, end exclusive)."""
    name: str
    """The name as it stands there: what is offered to be edited."""
    subject: Subject


def prepare_rename(snapshot: Snapshot, path: str, offset: int) -> Prepared | None:
    """What can be renamed at an offset (code points) of a document; None where there is no name.

    Raises:
        EditError: if there is a name that cannot be renamed there, with the reason.
    """
    spot = spot_at(snapshot, path, offset)
    if spot is None:
        return None
    use = use_at(spot)
    named = resolved(snapshot, spot.facts, use) if use else None
    named = named or defined_at(spot)
    if named is not None:
        return _defined(spot, named, use)
    if use is not None:
        return _undefined(spot, use)
    return None if spot.on_key else (_of_feature(spot, offset) or _of_place(spot))


def rename(snapshot: Snapshot, path: str, offset: int, new_name: str) -> tuple[Change, ...]:
    """Everything that changes when what stands at an offset (code points) of a document gets another name.

    Raises:
        EditError: if there is nothing that can be renamed, or if it cannot have that name, with the reason.
    """
    prepared = prepare_rename(snapshot, path, offset)
    if prepared is None:
        raise EditError("there is no name here that can be changed everywhere")
    return renamed(snapshot, prepared.subject, new_name)


def _defined(spot: Spot, named: Named, use: NameUse | None) -> Prepared | None:
    """What a document defines, at the place of its definition or of a use."""
    kind = named.definition.kind
    if kind is NameKind.ENDPOINT and use is None and named.pointer != named.definition.pointer:
        return None  # the key is a method of HTTP
    if spot.on_key:
        return _on_key(spot, DefinedName(named, str(spot.pointer[-1])))
    written = _written(spot)
    start, end = use.part if use is not None and use.part else _bare(written)
    if kind is NameKind.ENDPOINT:
        start += path_start(written[start:end])
    elif kind is NameKind.ADR:
        number = record_number(written[start:end])
        if number is None:
            raise EditError(f"{named.definition.name} goes by the number in its file's name, which does not stand here")
        start += number.start
        end = start + len(number.digits)
    elif _is_title_of_brief(spot):
        name = spot.facts.artifact.context or ""
        if name not in written:
            raise EditError(f"the bounded context {name} does not stand here by its name")
        start = written.index(name)
        end = start + len(name)
    return _part(spot, start, end, DefinedName(named, written[start:end]))


def _undefined(spot: Spot, use: NameUse) -> Prepared | None:
    if use.kind in (NameKind.ENDPOINT, NameKind.ADR):
        raise EditError(f"no document defines the {use.kind.value} {use.name.strip()}")
    if spot.on_key:
        return _on_key(spot, UndefinedName(use))
    if _is_title_of_brief(spot):
        raise EditError(f"no document defines the {use.kind.value} {use.name.strip()}")
    return _part(spot, *_bare(_written(spot)), UndefinedName(use))


def _is_title_of_brief(spot: Spot) -> bool:
    """Whether it is where a module brief uses the name of its bounded context, which its path says."""
    return spot.facts.artifact.kind is ArtifactKind.MODULE_BRIEF and spot.pointer == ("title",)


def _of_feature(spot: Spot, offset: int) -> Prepared | None:
    """The id of a task or subtask, a subtask's number, or a dependency."""
    feature = spot.snapshot.feature_of(spot.facts.path)
    if feature is None:
        return None
    mention = mention_at(spot.facts, spot.pointer)
    if isinstance(mention, Dependency):
        key = feature.resolve(mention.written)
        if key is None:
            raise EditError(f"there is no subtask {mention.written.strip()}")
        return _number(spot, feature, key, offset)
    if spot.pointer == ("id",) and isinstance(spot.facts, SubtaskFacts):
        return _number(spot, feature, feature.key_of(spot.facts), offset)
    if spot.pointer == ("seq",) and isinstance(spot.facts, SubtaskFacts):
        return _part(spot, *_bare(_written(spot)), SubtaskNumber(feature, feature.key_of(spot.facts)))
    if spot.pointer == ("id",):
        return _part(spot, *_bare(_written(spot)), _feature_name(feature))
    return None


def _number(spot: Spot, feature: Feature, key: str, offset: int) -> Prepared:
    """A subtask's number, or its id: there the feature's name in front of the number can be renamed as well."""
    written, facts = _written(spot), feature.subtasks[key]
    start, end = _bare(written)
    bare = written[start:end]
    if bare == key or not isinstance(_node(spot).value, str):
        return _part(spot, start, end, SubtaskNumber(feature, key))
    for prefix in (feature.id, feature.name):
        if any(bare == f"{prefix}-{number}" for number in (key, facts.seq, facts.file_seq)):
            middle = start + len(prefix)
            of_feature = _part(spot, start, middle, _feature_name(feature))
            if offset <= of_feature.end:
                return of_feature
            return _part(spot, middle + 1, end, SubtaskNumber(feature, key))
    raise EditError(f"this id does not consist of the feature's name and a number, as {feature.id}-{key} does")


def _of_place(spot: Spot) -> Prepared | None:
    """The feature that a planning artifact says it belongs to, or names in its title; a file is none of our names."""
    facts, name = spot.facts, spot.facts.artifact.feature
    if facts.artifact.kind in (ArtifactKind.VALIDATION_REPORT, ArtifactKind.RETROSPECTIVE):
        written = _written(spot)
        if spot.pointer == ("title",) and name in written:
            start = written.index(name)
            return _part(spot, start, start + len(name), _planned_feature(spot))
    root = spot.document.value
    for pointer, written, expected in own_names(facts.artifact, root if isinstance(root, dict) else {}):
        if pointer == spot.pointer == ("feature",):
            if written != expected:
                raise EditError(f"the feature is {expected} by the folder's name")
            return _part(spot, 0, len(written), _planned_feature(spot))
    mention = mention_at(facts, spot.pointer)
    if mention is not None:
        raise EditError("this is the path of a file: rename or move the file itself, and all references follow")
    return None


def _planned_feature(spot: Spot) -> FeatureName:
    """The feature of a planning artifact: that of the tasks in the same folder, or of the same name, or one without any."""
    artifact = spot.facts.artifact
    feature = spot.snapshot.features.get(artifact.folder) or spot.snapshot.feature_named(artifact.feature)
    return _feature_name(feature) if feature else FeatureName(frozenset([artifact.feature]), artifact.is_archived)


def _feature_name(feature: Feature) -> FeatureName:
    return FeatureName(frozenset([feature.name, feature.id]), feature.is_archived)


def _node(spot: Spot) -> Node:
    node = spot.place.node
    assert node is not None  # a spot on a value has one
    return node


def _written(spot: Spot) -> str:
    """The string that stands at a place; of a number, as a forgotten quotation mark leaves it, its characters."""
    node = _node(spot)
    return node.value if isinstance(node.value, str) else spot.document.text.string[node.start : node.end]


def _bare(written: str) -> tuple[int, int]:
    """The span of a name in a string without the blanks around it."""
    bare = written.strip()
    start = written.find(bare)
    return start, start + len(bare)


def _part(spot: Spot, start: int, end: int, subject: Subject) -> Prepared:
    """A part of the string at a place."""
    node = _node(spot)
    if isinstance(node.value, str):
        return Prepared(*spot.document.part_span(node, start, end), node.value[start:end], subject)
    return Prepared(node.start, node.end, _written(spot), subject)


def _on_key(spot: Spot, subject: Subject) -> Prepared | None:
    span = text_span(spot.document, spot.pointer, on_key=True)
    return Prepared(*span, str(spot.pointer[-1]), subject) if span else None
