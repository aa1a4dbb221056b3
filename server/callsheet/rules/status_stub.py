"""When a file is only what is left of a task or subtask."""

from __future__ import annotations

from callsheet.workspace.facts import Facts, SubtaskFacts

_SUBSTANCE = frozenset(
    (
        "title",
        "depends_on",
        "acceptance_criteria",
        "deliverables",
        "context_files",
        "name",
        "objective",
        "exit_criteria",
    )
)


def is_stub(facts: Facts) -> bool:
    """Whether a document has a status but nothing of what the work is."""
    if facts.has_syntax_problems or "status" not in facts.fields:
        return False
    lost = not (facts.fields & _SUBSTANCE)
    return lost and (isinstance(facts, SubtaskFacts) or len(facts.fields) > 1)
