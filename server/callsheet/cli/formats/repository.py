"""Paths as the services that read reports know them: relative to the root of the repository."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def prefix_in_repository(root: Path) -> str:
    """What stands before the paths of a workspace to make them relative to its repository, as in `apps/shop/`.

    Links are resolved, because the repository knows files by their own paths. Where there is no repository, the paths
    are relative to the folder that GitHub Actions checks out into, else to the current folder, else to the workspace
    itself: the first of these that the workspace lies in, as it is or else by the links that lead there.
    """
    real = Path(os.path.realpath(root))
    ways = [(place, base) for place in (real, root) for base in _repositories_around(place)]
    ways += [(place, base) for base in _folders_of_work() for place in (real, root)]
    place, base = next((way for way in ways if way[0].is_relative_to(way[1])), (root, root))
    inside = place.relative_to(base).as_posix()
    return "" if inside == "." else f"{inside}/"


def _repositories_around(place: Path) -> Iterator[Path]:
    return (folder for folder in (place, *place.parents) if os.path.exists(folder / ".git"))  # noqa: PTH110


def _folders_of_work() -> Iterator[Path]:
    """The folders to which paths are relative outside of any repository, the more likely first; also links resolved."""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    for folder in (workspace, Path.cwd()) if workspace else (Path.cwd(),):
        yield Path(folder)
        yield Path(os.path.realpath(folder))
