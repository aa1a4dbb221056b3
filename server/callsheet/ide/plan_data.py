"""The plan of a feature and its progress as data: the same for the terminal, for programs and for an editor's own views."""

from __future__ import annotations

from typing import Any

from callsheet.workspace.feature import Feature


def plan_value(feature: Feature) -> dict[str, Any]:
    """A feature's execution plan as JSON has it; `missing` are dependencies that do not exist, as they are written.

    The batches are those that the plan has once these are mended: a missing one keeps nothing out of its batch.
    """
    found = feature.plan
    return {
        "feature": feature.name,
        "batches": found.batches,
        "levels": found.levels,
        "critical_path": found.critical_path,
        "cycles": found.cycles,
        "unplanned": found.unplanned,
        "missing": [
            {"subtask": key, "depends_on": name}
            for key in feature.subtasks
            for name in missing_dependencies(feature, key)
        ],
    }


def subtask_value(feature: Feature, key: str) -> dict[str, Any]:
    """A subtask as JSON has it where subtasks are listed; `path` is relative to the workspace root."""
    facts = feature.subtasks[key]
    return {
        "subtask": key,
        "title": facts.title,
        "status": facts.status,
        "parallel": facts.parallel,
        "path": facts.path,
    }


def ready_value(feature: Feature) -> dict[str, Any]:
    """The subtasks of a feature that can begin, as JSON has them."""
    return {"feature": feature.name, "ready": [subtask_value(feature, key) for key in feature.ready]}


def parallel_value(feature: Feature) -> dict[str, Any]:
    """The subtasks of a feature that can begin beside each other, as JSON has them."""
    return {"feature": feature.name, "parallel": [subtask_value(feature, key) for key in ready_in_parallel(feature)]}


def ready_in_parallel(feature: Feature) -> list[str]:
    """The keys of the subtasks that can begin and may run beside others."""
    return [key for key in feature.ready if feature.subtasks[key].parallel]


def blocked_value(feature: Feature) -> dict[str, Any]:
    """The subtasks of a feature that cannot begin, each with all that keeps it, as JSON has them.

    See `waiting_value` for what keeps it; the cycles are those of `plan_value`.
    """
    return {
        "feature": feature.name,
        "blocked": [
            {**subtask_value(feature, key), **waiting_value(feature, key)} for key in waiting_subtasks(feature)
        ],
        "cycles": feature.cycles,
    }


def dependencies_value(feature: Feature, key: str) -> dict[str, Any]:
    """A subtask and all that it depends on, directly or through others, as JSON has them.

    `depends_on` are direct dependencies, by key, `missing` those that do not exist, as they are written. Of the feature's
    cycles there are those that are met on the way.
    """
    met = [other for other in feature.subtasks if other in feature.ancestors[key]]
    return {
        "feature": feature.name,
        **_depending_value(feature, key),
        "dependencies": [_depending_value(feature, other) for other in met if other != key],
        "cycles": [cycle for cycle in feature.cycles if cycle[0] in met],
    }


def _depending_value(feature: Feature, key: str) -> dict[str, Any]:
    return {
        **subtask_value(feature, key),
        "depends_on": feature.graph[key],
        "missing": missing_dependencies(feature, key),
    }


def missing_dependencies(feature: Feature, key: str) -> list[str]:
    """The dependencies of a subtask that do not exist, as they are written but for blanks around them."""
    return list(
        dict.fromkeys(dependency.written.strip() for dependency, other in feature.dependencies(key) if other is None)
    )


def readiness_value(feature: Feature) -> dict[str, Any]:
    """What can begin now and what cannot, as JSON has it.

    `ready` are the keys of the subtasks that can begin, `waiting` are the `waiting_subtasks`.
    """
    return {"ready": feature.ready, "waiting": [waiting_value(feature, key) for key in waiting_subtasks(feature)]}


def waiting_subtasks(feature: Feature) -> list[str]:
    """The keys of the subtasks that are neither ready nor begun nor completed."""
    ready = frozenset(feature.ready)
    begun = ("in_progress", "completed")
    return [key for key, facts in feature.subtasks.items() if key not in ready and facts.status not in begun]


def waiting_value(feature: Feature, key: str) -> dict[str, Any]:
    """A subtask's status and all that keeps it from beginning, as JSON has it.

    `waits_for` are the dependencies that are not completed, by key, `missing` those that do not exist, as they are written;
    `unclear` is whether something else stands in `depends_on` than the numbers or names of subtasks; `in_cycle` is whether
    it waits for itself in the end.
    """
    return {
        "subtask": key,
        "status": feature.subtasks[key].status,
        "waits_for": feature.open_dependencies(key),
        "missing": missing_dependencies(feature, key),
        "unclear": feature.subtasks[key].has_unclear_dependencies,
        "in_cycle": any(key in cycle for cycle in feature.cycles),
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
