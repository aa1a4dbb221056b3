"""The links in Markdown when files get other paths."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from callsheet.artifacts.kinds import MARKDOWN_KINDS
from callsheet.edits.moving_refs import in_uri
from callsheet.syntax.markdown_blocks import outline
from callsheet.syntax.operations import ReplaceSpan
from callsheet.text import Text
from callsheet.workspace.changes import DocumentChange
from callsheet.workspace.snapshot import Snapshot, language_of

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
    for path in _markdown_files(snapshot, moves):
        text = snapshot.text(path)
        if text is not None and _may_concern(path, text.string, moves):
            spans = tuple(_new_spans(snapshot, path, text, moves))
            if spans:
                yield DocumentChange(path, spans)


def _markdown_files(snapshot: Snapshot, moves: Moves) -> Iterable[str]:
    """The artifacts in Markdown, the Markdown files that artifacts refer to, and those that move; each once."""
    artifacts = [facts.path for kind in MARKDOWN_KINDS for facts in snapshot.planning.of_kind(kind)]
    paths = [reference.path for facts in snapshot.files() for reference in facts.references]
    named = {path.path for path in paths if path.is_in_workspace}
    others = sorted(path for path in {*named, *moves.old_paths} if language_of(path) == "markdown")
    return dict.fromkeys([*artifacts, *others])


def _may_concern(path: str, string: str, moves: Moves) -> bool:
    """Whether a file may have a link that changes: it moves itself, or something in it is called as what moves."""
    return "%" in string or moves.new_path(path) != path or any(name in string for name in moves.old_names)


def _new_spans(snapshot: Snapshot, path: str, text: Text, moves: Moves) -> Iterator[ReplaceSpan]:
    for start, end in _destinations(text):
        written = text.string[start:end]
        new = _respelt(snapshot, path, written, moves)
        if new is not None and new != written:
            yield ReplaceSpan(start, end, new)


def _destinations(text: Text) -> Iterator[tuple[int, int]]:
    """The spans of what links lead to, outside of code."""
    found = outline(text)
    lines = {*found.text_lines, *(heading.first for heading in found.headings)}
    for line in sorted(lines):
        line_start, line_end = text.line_span(line)
        string = text.string[line_start:line_end]
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
