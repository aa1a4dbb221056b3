"""The plan of a feature and its progress as data: the same for the terminal, for programs and for an editor's own views."""

from __future__ import annotations

from typing import Any

from callsheet.workspace.feature import Feature


def plan_value(feature: Feature) -> dict[str, Any]:
    """A feature's execution plan as JSON has it."""
    found = feature.plan
    return {
        "feature": feature.name,
        "batches": found.batches,
        "levels": found.levels,
        "critical_path": found.critical_path,
        "cycles": found.cycles,
        "unplanned": found.unplanned,
    }


def readiness_value(feature: Feature) -> dict[str, Any]:
    """What can begin now and what cannot, as JSON has it.

    `ready` are the keys of the subtasks that can begin. `waiting` are those that are neither ready nor begun nor completed,
    each with its status and all that keeps it: `waits_for` are the dependencies that are not completed, by key, `missing`
    those that do not exist, as they are written.
    """
    ready = feature.ready
    begun = ("in_progress", "completed")
    waiting = [key for key, facts in feature.subtasks.items() if key not in ready and facts.status not in begun]
    return {"ready": ready, "waiting": [_waiting_value(feature, key) for key in waiting]}


def _waiting_value(feature: Feature, key: str) -> dict[str, Any]:
    return {
        "subtask": key,
        "status": feature.subtasks[key].status,
        "waits_for": feature.open_dependencies(key),
        "missing": [dependency.written for dependency, other in feature.dependencies(key) if other is None],
    }


def status_value(feature: Feature) -> dict[str, Any]:
    """A feature's status and how many of its subtasks have which, as JSON has it; `progress` is in per cent."""
    return {
        "feature": feature.name,
        "id": feature.id,
        "name": feature.task.name if feature.task else None,
        "status": feature.task.status if feature.task else None,
        "progress": percent_completed(feature),
        "total": len(feature.subtasks),
        **feature.status_counts(),
    }


def percent_completed(feature: Feature) -> int:
    """The completed share of a feature's subtasks in per cent, halves rounded up."""
    total = len(feature.subtasks)
    return (200 * feature.status_counts()["completed"] + total) // (2 * total) if total else 0
