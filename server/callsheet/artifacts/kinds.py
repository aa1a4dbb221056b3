"""The kinds of artifacts. Which one a file is its path decides: see `layout`."""

from __future__ import annotations

import enum
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
    CONFIGURATION = "configuration"


FEATURE_KINDS = (ArtifactKind.TASK, ArtifactKind.SUBTASK)
"""The kinds that make up a feature; files of the others are planning artifacts."""

SCHEMA_KINDS = (
    ArtifactKind.TASK,
    ArtifactKind.SUBTASK,
    ArtifactKind.CONTEXTS,
    ArtifactKind.STORY_MAP,
    ArtifactKind.BACKLOG,
    ArtifactKind.CONTRACT,
    ArtifactKind.CONFIGURATION,
)
"""The kinds that have a model and a published schema of their own."""

DATA_KINDS = (*SCHEMA_KINDS, ArtifactKind.OPENAPI)
"""The kinds that are JSON, YAML or TOML documents."""

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
    is_archived: bool = False
    """Whether it belongs to an archived feature: nobody works on that any more."""


def openapi_at(path: str) -> ArtifactPath:
    """What the path of an OpenAPI document that a contract names stands for."""
    return ArtifactPath(ArtifactKind.OPENAPI, path.rpartition("/")[0], "")
