"""Whole artifacts to begin with, as values."""

from __future__ import annotations

from collections.abc import Sequence

from callsheet.syntax import Value
from callsheet.workspace.feature import Feature


def new_subtask(feature: Feature, seq: str, depends_on: Sequence[str] = ()) -> dict[str, Value]:
    """A new pending subtask of a feature, with the members that one usually has."""
    return {
        "id": f"{feature.id}-{seq}",
        "seq": seq,
        "title": f"Subtask {seq}",
        "status": "pending",
        "depends_on": [*depends_on],
        "parallel": False,
        "context_files": [],
        "acceptance_criteria": [],
        "deliverables": [],
    }
