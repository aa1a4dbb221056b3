"""Whole documents to begin with."""

from __future__ import annotations

import json

from callsheet.workspace.feature import Feature
from callsheet.workspace.skeletons import new_subtask
from callsheet.workspace.snapshot import Snapshot


def subtask_skeleton(snapshot: Snapshot, feature: Feature, seq: str) -> str:
    """A new subtask of a feature, as JSON with two blanks of indentation."""
    return json.dumps(new_subtask(snapshot, feature, seq), indent=2) + "\n"
