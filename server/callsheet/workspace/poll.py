"""Noticing changes on disk where nobody tells of them: by looking at times and sizes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeAlias

from callsheet.artifacts.kinds import FEATURE_KINDS
from callsheet.artifacts.layout import DEFAULT_LAYOUT, Layout
from callsheet.workspace.disk import Disk
from callsheet.workspace.loading import feature_folders, planning_paths

_State: TypeAlias = "tuple[int, int, int] | None"
"""When a file's content and when anything of it changed last (nanoseconds), and its size; None where there is none."""

_SLACK = 2_000_000_000
"""How coarse a file system's clock may be, in nanoseconds."""


class Poller:
    """Looks at the features' files, and at all paths that anything was asked of, and compares with the look before.

    The first look must come before anything is read, so that no change falls between reading and looking.
    """

    def __init__(
        self,
        disk: Disk,
        current_layout: Callable[[], Layout] = lambda: DEFAULT_LAYOUT,
        *,
        looks_at_features: bool = True,
    ) -> None:
        """A poller that has not looked yet; where the artifacts lie is asked for each time, as it can change.

        `looks_at_features` is false where somebody else looks at the features' files.
        """
        self._disk = disk
        self._current_layout = current_layout
        self._looks_at_features = looks_at_features
        self._layout: Layout | None = None
        """Where they lay at the look before."""
        self._seen: dict[str, _State] = {}
        self._looked_at: int | None = None
        """When the look before began, in nanoseconds since 1970."""

    def look(self) -> list[str]:
        """The paths that were created, changed or deleted since the look before; none at the first."""
        began, layout = time.time_ns(), self._current_layout()
        is_same_layout, self._layout = layout == self._layout, layout
        listed = dict(self._list(layout))
        expected = listed if is_same_layout else {}  # else what is new here was read when the layout changed
        asked = [path for path in self._disk.known_paths() if path not in listed]
        now = {**{path: _state(self._disk, path) for path in {*self._seen, *asked} if path not in listed}, **listed}
        changed = [] if self._looked_at is None else list(self._changed(now, expected, self._looked_at))
        remembered = set(asked)
        self._seen = {path: state for path, state in now.items() if state is not None or path in remembered}
        self._looked_at = began
        return sorted(changed)

    def _changed(self, now: dict[str, _State], listed: dict[str, _State], since: int) -> Iterator[str]:
        for path, state in now.items():
            if path in self._seen:
                if state != self._seen[path]:
                    yield path
            elif path in listed or self._is_newer(path, state, since):
                yield path

    def _is_newer(self, path: str, state: _State, since: int) -> bool:
        """Whether a path that was first asked about after the look before may have changed after it was asked about."""
        if state is None or self._disk.entry_type(path) is None:
            return (state is None) != (self._disk.entry_type(path) is None)
        return max(state[0], state[1]) > since - _SLACK

    def _list(self, layout: Layout) -> Iterator[tuple[str, _State]]:
        """The artifacts there are."""
        for folder in feature_folders(self._disk, layout) if self._looks_at_features else ():
            with suppress(OSError), os.scandir(f"{self._disk.root}/{folder}") as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}"
                    artifact = layout.classify(path)
                    if artifact is not None and artifact.kind in FEATURE_KINDS:
                        with suppress(OSError):
                            yield path, _state_of(_stat(entry))
        for path in planning_paths(self._disk, layout):
            state = _state(self._disk, path) or _state(self._disk, path, follows_links=False)
            if state is not None:
                yield path, state


def _stat(entry: os.DirEntry[str]) -> os.stat_result:
    """What is known of an entry; of a link that leads nowhere what is known of the link."""
    try:
        return entry.stat()
    except OSError:
        return entry.stat(follow_symlinks=False)


def _state(disk: Disk, path: str, *, follows_links: bool = True) -> _State:
    try:
        return _state_of(os.stat(f"{disk.root}/{path}", follow_symlinks=follows_links))  # noqa: PTH116 - thousands
    except (OSError, ValueError):
        return None


def _state_of(information: os.stat_result) -> _State:
    return information.st_mtime_ns, information.st_ctime_ns, information.st_size
