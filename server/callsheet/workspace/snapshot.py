"""One state of a workspace, which never changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from callsheet.artifacts.kinds import FEATURE_KINDS, ArtifactKind, ArtifactPath, openapi_at
from callsheet.artifacts.schema import Schema, schema_at
from callsheet.artifacts.team_schema import TeamSchema
from callsheet.syntax import Document, Language, Pointer
from callsheet.text import Text
from callsheet.workspace.configuration import DEFAULT_CONFIGURATION, Configuration
from callsheet.workspace.decoding import document_of
from callsheet.workspace.disk import Disk, count_lines
from callsheet.workspace.facts import Facts
from callsheet.workspace.feature import Feature
from callsheet.workspace.planning import Planning
from callsheet.workspace.promises import Promises

if TYPE_CHECKING:
    from callsheet.workspace.validity import Validity


@dataclass(frozen=True)
class Snapshot:
    """The features of a workspace, the open documents, and the disk behind them.

    All paths are relative to `root` with `/` separators.
    """

    root: Path
    disk: Disk
    configuration: Configuration = DEFAULT_CONFIGURATION
    """What everything here was read by; the same object as long as it says the same."""
    features: Mapping[str, Feature] = field(default_factory=dict)
    """The features by folder."""
    promises: Promises = field(default_factory=lambda: Promises({}))
    """What the features promise; the same object as long as that stays the same."""
    planning: Planning = field(default_factory=Planning)
    """All other artifacts."""
    overlays: Mapping[str, Text] = field(default_factory=dict)
    """The texts of the files that an editor has open; they count in place of what is on disk."""
    documents: Mapping[str, Document] = field(default_factory=dict)
    """The parsed overlays of files of a known kind."""
    validity: Mapping[str, Validity] = field(default_factory=dict)
    """What is wrong with the OpenAPI documents, by path, as far as that has been found out."""
    files_version: object = field(default_factory=object)
    """Another object whenever a file that documents may refer to has changed or may have."""

    def classify(self, path: str) -> ArtifactPath | None:
        """What a path stands for, by its pattern or because a contract names it as its OpenAPI document."""
        return self.configuration.layout.classify(path) or (
            openapi_at(path) if path in self.planning.named_specs else None
        )

    def team_schema(self, kind: ArtifactKind) -> TeamSchema | None:
        """What a team adds to the schema of a kind."""
        return self.configuration.schemas.get(kind)

    def schema_at(self, kind: ArtifactKind, pointer: Pointer) -> Schema | None:
        """What the schema of a kind, a team's fields included, says of the value at a pointer; None where nothing."""
        return schema_at(kind, pointer, self.team_schema(kind))

    def feature_of(self, path: str) -> Feature | None:
        """The feature that a task or subtask belongs to."""
        artifact = self.configuration.layout.classify(path)
        return self.features.get(artifact.folder) if artifact and artifact.kind in FEATURE_KINDS else None

    def facts(self, path: str) -> Facts | None:
        """What is known of a file; None where it has no known kind or does not exist."""
        planned = self.planning.files.get(path)
        if planned is not None:
            return planned
        feature = self.features.get(path.rpartition("/")[0])
        return feature.files.get(path) if feature else None

    def files(self) -> Iterator[Facts]:
        """Every known file: feature by feature, then the planning artifacts."""
        for feature in self.features.values():
            yield from feature.files.values()
        yield from self.planning.files.values()

    def paths_in(self, folder: str) -> list[str]:
        """The known files that lie directly in a folder."""
        feature = self.features.get(folder)
        return [*(feature.files if feature else ()), *self.planning.folders.get(folder, ())]

    def folders(self) -> list[str]:
        """The folders in which known files lie."""
        return list(dict.fromkeys([*self.features, *self.planning.folders]))

    def document(self, path: str) -> Document | None:
        """The document of a file of a known kind: the open one, or a fresh one from disk; None of what cannot be read."""
        if path in self.documents:
            return self.documents[path]
        artifact = self.classify(path)
        data = self.disk.read_bytes(path) if artifact else None  # huge ones too: they have a finding
        return None if data is None else document_of(data, language_of(path))

    def any_document(self, path: str) -> Document | None:
        """The document of any file that may be shown, of a known kind or not."""
        document = self.document(path)
        if document is not None or self.classify(path) is not None:
            return document
        text = self.text(path)
        return None if text is None else Document(text, language_of(path))

    def text(self, path: str) -> Text | None:
        """The text of any file that may be shown: the open one, or what is on disk."""
        if path in self.overlays:
            return self.overlays[path] if self.disk.is_shown(path) else None
        string = self.disk.read_text(path)
        return None if string is None else Text(string)

    def exists(self, path: str) -> bool:
        """Whether a file or folder exists, on disk or open and not yet saved."""
        return path in self.overlays or self.disk.entry_type(path) is not None

    def line_count(self, path: str) -> int | None:
        """How many lines a file has; None where it has none that can be shown."""
        if path in self.overlays:
            return count_lines(self.overlays[path].string)
        return self.disk.line_count(path)

    def feature_named(self, name: str) -> Feature | None:
        """The feature whose folder or task has a name: one that is not archived comes first, then that of the folder."""
        found = [feature for feature in self.features.values() if name in (feature.name, feature.id, feature.folder)]
        return min(
            found, key=lambda feature: (feature.is_archived, name not in (feature.name, feature.folder)), default=None
        )


def language_of(path: str) -> Language:
    """The syntax of a file, from the end of its name."""
    name = path.lower()
    if name.endswith(".md"):
        return "markdown"
    if name.endswith(".toml"):
        return "toml"
    return "yaml" if name.endswith((".yaml", ".yml")) else "json"
