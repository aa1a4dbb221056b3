"""The values that follow from where a document lies and when it is written."""

from __future__ import annotations

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.times import format_time
from callsheet.ide.completion.request import Request
from callsheet.ide.completion.skeletons import Known
from callsheet.syntax import Pointer


def known_values(request: Request) -> Known:
    """What is known of the values of a document: its number and id, its counts, and the time."""
    root = _root_values(request)

    def known(pointer: Pointer) -> str | int | None:
        if len(pointer) == 1 and pointer[0] in root:
            return root[str(pointer[0])]
        schema = request.schema_at(pointer) or {}
        return format_time(request.now) if schema.get("format") == "date-time" else None

    return known


def _root_values(request: Request) -> dict[str, str | int]:
    artifact, feature = request.artifact, request.feature
    if artifact.kind is ArtifactKind.SUBTASK and artifact.seq:
        return {"seq": artifact.seq, "id": f"{feature.id if feature else artifact.feature}-{artifact.seq}"}
    if artifact.kind is ArtifactKind.TASK and feature:
        completed = feature.status_counts()["completed"]
        return {"id": artifact.feature, "subtask_count": len(feature.subtasks), "completed_count": completed}
    return {}
