"""The one mutable part: it takes changes and hands out the next snapshot."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from callsheet.artifacts.kinds import FEATURE_KINDS, ArtifactPath, openapi_at
from callsheet.artifacts.settings import Settings
from callsheet.syntax import Document
from callsheet.text import Text
from callsheet.workspace.configuring import Configurator, concerns
from callsheet.workspace.disk import Disk
from callsheet.workspace.facts import Facts, PlanningFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.loading import Loaded, feature_folders, is_folder, load, load_feature, planning_paths
from callsheet.workspace.places import Places
from callsheet.workspace.planning import Planning
from callsheet.workspace.promises import Promises, promise_otherwise
from callsheet.workspace.reading import document_facts, read_file
from callsheet.workspace.snapshot import Snapshot, language_of

if TYPE_CHECKING:
    from callsheet.workspace.validity import Validity


class Session:
    """The state of one workspace. Call it from one thread; what `load_feature` returns may come from another."""

    def __init__(self, root: Path, *, reads_at_once: bool = True, draft_of: Snapshot | None = None) -> None:
        """A session that knows no file yet but the configuration; a draft goes on from a snapshot, set as that is for good.

        Where another configuration wants everything read anew, that is done at once, unless somebody else sees to it:
        then all stays as it was, and `is_outdated`, until `merge` is given what was read by `configuration`.
        """
        self.snapshot = draft_of or Snapshot(root, Disk(root))
        self._reads_at_once = reads_at_once
        self._configurator = Configurator(draft_of.configuration if draft_of else None)
        self.configuration = self._configurator.read(self.snapshot)
        """What the workspace is set to now; that of the snapshot may still have to follow."""
        if draft_of is None:
            self._start_over()

    def index(self) -> None:
        """Read every artifact of the workspace."""
        self.merge(load(self.snapshot.disk, configuration=self.configuration))

    def merge(self, loaded: Loaded) -> bool:
        """Take over what was read from disk meanwhile; open documents keep their own facts.

        Gives whether it was of use: what was read by another configuration than the present one is not.
        """
        if not loaded.configuration.finds_the_same(self.configuration):
            return False
        if self.is_outdated:
            self._start_over()
        self._put(loaded.features.values())
        self._put_planning(loaded.planning)
        for path in self.snapshot.documents:
            self._update_open(path)
        return True

    @property
    def is_outdated(self) -> bool:
        """Whether everything has to be read anew, because the configuration has changed."""
        return not self.configuration.finds_the_same(self.snapshot.configuration)

    def set(self, settings: Settings) -> None:
        """Let settings of the editor count before those of the file."""
        self._configurator.settings = settings
        self._reconfigure()

    def _reconfigure(self) -> None:
        """Look again at what the workspace is set to."""
        configuration = self._configurator.read(self.snapshot)
        if configuration == self.configuration:
            return
        self.configuration = configuration
        if not self.is_outdated:
            self.snapshot = replace(self.snapshot, configuration=configuration)
        elif self._reads_at_once:
            self.index()

    def _start_over(self) -> None:
        """Forget all facts, which were read by another configuration."""
        known = self.snapshot
        self.snapshot = Snapshot(
            known.root,
            known.disk,
            self.configuration,
            planning=Planning(layout=self.configuration.layout),
            overlays=known.overlays,
            validity=known.validity,
        )
        documents = {
            path: known.documents.get(path) or Document(text, language_of(path))
            for path, text in known.overlays.items()
            if self.snapshot.classify(path)
        }
        self.snapshot = replace(self.snapshot, documents=documents)

    def open(self, path: str, text: Text) -> None:
        """Let a text count in place of the file on disk: opened in an editor, or changed there."""
        before = self._seen_from_outside(path)
        self.snapshot = replace(self.snapshot, overlays={**self.snapshot.overlays, path: text})
        if self._seen_from_outside(path) != before:
            self.snapshot = replace(self.snapshot, files_version=object())
        if concerns(self.configuration, path):
            self._reconfigure()
        artifact = self.snapshot.classify(path)
        if artifact is None:
            return
        if artifact.kind in FEATURE_KINDS and artifact.folder not in self.snapshot.features:
            self._put([self._load_feature(artifact.folder)])
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
        # first: what another thread finds for the new version must not come from before
        self.snapshot.disk.forget(paths)
        self.snapshot = replace(self.snapshot, files_version=object())
        if any(concerns(self.configuration, path) for path in paths):
            self._reconfigure()
        folders: list[str] = []
        for path in paths:
            artifact = self.snapshot.classify(path)
            if artifact is not None:
                self._refresh_file(path, artifact)
            else:
                folders.append(path)
        if folders:
            self._refresh_folders(folders)

    def reload(self, folder: str) -> bool:
        """Read a feature once more, whether or not anybody told of a change; open documents keep their own facts.

        Gives whether anything has changed.
        """
        known = self.snapshot.features.get(folder) or Feature(folder, ())
        files = {path: facts for path, facts in known.files.items() if path in self.snapshot.documents}
        for path, facts in self._load_feature(folder).files.items():
            files.setdefault(path, known.files[path] if known.files.get(path) == facts else facts)
        if files == known.files:
            return False
        self._put([Feature(folder, files.values())])
        return True

    def _refresh_file(self, path: str, artifact: ArtifactPath) -> None:
        if path in self.snapshot.documents:
            return
        if artifact.kind not in FEATURE_KINDS:
            self._put_planning({path: self._read_planning(path)})
            return
        feature = self.snapshot.features.get(artifact.folder)
        if feature is None:
            self._put([self._load_feature(artifact.folder)])
            return
        facts = self._read_file(path, artifact)
        if facts == feature.files.get(path):
            return
        files = {key: known for key, known in feature.files.items() if key != path}
        if facts is not None:
            files[path] = facts
        self._put([Feature(artifact.folder, files.values())])

    def _refresh_folders(self, folders: Sequence[str]) -> None:
        """Look again at what lies in folders, if they are any: all at once, as a build makes thousands of files."""
        disk, layout, changed = self.snapshot.disk, self.snapshot.configuration.layout, Places(folders)
        features = set(filter(changed.hold, self.snapshot.features))
        paths = set(filter(changed.hold, (*self.snapshot.planning.files, *self.snapshot.planning.named_specs)))
        there = [folder for folder in folders if layout.may_hold_artifacts(folder) and is_folder(disk, folder)]
        if there:
            features.update(filter(changed.hold, feature_folders(disk, layout, Places(there).lead_to)))
            paths.update(filter(changed.hold, planning_paths(disk, layout, Places(there).lead_to)))
        self._put(self._load_feature(folder) for folder in features)
        self._put_planning({path: self._read_planning(path) for path in paths})
        for path in filter(changed.hold, self.snapshot.documents):
            self._update_open(path)

    def _read_planning(self, path: str) -> Facts | None:
        artifact = self.snapshot.classify(path)
        is_elsewhere = self.snapshot.configuration.layout.classify(path) is None
        if artifact is None or (is_elsewhere and not self.snapshot.exists(path)):
            return None
        return self._read_file(path, artifact)

    def _read_file(self, path: str, artifact: ArtifactPath) -> Facts | None:
        return read_file(self.snapshot.disk, path, artifact, self.snapshot.team_schema(artifact.kind))

    def _load_feature(self, folder: str) -> Feature:
        return load_feature(self.snapshot.disk, folder, self.snapshot.configuration)

    def _update_open(self, path: str) -> None:
        """Bring the facts of an open document up to date; nothing else changes if they are the same."""
        artifact = self.snapshot.classify(path)
        if artifact is None:
            return
        facts = document_facts(path, artifact, self.snapshot.documents[path], self.snapshot.team_schema(artifact.kind))
        if artifact.kind not in FEATURE_KINDS:
            self._put_planning({path: facts})
            return
        feature = self.snapshot.features.get(artifact.folder) or Feature(artifact.folder, ())
        if feature.files.get(path) != facts:
            self._put([Feature(artifact.folder, {**feature.files, path: facts}.values())])

    def _put(self, changed: Iterable[Feature]) -> None:
        """Take features over, and leave those out that have no files any more."""
        known, changed = self.snapshot.features, list(changed)
        features = dict(known)
        for feature in changed:
            features[feature.folder] = feature
            if not feature.files:
                del features[feature.folder]
        if features.keys() - known.keys():
            features = dict(sorted(features.items(), key=lambda item: (item[1].is_archived, item[0])))
        self.snapshot = replace(self.snapshot, features=features)
        if any(
            promise_otherwise(known.get(folder), features.get(folder))
            for folder in [feature.folder for feature in changed]
        ):
            self.snapshot = replace(self.snapshot, promises=Promises(features))

    def _put_planning(self, changed: Mapping[str, Facts | None]) -> None:
        """Take planning artifacts over, None for one that is gone; and the OpenAPI documents that they name."""
        known = self.snapshot.planning.files
        new = {path: facts if isinstance(facts, PlanningFacts) else None for path, facts in changed.items()}
        new = {path: facts for path, facts in new.items() if not _is_same(known.get(path), facts)}
        if not new:
            return
        named = self.snapshot.planning.named_specs.keys()
        self.snapshot = replace(self.snapshot, planning=self.snapshot.planning.changed(new))
        self._follow_specs(self.snapshot.planning.named_specs.keys() ^ named)

    def validate(self, is_wanted: Callable[[str], bool] = lambda _path: True) -> None:
        """Find out which OpenAPI documents are valid, of those whose paths are wanted, at once."""
        from callsheet.workspace.validity import check_validity, outdated

        wanted = [facts for facts in outdated(self.snapshot) if is_wanted(facts.path)]
        self.put_validity([check_validity(self.snapshot, facts) for facts in wanted])

    def put_validity(self, found: Iterable[Validity]) -> None:
        """Take over what has been found out about OpenAPI documents, as far as they are still there."""
        validity = {
            path: known for path, known in self.snapshot.validity.items() if path in self.snapshot.planning.files
        }
        validity |= {each.facts.path: each for each in found if each.facts.path in self.snapshot.planning.files}
        self.snapshot = replace(self.snapshot, validity=validity)

    def _follow_specs(self, paths: Iterable[str]) -> None:
        """Take up the documents that a contract names from now on, and give up those that none names any more."""
        for path in paths:
            if path in self.snapshot.planning.named_specs:
                if path in self.snapshot.overlays:
                    document = Document(self.snapshot.overlays[path], language_of(path))
                    self.snapshot = replace(self.snapshot, documents={**self.snapshot.documents, path: document})
                    self._update_open(path)
                elif path not in self.snapshot.planning.files and self.snapshot.exists(path):
                    self._put_planning({path: read_file(self.snapshot.disk, path, openapi_at(path))})
            elif self.snapshot.classify(path) is None:
                documents = {key: document for key, document in self.snapshot.documents.items() if key != path}
                self.snapshot = replace(self.snapshot, documents=documents)
                self._put_planning({path: None})


def _is_same(first: PlanningFacts | None, second: PlanningFacts | None) -> bool:
    """Whether facts are equal in every respect, where 1, 1.0 and true are not."""
    if first is None or second is None:
        return first is second
    return first == second and marshal.dumps(first.value, 2) == marshal.dumps(second.value, 2)
