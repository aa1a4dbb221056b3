"""The files on disk, seen through a cache; and what of them may be shown.

Paths are relative to the workspace root with `/` separators.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Literal, TypeAlias

EntryType: TypeAlias = Literal["file", "folder"]

MAX_READ = 4 * 1024 * 1024
"""The largest file that is read, in bytes."""

_SECRET = re.compile(r"(^|/)\.env[^/]*(/|$)|\.(key|pem|secret)(/|$)", re.IGNORECASE)


class Disk:
    """What exists under a root, remembered until `forget`.

    Reading is confined: nothing outside the root (links resolved) and no file that holds secrets is ever read.
    """

    def __init__(self, root: Path) -> None:
        """Look at the files under `root`."""
        self.root = root
        self._real_root = os.path.realpath(root)
        self._types: dict[str, EntryType | None] = {}
        self._line_counts: dict[str, int | None] = {}

    def forget(self, path: str) -> None:
        """Drop what is remembered of a path that may have changed, and of what lies below it."""
        for cache in (self._types, self._line_counts):
            for known in [known for known in cache if known == path or known.startswith(f"{path}/")]:
                del cache[known]

    def forget_type(self, path: str) -> None:
        """Drop what is remembered of whether a path exists, but nothing of what lies below it."""
        self._types.pop(path, None)

    def known_paths(self) -> list[str]:
        """The paths of which anything is remembered."""
        return list({*self._types, *self._line_counts})

    def entry_type(self, path: str) -> EntryType | None:
        """Whether a path is a file or a folder; None if it does not exist, cannot be seen or is no path at all."""
        if path not in self._types:
            self._types[path] = self._entry_type(path)
        return self._types[path]

    def _entry_type(self, path: str) -> EntryType | None:
        try:
            mode = os.stat(f"{self.root}/{path}").st_mode  # noqa: PTH116 - thousands of these
        except (OSError, ValueError):
            return None
        return "folder" if stat.S_ISDIR(mode) else "file"

    def is_shown(self, path: str) -> bool:
        """Whether a file's content may be shown: inside the workspace once links are resolved, and no secret."""
        real = os.path.realpath(f"{self.root}/{path}")
        if real != self._real_root and not real.startswith(self._real_root.rstrip(os.sep) + os.sep):
            return False
        inside = os.path.relpath(real, self._real_root).replace(os.sep, "/")
        return not _SECRET.search(inside) and not _SECRET.search(path)

    def read_bytes(self, path: str) -> bytes | None:
        """A file's content; None where there is none that may be read."""
        try:
            if not self.is_shown(path):
                return None
            full = Path(self.root, path)
            information = full.stat()
            if not stat.S_ISREG(information.st_mode) or information.st_size > MAX_READ:
                return None
            return full.read_bytes()
        except (OSError, ValueError):
            return None

    def read_text(self, path: str) -> str | None:
        """A text file's content; None where there is none that may be read, or where it is binary."""
        data = self.read_bytes(path)
        if data is None or b"\0" in data[:8192]:
            return None
        return decode_text(data)

    def line_count(self, path: str) -> int | None:
        """How many lines a text file has; a final line end begins no further line. None where it cannot be read."""
        if path not in self._line_counts:
            text = self.read_text(path)
            self._line_counts[path] = None if text is None else count_lines(text)
        return self._line_counts[path]

    def entries(self, folder: str) -> list[tuple[str, EntryType]]:
        """The names in a folder of the workspace, sorted, each with what it is; empty where it cannot be listed."""
        try:
            if not self.is_shown(folder):
                return []
            with os.scandir(f"{self.root}/{folder}") as found:
                entries: list[tuple[str, EntryType]] = [
                    (entry.name, "folder" if entry.is_dir() else "file") for entry in found
                ]
        except (OSError, ValueError):
            return []
        return sorted(entry for entry in entries if not _SECRET.search(entry[0]))


def decode_text(data: bytes) -> str:
    """Bytes as text: UTF-8, its byte order mark kept; UTF-16 where its byte order mark says so. Never fails."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8", errors="replace")


def count_lines(text: str) -> int:
    """How many lines people see: a final line end begins no further one."""
    ends = text.count("\n") + text.count("\r") - text.count("\r\n")
    return ends + (1 if text and text[-1] not in "\r\n" else 0)
