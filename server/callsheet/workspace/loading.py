"""Finding the artifacts of a workspace on disk, and reading them."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeAlias

from callsheet.artifacts.kinds import FEATURE_KINDS, ArtifactPath, openapi_at
from callsheet.artifacts.layout import CONFIGURATION_PATH, ROOT_MARKS, Layout
from callsheet.artifacts.patterns import SKIPPED, Pattern, Step
from callsheet.artifacts.team_schema import TeamSchema
from callsheet.workspace.configuration import DEFAULT_CONFIGURATION, Configuration
from callsheet.workspace.configuring import Configurator
from callsheet.workspace.disk import Disk, Unreadable
from callsheet.workspace.facts import Facts, PlanningFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.reading import bytes_facts, read_file, unreadable_facts
from callsheet.workspace.snapshot import Snapshot

MAX_DEPTH = 8
"""How many folders deep `**` looks."""

Progress: TypeAlias = Callable[[int, int], None]
"""Is told how many of how many folders are done."""

ToFacts: TypeAlias = Callable[[str, ArtifactPath, bytes, "TeamSchema | None"], Facts]
"""Makes facts of a file's path, what that stands for, its content and what the team adds to the schema."""


def anywhere(_folder: str) -> bool:
    """Wants every folder to be looked into."""
    return True


class Loaded(NamedTuple):
    """What is on disk."""

    features: dict[str, Feature]
    """By folder; folders without a task or subtask are no features."""
    planning: dict[str, PlanningFacts]
    """By path."""
    configuration: Configuration = DEFAULT_CONFIGURATION
    """What it was read by."""


def load(
    disk: Disk,
    progress: Progress = lambda _done, _total: None,
    configuration: Configuration = DEFAULT_CONFIGURATION,
) -> Loaded:
    """Read all artifacts."""
    features = load_features(disk, progress, configuration=configuration)
    return Loaded(features, load_planning(disk, configuration), configuration)


def load_features(
    disk: Disk,
    progress: Progress = lambda _done, _total: None,
    is_wanted: Callable[[str], bool] = lambda _folder: True,
    configuration: Configuration = DEFAULT_CONFIGURATION,
    to_facts: ToFacts = bytes_facts,
) -> dict[str, Feature]:
    """Read the features whose folders are wanted, by folder."""
    folders = [folder for folder in feature_folders(disk, configuration.layout) if is_wanted(folder)]
    features: dict[str, Feature] = {}
    with without_collection():
        for done, folder in enumerate(folders):
            progress(done, len(folders))
            feature = load_feature(disk, folder, configuration, to_facts)
            if feature.files:
                features[folder] = feature
    return features


def load_planning(disk: Disk, configuration: Configuration = DEFAULT_CONFIGURATION) -> dict[str, PlanningFacts]:
    """Read all planning artifacts, by path."""
    layout = configuration.layout
    with without_collection():
        paths = {path: artifact for path in planning_paths(disk, layout) if (artifact := layout.classify(path))}
        found = _read(disk, paths, configuration)
        specs = {facts.spec_path for facts in found.values() if facts.spec_path}
        elsewhere = {
            path: openapi_at(path) for path in specs if layout.classify(path) is None and disk.entry_type(path)
        }
        return {**found, **_read(disk, elsewhere, configuration)}


def _read(disk: Disk, paths: Mapping[str, ArtifactPath], configuration: Configuration) -> dict[str, PlanningFacts]:
    schemas = configuration.schemas
    found = (read_file(disk, path, artifact, schemas.get(artifact.kind)) for path, artifact in paths.items())
    return {facts.path: facts for facts in found if isinstance(facts, PlanningFacts)}


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep the garbage collector from looking through what is made here, again and again and afterwards.

    Facts have no cycles, live long and are many: looking through those of 13,000 files again and again takes a third of
    the time that it takes to read them; to look once, now or later, a fifth of a second without an answer to anything.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def feature_folders(
    disk: Disk, layout: Layout, is_wanted: Callable[[str], bool] = anywhere, *, with_archive: bool = True
) -> list[str]:
    """The folders in which features live or could live, sorted; archived ones last, if they are asked for.

    Only such folders are looked into as are wanted, which must be all on the way to those that are sought.
    """
    found: dict[str, None] = {}
    for steps in layout.feature_steps if with_archive else layout.active_feature_steps:
        found |= dict.fromkeys(sorted(folders_of(disk, steps, is_wanted)))
    return list(found)


def folders_of(disk: Disk, steps: Sequence[Step], is_wanted: Callable[[str], bool] = anywhere) -> Iterator[str]:
    """The folders to which the steps of a pattern lead; those that end in plain names may not exist.

    Each is given once, and no folder is looked into twice for the same steps, however many ways lead there.
    """
    seen: set[tuple[str, int]] = set()

    def below(around: str, left: Sequence[Step], depth: int) -> Iterator[str]:
        if (around, len(left)) in seen or not is_wanted(around):
            return
        seen.add((around, len(left)))
        if not left:
            yield around
            return
        step, rest = left[0], left[1:]
        if isinstance(step, str):
            yield from below(_joined(around, step), rest, depth)
            return
        if step is None:
            yield from below(around, rest, depth)
        for name, entry_type in disk.entries(around):
            if entry_type != "folder":
                continue
            if step is not None and step.fullmatch(name):
                yield from below(_joined(around, name), rest, depth)
            elif step is None and depth and name not in SKIPPED:
                yield from below(_joined(around, name), left, depth - 1)

    return below("", steps, MAX_DEPTH)


def unlisted_folders(
    disk: Disk, layout: Layout, known: Container[str], is_wanted: Callable[[str], bool] = anywhere
) -> dict[str, str]:
    """The folders in or around features that are not archived and into which nobody can look, each with the reason.

    `known` are the folders of features in which something was found. Only those are looked at that are wanted, which
    must be all on the way to those that are sought. Where features may lie at any depth (`**`), nothing
    is said of folders that may have nothing to do with them.
    """
    found: dict[str, str] = {}
    for *way, last in layout.active_feature_steps:
        if None in way or not isinstance(last, re.Pattern):
            continue
        for around in folders_of(disk, way, is_wanted):
            entries = (*disk.entries(around), *disk.outward_links(around))
            inside = [_joined(around, name) for name, kind in entries if kind == "folder" and last.fullmatch(name)]
            for folder in (around, *inside):
                reason = None if folder in known or not is_wanted(folder) else disk.why_unlisted(folder)
                if reason is not None:
                    found[folder] = reason
    return dict(sorted(found.items()))


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def load_feature(
    disk: Disk, folder: str, configuration: Configuration = DEFAULT_CONFIGURATION, to_facts: ToFacts = bytes_facts
) -> Feature:
    """Read the tasks and subtasks of one folder."""
    artifacts: dict[str, ArtifactPath] = {}

    def is_wanted(name: str) -> bool:
        artifact = configuration.layout.classify(f"{folder}/{name}")
        if artifact is None or artifact.kind not in FEATURE_KINDS:
            return False
        artifacts[name] = artifact
        return True

    found: list[Facts] = []
    for name, data in disk.read_folder(folder, is_wanted):
        path, artifact = f"{folder}/{name}", artifacts[name]
        if isinstance(data, Unreadable):
            found.append(unreadable_facts(path, artifact, data.reason))
        else:
            found.append(to_facts(path, artifact, data, configuration.schemas.get(artifact.kind)))
    return Feature(folder, found)


def planning_paths(disk: Disk, layout: Layout, is_wanted: Callable[[str], bool] = anywhere) -> Iterator[str]:
    """The paths of all planning artifacts on disk, also unreadable ones, but for OpenAPI documents that lie elsewhere.

    What is a file of another kind by a closer pattern is among them as well. Folders are looked into as by
    `feature_folders`.
    """
    if _is_there(disk, CONFIGURATION_PATH):
        yield CONFIGURATION_PATH
    seen: set[str] = set()
    for pattern in layout.compiled:
        if pattern.kind not in FEATURE_KINDS:
            for path in _files(disk, pattern, is_wanted):
                if path not in seen:
                    seen.add(path)
                    yield path


def _files(disk: Disk, pattern: Pattern, is_wanted: Callable[[str], bool]) -> Iterator[str]:
    for folder in folders_of(disk, pattern.folders, is_wanted):
        if pattern.names:
            yield from (path for name in pattern.names if _is_there(disk, path := _joined(folder, name)))
        elif not folder or is_folder(disk, folder):
            for name, _ in sorted([*disk.entries(folder), *disk.outward_links(folder)]):
                if pattern.name.fullmatch(name):
                    yield _joined(folder, name)


def is_folder(disk: Disk, path: str) -> bool:
    """Whether there is a folder now; nothing of that is remembered, so nobody has to watch it."""
    return os.path.isdir(f"{disk.root}/{path}")  # noqa: PTH112 - thousands of these


def _is_there(disk: Disk, path: str) -> bool:
    """Whether there is anything of a name, be it that it cannot be read."""
    return os.path.lexists(f"{disk.root}/{path}")


def find_root(path: Path) -> Path | None:
    """The nearest folder, from `path` upwards, that holds artifacts, a `callsheet.toml` or `.git`.

    A repository that has nothing but `.git` is a limit: a workspace above, in a home folder say, is none of its
    business. It is passed over only where it lies in a folder that holds artifacts of that workspace, as a submodule
    may in `.tmp/tasks`.
    """
    for folder in (path, *path.parents):
        if is_workspace(folder):
            return folder
        if os.path.exists(folder / ".git"):  # noqa: PTH110
            return next((above for above in folder.parents if _holds_artifacts_in(above, folder)), folder)
    return None


def is_workspace(folder: Path) -> bool:
    """Whether a folder holds artifacts where they lie by default, or a `callsheet.toml`."""
    return any(os.path.exists(folder / mark) for mark in (*ROOT_MARKS, CONFIGURATION_PATH))  # noqa: PTH110


def _holds_artifacts_in(root: Path, folder: Path) -> bool:
    """Whether a folder is a workspace whose artifacts may lie around another folder below it."""
    if not is_workspace(root):
        return False
    roots = Configurator().read(Snapshot(root, Disk(root))).layout.roots
    return any(folder.is_relative_to(root / place) for place in roots)
