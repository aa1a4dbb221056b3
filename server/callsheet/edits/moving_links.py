"""The links of Markdown artifacts when files get other paths."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from callsheet.artifacts.kinds import MARKDOWN_KINDS
from callsheet.edits.moving_refs import in_uri
from callsheet.syntax import Document
from callsheet.syntax.markdown_blocks import outline
from callsheet.syntax.operations import ReplaceSpan
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.snapshot import Snapshot

if TYPE_CHECKING:
    from callsheet.edits.moving import Moves

_DESTINATION = r"(?:<(?P<bracketed{0}>[^<>\r\n]*)>|(?P<bare{0}>[^\s<>()]+(?:\([^\s()]*\)[^\s()]*)*))"
_LINK = re.compile(
    rf"\]\([ \t]*{_DESTINATION.format(1)}"  # [text](destination)
    rf"|^ {{0,3}}\[[^\]\r\n]+\]:[ \t]*{_DESTINATION.format(2)}"  # [label]: destination
)
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def markdown_changes(snapshot: Snapshot, moves: Moves) -> Iterator[DocumentChange]:
    """The links to files that move, and the relative links of documents that move, as far as they have to differ."""
    for kind in MARKDOWN_KINDS:
        for facts in snapshot.planning.of_kind(kind):
            document = snapshot.document(facts.path)
            spans = tuple(_new_spans(snapshot, facts.path, document, moves)) if document else ()
            if spans:
                yield DocumentChange(facts.path, spans)


def _new_spans(snapshot: Snapshot, path: str, document: Document, moves: Moves) -> Iterator[ReplaceSpan]:
    string = document.text.string
    for start, end in _destinations(document):
        written = string[start:end]
        new = _respelt(snapshot, path, written, moves)
        if new is not None and new != written:
            yield ReplaceSpan(start, end, new)


def _destinations(document: Document) -> Iterator[tuple[int, int]]:
    """The spans of what links lead to, outside of code."""
    found = outline(document.text)
    lines = {*found.text_lines, *(heading.first for heading in found.headings)}
    for line in sorted(lines):
        line_start, line_end = document.text.line_span(line)
        string = document.text.string[line_start:line_end]
        code = [match.span() for match in _CODE.finditer(string)]
        for match in _LINK.finditer(string):
            group = next(name for name, value in match.groupdict().items() if value is not None)
            start, end = match.span(group)
            if not any(first < end and start < last for first, last in code):
                yield line_start + start, line_start + end


def _respelt(snapshot: Snapshot, path: str, written: str, moves: Moves) -> str | None:
    """The destination of a link afterwards; None where it stays, or leads to no file of the workspace."""
    base = re.split("[?#]", written, maxsplit=1)[0]
    if not base or _SCHEME.match(base):
        return None
    name = unquote(base)
    is_from_root = name.startswith("/")
    target = posixpath.normpath(name.lstrip("/") if is_from_root else posixpath.join(posixpath.dirname(path), name))
    if target.startswith("..") or not snapshot.exists(target):
        return None
    new = f"/{moves.new_path(target)}" if is_from_root else moves.new_relative(path, target)
    if new is None or new == posixpath.normpath(name):
        return None
    slash = "/" if name.endswith("/") else ""
    return f"{in_uri(base, new)}{slash}{written[len(base) :]}"
