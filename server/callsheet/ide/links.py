"""The links of a document: every file, subtask and web address that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from callsheet.artifacts.lines import parse_lines
from callsheet.ide.mentions import Mention, mentions, name_pointer, name_span, part_span
from callsheet.syntax import Document, Node
from callsheet.workspace.facts import Dependency, Reference
from callsheet.workspace.feature import Feature
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
    document, facts, feature = snapshot.document(path), snapshot.facts(path), snapshot.feature_of(path)
    if document is None or facts is None or feature is None:
        return []
    designs = document.node(("design_components",))
    found = [_address(document, _member(design, "url")) for design in (designs.items if designs else ())]
    for mention in mentions(facts):
        span = name_span(document, mention)
        found.append(_link(snapshot, feature, document, mention, span) if span is not None else None)
    return sorted((link for link in found if link is not None), key=lambda link: link.start)


def _link(
    snapshot: Snapshot, feature: Feature, document: Document, mention: Mention, span: tuple[int, int]
) -> Link | None:
    if isinstance(mention, Dependency):
        key = feature.resolve(mention.written)
        if key is None:
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
    return Link(*part_span(document, node, *match.span(1)), tooltip=match[1], url=match[1])


def _member(node: Node, key: str) -> Node | None:
    member = node.member(key)
    return member.node if member else None
