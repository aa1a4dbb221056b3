"""What stands for what in a document: statuses, and the names of files, subtasks and entries that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.lines import parse_lines
from callsheet.artifacts.names import NameKind
from callsheet.ide.api_references import component_of, read_component, refs_of
from callsheet.ide.mentions import file_mentions, name_span, text_span
from callsheet.ide.reading import reader
from callsheet.syntax import Document, Pointer
from callsheet.workspace.facts import Facts, PlanningFacts, Reference, SubtaskFacts, TaskFacts
from callsheet.workspace.snapshot import Snapshot

TokenType: TypeAlias = Literal[
    "namespace", "type", "class", "interface", "function", "variable", "enumMember", "number"
]
"""What a token is: names of the protocol's own, which every theme has colours for."""

TokenModifier: TypeAlias = Literal[
    "declaration", "definition", "deprecated", "pending", "inProgress", "completed", "blocked"
]
"""What else is known of it: that it is defined here; or the state of what it names. The last four are our own."""

_OF_NAMES: Mapping[NameKind, TokenType] = {
    NameKind.CONTEXT: "type",
    NameKind.MODULE: "type",
    NameKind.ENTITY: "type",
    NameKind.PERSONA: "class",
    NameKind.JOURNEY: "class",
    NameKind.SLICE: "class",
    NameKind.EPIC: "class",
    NameKind.STORY: "class",
    NameKind.RELEASE: "class",
    NameKind.ADR: "class",
    NameKind.CONTRACT: "interface",
    NameKind.CONSUMER: "interface",
    NameKind.PROVIDER: "interface",
    NameKind.ENDPOINT: "function",
}

_STATES: Mapping[str, TokenModifier] = {
    **dict.fromkeys(("pending", "draft", "proposed"), "pending"),
    **dict.fromkeys(("in_progress", "active", "defined"), "inProgress"),
    **dict.fromkeys(("completed", "implemented", "verified", "accepted", "passed"), "completed"),
    **dict.fromkeys(("blocked", "rejected", "failed"), "blocked"),
    **dict.fromkeys(("archived", "deprecated", "superseded"), "deprecated"),
}
"""The words for states, with what becomes of the thing."""

_DEFINED: tuple[TokenModifier, ...] = ("declaration", "definition")


@dataclass(frozen=True, slots=True)
class Token:
    """Characters of a document that stand for something (offsets in code points, end exclusive)."""

    start: int
    end: int
    type: TokenType
    modifiers: tuple[TokenModifier, ...] = ()


def semantic_tokens(snapshot: Snapshot, path: str) -> list[Token]:
    """The tokens of a document in its order; none overlap. What leads nowhere has none, nor have keys and plain texts."""
    document, facts = snapshot.document(path), snapshot.facts(path)
    if document is None or facts is None:
        return []
    found = [*_statuses(snapshot, document, facts), *_names(snapshot, document, facts)]
    if document.language != "markdown":
        found += _definitions(document, facts)
        found += _files(snapshot, document, facts)
        found += _subtasks(snapshot, document, facts)
        found += _components(snapshot, document, facts)
    tokens: list[Token] = []
    for token in sorted(found, key=lambda token: (token.start, token.end)):
        if token.start < token.end and (not tokens or tokens[-1].end <= token.start):
            tokens.append(token)
    return tokens


def _token(
    document: Document, pointer: Pointer, kind: TokenType, *modifiers: TokenModifier, on_key: bool = False
) -> Iterator[Token]:
    """The string at a pointer, or the key that leads to it, if it is there."""
    span = text_span(document, pointer, on_key=on_key)
    if span is not None:
        yield Token(*span, kind, modifiers)


def _statuses(snapshot: Snapshot, document: Document, facts: Facts) -> Iterator[Token]:
    """The statuses that the schema allows; of a Markdown document's the first word, as in `Superseded by ADR-004`."""
    if document.language == "markdown":
        node = document.node(("fields", "status"))
        word = re.match(r"\w+", node.value) if node and isinstance(node.value, str) else None
        state = _STATES.get(word[0].lower()) if word else None
        if node and word and state:
            yield Token(*document.part_span(node, *word.span()), "enumMember", (state,))
        return
    pointers: list[Pointer] = [("status",), *((*link.pointer, "status") for link in facts.contracts)]
    for pointer in pointers:
        node, schema = document.node(pointer), snapshot.schema_at(facts.artifact.kind, pointer) or {}
        if node is not None and isinstance(node.value, str) and node.value in schema.get("enum", ()):
            yield from _token(document, pointer, "enumMember", *_state(node.value))


def _state(status: str | None) -> tuple[TokenModifier, ...]:
    state = _STATES.get(status or "")
    return (state,) if state else ()


def _definitions(document: Document, facts: Facts) -> Iterator[Token]:
    """The names that the document defines; of a task or subtask its own."""
    if isinstance(facts, PlanningFacts):
        for definition in facts.definitions:
            for pointer in (definition.pointer, *(place for _, place in definition.aliases)):
                yield from _token(document, pointer, _OF_NAMES[definition.kind], *_DEFINED, on_key=definition.on_key)
    elif isinstance(facts, (TaskFacts, SubtaskFacts)):
        for key in ("id", "seq"):
            yield from _token(document, (key,), "variable", *_DEFINED)


def _names(snapshot: Snapshot, document: Document, facts: Facts) -> Iterator[Token]:
    """The names that the document uses."""
    for use in facts.uses:
        is_heading = use.pointer == ("title",)  # that has a colour of its own
        span = None if is_heading else name_span(document, use)
        if span is not None and snapshot.planning.is_defined(use, facts.path, facts.artifact):
            yield Token(*span, _OF_NAMES[use.kind])


def _files(snapshot: Snapshot, document: Document, facts: Facts) -> Iterator[Token]:
    """The files that exist or are promised, with the lines that are meant; and the promises."""
    for mention in file_mentions(facts):
        if not mention.path.is_in_workspace or (span := name_span(document, mention)) is None:
            continue
        if not isinstance(mention, Reference):
            yield Token(*span, "namespace", _DEFINED)
        elif snapshot.exists(mention.path.path) or _is_promised(snapshot, facts, mention.path.path):
            yield Token(*span, "namespace")
            yield from _lines(document, mention)


def _is_promised(snapshot: Snapshot, facts: Facts, path: str) -> bool:
    return bool((snapshot.feature_of(facts.path) or snapshot.promises).promisers(path))


def _lines(document: Document, reference: Reference) -> Iterator[Token]:
    node = document.node((*reference.pointer, "lines"))
    if node is not None and node.value == reference.lines:
        for segment in parse_lines(reference.lines or "")[0]:
            yield Token(*document.part_span(node, segment.start, segment.end), "number")


def _subtasks(snapshot: Snapshot, document: Document, facts: Facts) -> Iterator[Token]:
    """The subtasks that one depends on, with their states."""
    feature = snapshot.feature_of(facts.path)
    if feature is None or not isinstance(facts, SubtaskFacts):
        return
    for dependency in facts.dependencies:
        key, span = feature.resolve(dependency.written), name_span(document, dependency)
        if key is not None and span is not None:
            yield Token(*span, "variable", _state(feature.subtasks[key].status))


def _components(snapshot: Snapshot, document: Document, facts: Facts) -> Iterator[Token]:
    """The components of an OpenAPI document, and the `$ref`s that lead somewhere."""
    if facts.artifact.kind is not ArtifactKind.OPENAPI:
        return
    components = document.node(("components",))
    for section in components.members if components else ():
        for member in section.node.members:
            yield from _token(document, ("components", section.key, member.key), "type", *_DEFINED, on_key=True)
    read = reader(snapshot)
    for ref in refs_of(facts):
        component = component_of(facts, ref)
        if component is not None and read_component(read, component) is not None:
            yield from _token(document, ref.pointer, "type")
