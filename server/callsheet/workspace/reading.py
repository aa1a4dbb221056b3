"""From a value to the facts of its file.

Facts are read from a plain value and tolerate anything: what has the wrong type is left out (the schema's rules report
it), so that one slip does not hide the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from callsheet.artifacts.kinds import FEATURE_KINDS, ArtifactKind, ArtifactPath
from callsheet.artifacts.names import NameKind, NameUse, name_uses
from callsheet.artifacts.references import read_path
from callsheet.artifacts.schema import unknown_fields
from callsheet.artifacts.settings import wrong_patterns
from callsheet.artifacts.team_schema import TeamSchema
from callsheet.artifacts.validation import SchemaError, fits, validate
from callsheet.syntax import Document, Pointer, Value
from callsheet.syntax.json import decode_bytes
from callsheet.syntax.tree import MAX_LENGTH
from callsheet.workspace.decoding import document_of
from callsheet.workspace.disk import Disk, Unreadable
from callsheet.workspace.facts import (
    FAULTLESS,
    Deliverable,
    Dependency,
    Facts,
    Ignore,
    PlanningFacts,
    SubtaskFacts,
    Syntax,
    TaskFacts,
    entries,
    string,
    strings,
)
from callsheet.workspace.planning_reading import (
    own_names,
    read_definitions,
    read_status,
    spec_path,
)
from callsheet.workspace.reference_reading import read_contracts, read_ranges, read_references
from callsheet.workspace.snapshot import language_of

NO_TEXT = "it is no text"
"""Why a file cannot be read that has another content, such as a picture."""

_SCORES = ("rice_score", "wsjf_score")


def read_facts(
    path: str,
    artifact: ArtifactPath,
    value: Value,
    *,
    syntax: Syntax = FAULTLESS,
    may_ignore: bool = True,
    is_checked: bool = True,
    team: TeamSchema | None = None,
) -> Facts:
    """The facts of a document of any kind, without its schema errors where it is not to be checked.

    `may_ignore` is False where its text has no `$callsheet` at all.
    """
    is_object = isinstance(value, dict)
    root: dict[str, Any] = value if isinstance(value, dict) else {}
    errors: tuple[SchemaError, ...] = ()
    unknown: tuple[Pointer, ...] = ()
    if is_checked and not fits(artifact.kind, value, team) and (is_object or not syntax.is_broken):
        errors = tuple(validate(artifact.kind, value, team))
        unknown = tuple(unknown_fields(artifact.kind, root, team))
    if artifact.kind is ArtifactKind.CONFIGURATION:
        errors += tuple(wrong_patterns(root))
    references = tuple(read_references(artifact, root))
    ranges, has_odd_lines = read_ranges(references)
    seq = _number(root.get("seq")) if artifact.kind is ArtifactKind.SUBTASK else None
    deliverables = tuple([Deliverable(*entry, read_path(entry[1])) for entry in _pointed_strings(root, "deliverables")])
    paths = [entry.path for entry in references] + [entry.path for entry in deliverables]
    common = (  # in the order of the fields of `Facts`; by name it would take longer
        path,
        artifact,
        syntax,
        is_object,
        _shared(tuple(root)),
        _shared_set(tuple([key for key, item in root.items() if item is not None])),
        _shared_set(tuple([key for key, item in root.items() if item == []])),
        errors,
        tuple(_ignores(root)) if may_ignore else (),
        string(root, "id"),
        read_status(artifact, root),
        string(root, "completed_at"),
        references,
        ranges,
        has_odd_lines,
        not all(path.is_in_workspace for path in paths),
        _has_odd_names(artifact, root, seq),
        unknown,
        _uses(artifact, root, deliverables),
        tuple(read_contracts(root)) if "contracts" in root else (),
        team,
    )
    if artifact.kind is ArtifactKind.SUBTASK:
        return SubtaskFacts(
            *common,
            seq=seq,
            title=string(root, "title"),
            lacks_lists=not (root.get("deliverables") and root.get("acceptance_criteria")),
            dependencies=_dependencies(root),
            has_unclear_dependencies=_has_unclear_dependencies(root),
            parallel=root.get("parallel") is True,
            deliverables=deliverables,
            started_at=string(root, "started_at"),
            agent_id=string(root, "agent_id"),
            completion_summary=string(root, "completion_summary"),
            suggested_agent=string(root, "suggested_agent"),
        )
    if artifact.kind is ArtifactKind.TASK:
        return TaskFacts(
            *common,
            name=string(root, "name"),
            objective=string(root, "objective"),
            created_at=string(root, "created_at"),
            subtask_count=_integer(root, "subtask_count"),
            completed_count=_integer(root, "completed_count"),
            scores=tuple([((name,), root[name]) for name in _SCORES if isinstance(root.get(name), dict)]),
        )
    return PlanningFacts(
        *common,
        value=value,
        definitions=tuple(read_definitions(artifact, root)),
        spec_path=spec_path(artifact, root),
    )


def _dependencies(root: dict[str, Any]) -> tuple[Dependency, ...]:
    return tuple(
        [
            Dependency(("depends_on", index), written)
            for index, entry in enumerate(entries(root, "depends_on"))
            if (written := _number(entry)) is not None
        ]
    )


def _has_unclear_dependencies(root: dict[str, Any]) -> bool:
    """Whether something else stands in `depends_on` than the numbers or names of subtasks."""
    written = root.get("depends_on")
    if not isinstance(written, list):
        return written is not None
    return not all(isinstance(entry, str) or _number(entry) is not None for entry in written)


def _uses(artifact: ArtifactPath, root: dict[str, Any], deliverables: Iterable[Deliverable]) -> tuple[NameUse, ...]:
    """The names that a document uses; a subtask's endpoints among them, as far as some document has them."""
    if artifact.kind is ArtifactKind.MODULE_BRIEF and artifact.context:
        return (NameUse(NameKind.CONTEXT, artifact.context, ("title",)), *name_uses(artifact.kind, root))
    endpoints = [
        NameUse(NameKind.ENDPOINT, deliverable.written, deliverable.pointer, claim="free")
        for deliverable in deliverables
        if deliverable.path.form == "endpoint"
    ]
    return (*name_uses(artifact.kind, root), *endpoints)


def _has_odd_names(artifact: ArtifactPath, root: dict[str, Any], seq: str | None) -> bool:
    """Whether a document calls itself otherwise than its path does."""
    if artifact.kind in FEATURE_KINDS:
        return seq != artifact.seq or root.get("id") != (f"{artifact.feature}-{seq}" if seq else artifact.feature)
    return any(written != expected for _, written, expected in own_names(artifact, root))


@lru_cache(maxsize=1024)
def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same names, as one object for all documents that have them: thousands of documents look alike."""
    return names


@lru_cache(maxsize=1024)
def _shared_set(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(names)


def _number(value: Any) -> str | None:
    """A subtask's number; also where its quotation marks were forgotten, so that only that is reported."""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST
    return f"{value:02d}" if is_number else None


def _integer(value: Mapping[str, Any], key: str) -> int | None:
    found = value.get(key)
    if not isinstance(found, int) or isinstance(found, bool):
        return None
    return found if -_LARGEST < found < _LARGEST else None


_LARGEST = 2**53
"""What lies beyond is no count; decoders disagree on it."""


def _pointed_strings(value: Mapping[str, Any], key: str) -> list[tuple[Pointer, str]]:
    return [((key, index), entry) for index, entry in strings(value, key)]


def _ignores(value: Any, pointer: Pointer = ()) -> Iterator[Ignore]:
    if isinstance(value, dict):
        setting = value.get("$callsheet")
        names = setting.get("ignore") if isinstance(setting, dict) else None
        if isinstance(names, list):
            yield Ignore(pointer, frozenset(name for name in names if isinstance(name, str)))
        for key, item in value.items():
            yield from _ignores(item, (*pointer, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _ignores(item, (*pointer, index))


def read_file(disk: Disk, path: str, artifact: ArtifactPath, team: TeamSchema | None = None) -> Facts | None:
    """The facts of a file on disk, also of one that cannot be read; None where there is none."""
    data = disk.read(path)
    if isinstance(data, Unreadable):
        return unreadable_facts(path, artifact, data.reason)
    return None if data is None else bytes_facts(path, artifact, data, team)


def unreadable_facts(path: str, artifact: ArtifactPath, reason: str) -> Facts:
    """The facts of a file that is there and cannot be read: where it lies and why, in a few words."""
    return read_facts(path, artifact, None, syntax=Syntax(is_broken=True, unreadable=reason), may_ignore=False)


def bytes_facts(path: str, artifact: ArtifactPath, data: bytes, team: TeamSchema | None = None) -> Facts:
    """The facts of a file with this content."""
    if language_of(path) == "json" and len(data) <= MAX_LENGTH:
        faultless, value = decode_bytes(data)
        if faultless:
            return read_facts(path, artifact, value, may_ignore=b"callsheet" in data, team=team)
    document = document_of(data, language_of(path))
    if document is None:
        return unreadable_facts(path, artifact, NO_TEXT)
    return document_facts(path, artifact, document, team)


def document_facts(path: str, artifact: ArtifactPath, document: Document, team: TeamSchema | None = None) -> Facts:
    """The facts of a parsed document."""
    string = document.text.string
    may_ignore = "callsheet" in string
    syntax = Syntax(
        is_broken=bool(document.problems) or document.has_lost_characters,
        has_duplicates=bool(document.duplicates),
        has_comments=may_ignore and document.language != "json",
        is_misencoded=document.misencoding is not None,
    )
    if not syntax.is_plain:
        syntax = replace(syntax, text_hash=hash((string, document.misencoding)))
    return read_facts(path, artifact, document.value, syntax=syntax, may_ignore=may_ignore, team=team)
