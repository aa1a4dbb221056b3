"""Which kind of artifact a file is. The path alone decides, never the content."""

from __future__ import annotations

import enum
import re
from functools import lru_cache
from typing import NamedTuple


class ArtifactKind(enum.Enum):
    """The kinds of files Callsheet understands; the value is the kind's name, and that of its schema if it has one."""

    TASK = "task"
    SUBTASK = "subtask"
    CONTEXTS = "contexts"
    STORY_MAP = "story-map"
    BACKLOG = "backlog"
    CONTRACT = "contract"
    OPENAPI = "openapi"
    MODULE_BRIEF = "module-brief"
    ADR = "adr"
    VALIDATION_REPORT = "validation-report"
    RETROSPECTIVE = "retrospective"


FEATURE_KINDS = (ArtifactKind.TASK, ArtifactKind.SUBTASK)
"""The kinds that make up a feature; files of the others are planning artifacts."""

SCHEMA_KINDS = (
    ArtifactKind.TASK,
    ArtifactKind.SUBTASK,
    ArtifactKind.CONTEXTS,
    ArtifactKind.STORY_MAP,
    ArtifactKind.BACKLOG,
    ArtifactKind.CONTRACT,
)
"""The kinds that have a model and a published schema of their own."""

DATA_KINDS = (*SCHEMA_KINDS, ArtifactKind.OPENAPI)
"""The kinds that are JSON or YAML documents."""

MARKDOWN_KINDS = (
    ArtifactKind.MODULE_BRIEF,
    ArtifactKind.ADR,
    ArtifactKind.VALIDATION_REPORT,
    ArtifactKind.RETROSPECTIVE,
)
"""The kinds that are Markdown documents."""


class ArtifactPath(NamedTuple):
    """What a file's path says about it."""

    kind: ArtifactKind
    folder: str
    """The folder that the file lies in, relative to the workspace root, `/` separators."""
    feature: str
    """The name of the feature it belongs to; empty where the path names none."""
    seq: str | None = None
    """For a subtask or an ADR the digits in the file's name."""
    context: str | None = None
    """For a contract, an OpenAPI document or a module brief the bounded context in its path."""


TASKS_FOLDER = ".tmp/tasks"
"""Where features live, relative to the workspace root."""

ARCHIVE_FOLDER = ".tmp/tasks/completed"
"""Where archived features live."""

PLANNING_FOLDER = ".tmp/planning"
"""Where story maps and backlogs live."""

CONTRACTS_FOLDER = ".tmp/contracts"
"""Where contracts live."""

VALIDATION_FOLDER = ".tmp/validation"
"""Where validation reports live."""

ADR_FOLDER = "docs/adr"
"""Where architecture decision records live."""

RETROSPECTIVES_FOLDER = "docs/retrospectives"
"""Where retrospectives live."""

ROOT_MARKS = (TASKS_FOLDER, PLANNING_FOLDER, CONTRACTS_FOLDER)
"""The folders any of which makes the folder around them the root of a workspace."""

BRIEFS = "module-briefs"
"""The name of the folder, in that of a feature, that holds its module briefs."""

_FEATURE = rf"(?:{re.escape(TASKS_FOLDER)}/(?!completed(?:/|$))|{re.escape(ARCHIVE_FOLDER)}/)(?P<feature>[^/]+)"
_DATA = r"\.(?:json|yaml|yml)"
_CONTRACT = rf"{re.escape(CONTRACTS_FOLDER)}/(?P<context>[^/]+)/[^/]+"

_FOLDER = re.compile(_FEATURE)
_NAME = re.compile(rf"(?:task|subtask_(?P<seq>[0-9]+)(?:[_-].*)?){_DATA}", re.DOTALL)

_PATTERNS = {
    ArtifactKind.CONTEXTS: rf"{_FEATURE}/contexts{_DATA}",
    ArtifactKind.MODULE_BRIEF: rf"{_FEATURE}/{BRIEFS}/(?P<context>[^/]+)\.md",
    ArtifactKind.STORY_MAP: rf"{re.escape(PLANNING_FOLDER)}/(?P<feature>[^/]+)/map{_DATA}",
    ArtifactKind.BACKLOG: rf"{re.escape(PLANNING_FOLDER)}/(?:(?P<feature>[^/]+)/)?prioritized{_DATA}",
    ArtifactKind.CONTRACT: rf"{_CONTRACT}/contract{_DATA}",
    ArtifactKind.OPENAPI: rf"{_CONTRACT}/(?:[^/]+\.)?openapi{_DATA}",
    ArtifactKind.ADR: rf"{ADR_FOLDER}/(?:adr-)?(?P<seq>[0-9]+)-[^/]+\.md",
    ArtifactKind.VALIDATION_REPORT: rf"{re.escape(VALIDATION_FOLDER)}/(?P<feature>[^/]+)-report\.md",
    ArtifactKind.RETROSPECTIVE: rf"{RETROSPECTIVES_FOLDER}/(?P<feature>[^/]+)\.md",
}
_PLANNING = {kind: re.compile(pattern) for kind, pattern in _PATTERNS.items()}


def classify(path: str) -> ArtifactPath | None:
    """What a path relative to the workspace root (`/` separators) stands for; None for a file of no known kind.

    An OpenAPI document that a contract names may lie anywhere: `Snapshot.classify` knows of those.
    """
    folder, _, name = path.rpartition("/")
    match = _NAME.fullmatch(name)
    feature = _feature_of(folder) if match else None
    if match is None or feature is None:
        return _classify_planning(path)
    seq = match["seq"]
    return ArtifactPath(ArtifactKind.SUBTASK if seq else ArtifactKind.TASK, folder, feature, seq)


@lru_cache(maxsize=256)
def _feature_of(folder: str) -> str | None:
    """The name of the feature whose folder it is; None for any other folder, the archive itself among them."""
    match = _FOLDER.fullmatch(folder)
    return match["feature"] if match else None


@lru_cache(maxsize=4096)
def _classify_planning(path: str) -> ArtifactPath | None:
    for kind, pattern in _PLANNING.items():
        match = pattern.fullmatch(path)
        if match is not None:
            found = match.groupdict()
            folder = path.rpartition("/")[0]
            return ArtifactPath(kind, folder, found.get("feature") or "", found.get("seq"), found.get("context"))
    return None


def is_archived(path: str) -> bool:
    """Whether an artifact lies in the archive: nobody works on it any more."""
    return path.startswith(f"{ARCHIVE_FOLDER}/")


def openapi_at(path: str) -> ArtifactPath:
    """What the path of an OpenAPI document that a contract names stands for."""
    return ArtifactPath(ArtifactKind.OPENAPI, path.rpartition("/")[0], "")
