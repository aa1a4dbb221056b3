"""Finding the artifacts of a workspace on disk, and reading them."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeAlias

from callsheet.artifacts.kinds import (
    ADR_FOLDER,
    ARCHIVE_FOLDER,
    BRIEFS,
    CONTRACTS_FOLDER,
    PLANNING_FOLDER,
    RETROSPECTIVES_FOLDER,
    ROOT_MARKS,
    TASKS_FOLDER,
    VALIDATION_FOLDER,
    ArtifactPath,
    classify,
    openapi_at,
)
from callsheet.workspace.disk import Disk
from callsheet.workspace.facts import Facts, PlanningFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.reading import bytes_facts, read_file

_PLANNING_FOLDERS = {
    PLANNING_FOLDER: 2,
    CONTRACTS_FOLDER: 3,
    ADR_FOLDER: 1,
    VALIDATION_FOLDER: 1,
    RETROSPECTIVES_FOLDER: 1,
}
"""Where planning artifacts lie besides the features' own folders, and how many folders deep."""


Progress: TypeAlias = Callable[[int, int], None]
"""Is told how many of how many folders are done."""


class Loaded(NamedTuple):
    """What is on disk."""

    features: dict[str, Feature]
    """By folder; folders without a task or subtask are no features."""
    planning: dict[str, PlanningFacts]
    """By path."""


def load(disk: Disk, progress: Progress = lambda _done, _total: None) -> Loaded:
    """Read all artifacts."""
    return Loaded(load_features(disk, progress), load_planning(disk))


def load_features(
    disk: Disk,
    progress: Progress = lambda _done, _total: None,
    is_wanted: Callable[[str], bool] = lambda _folder: True,
) -> dict[str, Feature]:
    """Read the features whose folders are wanted, by folder."""
    folders = [folder for folder in feature_folders(disk) if is_wanted(folder)]
    features: dict[str, Feature] = {}
    with without_collection():
        for done, folder in enumerate(folders):
            progress(done, len(folders))
            feature = load_feature(disk, folder)
            if feature.files:
                features[folder] = feature
    return features


def load_planning(disk: Disk) -> dict[str, PlanningFacts]:
    """Read all planning artifacts, by path."""
    with without_collection():
        paths = {path: artifact for path in planning_paths(disk) if (artifact := classify(path))}
        found = _read(disk, paths)
        specs = {facts.spec_path for facts in found.values() if facts.spec_path}
        elsewhere = {path: openapi_at(path) for path in specs if classify(path) is None and disk.entry_type(path)}
        return {**found, **_read(disk, elsewhere)}


def _read(disk: Disk, paths: Mapping[str, ArtifactPath]) -> dict[str, PlanningFacts]:
    found = (read_file(disk, path, artifact) for path, artifact in paths.items())
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


def feature_folders(disk: Disk) -> Iterator[str]:
    """The folders in which features live or could live, sorted; archived ones last."""
    for parent in (TASKS_FOLDER, ARCHIVE_FOLDER):
        for name, entry_type in disk.entries(parent):
            folder = f"{parent}/{name}"
            if entry_type == "folder" and folder != ARCHIVE_FOLDER:
                yield folder


def load_feature(disk: Disk, folder: str) -> Feature:
    """Read the tasks and subtasks of one folder."""
    found: list[Facts] = []
    for name, data in disk.read_folder(folder, is_feature_name):
        path = f"{folder}/{name}"
        artifact = classify(path)
        if artifact is not None:
            found.append(bytes_facts(path, artifact, data))
    return Feature(folder, found)


def is_feature_name(name: str) -> bool:
    """Whether a file of this name can be a task or subtask, wherever it lies."""
    return name.startswith(("task.", "subtask_"))


def planning_paths(disk: Disk) -> Iterator[str]:
    """The paths of all planning artifacts on disk, but for OpenAPI documents that lie elsewhere."""
    for folder in feature_folders(disk):
        yield from _contexts_in(disk, folder)
        yield from _briefs_in(disk, folder)
    yield from _paths_outside_features(disk)


def _contexts_in(disk: Disk, folder: str) -> list[str]:
    return [
        path
        for name in ("contexts.json", "contexts.yaml", "contexts.yml")
        if _is_file(disk, path := f"{folder}/{name}")
    ]


def _is_file(disk: Disk, path: str) -> bool:
    return os.path.isfile(f"{disk.root}/{path}")  # noqa: PTH113 - thousands of these


def _briefs_in(disk: Disk, folder: str) -> list[str]:
    briefs = f"{folder}/{BRIEFS}"
    if not os.path.isdir(f"{disk.root}/{briefs}"):  # noqa: PTH112 - thousands of these
        return []
    return list(_artifacts_below(disk, briefs, 1))


def _paths_outside_features(disk: Disk) -> Iterator[str]:
    for folder, depth in _PLANNING_FOLDERS.items():
        yield from _artifacts_below(disk, folder, depth)


def _artifacts_below(disk: Disk, folder: str, depth: int) -> Iterator[str]:
    for name, entry_type in disk.entries(folder):
        path = f"{folder}/{name}"
        if entry_type == "folder":
            if depth > 1:
                yield from _artifacts_below(disk, path, depth - 1)
        elif classify(path):
            yield path


def may_hold_artifacts(path: str) -> bool:
    """Whether a path may be a folder in or around which artifacts lie."""
    return any(f"{path}/".startswith(f"{folder}/") or folder.startswith(f"{path}/") for folder in _FOLDERS)


_FOLDERS = (TASKS_FOLDER, *_PLANNING_FOLDERS)


def find_root(path: Path) -> Path | None:
    """The nearest folder, from `path` upwards, that holds artifacts, a `callsheet.toml` or `.git`."""
    marks = (*ROOT_MARKS, "callsheet.toml", ".git")
    for folder in (path, *path.parents):
        if any(os.path.exists(folder / mark) for mark in marks):  # noqa: PTH110
            return folder
    return None
