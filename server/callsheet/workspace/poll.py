"""Noticing changes on disk where nobody tells of them: by looking at sizes and times."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TypeAlias

from callsheet.workspace.disk import Disk
from callsheet.workspace.session import feature_folders

Fingerprint: TypeAlias = dict[str, tuple[int, int]]
"""The modification time in nanoseconds and the size of each file, by path; (-1, -1) for what does not exist."""


def fingerprint(disk: Disk) -> Fingerprint:
    """The state of the features' files and of all files that anything was asked of."""
    seen: Fingerprint = {}
    for folder in feature_folders(disk):
        with suppress(OSError), os.scandir(f"{disk.root}/{folder}") as entries:
            for entry in entries:
                information = entry.stat()
                seen[f"{folder}/{entry.name}"] = (information.st_mtime_ns, information.st_size)
    for path in disk.known_paths():
        if path not in seen:
            seen[path] = _state(disk, path)
    return seen


def _state(disk: Disk, path: str) -> tuple[int, int]:
    try:
        information = os.stat(f"{disk.root}/{path}")  # noqa: PTH116 - thousands of these
    except (OSError, ValueError):
        return (-1, -1)
    return (information.st_mtime_ns, information.st_size)


def changed_paths(before: Fingerprint, after: Fingerprint) -> list[str]:
    """The paths that were created, changed or deleted between two looks.

    A path that was only asked about meanwhile has not changed.
    """
    missing = (-1, -1)
    created = [path for path, state in after.items() if path not in before and path.startswith(".tmp/")]
    changed = [path for path, state in before.items() if after.get(path, missing) != state]
    return sorted(created + changed)
