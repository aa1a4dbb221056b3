"""Which kind of artifact a file is. The path alone decides, never the content."""

from __future__ import annotations

import enum
import re
from functools import lru_cache
from typing import NamedTuple


class ArtifactKind(enum.Enum):
    """The kinds of files Callsheet understands; the value is the name of the kind's schema."""

    TASK = "task"
    SUBTASK = "subtask"


class ArtifactPath(NamedTuple):
    """What a file's path says about it."""

    kind: ArtifactKind
    folder: str
    """The feature's folder, relative to the workspace root, `/` separators."""
    feature: str
    """The folder's name."""
    seq: str | None = None
    """For a subtask the digits in the file's name."""


TASKS_FOLDER = ".tmp/tasks"
"""Where features live, relative to the workspace root."""

ARCHIVE_FOLDER = ".tmp/tasks/completed"
"""Where archived features live."""

_FOLDER = re.compile(rf"(?:{re.escape(TASKS_FOLDER)}/(?!completed$)|{re.escape(ARCHIVE_FOLDER)}/)([^/]+)")
_NAME = re.compile(r"(?:task|subtask_(?P<seq>[0-9]+)(?:[_-].*)?)\.(?:json|yaml|yml)", re.DOTALL)


def classify(path: str) -> ArtifactPath | None:
    """What a path relative to the workspace root (`/` separators) stands for; None for a file of no known kind."""
    folder, _, name = path.rpartition("/")
    match = _NAME.fullmatch(name)
    feature = _feature_of(folder) if match else None
    if match is None or feature is None:
        return None
    seq = match["seq"]
    return ArtifactPath(ArtifactKind.SUBTASK if seq else ArtifactKind.TASK, folder, feature, seq)


@lru_cache(maxsize=256)
def _feature_of(folder: str) -> str | None:
    """The name of the feature whose folder it is; None for any other folder, the archive itself among them."""
    match = _FOLDER.fullmatch(folder)
    return match[1] if match else None
