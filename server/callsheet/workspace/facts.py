"""What one file says: all that rules and features need to know of it without its text.

Facts are read from a plain value and tolerate anything: what has the wrong type is left out (the schema's rules report
it), so that one slip does not hide the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from callsheet.artifacts.kinds import ArtifactKind, ArtifactPath
from callsheet.artifacts.references import WrittenPath, read_path
from callsheet.artifacts.schema import unknown_fields
from callsheet.artifacts.validation import SchemaError, validate
from callsheet.syntax import Pointer, Value


@dataclass(frozen=True, slots=True)
class Reference:
    """A place where a document names a file."""

    pointer: Pointer
    """The entry: a string, or an object with a `path`."""
    path_pointer: Pointer
    """The string that holds the path."""
    field: str
    """The member of the document's root that it stands under, such as `context_files`."""
    written: str
    """The path as the author wrote it."""
    path: WrittenPath
    lines: str | None = None
    """The `lines` as written; None where there are none."""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A file, folder or endpoint that a subtask promises."""

    pointer: Pointer
    written: str
    path: WrittenPath


@dataclass(frozen=True, slots=True)
class Dependency:
    """An entry of `depends_on`."""

    pointer: Pointer
    written: str


@dataclass(frozen=True, slots=True)
class Ignore:
    """Rules that the document silences at a value and below it (`$callsheet.ignore`)."""

    pointer: Pointer
    rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document of any kind says of itself."""

    path: str
    """Relative to the workspace root, `/` separators."""
    artifact: ArtifactPath
    has_syntax_problems: bool
    """Whether the text has syntax problems or duplicate keys; its document says which."""
    is_object: bool
    """False where the document could not be understood at all; nothing else is known of it then."""
    fields: frozenset[str]
    """The members of the root that are not null."""
    empty_fields: frozenset[str]
    """The members of the root that are empty lists."""
    schema_errors: tuple[SchemaError, ...]
    ignores: tuple[Ignore, ...]
    id: str | None
    status: str | None
    completed_at: str | None
    references: tuple[Reference, ...]
    unknown_fields: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class TaskFacts(Facts):
    """What a task says."""

    name: str | None
    objective: str | None
    created_at: str | None
    subtask_count: int | None
    completed_count: int | None
    scores: tuple[tuple[Pointer, Mapping[str, Any]], ...]
    """The score objects, each with its pointer."""


@dataclass(frozen=True, slots=True)
class SubtaskFacts(Facts):
    """What a subtask says."""

    seq: str | None
    """The number as the document writes it."""
    title: str | None
    dependencies: tuple[Dependency, ...]
    parallel: bool
    deliverables: tuple[Deliverable, ...]
    started_at: str | None
    agent_id: str | None
    completion_summary: str | None
    suggested_agent: str | None

    @property
    def file_seq(self) -> str:
        """The number in the file's name."""
        return self.artifact.seq or ""


_REFERENCE_FIELDS = ("context_files", "reference_files")
_PATH_FIELDS = ("contracts", "design_components", "related_adrs")


def read_facts(
    path: str, artifact: ArtifactPath, value: Value, *, has_syntax_problems: bool = False, may_ignore: bool = True
) -> Facts:
    """The facts of a document of any kind; `may_ignore` is False where its text has no `$callsheet` at all."""
    is_object = isinstance(value, dict)
    root: dict[str, Any] = value if isinstance(value, dict) else {}
    common: dict[str, Any] = {
        "path": path,
        "artifact": artifact,
        "has_syntax_problems": has_syntax_problems,
        "is_object": is_object,
        "fields": frozenset(key for key, item in root.items() if item is not None),
        "empty_fields": frozenset(key for key, item in root.items() if item == []),
        "schema_errors": tuple(validate(artifact.kind, value)) if is_object or not has_syntax_problems else (),
        "ignores": tuple(_ignores(root)) if may_ignore else (),
        "id": _string(root, "id"),
        "status": _string(root, "status"),
        "completed_at": _string(root, "completed_at"),
        "references": tuple(_references(root)),
        "unknown_fields": tuple(unknown_fields(artifact.kind, root)),
    }
    if artifact.kind is ArtifactKind.TASK:
        return TaskFacts(
            **common,
            name=_string(root, "name"),
            objective=_string(root, "objective"),
            created_at=_string(root, "created_at"),
            subtask_count=_integer(root, "subtask_count"),
            completed_count=_integer(root, "completed_count"),
            scores=tuple(
                ((name,), score) for name in ("rice_score", "wsjf_score") if isinstance(score := root.get(name), dict)
            ),
        )
    return SubtaskFacts(
        **common,
        seq=_string(root, "seq"),
        title=_string(root, "title"),
        dependencies=tuple(Dependency(pointer, written) for pointer, written in _strings(root, "depends_on")),
        parallel=root.get("parallel") is True,
        deliverables=tuple(
            Deliverable(pointer, written, read_path(written)) for pointer, written in _strings(root, "deliverables")
        ),
        started_at=_string(root, "started_at"),
        agent_id=_string(root, "agent_id"),
        completion_summary=_string(root, "completion_summary"),
        suggested_agent=_string(root, "suggested_agent"),
    )


def _string(value: Mapping[str, Any], key: str) -> str | None:
    found = value.get(key)
    return found if isinstance(found, str) else None


def _integer(value: Mapping[str, Any], key: str) -> int | None:
    found = value.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _entries(value: Mapping[str, Any], key: str) -> list[Any]:
    found = value.get(key)
    return found if isinstance(found, list) else []


def _strings(value: Mapping[str, Any], key: str) -> Iterator[tuple[Pointer, str]]:
    for index, entry in enumerate(_entries(value, key)):
        if isinstance(entry, str):
            yield (key, index), entry


def _references(root: Mapping[str, Any]) -> Iterator[Reference]:
    for field in _REFERENCE_FIELDS:
        for index, entry in enumerate(_entries(root, field)):
            pointer: Pointer = (field, index)
            if isinstance(entry, str):
                yield Reference(pointer, pointer, field, entry, read_path(entry))
            elif isinstance(entry, dict) and isinstance(path := entry.get("path"), str):
                lines, reason = _string(entry, "lines"), _string(entry, "reason")
                yield Reference(pointer, (*pointer, "path"), field, path, read_path(path), lines, reason)
    for field in _PATH_FIELDS:
        for index, entry in enumerate(_entries(root, field)):
            if isinstance(entry, dict) and isinstance(path := entry.get("path"), str):
                yield Reference((field, index), (field, index, "path"), field, path, read_path(path))


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
