"""The pydantic models, one for each kind of artifact: the source of the published JSON Schemas.

Nothing on the way to a first finding imports this package; validation works on the generated schemas.
"""

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.models.common import Work
from callsheet.artifacts.models.subtask import Subtask
from callsheet.artifacts.models.task import Task

MODELS: dict[ArtifactKind, type[Work]] = {ArtifactKind.TASK: Task, ArtifactKind.SUBTASK: Subtask}

__all__ = ["MODELS", "Subtask", "Task"]
