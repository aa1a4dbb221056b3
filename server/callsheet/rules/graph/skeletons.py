"""Whole documents to begin with."""

from __future__ import annotations

import json

from callsheet.workspace.feature import Feature
from callsheet.workspace.skeletons import new_subtask


def subtask_skeleton(feature: Feature, seq: str) -> str:
    """A new subtask of a feature, as JSON with two blanks of indentation."""
    return json.dumps(new_subtask(feature, seq), indent=2) + "\n"
