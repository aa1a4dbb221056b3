"""Existing paths that look like one that does not exist."""

from __future__ import annotations

from callsheet.rules.alike import nearest_names
from callsheet.workspace.snapshot import Snapshot

_AT_MOST = 3
_ALIKE = 0.6
"""How much alike two names must be, 1 being the same."""
_LARGEST_FOLDER = 2000
"""In how many names a like one is looked for."""


def nearest_paths(snapshot: Snapshot, path: str) -> list[str]:
    """Existing paths that look like one that does not exist, the likeliest first; at most three.

    Looked for where the path leaves what exists: the same path by way of a name much like the wanted one, or a file of
    the same name in that folder. At the root the latter says nothing: every repository has a README there.
    """
    folder, wanted, below = _last_existing(snapshot, path)
    prefix = f"{folder}/" if folder else ""
    names = snapshot.disk.names(folder)[:_LARGEST_FOLDER]
    candidates = [f"{prefix}{name}{below}" for name in nearest_names(wanted, names, _AT_MOST, _ALIKE)]
    file_name = path.rpartition("/")[2]
    if below and folder:
        candidates.append(f"{prefix}{file_name}")
    found = [candidate for candidate in dict.fromkeys(candidates) if snapshot.exists(candidate)]
    return found[:_AT_MOST]


def _last_existing(snapshot: Snapshot, path: str) -> tuple[str, str, str]:
    """The nearest folder around a path that exists, the missing name in it, and what follows, its slash included."""
    folder, _, wanted = path.rpartition("/")
    below = ""
    while folder and snapshot.disk.entry_type(folder) != "folder":
        folder, _, step = folder.rpartition("/")
        wanted, below = step, f"/{wanted}{below}"
    return folder, wanted, below
