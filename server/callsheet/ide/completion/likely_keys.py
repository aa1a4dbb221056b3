"""Which keys an object most likely gets next."""

from __future__ import annotations

from collections import Counter

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.schema import has_free_keys
from callsheet.ide.completion.request import Request

_DUE: dict[tuple[ArtifactKind, str], tuple[str, ...]] = {
    (ArtifactKind.TASK, "completed"): ("completed_at",),
    (ArtifactKind.SUBTASK, "in_progress"): ("agent_id", "started_at"),
    (ArtifactKind.SUBTASK, "completed"): ("completed_at", "completion_summary"),
}
"""The keys that a document should have in a state."""

_COMMON: dict[ArtifactKind, tuple[str, ...]] = {
    ArtifactKind.SUBTASK: ("depends_on", "context_files", "acceptance_criteria", "deliverables"),
}
"""The keys that nearly every document has, though they are not required."""


def keys_due(request: Request) -> frozenset[str]:
    """The keys that a document should have in the state that it is in."""
    status = None if request.pointer else request.member_of((), "status")
    return frozenset(_DUE.get((request.artifact.kind, status), ())) if isinstance(status, str) else frozenset()


def common_keys(request: Request) -> frozenset[str]:
    """The keys that nearly every document of its kind has."""
    return frozenset() if request.pointer else frozenset(_COMMON.get(request.artifact.kind, ()))


def keys_of_others(request: Request) -> Counter[str]:
    """How many others have a key: siblings of a document in its feature, other items of the list, other named entries."""
    if not request.pointer:
        files = request.feature.files.values() if request.feature else ()
        siblings = (
            facts for facts in files if facts.artifact.kind is request.artifact.kind and facts.path != request.path
        )
        return Counter(key for facts in siblings for key in facts.fields)
    own, parent = request.slot.document.node(request.pointer), request.slot.document.node(request.pointer[:-1])
    is_one_of_many = isinstance(request.pointer[-1], int) or has_free_keys(
        request.schema_at(request.pointer[:-1]) or {}
    )
    if parent is None or not is_one_of_many:
        return Counter()
    children = [*parent.items, *(member.node for member in parent.members)]
    others = [child for child in children if own is None or child.start != own.start]
    return Counter(member.key for child in others for member in child.members)
