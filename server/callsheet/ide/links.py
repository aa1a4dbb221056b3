"""The links of a document: every file, subtask, entry, component and web address that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from callsheet.artifacts.lines import parse_lines
from callsheet.artifacts.names import NameUse
from callsheet.ide.api_references import component_of, component_span, read_component, refs_of
from callsheet.ide.mentions import mentions, name_pointer, name_span, text_span
from callsheet.ide.named import place_of, resolved
from callsheet.ide.reading import Read, reader
from callsheet.ide.rule_settings import rule_pages
from callsheet.syntax import Document, Node
from callsheet.workspace.facts import Deliverable, Dependency, Facts, Reference
from callsheet.workspace.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Link:
    """Characters of a document (offsets in code points, end exclusive) and what they lead to: a file or an address."""

    start: int
    end: int
    path: str | None = None
    """The file, relative to the workspace root; it exists."""
    line: int | None = None
    """The line of it (1-based) that is meant; None for its beginning."""
    tooltip: str | None = None
    url: str | None = None
    """The web address, where it is no file."""


def document_links(snapshot: Snapshot, path: str) -> list[Link]:
    """The links of a document in its order. What does not exist yet, folders and patterns are none."""
    read = reader(snapshot)
    document, facts = read(path), snapshot.facts(path)
    if document is None or facts is None:
        return []
    found: list[Link | None] = [*_designs(document), *_components(read, facts, document)]
    found += [Link(start, end, url=page) for start, end, page in rule_pages(facts.artifact.kind, document)]
    for mention in mentions(facts):
        span = name_span(document, mention)
        if span is None:
            continue
        if isinstance(mention, NameUse):
            found.append(_name_link(snapshot, read, facts, mention, span))
        else:
            found.append(_link(snapshot, document, facts, mention, span))
    return sorted((link for link in found if link is not None), key=lambda link: link.start)


def _designs(document: Document) -> Iterator[Link | None]:
    designs = document.node(("design_components",))
    return (_address(document, _member(design, "url")) for design in (designs.items if designs else ()))


def _components(read: Read, facts: Facts, document: Document) -> Iterator[Link]:
    """The `$ref`s of an OpenAPI document."""
    for ref in refs_of(facts):
        component, span = component_of(facts, ref), text_span(document, ref.pointer)
        found = read_component(read, component) if component and span else None
        if component is not None and span is not None and found is not None:
            line = found[0].text.line_at(component_span(*found)[0]) + 1
            yield Link(*span, component.path, line, ref.written)


def _name_link(snapshot: Snapshot, read: Read, facts: Facts, use: NameUse, span: tuple[int, int]) -> Link | None:
    named = resolved(snapshot, facts, use)
    document = read(named.path) if named else None
    place = place_of(read, named) if named else None
    if named is None or document is None or place is None:
        return None
    title = named.definition.title
    tooltip = f"{use.name} · {title}" if title else use.name
    return Link(*span, named.path, document.text.line_at(place[0]) + 1, tooltip)


def _link(
    snapshot: Snapshot,
    document: Document,
    facts: Facts,
    mention: Reference | Deliverable | Dependency,
    span: tuple[int, int],
) -> Link | None:
    if isinstance(mention, Dependency):
        feature = snapshot.feature_of(facts.path)
        key = feature.resolve(mention.written) if feature else None
        if feature is None or key is None:
            return None
        subtask = feature.subtasks[key]
        return Link(*span, subtask.path, tooltip=f"{key} · {subtask.title}" if subtask.title else key)
    path = mention.path
    if path.form == "url":
        return _address(document, document.node(name_pointer(mention)))
    if path.form not in ("file", "folder") or path.leaves_workspace or not _is_file(snapshot, path.path):
        return None
    lines = mention.lines if isinstance(mention, Reference) else None
    segments = parse_lines(lines or "")[0]
    if not segments:
        return Link(*span, path.path, tooltip=path.path)
    return Link(*span, path.path, segments[0].first, f"{path.path}, lines {lines}")


def _is_file(snapshot: Snapshot, path: str) -> bool:
    """Whether there is a file that may be shown; what a hover refuses to show is no link either."""
    exists = path in snapshot.overlays or snapshot.disk.entry_type(path) == "file"
    return exists and snapshot.disk.is_shown(path)


_ADDRESS = re.compile(r"\s*(https?://[^\s<>\"]+)", re.IGNORECASE)


def _address(document: Document, node: Node | None) -> Link | None:
    """A link to the web address with which a string begins; what follows behind a blank is a note."""
    if node is None or not isinstance(node.value, str) or not (match := _ADDRESS.match(node.value)):
        return None
    return Link(*document.part_span(node, *match.span(1)), tooltip=match[1], url=match[1])


def _member(node: Node, key: str) -> Node | None:
    member = node.member(key)
    return member.node if member else None
