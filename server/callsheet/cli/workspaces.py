"""From the paths on the command line to the workspaces they mean, and what of these is wanted."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from callsheet.artifacts.layout import CONFIGURATION_PATH
from callsheet.cli.ending import Failure
from callsheet.cli.output import visible
from callsheet.cli.reading import ReadingSnapshot, read_settings
from callsheet.cli.roots import (
    MARKS,
    artifact_folders,
    existing,
    nothing_at,
    root_around,
    roots_below,
    shown_root,
    some_below,
)
from callsheet.workspace.disk import folders_above
from callsheet.workspace.loading import find_root, is_workspace

if TYPE_CHECKING:
    from callsheet.workspace.configuration import Configuration


@dataclass(frozen=True)
class Target:
    """A workspace, and what of it is wanted."""

    root: Path
    """Absolute."""
    wanted: tuple[str, ...] = ("",)
    """Files and folders, relative to the root with `/` separators; the empty path is the root."""
    _settings: list[ReadingSnapshot] = field(default_factory=list, repr=False, compare=False)
    """Holds `settings` once they are read; a target that is made of this one with `replace` has the same."""

    @property
    def settings(self) -> ReadingSnapshot:
        """The workspace with nothing read but its settings, which is done once: all that a command does goes by them."""
        if not self._settings:
            self._settings.append(read_settings(self.root))
        return self._settings[0]

    @property
    def configuration(self) -> Configuration:
        """What the workspace is set to."""
        return self.settings.configuration

    def covers(self, path: str) -> bool:
        """Whether a path lies in what is wanted."""
        return path in self._wanted or any(folder in self._wanted for folder in folders_above(path))

    def touches(self, folder: str) -> bool:
        """Whether something in a folder can be wanted."""
        return not folder or folder in self._around or self.covers(folder)

    @cached_property
    def _wanted(self) -> frozenset[str]:
        return frozenset(self.wanted)

    @cached_property
    def _around(self) -> frozenset[str]:
        """The folders in which something lies that is wanted."""
        return frozenset(folder for wanted in self.wanted for folder in folders_above(wanted))

    @property
    def artifact_folders(self) -> list[str]:
        """The folders that hold its artifacts, relative to the root."""
        return artifact_folders(self.root, lambda: self.configuration.layout)

    @cached_property
    def name(self) -> str:
        """The root as a person would write it here: relative where it lies below or around the current folder."""
        return shown_root(self.root)

    def shown(self, path: str) -> str:
        """A path of the workspace so that editors and terminals can open it from the current folder."""
        return visible(path if self.name == "." else f"{self.name.rstrip('/')}/{path}")

    def from_here(self, path: str) -> str:
        """A path of the workspace from the current folder; from the root, where that does not lie below it."""
        is_below = self.root.is_relative_to(Path.cwd())
        return path if not is_below or self.name == "." else f"{self.name}/{path}"


def find_targets(paths: Sequence[str], folder: str = ".") -> list[Target]:
    """The workspaces that paths mean, in their order; without any path, the one around a folder.

    The paths count from the folder, and that from the current one. One that leads to no workspace means none.

    Raises:
        Failure: if a path does not exist.
    """
    if not paths:
        here = existing(folder)
        root = root_around(here)
        around = [Target(root)] if root else []
        if any(target.artifact_folders for target in around):
            return around
        return [Target(below) for below in roots_below(root or here)] or around
    targets: dict[Path, Target] = {}
    for path in paths:
        for target in _targets_of(str(Path(folder, path))):
            known = targets.get(target.root)
            targets[target.root] = replace(target, wanted=known.wanted + target.wanted) if known else target
    return list(targets.values())


def _targets_of(path: str) -> list[Target]:
    full = existing(path)
    root = root_around(full)
    if root is None:
        return [Target(below) for below in roots_below(full)]
    target = Target(root, tuple(_inside(full, root)))
    if any(map(target.touches, target.artifact_folders)):
        return [target]
    # A folder beside the tasks, such as one with examples, can hold workspaces of its own.
    return [Target(below) for below in roots_below(full)] or [target]


def _inside(full: Path, root: Path) -> Iterator[str]:
    """A path relative to the root around it; also that to which its links lead, if it lies there as well."""
    for place, around in ((full, root), (Path(os.path.realpath(full)), Path(os.path.realpath(root)))):
        if place.is_relative_to(around):
            inside = place.relative_to(around).as_posix()
            yield "" if inside == "." else inside


def the_workspace(path: str) -> Target:
    """The one workspace around a path.

    Raises:
        Failure: if the path does not exist or lies in no workspace; it names those below it.
    """
    full = existing(path)
    root = root_around(full)
    if root is not None:
        return Target(root)
    below = list(roots_below(full))
    raise Failure(f"{visible(str(full))} lies in no workspace; {some_below(below)}" if below else nothing_at(full))


def workspace_to_be(path: str) -> Target:
    """The workspace around a path; without one that which the repository around it becomes, or else the folder.

    The folder of a file is the one that it lies in.

    Raises:
        Failure: if the path does not exist, or if there are workspaces below what would become one: it would hide them.
    """
    full = existing(path)
    folder = full if full.is_dir() else full.parent
    root = find_root(folder) or folder
    below = [] if is_workspace(root) else list(roots_below(root))
    if below:
        raise Failure(
            f"{visible(str(root))} is no workspace, but {some_below(below)}; "
            f"a {CONFIGURATION_PATH} in it makes it one, also an empty one"
        )
    return Target(root)


def the_place(path: str, folder: str = ".") -> tuple[Target, str]:
    """The workspace around a file that may not exist yet, with that file as what is wanted; and its path in there.

    The path counts from the folder, and that from the current one.

    Raises:
        Failure: if it is a folder, or lies in no workspace.
    """
    full = Path(os.path.abspath(Path(existing(folder), path)))  # noqa: PTH100 - as in `existing`
    if os.path.isdir(full):  # noqa: PTH112 - False also of a name that cannot be
        raise Failure(f"{visible(path)} is a folder, not a file")
    around = next(above for above in full.parents if os.path.isdir(above))  # noqa: PTH112
    root = find_root(around)
    if root is None:
        raise Failure(f"{visible(path)} lies in no workspace: there is no {MARKS} above it")
    target, ways = Target(root), list(_inside(full, root))
    inside = next((way for way in ways if target.configuration.layout.classify(way)), ways[0])
    return replace(target, wanted=(inside,)), inside
