"""The files on disk, seen through a cache; and what of them may be shown.

Paths are relative to the workspace root with `/` separators.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from callsheet.syntax.tree import MAX_LENGTH

EntryType: TypeAlias = Literal["file", "folder"]

_Seen = TypeVar("_Seen")

MAX_READ = 4 * MAX_LENGTH
"""The most that is read of a file, in bytes: all that a document of the greatest length can have."""

_CHUNK = 64 * 1024
"""How much of a file is read at first, in bytes; task files seldom have more."""

_READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)

_SECRET = re.compile(
    r"""(?:^|/)(?:
      \.env[^/]* | \.(?:git|ssh|aws|kube|docker|gnupg|azure)        # folders of keys and log-ins
    | \.(?:netrc|npmrc|pypirc|pgpass|htpasswd|git-credentials)
    | id_(?:rsa|dsa|ecdsa|ed25519)[^/]* | (?:secrets?|credentials)\.(?:json|ya?ml|toml|ini|txt)
    | [^/]*\.(?:env|key|pem|secret|p12|pfx|jks|keystore|kdbx|tfstate)
    )(?:/|$)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Files, and folders of files, that hold secrets by their names."""

_OUTSIDE = "it lies outside the workspace"

_ABSENT = frozenset((errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL))
"""The errors of a path that leads to nothing; EINVAL is that of Windows for what cannot be a name."""


class Unreadable(NamedTuple):
    """What is known of a file that is there and cannot be read."""

    reason: str
    """Why, in a few words: "Permission denied", "it is a folder"."""


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
        self._names: dict[str, tuple[str, ...]] = {}

    def forget(self, paths: Iterable[str]) -> None:
        """Drop what is remembered of paths that may have changed, of what lies below them and of the folders above.

        Another thread may be looking at the disk just now. It remembers what it sees in the caches that it began with,
        which are dropped here as a whole: so nothing seen before this comes back after it.
        """
        changed = set(paths)
        above = {folder for path in changed for folder in folders_above(path)}
        below = tuple(f"{path}/" for path in changed)

        def kept(cache: dict[str, _Seen]) -> dict[str, _Seen]:
            return {
                path: seen
                for path, seen in list(cache.items())
                if not (path in changed or path in above or path.startswith(below))
            }

        self._types, self._line_counts, self._names = kept(self._types), kept(self._line_counts), kept(self._names)

    def known_paths(self) -> list[str]:
        """The paths of which anything is remembered."""
        return list({*self._types, *self._line_counts, *self._names})

    def entry_type(self, path: str) -> EntryType | None:
        """Whether a path is a file or a folder; None if it does not exist, cannot be seen or is no path at all."""
        types = self._types
        if path in types:
            return types[path]
        if types.get(path.rpartition("/")[0], "folder") is None:
            return None
        unknown: list[str] = []  # the folders above of which nothing is remembered, the nearest first
        for folder in folders_above(path):
            if not folder or types.get(folder):
                break
            if folder in types:  # it is missing, and so is all below it: that needs no look
                types.update(dict.fromkeys(unknown))
                return None
            unknown.append(folder)
        types[path] = self._entry_type(path)
        for folder in () if types[path] else unknown:
            types[folder] = self._entry_type(folder)
            if types[folder]:
                break
        return types[path]

    def _entry_type(self, path: str) -> EntryType | None:
        try:
            mode = os.stat(f"{self.root}/{path}").st_mode  # noqa: PTH116 - thousands of these
        except (OSError, ValueError):
            return None
        return "folder" if stat.S_ISDIR(mode) else "file"

    def is_shown(self, path: str) -> bool:
        """Whether a file's content may be shown: inside the workspace once links are resolved, and no secret."""
        return self.why_hidden(path) is None

    def why_hidden(self, path: str) -> str | None:
        """Why a file's content may not be shown, in a few words; None where it may."""
        try:
            real = os.path.realpath(f"{self.root}/{path}")
        except (OSError, ValueError):  # a null character in it
            return "it is no path"
        if real != self._real_root and not real.startswith(self._real_root.rstrip(os.sep) + os.sep):
            return _OUTSIDE
        inside = os.path.relpath(real, self._real_root).replace(os.sep, "/")
        return "it may hold secrets" if _SECRET.search(inside) or _SECRET.search(path) else None

    def read(self, path: str) -> bytes | Unreadable | None:
        """A file's content, of a huge one the first `MAX_READ` bytes; or why it cannot be read; None where there is none.

        In a folder that must not be shown there is nothing.
        """
        full = f"{self.root}/{path}"  # not Path(root, path), which leaves the root where the path is absolute
        try:
            hidden = self.why_hidden(path)
            if hidden is not None:
                is_there = os.path.lexists(full) and self.is_shown(path.rpartition("/")[0])
                return Unreadable(hidden) if is_there else None
            mode = os.stat(full).st_mode  # noqa: PTH116 - as a string
            if not stat.S_ISREG(mode):
                return Unreadable("it is a folder" if stat.S_ISDIR(mode) else "it is no regular file")
            with Path(full).open("rb") as file:
                return file.read(MAX_READ)
        except ValueError:  # a null character in it
            return None
        except OSError as error:
            if error.errno not in _ABSENT:
                return Unreadable(error.strerror or str(error))
            return Unreadable("it is a link that leads nowhere") if os.path.islink(full) else None  # noqa: PTH114

    def read_bytes(self, path: str) -> bytes | None:
        """A file's content, of a huge one the first `MAX_READ` bytes; None where there is none that may be read."""
        data = self.read(path)
        return data if isinstance(data, bytes) else None

    def read_text(self, path: str) -> str | None:
        """A text file's content; None where there is none that may be read, or where it is binary or huge."""
        data = self.read_bytes(path)
        if data is None or len(data) == MAX_READ or b"\0" in data[:8192]:
            return None
        return decode_text(data)

    def line_count(self, path: str) -> int | None:
        """How many lines a text file has; a final line end begins no further line. None where it cannot be read."""
        counts = self._line_counts
        if path not in counts:
            text = self.read_text(path)
            counts[path] = None if text is None else count_lines(text)
        return counts[path]

    def read_folder(self, folder: str, is_wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes | Unreadable]]:
        """The names and contents of a folder's files whose name is wanted, by name; none where it cannot be listed.

        What is there and cannot be read is among them; what goes at this moment is not. Links are resolved once for the
        folder: a file in it that is no link lies inside the workspace as well.
        """
        try:
            if not self.is_shown(folder):
                return
            with os.scandir(f"{self.root}/{folder}") as found:
                entries = sorted((entry.name, entry.is_file(follow_symlinks=False)) for entry in found)
        except (OSError, ValueError):
            return
        for name, is_plain in entries:
            if not is_wanted(name):
                continue
            path = f"{folder}/{name}"
            data = self._read_plain(path) if is_plain and not _SECRET.search(name) else self.read(path)
            if data is not None:
                yield name, data

    def _read_plain(self, path: str) -> bytes | Unreadable | None:
        """The content of a file that is known to be no link and to lie where everything may be read."""
        try:
            descriptor = os.open(f"{self.root}/{path}", _READ_ONLY)
        except (OSError, ValueError):
            return self.read(path)  # which says why it cannot be read
        try:
            data = os.read(descriptor, _CHUNK)
        except OSError:
            return self.read(path)
        finally:
            os.close(descriptor)
        return data if len(data) < _CHUNK else self.read(path)

    def why_unlisted(self, folder: str) -> str | None:
        """Why nobody can look into a folder, in a few words; None where one can, or where there is no folder."""
        try:
            hidden = self.why_hidden(folder)
            if hidden is not None:
                return hidden if os.path.isdir(f"{self.root}/{folder}") else None  # noqa: PTH112 - as a string
            os.scandir(f"{self.root}/{folder}").close()
        except ValueError:
            return None
        except OSError as error:
            return None if error.errno in _ABSENT else error.strerror or str(error)
        return None

    def outward_links(self, folder: str) -> list[tuple[str, EntryType]]:
        """The links in a folder of the workspace that lead out of it, as `entries` gives all others."""
        try:
            if not self.is_shown(folder):
                return []
            with os.scandir(f"{self.root}/{folder}") as found:
                links: list[tuple[str, EntryType]] = [
                    (entry.name, "folder" if entry.is_dir() else "file") for entry in found if entry.is_symlink()
                ]
        except (OSError, ValueError):
            return []
        return sorted(link for link in links if self.why_hidden(f"{folder}/{link[0]}") == _OUTSIDE)

    def names(self, folder: str) -> tuple[str, ...]:
        """The names in a folder, sorted, as they were when first asked for; `entries` looks again each time."""
        names = self._names
        if folder not in names:
            names[folder] = tuple(name for name, _ in self.entries(folder))
        return names[folder]

    def entries(self, folder: str) -> list[tuple[str, EntryType]]:
        """The names in a folder of the workspace, sorted, each with what it is; empty where it cannot be listed.

        Links that lead out of the workspace are left out.
        """
        try:
            if not self.is_shown(folder):
                return []
            with os.scandir(f"{self.root}/{folder}") as found:
                entries: list[tuple[str, EntryType]] = [
                    (entry.name, "folder" if entry.is_dir() else "file")
                    for entry in found
                    if not entry.is_symlink() or self.is_shown(f"{folder}/{entry.name}")
                ]
        except (OSError, ValueError):
            return []
        return sorted(entry for entry in entries if not _SECRET.search(entry[0]))


def folders_above(path: str) -> Iterator[str]:
    """The folders around a path, the nearest first, down to the root, which is the empty string."""
    while path:
        path = path.rpartition("/")[0]
        yield path


def decode_text(data: bytes) -> str:
    """Bytes as text: UTF-8, its byte order mark kept; UTF-16 where its byte order mark says so. Never fails."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8", errors="replace")


def encode_text(text: str, like: bytes) -> bytes:
    """A text as bytes, the way `decode_text` reads it from bytes that begin like others.

    Raises:
        UnicodeEncodeError: if the text holds a lone surrogate, which is no character.
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if like.startswith(mark):
            return mark + text.encode(encoding)
    return text.encode()


def count_lines(text: str) -> int:
    """How many lines people see: a final line end begins no further one."""
    ends = text.count("\n") + text.count("\r") - text.count("\r\n")
    return ends + (1 if text and text[-1] not in "\r\n" else 0)
