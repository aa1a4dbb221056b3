"""Paths as the services that read reports know them: relative to the root of the repository."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def prefix_in_repository(root: Path) -> str:
    """What stands before the paths of a workspace to make them relative to its repository, as in `apps/shop/`.

    Where there is no repository, they are relative to the folder that GitHub Actions checks out into, else to the
    current folder, else to the workspace itself: the first of these that the workspace lies in.
    """
    base = next((folder for folder in _folders_around(root) if root.is_relative_to(folder)), root)
    inside = root.relative_to(base).as_posix()
    return "" if inside == "." else f"{inside}/"


def _folders_around(root: Path) -> Iterator[Path]:
    yield from (folder for folder in (root, *root.parents) if os.path.exists(folder / ".git"))  # noqa: PTH110
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if workspace:
        yield Path(workspace)
    yield Path.cwd()
