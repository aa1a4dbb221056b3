"""What one file says: all that rules and features need to know of it without its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from callsheet.artifacts.kinds import ArtifactPath
from callsheet.artifacts.lines import Segment
from callsheet.artifacts.names import Definition, NameUse
from callsheet.artifacts.references import WrittenPath
from callsheet.artifacts.schema import Schema, schema_at
from callsheet.artifacts.team_schema import TeamSchema
from callsheet.artifacts.validation import SchemaError
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


class ContractLink(NamedTuple):
    """An entry of `contracts`."""

    pointer: Pointer
    type: str | None
    name: str | None
    path: str | None
    """As the author wrote it."""
    status: str | None


class Ignore(NamedTuple):
    """Rules that the document silences at a value and below it (`$callsheet.ignore`)."""

    pointer: Pointer
    rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class Syntax:
    """What a text is like apart from its value."""

    is_broken: bool = False
    """Whether a part of the value may be lost: to syntax problems, which its document has, or because of the encoding."""
    has_duplicates: bool = False
    """Whether an object in it has a key twice; its document says which."""
    has_comments: bool = False
    """Whether comments in it silence rules."""
    is_misencoded: bool = False
    """Whether its bytes are not the text that they should be; its document says where."""
    unreadable: str | None = None
    """Why nothing of the file can be read, in a few words; it has no document then. None where it can."""
    text_hash: int = 0
    """Something else for any other text, where places in the text matter; else 0.

    So facts are equal only if everything is that findings come from.
    """

    @property
    def is_plain(self) -> bool:
        """Whether the value says everything, and no place in the text matters."""
        return not (self.is_broken or self.has_duplicates or self.has_comments or self.is_misencoded)

    @property
    def has_problems(self) -> bool:
        """Whether it is not what other tools can read."""
        return self.is_broken or self.is_misencoded


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
    uses: tuple[NameUse, ...]
    """The names that it uses, which other documents define."""
    contracts: tuple[ContractLink, ...]
    """The contracts that it says it defines or relies on."""
    team: TeamSchema | None
    """The team's schema that it was held to besides the published one."""

    def schema_at(self, pointer: Pointer) -> Schema | None:
        """What the schema of its kind, a team's fields included, says of the value at a pointer; None where nothing."""
        return schema_at(self.artifact.kind, pointer, self.team)


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
    has_unclear_dependencies: bool
    """Whether `depends_on` is no list, or has an item that is no number or name: nobody knows what it waits for."""
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


@dataclass(slots=True)
class PlanningFacts(Facts):
    """What a planning artifact says; there are few of them, so they keep their whole value."""

    value: Value
    """The document's plain value. Not to be changed."""
    definitions: tuple[Definition, ...]
    """The names that it defines."""
    spec_path: str | None = None
    """For a contract the OpenAPI document that it names, relative to the workspace root."""


def objects(facts: PlanningFacts, *steps: str) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    """The objects in a list of a document, each with its pointer; what is no object is left out."""
    value: Any = facts.value
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, dict):
            yield (*steps, index), entry


def string(value: Mapping[str, Any], key: str) -> str | None:
    """A member that is a string."""
    found = value.get(key)
    return found if isinstance(found, str) else None


def entries(value: Mapping[str, Any], key: str) -> list[Any]:
    """The items of a member that is a list; none of any other."""
    found = value.get(key)
    return found if isinstance(found, list) else []


def strings(value: Mapping[str, Any], key: str) -> list[tuple[int, str]]:
    """The strings in a member that is a list, each with its number (0-based)."""
    return [(index, entry) for index, entry in enumerate(entries(value, key)) if isinstance(entry, str)]
