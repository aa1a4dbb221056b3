"""Reading a workspace, as far as it is wanted."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from callsheet.cli.progress import Progress
from callsheet.syntax import Document
from callsheet.text import Text
from callsheet.workspace.configuring import Configurator, concerns
from callsheet.workspace.disk import Disk
from callsheet.workspace.loading import Loaded, ToFacts, feature_folders, load_features, load_planning
from callsheet.workspace.planning import Planning
from callsheet.workspace.reading import bytes_facts
from callsheet.workspace.session import Session
from callsheet.workspace.snapshot import Snapshot

if TYPE_CHECKING:
    from callsheet.cli.workspaces import Target

MAX_PARSED = 64
"""How many documents are remembered where all of a workspace are looked at and none is to be changed."""


@dataclass(frozen=True)
class ReadingSnapshot(Snapshot):
    """A snapshot that remembers what it has read: a file stays what it was when it was first looked at."""

    max_parsed: int = sys.maxsize
    """How many documents are remembered; those that were read last. Where something is to be changed it has to be all:
    one that is read anew may be laid out otherwise than that for which edits were made."""
    parsed: dict[str, Document | None] = field(default_factory=dict)
    texts: dict[str, Text | None] = field(default_factory=dict)

    @classmethod
    def of(cls, snapshot: Snapshot, max_parsed: int = sys.maxsize) -> ReadingSnapshot:
        """A snapshot that remembers what is read of it from now on."""
        known = {each.name: getattr(snapshot, each.name) for each in fields(Snapshot)}
        return cls(**known, max_parsed=max_parsed)

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


def read_settings(root: Path) -> ReadingSnapshot:
    """A workspace of which nothing is known but what it is set to; it remembers the `callsheet.toml` that says so."""
    bare = ReadingSnapshot(root, Disk(root))
    configuration = Configurator().read(bare)
    return replace(bare, configuration=configuration, planning=Planning(layout=configuration.layout))


def narrowed(target: Target, name: str) -> Target:
    """What has to be read of a workspace to find a feature by the name or the path of its folder."""
    folders = feature_folders(Disk(target.root), target.configuration.layout)
    return replace(target, wanted=tuple(folder for folder in folders if name in (folder, folder.rpartition("/")[2])))


def unarchived(target: Target) -> Target:
    """What has to be read of a workspace to know all features that are not archived."""
    folders = feature_folders(Disk(target.root), target.configuration.layout, with_archive=False)
    return replace(target, wanted=tuple(folders))


def read(
    target: Target,
    progress: Progress,
    *,
    with_planning: bool = False,
    with_validity: bool = True,
    texts: Mapping[str, Text] = MappingProxyType({}),
    max_parsed: int = sys.maxsize,
    to_facts: ToFacts = bytes_facts,
) -> ReadingSnapshot:
    """The state of a workspace, as far as it is wanted.

    `with_planning` is whether its planning artifacts are read, `with_validity` whether it is then also found out if
    OpenAPI documents are valid. `texts` count in place of what is on disk, by path. `max_parsed` is how many documents
    it remembers. `to_facts` reads the features' files.
    """
    session = _session(target, texts)
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
    return ReadingSnapshot.of(session.snapshot, max_parsed)


def _session(target: Target, texts: Mapping[str, Text]) -> Session:
    """A session that is set as the target says, unless it depends on texts."""
    if any(concerns(target.configuration, path) for path in texts):
        return Session(target.root)
    configuration = target.configuration
    bare = Snapshot(target.root, Disk(target.root), configuration, planning=Planning(layout=configuration.layout))
    return Session(target.root, draft_of=bare)


def wanted_paths(target: Target, snapshot: ReadingSnapshot) -> list[str]:
    """The documents that are wanted of a workspace, sorted, without those that it leaves unchecked."""
    known = (facts.path for facts in snapshot.files())
    return sorted(path for path in known if target.covers(path) and not snapshot.configuration.is_ignored(path))
