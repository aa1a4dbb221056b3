"""What the `path` of a file reference or a deliverable can hold besides a plain relative path."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

PathForm: TypeAlias = Literal["file", "folder", "glob", "absolute", "home", "url", "endpoint", "prose", "empty"]
"""What a written path is. Only `file` and `folder` name something in the workspace by themselves."""

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_DRIVE = re.compile(r"[A-Za-z]:/")
_ENDPOINT = re.compile(r"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|WS)\s+\S.*")
# A note behind the path: `src/x.ts (new)`, `docs/a.md — section 3`, `docs/a.md - see below`, `docs/a.md: why`,
# `docs/a.md#section`.
_NOTE = re.compile(r"\s+\(.*$|\s+[\u2013\u2014-]+\s.*$|:\s.*$|\s+(?:#|//)\s.*$|#[^/]*$", re.DOTALL)
_LINE_SUFFIX = re.compile(r":L?[0-9]+(?:[-:,]L?[0-9]+)*$")
# A label before the path: `Modified: src/x.ts`, `New file: docs/a.md`.
_LABEL = re.compile(r"`?[A-Za-z]+(?: [a-z]+)?:\s+(?=`?@?[^\s:]*[./])")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}$")


@dataclass(frozen=True, slots=True)
class WrittenPath:
    """A path as an author wrote it, taken apart."""

    form: PathForm
    path: str
    """Normalised, `/` separators, without `@`, note or trailing slash; relative for the forms file, folder and glob."""
    start: int
    end: int
    """The span of the path itself within the written string (code points)."""

    @property
    def leaves_workspace(self) -> bool:
        """Whether a relative path climbs above the root."""
        return self.path == ".." or self.path.startswith("../")


def read_path(written: str) -> WrittenPath:
    """Take a written path apart: drop the `@` and a note behind it, read `\\` as `/`, say what form it has."""
    stripped = written.strip()
    start = written.find(stripped)
    end = start + len(stripped)
    if not stripped:
        return WrittenPath("empty", "", 0, len(written))
    if _URL.match(stripped):
        return WrittenPath("url", stripped, start, end)
    if _ENDPOINT.match(stripped):
        return WrittenPath("endpoint", stripped, start, end)
    if label := _LABEL.match(written, start, end):
        start = label.end()
        stripped = written[start:end]
    if stripped.startswith("`") and "`" in stripped[1:]:
        start, end = start + 1, start + 1 + stripped[1:].index("`")
    elif stripped.startswith("@"):
        start += 1
    bare = _LINE_SUFFIX.sub("", _NOTE.sub("", written[start:end]))
    end = start + len(bare)
    path = bare.replace("\\", "/")
    return WrittenPath(_form(path), _normalise(path), start, end)


def _form(path: str) -> PathForm:
    if not path or path == "/":
        return "empty"
    if path.startswith(("~", "$")):
        return "home"
    if path.startswith("/") or _DRIVE.match(path):
        return "absolute"
    if any(character in path for character in "*?{"):  # not "[": frameworks name folders `[id]`
        return "glob"
    if path.endswith("/"):
        return "folder"
    if " " in path and not _EXTENSION.search(path):
        return "prose"
    return "file"


def _normalise(path: str) -> str:
    if not path:
        return ""
    normal = posixpath.normpath(path)
    return "" if normal == "." else normal
