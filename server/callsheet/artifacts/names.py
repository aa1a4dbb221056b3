"""The names by which documents refer to one another's entries: where they are defined and where they are used.

Two tables say it for every kind of artifact, by places such as `stories/*/epic`: see `occurrences`.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeAlias

from callsheet.artifacts.kinds import MARKDOWN_KINDS, ArtifactKind
from callsheet.artifacts.occurrences import leads_to, occurrences, steps_of
from callsheet.artifacts.records import MENTIONED_RECORD, normal_number, record_number
from callsheet.syntax import Pointer, Value


class NameKind(enum.Enum):
    """What a name stands for; the value is the word for it in messages."""

    CONTEXT = "bounded context"
    MODULE = "module"
    PERSONA = "persona"
    JOURNEY = "journey"
    SLICE = "vertical slice"
    EPIC = "epic"
    STORY = "story"
    RELEASE = "release"
    CONTRACT = "contract"
    CONSUMER = "consumer"
    PROVIDER = "provider"
    ENDPOINT = "endpoint"
    ENTITY = "entity"
    ADR = "ADR"

    __hash__ = object.__hash__  # there is one of each; an enumeration's own hash is slow, and names are looked up by it


SCOPES: Mapping[NameKind, int] = {NameKind.CONSUMER: 0, NameKind.PROVIDER: 0, NameKind.ENTITY: 4}
"""Names that count only in their own document, and there only where so many steps of the pointers are the same."""

Claim: TypeAlias = Literal["defined", "located", "said", "free"]
"""What using a name claims: that a document defines it; the same unless a path beside it says where the thing is; that
it is probably meant, as in a text for people; or nothing, because anything else may stand there as well."""


class Definition(NamedTuple):
    """A place where a document defines a name."""

    kind: NameKind
    name: str
    pointer: Pointer
    """The string that is the name; for a name that is a key its value."""
    on_key: bool = False
    """Whether the name is the key that leads to the pointer."""
    title: str | None = None
    """What people call the thing, or what it is, in a few words."""
    aliases: tuple[tuple[str, Pointer], ...] = ()
    """Other names of it, each with its place."""

    @property
    def entry(self) -> Pointer:
        """The object that is all there is to the definition, where the name is a member of one."""
        return self.pointer if self.on_key else self.pointer[:-1]


class NameUse(NamedTuple):
    """A place where a document refers to something by its name."""

    kind: NameKind
    name: str
    pointer: Pointer
    """The string that is the name; for a name that is a key its value."""
    on_key: bool = False
    """Whether the name is the key that leads to the pointer."""
    claim: Claim = "defined"
    part: tuple[int, int] | None = None
    """The span of the name in the string (code points), where it is only a part of it."""


@dataclass(frozen=True, slots=True)
class DefinedAt:
    """Where documents of a kind define names of a kind."""

    kind: NameKind
    place: str
    title: str = ""
    """The member beside the name that says what it is."""
    alias: str = ""
    """The member beside the name that is another name for it."""


@dataclass(frozen=True, slots=True)
class UsedAt:
    """Where documents of a kind use names of a kind."""

    kind: NameKind
    place: str
    claim: Claim = "defined"
    spelling: re.Pattern[str] | None = None
    """What the name looks like, where any number of them stand in a text; None where the string is the name."""


DEFINITIONS: Mapping[ArtifactKind, tuple[DefinedAt, ...]] = {
    ArtifactKind.CONTEXTS: (
        DefinedAt(NameKind.CONTEXT, "bounded_contexts/*/name", title="description"),
        DefinedAt(NameKind.MODULE, "bounded_contexts/*/module", title="name"),
        DefinedAt(NameKind.ENTITY, "bounded_contexts/*/aggregates/*/entities/*"),
    ),
    ArtifactKind.STORY_MAP: (
        DefinedAt(NameKind.PERSONA, "personas/*/id", title="name"),
        DefinedAt(NameKind.JOURNEY, "journeys/*/id", title="name"),
        DefinedAt(NameKind.SLICE, "vertical_slices/*/id", title="name"),
        DefinedAt(NameKind.EPIC, "epics/*/id", title="name", alias="name"),
        DefinedAt(NameKind.STORY, "stories/*/id", title="title"),
    ),
    ArtifactKind.BACKLOG: (
        DefinedAt(NameKind.RELEASE, "release_recommendations/post_mvp_phases/*/phase", title="theme"),
    ),
    ArtifactKind.CONTRACT: (
        DefinedAt(NameKind.CONTRACT, "service_name", title="description", alias="contract_id"),
        DefinedAt(NameKind.CONSUMER, "consumers/*/name", title="type"),
        DefinedAt(NameKind.PROVIDER, "providers/*/name", title="technology"),
    ),
}

_OF_WORK = (
    UsedAt(NameKind.CONTEXT, "bounded_context"),
    UsedAt(NameKind.MODULE, "module"),
    UsedAt(NameKind.SLICE, "vertical_slice"),
    UsedAt(NameKind.CONTRACT, "contracts/*/name", "located"),
    UsedAt(NameKind.ADR, "related_adrs/*/id", "located"),
)

_RECORDS = UsedAt(NameKind.ADR, "fields/*", "said", MENTIONED_RECORD)

USES: Mapping[ArtifactKind, tuple[UsedAt, ...]] = {
    ArtifactKind.TASK: (*_OF_WORK, UsedAt(NameKind.RELEASE, "release_slice", "free")),
    ArtifactKind.SUBTASK: _OF_WORK,
    ArtifactKind.CONTEXTS: (
        UsedAt(NameKind.CONTEXT, "context_relationships/*/upstream"),
        UsedAt(NameKind.CONTEXT, "context_relationships/*/downstream"),
        UsedAt(NameKind.ENTITY, "bounded_contexts/*/aggregates/*/root"),
    ),
    ArtifactKind.STORY_MAP: (
        UsedAt(NameKind.JOURNEY, "personas/*/primary_use_cases/*", "free"),
        UsedAt(NameKind.PERSONA, "journeys/*/persona"),
        UsedAt(NameKind.JOURNEY, "vertical_slices/*/journeys/*"),
        UsedAt(NameKind.CONTEXT, "vertical_slices/*/bounded_contexts/*"),
        UsedAt(NameKind.SLICE, "vertical_slices/*/dependencies/*"),
        UsedAt(NameKind.JOURNEY, "epics/*/journeys/*"),
        UsedAt(NameKind.SLICE, "epics/*/vertical_slices/*"),
        UsedAt(NameKind.CONTEXT, "epics/*/bounded_contexts/*"),
        UsedAt(NameKind.EPIC, "stories/*/epic"),
        UsedAt(NameKind.CONTEXT, "stories/*/bounded_context"),
        UsedAt(NameKind.STORY, "stories/*/dependencies/*"),
        UsedAt(NameKind.CONTEXT, "bounded_context_mapping/{key}"),
        UsedAt(NameKind.STORY, "bounded_context_mapping/*/stories/*"),
        UsedAt(NameKind.EPIC, "bounded_context_mapping/*/epics/*"),
        UsedAt(NameKind.SLICE, "bounded_context_mapping/*/vertical_slices/*"),
    ),
    ArtifactKind.BACKLOG: (
        UsedAt(NameKind.STORY, "mvp_features/*/id"),
        UsedAt(NameKind.EPIC, "mvp_features/*/epic"),
        UsedAt(NameKind.STORY, "mvp_features/*/dependencies/*"),
        UsedAt(NameKind.STORY, "post_mvp_features/*/id"),
        UsedAt(NameKind.EPIC, "post_mvp_features/*/epic"),
        UsedAt(NameKind.STORY, "post_mvp_features/*/dependencies/*"),
        UsedAt(NameKind.STORY, "release_recommendations/post_mvp_phases/*/features/*"),
    ),
    ArtifactKind.CONTRACT: (
        UsedAt(NameKind.CONTEXT, "bounded_context"),
        UsedAt(NameKind.ENDPOINT, "consumers/*/endpoints_used/*"),
        UsedAt(NameKind.CONSUMER, "testing_strategy/consumer_tests/*/consumer"),
        UsedAt(NameKind.PROVIDER, "testing_strategy/provider_verification/provider"),
    ),
    **dict.fromkeys(MARKDOWN_KINDS, (_RECORDS,)),
    ArtifactKind.MODULE_BRIEF: (UsedAt(NameKind.MODULE, "fields/module", "said"), _RECORDS),
}


def definitions(kind: ArtifactKind, value: Value) -> Iterator[Definition]:
    """The names that a document of a kind defines, by the table; empty ones are none."""
    for defined in DEFINITIONS.get(kind, ()):
        for text, pointer, on_key, parent in occurrences(value, defined.place):
            if text.strip():
                beside = parent if isinstance(parent, dict) else {}
                other = _text(beside, defined.alias)
                aliases = ((other, (*pointer[:-1], defined.alias)),) if other else ()
                yield Definition(defined.kind, text, pointer, on_key, _text(beside, defined.title), aliases)


def name_uses(kind: ArtifactKind, value: Value) -> Iterator[NameUse]:
    """The names that a document of a kind uses, by the table; empty ones are none."""
    root = value if isinstance(value, dict) else {}
    for used in USES.get(kind, ()):
        steps = steps_of(used.place)
        if steps[0] not in root:  # as mostly; thousands of documents are read
            continue
        if len(steps) == 1:
            text = root[steps[0]]
            if isinstance(text, str) and text.strip():
                yield _use_in_root(used, text)
            continue
        for text, pointer, on_key, parent in occurrences(value, used.place):
            if used.spelling is not None:
                for match in used.spelling.finditer(text):
                    yield NameUse(used.kind, match.group(), pointer, on_key, used.claim, match.span())
            elif text.strip():
                yield NameUse(used.kind, text, pointer, on_key, _claim(used, parent))


@lru_cache(maxsize=4096)
def _use_in_root(used: UsedAt, name: str) -> NameUse:
    """The use of a name by a member of a root: the same object for the many documents that use the same name."""
    return NameUse(used.kind, name, (used.place,), claim=used.claim)


def _claim(used: UsedAt, parent: Value) -> Claim:
    """A contract's or record's path says where it is; and only services have contract documents."""
    if used.claim != "located":
        return used.claim
    beside: dict[str, Any] = parent if isinstance(parent, dict) else {}
    if used.kind is NameKind.CONTRACT and beside.get("type") in ("interface", "event", "schema"):
        return "located"
    return "located" if _text(beside, "path") else "defined"


def _text(beside: Mapping[str, Any], key: str) -> str | None:
    found = beside.get(key)
    return found if isinstance(found, str) and found.strip() else None


def used_at(kind: ArtifactKind, pointer: Pointer, *, on_key: bool = False) -> NameKind | None:
    """The kind of name that a string or key of a document is, or could be; None where it is none as a whole."""
    for used in USES.get(kind, ()):
        if used.spelling is None and leads_to(used.place, pointer, on_key=on_key):
            return used.kind
    return None


METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
"""The methods of HTTP that operations have (OpenAPI 3.1, 4.8.9)."""

_METHOD = re.compile(rf"({'|'.join(METHODS)})\s+", re.IGNORECASE)
_PARAMETER = re.compile(r"\{[^{}/]*\}")


def normal_name(kind: NameKind, written: str) -> str:
    """A name in the form in which equal names are equal.

    Records are known by their number alone, where a name begins with one (`ADR-001`, `001-event-driven`); of an endpoint
    the names of its path's parameters do not matter, as in OpenAPI.
    """
    name = written.strip()
    if kind is NameKind.ADR:
        number = record_number(name)
        return normal_number(number.digits) if number else name
    if kind is NameKind.ENDPOINT:
        method = _METHOD.match(name)
        path = _PARAMETER.sub("{}", name[method.end() :] if method else name)
        return f"{method[1].upper()} {path}" if method else path
    return name
