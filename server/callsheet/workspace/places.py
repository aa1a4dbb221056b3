"""Places in a workspace: which paths lie in them, and which folders lead to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Places:
    """Some files and folders of a workspace, relative to its root. The root itself is none of them."""

    def __init__(self, paths: Iterable[str]) -> None:
        """The places that are at these paths, whether or not anything is there."""
        self._paths = frozenset(path for path in paths if path)
        self._around = {folder for path in self._paths for folder in _way_to(path)}

    def hold(self, path: str) -> bool:
        """Whether a path is one of the places, or lies in one."""
        return not self._paths.isdisjoint(_way_to(path))

    def lead_to(self, folder: str) -> bool:
        """Whether a folder is one of the places, lies in one or around one: the root lies around all."""
        return not folder or folder in self._around or self.hold(folder)


def _way_to(path: str) -> Iterator[str]:
    """The folders around a path, from the outermost to the path itself."""
    end = path.find("/")
    while end >= 0:
        yield path[:end]
        end = path.find("/", end + 1)
    yield path
