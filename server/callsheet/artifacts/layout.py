"""Where the artifacts of a workspace lie, and what a path stands for. The path alone decides, never the content."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from callsheet.artifacts.kinds import FEATURE_KINDS, ArtifactKind, ArtifactPath
from callsheet.artifacts.patterns import (
    ARCHIVE,
    DATA_ENDINGS,
    FEATURE,
    Pattern,
    Step,
    compile_pattern,
    literal_folder,
    may_lead,
    split_pattern,
)

CONFIGURATION_PATH = "callsheet.toml"
"""The file, at the root of a workspace, that configures Callsheet."""

_FEATURE_FOLDER = ".tmp/tasks/{feature}"

DEFAULT_PATTERNS: Mapping[ArtifactKind, tuple[str, ...]] = {
    ArtifactKind.TASK: (f"{_FEATURE_FOLDER}/task",),
    ArtifactKind.SUBTASK: tuple(f"{_FEATURE_FOLDER}/subtask_{{seq}}{rest}" for rest in ("", "_*", "-*")),
    ArtifactKind.CONTEXTS: (f"{_FEATURE_FOLDER}/contexts",),
    ArtifactKind.MODULE_BRIEF: (f"{_FEATURE_FOLDER}/module-briefs/{{context}}",),
    ArtifactKind.STORY_MAP: (".tmp/planning/{feature}/map",),
    ArtifactKind.BACKLOG: (".tmp/planning/prioritized", ".tmp/planning/{feature}/prioritized"),
    ArtifactKind.CONTRACT: (".tmp/contracts/{context}/*/contract",),
    ArtifactKind.OPENAPI: (".tmp/contracts/{context}/*/openapi", ".tmp/contracts/{context}/*/*.openapi"),
    ArtifactKind.ADR: ("docs/adr/{seq}-*", "docs/adr/adr-{seq}-*"),
    ArtifactKind.VALIDATION_REPORT: (".tmp/validation/{feature}-report",),
    ArtifactKind.RETROSPECTIVE: ("docs/retrospectives/{feature}",),
}
"""Where the artifacts of each kind lie in a workspace that says nothing else.

What lies in the folder of a feature follows the tasks, where only these have a place of their own.
"""

ROOT_MARKS = (".tmp/tasks", ".tmp/planning", ".tmp/contracts")
"""The folders any of which makes the folder around them the root of a workspace."""


class _Entry(NamedTuple):
    """The files of a pattern in one folder."""

    kind: ArtifactKind
    name: re.Pattern[str]
    feature: str
    context: str | None
    is_archived: bool


@dataclass(frozen=True)
class Layout:
    """The patterns of a workspace's paths; those of kinds that are not given are the default ones."""

    given: Mapping[ArtifactKind, tuple[str, ...]] = field(default_factory=dict)
    """Patterns that make sense, see `pattern_problem`; at least one for each kind."""

    def classify(self, path: str) -> ArtifactPath | None:
        """What a path relative to the workspace root (`/` separators) stands for; None for a file of no known kind.

        An OpenAPI document that a contract names may lie anywhere: `Snapshot.classify` knows of those.
        """
        folder, _, name = path.rpartition("/")
        fitting = self._fitting(folder, name)
        if fitting is None:
            return _CONFIGURATION if path == CONFIGURATION_PATH else None
        (kind, pattern, feature, context, is_archived), match = fitting
        found = match.groupdict() if pattern.groups else _NO_GROUPS
        return ArtifactPath(
            kind, folder, found.get("feature", feature), found.get("seq"), found.get("context", context), is_archived
        )

    def _fitting(self, folder: str, name: str) -> tuple[_Entry, re.Match[str]] | None:
        """The first pattern that a file fits, and how."""
        for entry in self._entries_in(folder):
            match = entry.name.fullmatch(name)
            if match is not None:
                return entry, match
        return None

    def with_number(self, path: str, number: str) -> str | None:
        """A path with other digits where the pattern that it fits has `{seq}`; what stands around them stays.

        None where the path says no number, or would stand for something else then.
        """
        folder, slash, name = path.rpartition("/")
        fitting, artifact = self._fitting(folder, name), self.classify(path)
        if fitting is None or artifact is None or artifact.seq is None:
            return None
        start, end = fitting[1].span("seq")
        new_path = f"{folder}{slash}{name[:start]}{number}{name[end:]}"
        return new_path if self.classify(new_path) == artifact._replace(seq=number) else None

    @cached_property
    def _entries_in(self) -> Callable[[str], tuple[_Entry, ...]]:
        """The files that a folder can hold; of several patterns that fit a name the first counts."""
        return lru_cache(maxsize=4096)(self._find_entries)

    def _find_entries(self, folder: str) -> tuple[_Entry, ...]:
        inside = f"{folder}/" if folder else ""
        matches = [(pattern, pattern.folder.fullmatch(inside)) for pattern in self.compiled]
        return tuple(
            _Entry(
                pattern.kind,
                pattern.name,
                match.groupdict().get("feature") or "",
                match.groupdict().get("context"),
                pattern.is_archived,
            )
            for pattern, match in matches
            if match is not None
        )

    @cached_property
    def compiled(self) -> tuple[Pattern, ...]:
        """All patterns, those without wildcards first; those of the archive are among them."""
        texts = [(text, kind) for kind in DEFAULT_PATTERNS for text in self.patterns_of(kind)]
        found: list[Pattern] = []
        for text, kind in sorted(texts, key=lambda item: item[0].count("*")):
            archived = self._in_archive(text)
            found.append(compile_pattern(kind, text, has_archive=archived is not None))
            if archived is not None:
                found.append(compile_pattern(kind, archived, is_archived=True))
        return tuple(found)

    def patterns_of(self, kind: ArtifactKind) -> tuple[str, ...]:
        """The patterns of a kind's paths."""
        given, default = self.given.get(kind), DEFAULT_PATTERNS[kind]
        if given is not None:
            return given
        tasks = dict.fromkeys(split_pattern(text)[0] for text in self.given.get(ArtifactKind.TASK, ()))
        if not tasks or not default[0].startswith(_FEATURE_FOLDER):
            return default
        return tuple(folder + text.removeprefix(_FEATURE_FOLDER) for folder in tasks for text in default)

    @cached_property
    def _feature_folders(self) -> tuple[str, ...]:
        """The folders of features, as they stand in the patterns of tasks and subtasks; they end in `{feature}`."""
        texts = [text for kind in FEATURE_KINDS for text in self.patterns_of(kind)]
        return tuple(dict.fromkeys(split_pattern(text)[0] for text in texts))

    def _in_archive(self, text: str) -> str | None:
        """The pattern of the same files once their feature is archived; None for files that lie in no feature's folder."""
        for folder in self._feature_folders:
            if text.startswith(f"{folder}/"):
                return f"{folder.removesuffix(FEATURE)}{ARCHIVE}/{FEATURE}{text.removeprefix(folder)}"
        return None

    @cached_property
    def feature_steps(self) -> tuple[tuple[Step, ...], ...]:
        """The ways to the folders of features, archived ones last."""
        found = {pattern.folders: pattern.is_archived for pattern in self.compiled if pattern.kind in FEATURE_KINDS}
        return tuple(sorted(found, key=lambda steps: found[steps]))

    @cached_property
    def active_feature_steps(self) -> tuple[tuple[Step, ...], ...]:
        """The ways to the folders of features that are not archived."""
        archived = {pattern.folders for pattern in self.compiled if pattern.is_archived}
        return tuple(steps for steps in self.feature_steps if steps not in archived)

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """The folders that hold all artifacts but the configuration; just the empty path where that can be any folder."""
        found = sorted({literal_folder(text) for kind in DEFAULT_PATTERNS for text in self.patterns_of(kind)})
        return tuple(
            folder
            for folder in found
            if not any(not other or folder.startswith(f"{other}/") for other in found if other != folder)
        )

    def may_hold_artifacts(self, path: str) -> bool:
        """Whether a path may be a folder in or around which artifacts lie."""
        names = path.split("/")
        return any(may_lead(steps, names) for steps in self._ways)

    @cached_property
    def _ways(self) -> frozenset[tuple[Step, ...]]:
        """The folders of all patterns."""
        return frozenset(pattern.folders for pattern in self.compiled)

    def feature_folder(self, name: str, *, is_archived: bool = False) -> str:
        """Where a feature of a name lies, or would lie; `**` and `*` in the pattern are left out."""
        around = split_pattern(self._feature_folders[0])[0].split("/")
        steps = [step for step in around if step and "*" not in step]
        return "/".join([*steps, ARCHIVE, name] if is_archived else [*steps, name])

    def task_path(self, folder: str, ending: str = ".json") -> str | None:
        """The path for a new task in the folder of a feature, see `subtask_path`."""
        return self._new_path(ArtifactKind.TASK, folder, None, ending)

    def subtask_path(self, folder: str, seq: str, ending: str = ".json", slug: str = "") -> str | None:
        """The path for a new subtask in the folder of a feature; None where no pattern gives one.

        A pattern in which as little as possible is open counts, first one that has the ending or leaves it out. The slug
        stands in place of its last `*`, if there is one.
        """
        return self._new_path(ArtifactKind.SUBTASK, folder, seq, ending, slug)

    def _new_path(self, kind: ArtifactKind, folder: str, seq: str | None, ending: str, slug: str = "") -> str | None:
        names = [
            split_pattern(text)[1].replace("{seq}", seq or "")
            for text in sorted(self.patterns_of(kind), key=lambda text: text.count("*"))
        ]
        complete = [name if name.endswith(DATA_ENDINGS) else name + ending for name in names]
        for name in sorted(complete, key=lambda name: not name.endswith(ending)):
            before, star, behind = name.rpartition("*")
            path = f"{folder}/{before.replace('*', '')}{slug if star else ''}{behind}"
            artifact = self.classify(path)
            if artifact is not None and (artifact.kind, artifact.seq) == (kind, seq):
                return path
        return None


def archived_folder(folder: str) -> str:
    """Where the folder of a feature goes when it is archived."""
    around, slash, name = folder.rpartition("/")
    return f"{around}{slash}{ARCHIVE}/{name}"


DEFAULT_LAYOUT = Layout()
"""The layout of a workspace that says nothing else."""

_NO_GROUPS: Mapping[str, str] = {}

_CONFIGURATION = ArtifactPath(ArtifactKind.CONFIGURATION, "", "")
