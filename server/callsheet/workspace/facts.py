"""What one file says: all that rules and features need to know of it without its text.

Facts are read from a plain value and tolerate anything: what has the wrong type is left out (the schema's rules report
it), so that one slip does not hide the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from callsheet.artifacts.kinds import ArtifactKind, ArtifactPath
from callsheet.artifacts.lines import Segment, parse_lines
from callsheet.artifacts.references import WrittenPath, read_path
from callsheet.artifacts.schema import unknown_fields
from callsheet.artifacts.validation import SchemaError, fits, validate
from callsheet.syntax import Pointer, Value


class Reference(NamedTuple):
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


class Deliverable(NamedTuple):
    """A file, folder or endpoint that a subtask promises."""

    pointer: Pointer
    written: str
    path: WrittenPath


class Dependency(NamedTuple):
    """An entry of `depends_on`."""

    pointer: Pointer
    written: str


class Ignore(NamedTuple):
    """Rules that the document silences at a value and below it (`$callsheet.ignore`)."""

    pointer: Pointer
    rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class Syntax:
    """What a text is like apart from its value."""

    is_broken: bool = False
    """Whether it has syntax problems; its document says which."""
    has_duplicates: bool = False
    """Whether an object in it has a key twice; its document says which."""
    has_comments: bool = False
    """Whether comments in it silence rules."""
    text_hash: int = 0
    """Something else for any other text, where places in the text matter; else 0.

    So facts are equal only if everything is that findings come from.
    """

    @property
    def is_plain(self) -> bool:
        """Whether the value says everything, and no place in the text matters."""
        return not (self.is_broken or self.has_duplicates or self.has_comments)


FAULTLESS = Syntax()
"""A text that is its value and nothing more."""


# Facts are not frozen, because that makes making them five times as slow; nobody changes them all the same.


@dataclass(slots=True)
class Facts:
    """What a document of any kind says of itself."""

    path: str
    """Relative to the workspace root, `/` separators."""
    artifact: ArtifactPath
    syntax: Syntax
    is_object: bool
    """False where the document could not be understood at all; nothing else is known of it then."""
    keys: tuple[str, ...]
    """The members of the root in their order."""
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
    ranges: tuple[tuple[Reference, Sequence[Segment]], ...]
    """The references to parts of files of the workspace, as far as their `lines` can be read."""
    has_odd_lines: bool
    """Whether the `lines` of a reference are anything else than one range."""
    has_odd_paths: bool
    """Whether a reference or a deliverable names anything else than a file or folder of the workspace."""
    has_odd_names: bool
    """Whether the id, or a subtask's number, is anything else than what its place says."""
    unknown_fields: tuple[Pointer, ...]


@dataclass(slots=True)
class TaskFacts(Facts):
    """What a task says."""

    name: str | None
    objective: str | None
    created_at: str | None
    subtask_count: int | None
    completed_count: int | None
    scores: tuple[tuple[Pointer, Mapping[str, Any]], ...]
    """The score objects, each with its pointer."""


@dataclass(slots=True)
class SubtaskFacts(Facts):
    """What a subtask says."""

    seq: str | None
    """The number as the document writes it."""
    title: str | None
    lacks_lists: bool
    """Whether it says not what it makes, or not when it is done."""
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
_SCORES = ("rice_score", "wsjf_score")


def read_facts(
    path: str, artifact: ArtifactPath, value: Value, *, syntax: Syntax = FAULTLESS, may_ignore: bool = True
) -> Facts:
    """The facts of a document of any kind; `may_ignore` is False where its text has no `$callsheet` at all."""
    is_object = isinstance(value, dict)
    root: dict[str, Any] = value if isinstance(value, dict) else {}
    errors: tuple[SchemaError, ...] = ()
    unknown: tuple[Pointer, ...] = ()
    if not fits(artifact.kind, value) and (is_object or not syntax.is_broken):
        errors = tuple(validate(artifact.kind, value))
        unknown = tuple(unknown_fields(artifact.kind, root))
    references = tuple(_references(root))
    ranges, has_odd_lines = _ranges(references)
    seq = _number(root.get("seq")) if artifact.seq else None
    deliverables = tuple([Deliverable(*entry, read_path(entry[1])) for entry in _strings(root, "deliverables")])
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
        _string(root, "id"),
        _string(root, "status"),
        _string(root, "completed_at"),
        references,
        ranges,
        has_odd_lines,
        not all(path.is_in_workspace for path in paths),
        seq != artifact.seq or root.get("id") != (f"{artifact.feature}-{seq}" if seq else artifact.feature),
        unknown,
    )
    if artifact.kind is ArtifactKind.TASK:
        return TaskFacts(
            *common,
            name=_string(root, "name"),
            objective=_string(root, "objective"),
            created_at=_string(root, "created_at"),
            subtask_count=_integer(root, "subtask_count"),
            completed_count=_integer(root, "completed_count"),
            scores=tuple([((name,), root[name]) for name in _SCORES if isinstance(root.get(name), dict)]),
        )
    return SubtaskFacts(
        *common,
        seq=seq,
        title=_string(root, "title"),
        lacks_lists=not (root.get("deliverables") and root.get("acceptance_criteria")),
        dependencies=tuple(
            [
                Dependency(("depends_on", index), written)
                for index, entry in enumerate(_entries(root, "depends_on"))
                if (written := _number(entry)) is not None
            ]
        ),
        parallel=root.get("parallel") is True,
        deliverables=deliverables,
        started_at=_string(root, "started_at"),
        agent_id=_string(root, "agent_id"),
        completion_summary=_string(root, "completion_summary"),
        suggested_agent=_string(root, "suggested_agent"),
    )


@lru_cache(maxsize=1024)
def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same names, as one object for all documents that have them: thousands of documents look alike."""
    return names


@lru_cache(maxsize=1024)
def _shared_set(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(names)


def _string(value: Mapping[str, Any], key: str) -> str | None:
    found = value.get(key)
    return found if isinstance(found, str) else None


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


def _entries(value: Mapping[str, Any], key: str) -> list[Any]:
    found = value.get(key)
    return found if isinstance(found, list) else []


def _strings(value: Mapping[str, Any], key: str) -> list[tuple[Pointer, str]]:
    return [((key, index), entry) for index, entry in enumerate(_entries(value, key)) if isinstance(entry, str)]


def _references(root: Mapping[str, Any]) -> Iterator[Reference]:
    for field in _REFERENCE_FIELDS:
        entries = root.get(field)
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            pointer: Pointer = (field, index)
            if isinstance(entry, str):
                yield Reference(pointer, pointer, field, entry, read_path(entry))
            elif isinstance(entry, dict) and isinstance(path := entry.get("path"), str):
                lines, reason = entry.get("lines"), entry.get("reason")
                lines = lines if isinstance(lines, str) else None
                reason = reason if isinstance(reason, str) else None
                yield Reference(pointer, (field, index, "path"), field, path, read_path(path), lines, reason)
    for field in _PATH_FIELDS:
        for index, entry in enumerate(_entries(root, field)):
            if isinstance(entry, dict) and isinstance(path := entry.get("path"), str):
                yield Reference((field, index), (field, index, "path"), field, path, read_path(path))


def _ranges(references: Iterable[Reference]) -> tuple[tuple[tuple[Reference, Sequence[Segment]], ...], bool]:
    """The references of which parts can be read, with those parts; and whether any `lines` are not just one range."""
    lined = [(reference, parse_lines(reference.lines)) for reference in references if reference.lines is not None]
    is_odd = False
    for _, (segments, errors) in lined:
        is_odd = is_odd or bool(errors) or len(segments) != 1 or segments[0].first == segments[0].last
    found = [
        (reference, segments)
        for reference, (segments, errors) in lined
        if not errors and segments and reference.path.is_in_workspace
    ]
    return tuple(found), is_odd


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
