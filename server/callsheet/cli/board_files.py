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

    def __init__(self, root: Path, read: Iterable[str]) -> None:
        """Begin with the paths of files (relative to the root) that were read in the last moments."""
        self._root = root
        self._known: dict[str, _Folder] = {}
        for path in read:
            folder, _, name = path.rpartition("/")
            known = self._known.get(folder, _NOTHING)
            self._known[folder] = _Folder(None, {**known.files, name: None})

    def look(self, folders: Iterable[str]) -> list[str]:
        """The paths in folders (relative to the root) that were created, changed or deleted since the look before.

        Of the files that were read before the first look, those are among them that changed in the last moments.
        """
        since = time.time_ns() - _SLACK
        seen = {folder: self._folder(folder, since) for folder in folders}
        before = self._known
        self._known = seen
        return [
            f"{folder}/{name}"
            for folder in {**before, **seen}
            for name in _changed(before.get(folder, _NOTHING).files, seen.get(folder, _NOTHING).files, since)
        ]

    def _folder(self, folder: str, since: int) -> _Folder:
        full = f"{self._root}/{folder}"
        before, state = self._known.get(folder, _NOTHING), _state(full)
        if state is None:
            return _NOTHING
        names = before.files if state == before.state else _names(full)
        files = {name: found for name in names if (found := _state(f"{full}/{name}")) is not None}
        return _Folder(None if max(state[:2]) > since else state, files)


def _changed(before: Mapping[str, _State], now: Mapping[str, _State], since: int) -> Iterator[str]:
    """The names of the files that are not what they were; of those that were only read, if that may be so."""
    for name in {**before, **now} if before != now else ():
        known, state = before.get(name), now.get(name)
        was_only_read = known is None and name in before
        if state is None or max(state[:2]) > since if was_only_read else known != state:
            yield name


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
