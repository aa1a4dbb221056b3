"""Which kind of artifact a file is. The path alone decides, never the content."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass


class ArtifactKind(enum.Enum):
    """The kinds of files Callsheet understands; the value is the name of the kind's schema."""

    TASK = "task"
    SUBTASK = "subtask"


@dataclass(frozen=True, slots=True)
class ArtifactPath:
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

_SUFFIX = r"\.(?:json|yaml|yml)"
# The archive is no feature itself.
_FEATURE = r"(?P<folder>\.tmp/tasks/(?:completed/|(?!completed/))(?P<feature>[^/]+))"
_PATTERNS: tuple[tuple[ArtifactKind, re.Pattern[str]], ...] = (
    (ArtifactKind.SUBTASK, re.compile(rf"{_FEATURE}/subtask_(?P<seq>[0-9]+)(?:[_-][^/]*)?{_SUFFIX}")),
    (ArtifactKind.TASK, re.compile(rf"{_FEATURE}/task{_SUFFIX}")),
)


def classify(path: str) -> ArtifactPath | None:
    """What a path relative to the workspace root (`/` separators) stands for; None for a file of no known kind."""
    if not path.startswith(".tmp/"):
        return None
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(path)
        if match:
            groups = match.groupdict()
            return ArtifactPath(kind, groups["folder"], groups["feature"], groups.get("seq"))
    return None
