"""The one mutable part: it takes changes and hands out the next snapshot."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from callsheet.artifacts.kinds import ARCHIVE_FOLDER, TASKS_FOLDER, ArtifactPath, classify
from callsheet.syntax import Document
from callsheet.syntax.json import decode_bytes
from callsheet.syntax.tree import MAX_LENGTH
from callsheet.text import Text
from callsheet.workspace.disk import Disk, decode_text
from callsheet.workspace.facts import Facts, Syntax, read_facts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot, language_of


class Session:
    """The state of one workspace. Call it from one thread; what `load_feature` returns may come from another."""

    def __init__(self, root: Path) -> None:
        """A session that knows no file yet."""
        self.snapshot = Snapshot(root, Disk(root))

    def index(self) -> None:
        """Read every feature of the workspace."""
        self.snapshot = replace(self.snapshot, features=load_features(self.snapshot.disk))
        for path in self.snapshot.documents:
            self._update_open(path)

    def merge(self, features: Iterable[Feature]) -> None:
        """Take over features read from disk meanwhile; open documents keep their own facts."""
        self._put(features)
        for path in self.snapshot.documents:
            self._update_open(path)

    def open(self, path: str, text: Text) -> None:
        """Let a text count in place of the file on disk: opened in an editor, or changed there."""
        before = self._seen_from_outside(path)
        self.snapshot = replace(self.snapshot, overlays={**self.snapshot.overlays, path: text})
        if self._seen_from_outside(path) != before:
            self.snapshot = replace(self.snapshot, files_version=object())
        artifact = classify(path)
        if artifact is None:
            return
        if artifact.folder not in self.snapshot.features:
            self._put([load_feature(self.snapshot.disk, artifact.folder)])
        document = Document(text, language_of(path))
        self.snapshot = replace(self.snapshot, documents={**self.snapshot.documents, path: document})
        self._update_open(path)

    def _seen_from_outside(self, path: str) -> tuple[bool, int | None]:
        """All that documents which refer to a file can notice of it: whether it exists and how many lines it has."""
        return self.snapshot.exists(path), self.snapshot.line_count(path)

    def close(self, path: str) -> None:
        """Let the file on disk count again."""
        self.snapshot = replace(
            self.snapshot,
            overlays={key: text for key, text in self.snapshot.overlays.items() if key != path},
            documents={key: document for key, document in self.snapshot.documents.items() if key != path},
        )
        self.refresh([path])

    def refresh(self, paths: Iterable[str]) -> None:
        """Look again at files or folders that were created, changed, deleted or renamed outside."""
        paths = list(paths)
        self.snapshot.disk.forget(
            paths
        )  # first: what another thread finds for the new version must not come from before
        self.snapshot = replace(self.snapshot, files_version=object())
        for path in paths:
            artifact = classify(path)
            if artifact is not None:
                self._refresh_file(path, artifact)
            elif path.startswith(f"{TASKS_FOLDER}/") or path == TASKS_FOLDER or TASKS_FOLDER.startswith(f"{path}/"):
                self._refresh_folder(path)

    def reload(self, folder: str) -> bool:
        """Read a feature once more, whether or not anybody told of a change; open documents keep their own facts.

        Gives whether anything has changed.
        """
        known = self.snapshot.features.get(folder) or Feature(folder, ())
        files = {path: facts for path, facts in known.files.items() if path in self.snapshot.documents}
        for path, facts in load_feature(self.snapshot.disk, folder).files.items():
            files.setdefault(path, known.files[path] if known.files.get(path) == facts else facts)
        if files == known.files:
            return False
        self._put([Feature(folder, files.values())])
        return True

    def _refresh_file(self, path: str, artifact: ArtifactPath) -> None:
        if path in self.snapshot.documents:
            return
        feature = self.snapshot.features.get(artifact.folder)
        if feature is None:
            self._put([load_feature(self.snapshot.disk, artifact.folder)])
            return
        facts = read_file(self.snapshot.disk, path, artifact)
        if facts == feature.files.get(path):
            return
        files = {key: known for key, known in feature.files.items() if key != path}
        if facts is not None:
            files[path] = facts
        self._put([Feature(artifact.folder, files.values())])

    def _refresh_folder(self, folder: str) -> None:
        inside = f"{folder}/"
        known = {name for name in self.snapshot.features if name == folder or name.startswith(inside)}
        on_disk = {name for name in feature_folders(self.snapshot.disk) if name == folder or name.startswith(inside)}
        if known or on_disk:
            self.merge(load_feature(self.snapshot.disk, name) for name in known | on_disk)

    def _update_open(self, path: str) -> None:
        """Bring the facts of an open document up to date; the feature stays the same object if nothing changed."""
        artifact = classify(path)
        if artifact is None:
            return
        facts = document_facts(path, artifact, self.snapshot.documents[path])
        feature = self.snapshot.features.get(artifact.folder) or Feature(artifact.folder, ())
        if feature.files.get(path) != facts:
            self._put([Feature(artifact.folder, {**feature.files, path: facts}.values())])

    def _put(self, changed: Iterable[Feature]) -> None:
        """Take features over, and leave those out that have no files any more."""
        known = self.snapshot.features
        features = dict(known)
        for feature in changed:
            features[feature.folder] = feature
            if not feature.files:
                del features[feature.folder]
        if features.keys() - known.keys():
            features = dict(sorted(features.items(), key=lambda item: (item[1].is_archived, item[0])))
        self.snapshot = replace(self.snapshot, features=features)


def load_features(disk: Disk, progress: Callable[[int, int], None] | None = None) -> dict[str, Feature]:
    """Read every feature on disk; `progress` is told how many of how many are done."""
    folders = list(feature_folders(disk))
    features: dict[str, Feature] = {}
    with _without_collection():
        for done, folder in enumerate(folders):
            if progress is not None:
                progress(done, len(folders))
            feature = load_feature(disk, folder)
            if feature.files:
                features[folder] = feature
    return features


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep the garbage collector from looking through what is read, again and again and afterwards.

    Facts have no cycles, live long and are many: looking through those of 13,000 files takes a tenth of a second, and
    a third of the time that it takes to read them.
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
    """Read the files of one folder."""
    found: list[Facts] = []
    for name, data in disk.read_folder(folder, is_artifact_name):
        path = f"{folder}/{name}"
        artifact = classify(path)
        if artifact is not None:
            found.append(bytes_facts(path, artifact, data))
    return Feature(folder, found)


def is_artifact_name(name: str) -> bool:
    """Whether a file of this name can be a task or subtask, wherever it lies."""
    return name.startswith(("task.", "subtask_"))


def read_file(disk: Disk, path: str, artifact: ArtifactPath) -> Facts | None:
    """The facts of a file on disk; None where it cannot be read."""
    data = disk.read_bytes(path)
    return None if data is None else bytes_facts(path, artifact, data)


def bytes_facts(path: str, artifact: ArtifactPath, data: bytes) -> Facts:
    """The facts of a file with this content."""
    if language_of(path) == "json" and len(data) <= MAX_LENGTH:
        faultless, value = decode_bytes(data)
        if faultless:
            return read_facts(path, artifact, value, may_ignore=b"callsheet" in data)
    return document_facts(path, artifact, Document(Text(decode_text(data)), language_of(path)))


def document_facts(path: str, artifact: ArtifactPath, document: Document) -> Facts:
    """The facts of a parsed document."""
    string = document.text.string
    may_ignore = "callsheet" in string
    syntax = Syntax(
        is_broken=bool(document.problems),
        has_duplicates=bool(document.duplicates),
        has_comments=may_ignore and document.language == "yaml",
    )
    if not syntax.is_plain:
        syntax = replace(syntax, text_hash=hash(string))
    return read_facts(path, artifact, document.value, syntax=syntax, may_ignore=may_ignore)


def find_root(path: Path) -> Path | None:
    """The nearest folder, from `path` upwards, that holds `.tmp/tasks`, a `callsheet.toml` or `.git`."""
    for folder in (path, *path.parents):
        if any(os.path.exists(folder / mark) for mark in (TASKS_FOLDER, "callsheet.toml", ".git")):  # noqa: PTH110
            return folder
    return None
