"""What the outline of each kind of document shows: a table, as a person would sum the document up.

What the table does not name is left out: plain fields are read in the document itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeAlias

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.names import NameKind

SymbolKind: TypeAlias = Literal[
    "array",
    "class",
    "constant",
    "event",
    "field",
    "file",
    "function",
    "interface",
    "method",
    "module",
    "namespace",
    "package",
    "property",
    "string",
    "struct",
    "variable",
]
"""The sign that editors show for a symbol, by the protocol's names; what it stands for is for us to choose."""

KIND_OF_FEATURE: SymbolKind = "package"
KIND_OF_SUBTASK: SymbolKind = "function"
KIND_OF_HEADING: SymbolKind = "string"
KIND_OF_EVENT: SymbolKind = "event"

KIND_OF_NAME: Mapping[NameKind, SymbolKind] = {
    NameKind.CONTEXT: "namespace",
    NameKind.MODULE: "module",
    NameKind.PERSONA: "class",
    NameKind.JOURNEY: "function",
    NameKind.SLICE: "struct",
    NameKind.EPIC: "package",
    NameKind.STORY: "method",
    NameKind.RELEASE: "constant",
    NameKind.CONTRACT: "interface",
    NameKind.CONSUMER: "field",
    NameKind.PROVIDER: "field",
    NameKind.ENDPOINT: "method",
    NameKind.ENTITY: "class",
    NameKind.ADR: "file",
}
"""The sign of each kind of name, the same in a document's outline and in the search of the workspace."""


@dataclass(frozen=True, slots=True)
class Part:
    """How a value stands in the outline."""

    kind: SymbolKind
    names: tuple[str, ...] = ()
    """The members that may name it: the first that says anything does. Without one its key or number does."""
    details: tuple[str, ...] = ()
    """The members that stand beside the name; without any, of a list how long it is."""
    members: Mapping[str, Part] = field(default_factory=dict)
    """The members that are shown inside it."""
    each: Part | None = None
    """How each item of a list, or each member of an object with free keys, is shown inside it."""
    toward: str = ""
    """The member that stands behind the name and an arrow."""


def _list_of(kind: SymbolKind, *names: str, details: tuple[str, ...] = (), **members: Part) -> Part:
    return Part("array", each=Part(kind, names, details, members))


def _entries(kind: NameKind, *names: str, details: tuple[str, ...] = (), **members: Part) -> Part:
    return _list_of(KIND_OF_NAME[kind], *names, details=details, **members)


_TEXTS = _list_of("string")
_REFERENCES = _list_of("file", "path", details=("lines", "reason"))
_SCORES = {"rice_score": Part("constant", details=("score",)), "wsjf_score": Part("constant", details=("score",))}
_OF_WORK = {
    "context_files": _REFERENCES,
    "reference_files": _REFERENCES,
    "contracts": _entries(NameKind.CONTRACT, "name", "path", details=("type", "status")),
    "design_components": _list_of("file", "path", "url", details=("type", "description")),
    "related_adrs": _entries(NameKind.ADR, "id", "path", details=("title", "decision")),
}

_TASK = Part(KIND_OF_FEATURE, ("name", "id"), ("status",), {**_OF_WORK, "exit_criteria": _TEXTS, **_SCORES})

_SUBTASK = Part(
    KIND_OF_SUBTASK,
    ("title", "id", "seq"),
    ("seq", "status"),
    {
        **_OF_WORK,
        "depends_on": _list_of("variable"),
        "acceptance_criteria": _TEXTS,
        "deliverables": _list_of("file"),
    },
)

_CONTEXTS = Part(
    "array",
    members={
        "bounded_contexts": _entries(
            NameKind.CONTEXT,
            "name",
            details=("type", "module"),
            aggregates=_list_of(
                "class",
                "name",
                details=("root",),
                entities=_entries(NameKind.ENTITY),
                value_objects=_list_of("struct"),
                invariants=_TEXTS,
            ),
            domain_events=_list_of(KIND_OF_EVENT, "name", details=("description",)),
            capabilities=_TEXTS,
        ),
        "context_relationships": Part(
            "array",
            each=Part("interface", ("upstream", "downstream"), ("relationship_type",), toward="downstream"),
        ),
        "ubiquitous_language": Part("array", each=Part("constant")),
    },
)

_STORY_MAP = Part(
    "array",
    members={
        "personas": _entries(NameKind.PERSONA, "id", "name", details=("name", "role")),
        "journeys": _entries(
            NameKind.JOURNEY, "id", "name", details=("name",), steps=_list_of("string", "action", "id")
        ),
        "vertical_slices": _entries(NameKind.SLICE, "id", "name", details=("name",)),
        "epics": _entries(NameKind.EPIC, "id", "name", details=("name", "priority"), acceptance_criteria=_TEXTS),
        "stories": _entries(NameKind.STORY, "id", "title", details=("title",), acceptance_criteria=_TEXTS),
        "bounded_context_mapping": Part("array", each=Part(KIND_OF_NAME[NameKind.CONTEXT])),
    },
)

_ITEMS = Part("array", each=Part(KIND_OF_NAME[NameKind.STORY], ("id", "title"), ("title",), _SCORES))
_BACKLOG = Part(
    "array",
    members={
        "mvp_features": _ITEMS,
        "post_mvp_features": _ITEMS,
        "release_recommendations": Part(
            "array",
            members={"post_mvp_phases": _entries(NameKind.RELEASE, "phase", details=("theme", "timeline"))},
        ),
    },
)

_CONTRACT = Part(
    KIND_OF_NAME[NameKind.CONTRACT],
    ("service_name", "contract_id"),
    ("version",),
    {
        "consumers": _entries(NameKind.CONSUMER, "name", details=("type",), endpoints_used=_entries(NameKind.ENDPOINT)),
        "providers": _entries(NameKind.PROVIDER, "name", details=("technology",)),
        "testing_strategy": Part(
            "array",
            details=("approach", "framework"),
            members={
                "consumer_tests": _list_of("file", "test_path", "consumer", details=("consumer",)),
                "provider_verification": Part("file", details=("provider", "verification_path")),
            },
        ),
        "mock_server": Part("field", details=("tool", "port")),
        "versioning": Part("field", details=("scheme", "current_version")),
        "evolution_rules": Part("array", members={"safe_changes": _TEXTS, "breaking_changes": _TEXTS}),
    },
)

_OUTLINES: Mapping[ArtifactKind, Part] = {
    ArtifactKind.TASK: _TASK,
    ArtifactKind.SUBTASK: _SUBTASK,
    ArtifactKind.CONTEXTS: _CONTEXTS,
    ArtifactKind.STORY_MAP: _STORY_MAP,
    ArtifactKind.BACKLOG: _BACKLOG,
    ArtifactKind.CONTRACT: _CONTRACT,
    ArtifactKind.CONFIGURATION: Part("array", each=Part("property")),
}


@cache
def _openapi() -> Part:
    from callsheet.artifacts.openapi.grammar import METHODS, SECTIONS  # imported here: it takes 40 ms

    operation = Part(KIND_OF_NAME[NameKind.ENDPOINT], details=("operationId", "summary"))
    paths = Part("array", each=Part("namespace", details=("summary",), members=dict.fromkeys(METHODS, operation)))
    properties = Part("array", each=Part("property", details=("type",)))
    schema = Part("class", details=("type", "title"), members={"properties": properties})
    sections = {section: Part("array", each=Part("interface", details=("description",))) for section in SECTIONS}
    return Part(
        "array",
        members={
            "info": Part("interface", ("title",), ("version",)),
            "servers": _list_of("constant", "url", details=("description",)),
            "tags": _list_of("constant", "name", details=("description",)),
            "paths": paths,
            "webhooks": paths,
            "components": Part("array", members={**sections, "schemas": Part("array", each=schema)}),
        },
    )


def outline_of(kind: ArtifactKind) -> Part | None:
    """How the whole of a document is shown; where that has no name, what is inside stands by itself.

    None for a kind without an outline of this sort, as the Markdown ones are.
    """
    return _openapi() if kind is ArtifactKind.OPENAPI else _OUTLINES.get(kind)
