"""The family *graph*: dependencies among the subtasks of a feature, and what each of them writes."""

from callsheet.rules.graph import (
    dependency_cycle,
    missing_dependency,
    parallel_conflict,
    redundant_dependency,
    unresolved_dependency,
)

__all__ = [
    "dependency_cycle",
    "missing_dependency",
    "parallel_conflict",
    "redundant_dependency",
    "unresolved_dependency",
]
