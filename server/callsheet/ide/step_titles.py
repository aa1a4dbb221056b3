"""What the steps of a subtask are called where people choose them, or may undo them."""

from __future__ import annotations

from collections.abc import Mapping

from callsheet.edits.lifecycle import SubtaskStep
from callsheet.workspace.feature import Feature
from callsheet.workspace.statuses import although_begun, is_completed

_TITLES: Mapping[SubtaskStep, str] = {
    "start": "Start {}",
    "complete": "Mark {} complete",
    "block": "Block {}",
    "unblock": "Unblock {}",
    "reopen": "Reopen {}",
}


def step_title(step: SubtaskStep, feature: Feature, key: str) -> str:
    """The title of a step: that a completed subtask loses its record, and what has begun to build on it, stands there."""
    record = " and clear its record" if step == "block" and is_completed(feature.subtasks[key]) else ""
    is_back = step in ("block", "reopen")
    return _TITLES[step].format(key) + record + (although_begun(feature, key) if is_back else "")
