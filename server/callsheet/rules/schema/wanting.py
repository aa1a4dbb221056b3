"""When a list that every subtask should have is not there."""

from __future__ import annotations

from callsheet.rules.near_misses import near_misses
from callsheet.rules.stubs import is_stub
from callsheet.workspace.facts import SubtaskFacts


def is_wanting(facts: SubtaskFacts, field: str) -> bool:
    """Whether a list is absent or empty, though the document is otherwise whole and has it under no other name."""
    if field in facts.fields and field not in facts.empty_fields:
        return False
    if facts.syntax.is_broken or not facts.is_object or is_stub(facts):
        return False
    return field not in near_misses(facts).values()
