"""When a file is only what is left of a task or subtask."""

from __future__ import annotations

from callsheet.workspace.facts import Facts

_RECORD = frozenset(
    (
        "id",
        "seq",
        "name",
        "title",
        "status",
        "agent_id",
        "subtask_count",
        "completed_count",
        "created_at",
        "started_at",
        "updated_at",
        "completed_at",
        "completion_summary",
    )
)
"""What agents write when they record how far the work is; everything else only its planner knows."""

_BEGINNINGS = ("pending", "active")
"""The states in which a document may just have been begun."""


def is_stub(facts: Facts) -> bool:
    """Whether a document says how far the work is but nothing of what it is."""
    if not facts.status or facts.status in _BEGINNINGS or not facts.fields <= _RECORD:
        return False
    return not facts.syntax.is_broken
