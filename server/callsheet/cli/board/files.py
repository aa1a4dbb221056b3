"""Noticing changes in the folders of features, by a look that takes two microseconds a file."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

_State: TypeAlias = "tuple[int, int, int] | None"
"""When a file's content and when anything of it changed last (nanoseconds), and its size; None where there is none."""

_SLACK = 2_000_000_000
"""How coarse a file system's clock may be, in nanoseconds."""


class _Folder(NamedTuple):
    """What a folder was at a look."""

    state: _State
    """None also of one that changed so shortly before that another change may not be seen from its time."""
    files: Mapping[str, _State]
    """By name; None of those that were read, but not looked at yet."""


_NOTHING = _Folder(None, {})


class Glance:
    """Looks at all that lies in some folders, and compares with the look before."""

    def __init__(self, root: Path, read: Iterable[str], began: int) -> None:
        """Begin with the paths of files (relative to the root) that were read since a time (nanoseconds since 1970)."""
        self._root = root
        self._began = began
        names: dict[str, dict[str, _State]] = {}
        for path in read:
            folder, _, name = path.rpartition("/")
            names.setdefault(folder, {})[name] = None
        self._known = {folder: _Folder(None, files) for folder, files in names.items()}

    def look(self, folders: Iterable[str]) -> list[str]:
        """The paths in folders (relative to the root) that were created, changed or deleted since the look before.

        At the first look that includes the files that may have changed after they were read.
        """
        before, self._known = self._known, {folder: self._folder(folder) for folder in folders}
        return [
            f"{folder}/{name}"
            for folder in {**before, **self._known}
            for name in self._changed(before.get(folder, _NOTHING).files, self._known.get(folder, _NOTHING).files)
        ]

    def _changed(self, before: Mapping[str, _State], now: Mapping[str, _State]) -> Iterator[str]:
        """The names of the files that are not, or may not be, what they were."""
        for name in {**before, **now} if before != now else ():
            known, state = before.get(name), now.get(name)
            if known is None and name in before and state is not None:
                if max(state[:2]) > self._began - _SLACK:
                    yield name
            elif known != state or state is None:
                yield name

    def _folder(self, folder: str) -> _Folder:
        full = f"{self._root}/{folder}"
        before, state = self._known.get(folder, _NOTHING), _state(full)
        if state is None:
            return _NOTHING
        names = before.files if state == before.state else _names(full)
        files = {name: found for name in names if (found := _state(f"{full}/{name}")) is not None}
        return _Folder(None if max(state[:2]) > time.time_ns() - _SLACK else state, files)


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are all that is wanted
    except OSError:
        return []


def _state(path: str) -> _State:
    try:
        information = os.stat(path)  # noqa: PTH116 - thousands of these
    except (OSError, ValueError):
        return None
    return information.st_mtime_ns, information.st_ctime_ns, information.st_size
