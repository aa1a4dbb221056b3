"""Whole documents to begin with."""

from __future__ import annotations

import json

from callsheet.workspace.feature import Feature


def subtask_skeleton(feature: Feature, seq: str) -> str:
    """A new subtask of a feature, as JSON with two blanks of indentation."""
    subtask = {
        "id": f"{feature.id}-{seq}",
        "seq": seq,
        "title": f"Subtask {seq}",
        "status": "pending",
        "depends_on": [],
        "parallel": False,
        "context_files": [],
        "acceptance_criteria": [],
        "deliverables": [],
    }
    return json.dumps(subtask, indent=2) + "\n"
