"""What a subtask's status says; one that cannot be read, or is not a status at all, says nothing of the others."""

from __future__ import annotations

from callsheet.workspace.facts import SubtaskFacts

_KNOWN = frozenset(("pending", "in_progress", "completed", "blocked"))


def is_completed(facts: SubtaskFacts) -> bool:
    """Whether a subtask is completed for certain."""
    return facts.status == "completed"


def is_open(facts: SubtaskFacts) -> bool:
    """Whether a subtask is not completed for certain."""
    return facts.status in _KNOWN and facts.status != "completed"
