"""From the paths on the command line to the workspaces they mean, and what of these is wanted."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from callsheet.artifacts.layout import CONFIGURATION_PATH
from callsheet.cli.ending import Failure
from callsheet.cli.output import visible
from callsheet.cli.progress import Progress
from callsheet.cli.roots import (
    MARKS,
    artifact_folders,
    existing,
    holds_artifacts,
    nothing_at,
    root_around,
    roots_below,
    shown_root,
    some_below,
)
from callsheet.syntax import Document
from callsheet.text import Text
from callsheet.workspace.disk import folders_above
from callsheet.workspace.loading import (
    Loaded,
    ToFacts,
    feature_folders,
    find_root,
    is_workspace,
    load_features,
    load_planning,
)
from callsheet.workspace.reading import bytes_facts
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot

MAX_PARSED = 64
"""How many documents are remembered."""


@dataclass(frozen=True)
class Target:
    """A workspace, and what of it is wanted."""

    root: Path
    """Absolute."""
    wanted: tuple[str, ...] = ("",)
    """Files and folders, relative to the root with `/` separators; the empty path is the root."""

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


@dataclass(frozen=True)
class ReadingSnapshot(Snapshot):
    """A snapshot that remembers what it has read: a file stays what it was when it was first looked at."""

    max_parsed: int = MAX_PARSED
    """How many documents are remembered; those that were read last. What is to be changed has to be among them."""
    parsed: dict[str, Document | None] = field(default_factory=dict)
    texts: dict[str, Text | None] = field(default_factory=dict)

    def document(self, path: str) -> Document | None:
        """The document of a file of a known kind."""
        if path in self.documents:
            return self.documents[path]
        if path not in self.parsed:
            if len(self.parsed) == self.max_parsed:
                del self.parsed[next(iter(self.parsed))]
            self.parsed[path] = super().document(path)
        return self.parsed[path]

    def text(self, path: str) -> Text | None:
        """The text of any file that may be shown."""
        if path in self.overlays:
            return super().text(path)
        if path not in self.texts:
            if len(self.texts) == self.max_parsed:
                del self.texts[next(iter(self.texts))]
            document = self.document(path)
            self.texts[path] = document.text if document else super().text(path)
        return self.texts[path]

    def forget(self, path: str) -> None:
        """Let go of a document that is not needed any more."""
        self.parsed.pop(path, None)


def find_targets(paths: Sequence[str], folder: str = ".") -> list[Target]:
    """The workspaces that paths mean, in their order; without any path, the one around a folder.

    The paths count from the folder, and that from the current one. One that leads to no workspace means none.

    Raises:
        Failure: if a path does not exist.
    """
    if not paths:
        here = existing(folder)
        root = root_around(here)
        below = [] if root and holds_artifacts(root) else list(roots_below(root or here))
        return [Target(each) for each in below] or ([Target(root)] if root else [])
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
    if any(map(target.touches, artifact_folders(root))):
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
    """The workspace around a path; without one that which the repository around it, or else the folder, becomes.

    Raises:
        Failure: if the path does not exist, or if there are workspaces below what would become one: it would hide them.
    """
    full = existing(path)
    root = find_root(full) or full
    below = [] if is_workspace(root) else list(roots_below(root))
    if below:
        raise Failure(
            f"{visible(str(root))} is no workspace, but {some_below(below)}; "
            f"a {CONFIGURATION_PATH} in it makes it one, also an empty one"
        )
    return Target(root)


def narrowed(target: Target, name: str) -> Target:
    """What has to be read of a workspace to find a feature by the name or the path of its folder."""
    session = Session(target.root)
    folders = feature_folders(session.snapshot.disk, session.configuration.layout)
    return replace(target, wanted=tuple(folder for folder in folders if name in (folder, folder.rpartition("/")[2])))


def unarchived(target: Target) -> Target:
    """What has to be read of a workspace to know all features that are not archived."""
    session = Session(target.root)
    folders = feature_folders(session.snapshot.disk, session.configuration.layout, with_archive=False)
    return replace(target, wanted=tuple(folders))


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
    ways = list(_inside(full, root))
    layout = Session(root).configuration.layout
    inside = next((way for way in ways if layout.classify(way)), ways[0])
    return Target(root, (inside,)), inside


def read(
    target: Target,
    progress: Progress,
    *,
    with_planning: bool = False,
    with_validity: bool = True,
    texts: Mapping[str, Text] = MappingProxyType({}),
    max_parsed: int = MAX_PARSED,
    to_facts: ToFacts = bytes_facts,
) -> ReadingSnapshot:
    """The state of a workspace, as far as it is wanted.

    `with_planning` is whether its planning artifacts are read, `with_validity` whether it is then also found out if
    OpenAPI documents are valid. `texts` count in place of what is on disk, by path. `max_parsed` is how many documents
    it remembers. `to_facts` reads the features' files.
    """
    session = Session(target.root)
    for path, text in texts.items():
        session.open(path, text)
    disk, configuration = session.snapshot.disk, session.configuration
    features = load_features(
        disk,
        lambda done, total: progress.tell("Reading features", done, total),
        target.touches,
        configuration,
        to_facts,
    )
    planning = load_planning(disk, configuration) if with_planning else {}
    session.merge(Loaded(features, planning, configuration))
    if with_planning and with_validity:
        session.validate(target.covers)
    found = session.snapshot
    return ReadingSnapshot(
        target.root,
        disk,
        found.configuration,
        features=found.features,
        promises=found.promises,
        planning=found.planning,
        overlays=found.overlays,
        documents=found.documents,
        validity=found.validity,
        max_parsed=max_parsed,
    )


def wanted_paths(target: Target, snapshot: ReadingSnapshot) -> list[str]:
    """The documents that are wanted of a workspace, sorted, without those that it leaves unchecked."""
    known = (facts.path for facts in snapshot.files())
    return sorted(path for path in known if target.covers(path) and not snapshot.configuration.is_ignored(path))
