"""The pydantic models, one for each kind of artifact that has a schema: the source of the published JSON Schemas.

Nothing on the way to a first finding imports this package; validation works on the generated schemas.
"""

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.models.backlog import Backlog
from callsheet.artifacts.models.common import ArtifactModel
from callsheet.artifacts.models.configuration import Configuration
from callsheet.artifacts.models.contexts import Contexts
from callsheet.artifacts.models.contract import Contract
from callsheet.artifacts.models.story_map import StoryMap
from callsheet.artifacts.models.subtask import Subtask
from callsheet.artifacts.models.task import Task

MODELS: dict[ArtifactKind, type[ArtifactModel]] = {
    ArtifactKind.TASK: Task,
    ArtifactKind.SUBTASK: Subtask,
    ArtifactKind.CONTEXTS: Contexts,
    ArtifactKind.STORY_MAP: StoryMap,
    ArtifactKind.BACKLOG: Backlog,
    ArtifactKind.CONTRACT: Contract,
    ArtifactKind.CONFIGURATION: Configuration,
}
"""The model of each kind that has a schema."""

__all__ = ["MODELS", "Backlog", "Configuration", "Contexts", "Contract", "StoryMap", "Subtask", "Task"]
