"""What the `path` of a file reference or a deliverable can hold besides a plain relative path."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

PathForm: TypeAlias = Literal["file", "folder", "glob", "absolute", "home", "url", "endpoint", "prose", "empty"]
"""What a written path is. Only `file` and `folder` name something in the workspace by themselves."""

# The usual case: nothing but steps that are neither empty nor `.` nor `..`.
_PLAIN = re.compile(r"(?:(?!\.{1,2}(?:/|$))[A-Za-z0-9_.-]+/)*(?!\.{1,2}$)[A-Za-z0-9_.-]+")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_DRIVE = re.compile(r"[A-Za-z]:/")
_ENDPOINT = re.compile(r"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|WS)\s+\S.*", re.DOTALL)
# A note behind the path: `src/x.ts (new)`, `docs/a.md — section 3`, `docs/a.md - see below`, `docs/a.md: why`,
# `docs/a.md#section`, `docs/a.md §3`.
_NOTE = re.compile(r"\s+\(.*$|\s+[\u2013\u2014-]+\s.*$|:\s.*$|\s+(?:#|//)\s.*$|#[^/]*$|\s+§.*$", re.DOTALL)
# A sentence that goes on behind the path: `src/x.ts with a timer`.
_SENTENCE = re.compile(
    r"(?P<path>\S+\.[A-Za-z][A-Za-z0-9]{0,4})\s+"
    r"(?:and|as|by|exists|for|from|has|in|integrated|is|lines?|on|or|sections?|see|that|to|updated|using|via|which|with)"
    r"\b.*",
    re.DOTALL,
)
_LINE_SUFFIX = re.compile(r":L?[0-9]+(?:[-:,]L?[0-9]+)*$")
# A label before the path: `Modified: src/x.ts`, `New file: docs/a.md`.
_LABEL = re.compile(r"`?[A-Za-z]+(?: [a-z]+)?:\s+(?=`?@?[^\s:]*[./])")
_LABEL_OF_NEW = re.compile(r"`?(?:new|creates?d?|adds?(?:ed)?)\b", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}$")


class WrittenPath(NamedTuple):
    """A path as an author wrote it, taken apart."""

    form: PathForm
    path: str
    """Normalised, `/` separators, without `@`, note or trailing slash; relative for the forms file, folder and glob."""
    start: int
    end: int
    """The span of the path itself within the written string (code points)."""
    is_in_workspace: bool = False
    """Whether it names a file or folder of the workspace."""

    @property
    def leaves_workspace(self) -> bool:
        """Whether it is a relative path that climbs above the root."""
        return _climbs_out(self.path)


def _climbs_out(path: str) -> bool:
    return path == ".." or path.startswith("../")


@lru_cache(maxsize=4096)
def read_path(written: str) -> WrittenPath:
    """Take a written path apart: drop the `@` and a note behind it, read `\\` as `/`, say what form it has."""
    if _PLAIN.fullmatch(written):
        return WrittenPath("file", written, 0, len(written), True)
    stripped = written.strip()
    start = written.find(stripped)
    end = start + len(stripped)
    if not stripped:
        return WrittenPath("empty", "", 0, len(written))
    if _URL.match(stripped):
        return WrittenPath("url", stripped, start, end)
    if _ENDPOINT.match(stripped):
        return WrittenPath("endpoint", stripped, start, end)
    label = _LABEL.match(written, start, end)
    if label:
        start = label.end()
        stripped = written[start:end]
    if stripped.startswith("`") and "`" in stripped[1:]:
        start, end = start + 1, start + 1 + stripped[1:].index("`")
    if written.startswith("@", start, end):
        start += 1
    bare = _NOTE.sub("", written[start:end])
    sentence = _SENTENCE.fullmatch(bare)
    bare = _LINE_SUFFIX.sub("", sentence["path"] if sentence else bare)
    end = start + len(bare)
    path = bare.replace("\\", "/")
    form = _form(path)
    if form == "file" and "/" not in path and _is_spoken_of(path, label, written[end:]):
        form = "prose"
    normal = _normalise(path)
    return WrittenPath(form, normal, start, end, form in ("file", "folder") and not _climbs_out(normal))


def _is_spoken_of(name: str, label: re.Match[str] | None, behind: str) -> bool:
    """Whether a name without a folder is no path: `Modified: Button.tsx` lies somewhere, `Summary: done` is a label.

    A new file is named with its whole path: `New file: CHANGES.md` lies at the root.
    """
    if label is not None:
        return not _LABEL_OF_NEW.match(label.group())
    return "." not in name and behind[:1] == ":" and behind[1:2].isspace()


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
