"""From a path on the command line to the roots of the workspaces around it, or below it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from callsheet.artifacts.layout import CONFIGURATION_PATH, ROOT_MARKS, Layout
from callsheet.cli.ending import Failure
from callsheet.cli.output import visible
from callsheet.cli.reading import read_settings
from callsheet.workspace.loading import find_root

MAX_DEPTH = 6
"""How many folders deep workspaces are looked for below a folder that is in none."""

MAX_NAMED = 3
"""How many of the workspaces below a folder a message names."""

MARKS = f"{', '.join(ROOT_MARKS)} or {CONFIGURATION_PATH}"
"""What makes a folder the root of a workspace, in words."""

_PASSED_OVER = {"node_modules", "site-packages", "venv", "vendor", "build", "dist", "target", "__pycache__"}
"""Folders that hold what others have written. Hidden ones are passed over too: they hold caches and copies."""


def existing(path: str) -> Path:
    """A path of a file or folder in full.

    Raises:
        Failure: if there is nothing of that name.
    """
    full = os.path.abspath(path)  # noqa: PTH100 - takes out `..` as the person meant it, before any links
    if not os.path.exists(full):  # noqa: PTH110 - False also of a name that cannot be
        raise Failure(f"{visible(path)} does not exist")
    return Path(full)


def root_around(path: Path) -> Path | None:
    """The root of the workspace that a path lies in, if it holds artifacts or says where they lie."""
    root = find_root(path if path.is_dir() else path.parent)
    return root if root and (is_configured(root) or holds_artifacts(root)) else None


def is_configured(folder: Path) -> bool:
    """Whether a folder has a `callsheet.toml`."""
    return os.path.isfile(folder / CONFIGURATION_PATH)  # noqa: PTH113 - False where that cannot be seen


def holds_artifacts(folder: Path) -> bool:
    """Whether a folder has artifacts; not where that cannot be seen."""
    return bool(artifact_folders(folder, lambda: read_settings(folder).configuration.layout))


def artifact_folders(root: Path, layout: Callable[[], Layout]) -> list[str]:
    """The folders of a workspace that hold its artifacts, relative to its root; its layout is asked for if it is configured."""
    places = layout().roots if is_configured(root) else ROOT_MARKS
    return [place for place in places if os.path.isdir(root / place)]  # noqa: PTH112


def roots_below(folder: Path) -> Iterator[Path]:
    """The folders that hold artifacts, from a folder downwards; what lies inside of one belongs to it."""
    yield from _roots_below(folder, MAX_DEPTH)


def _roots_below(folder: Path, depth: int) -> Iterator[Path]:
    if holds_artifacts(folder):
        yield folder
    elif depth:
        for name in _folders_in(folder):
            yield from _roots_below(folder / name, depth - 1)


def _folders_in(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(
                entry.name
                for entry in entries
                if entry.is_dir(follow_symlinks=False)
                and not entry.name.startswith(".")
                and entry.name not in _PASSED_OVER
            )
    except OSError:
        return []


def shown_root(root: Path) -> str:
    """A root as a person would write it here: relative where it lies below or around the current folder."""
    here = Path.cwd()
    if root.is_relative_to(here) or here.is_relative_to(root):
        return Path(os.path.relpath(root, here)).as_posix()
    return root.as_posix()


def nothing_at(path: Path) -> str:
    """What to say of a path around and below which there is no workspace."""
    return (
        f"nothing to work on: there is no {MARKS} in, above or below {visible(str(path))}; "
        "callsheet new feature NAME makes a beginning"
    )


def some_below(roots: list[Path]) -> str:
    """What to say of the workspaces below a folder that is none itself: how to ask for one of them."""
    names = " or ".join(visible(shown_root(root)) for root in roots[:MAX_NAMED])
    more = len(roots) - MAX_NAMED
    return f"there are some below it: --root {names}{f', or one of {more} more' if more > 0 else ''}"
