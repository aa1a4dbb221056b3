"""What a subtask's status says; one that cannot be read, or is not a status at all, says nothing of the others."""

from __future__ import annotations

from callsheet.artifacts.quoting import some
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature

KNOWN_STATUSES = frozenset(("pending", "in_progress", "blocked", "completed"))
"""All that a subtask's status can be."""


def is_completed(facts: SubtaskFacts) -> bool:
    """Whether a subtask is completed for certain."""
    return facts.status == "completed"


def is_open(facts: SubtaskFacts) -> bool:
    """Whether a subtask is not completed for certain."""
    return facts.status in KNOWN_STATUSES and facts.status != "completed"


def in_words(status: str | None) -> str:
    """A status in running text: `in progress`."""
    return status.replace("_", " ") if status else "of unknown status"


def although_begun(feature: Feature, key: str) -> str:
    """What titles say where a completed subtask is set back: ` although 03 and 05 have begun`, which depend on it.

    Empty where it is not completed, or nothing that depends on it directly has begun.
    """
    if not is_completed(feature.subtasks[key]):
        return ""
    dependents = [other for other in feature.dependents[key] if other != key]
    begun = [other for other in dependents if feature.subtasks[other].status in ("in_progress", "completed")]
    return f" although {some(begun)} {'has' if len(begun) == 1 else 'have'} begun" if begun else ""
