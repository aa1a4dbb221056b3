"""Whole artifacts to begin with, as values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import partial
from typing import Any

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.schema import Schema
from callsheet.syntax import Pointer, Value
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot

MAX_DEPTH = 3
"""How deep a value to begin with goes; nothing in the published schemas requires more."""


def new_task(snapshot: Snapshot, feature: Feature, created_at: str) -> dict[str, Value]:
    """The task of a feature that has none, with the members that one usually has and those that the team requires."""
    value = usual_task(feature.name, created_at)
    value["subtask_count"] = len(feature.subtasks)
    value["completed_count"] = feature.status_counts()["completed"]
    add_required(value, partial(snapshot.schema_at, ArtifactKind.TASK))
    return value


def usual_task(name: str, created_at: str) -> dict[str, Value]:
    """The task of a new feature, by the name of its folder, with the members that one usually has."""
    return {
        "id": name,
        "name": name.replace("-", " ").capitalize(),
        "status": "active",
        "objective": "To be written: objective",
        "context_files": [],
        "reference_files": [],
        "exit_criteria": [],
        "subtask_count": 0,
        "completed_count": 0,
        "created_at": created_at,
    }


def new_subtask(snapshot: Snapshot, feature: Feature, seq: str, depends_on: Sequence[str] = ()) -> dict[str, Value]:
    """A new pending subtask of a feature, with the members that one usually has and those that the team requires."""
    value = usual_subtask(feature, seq, depends_on)
    add_required(value, partial(snapshot.schema_at, ArtifactKind.SUBTASK))
    return value


def usual_subtask(feature: Feature, seq: str, depends_on: Sequence[str] = ()) -> dict[str, Value]:
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


def add_required(value: Any, schema_at: Callable[[Pointer], Schema | None], pointer: Pointer = ()) -> None:
    """Add what the schema requires and a value to begin with lacks, at any depth; `pointer` is where the value goes.

    Parts of the value may be anything: only its objects and lists are looked into.
    """
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        add_required(part, schema_at, (*pointer, step))
    if isinstance(value, dict):
        for key in (schema_at(pointer) or {}).get("required", ()):
            if key not in value:
                value[key] = starting_value(schema_at, (*pointer, key))


def starting_value(schema_at: Callable[[Pointer], Schema | None], pointer: Pointer, depth: int = 0) -> Value:
    """A value that a schema allows at a pointer, as far as that can be told.

    It is the first example, the first of those that are allowed, the default, or the least there can be.
    """
    schema = schema_at(pointer) or {}
    examples = schema.get("examples")  # drafts before 6 do not know the keyword, so it may be anything there
    named: list[Value] = [*(examples if isinstance(examples, list) else ()), *schema.get("enum", ())]
    named.append(schema.get("default"))
    if named[0] is not None:
        return named[0]
    types = schema.get("type", "string")
    first = types[0] if isinstance(types, list) and types else types
    if first == "object" and depth < MAX_DEPTH:
        return {key: starting_value(schema_at, (*pointer, key), depth + 1) for key in schema.get("required", ())}
    if first == "array" and depth < MAX_DEPTH and schema.get("minItems"):
        return [starting_value(schema_at, (*pointer, 0), depth + 1)]
    if first in ("integer", "number"):
        return least_number(schema)
    if first in _LEAST:
        return copy(_LEAST[first])
    return f"To be written: {pointer[-1]}"  # an empty string may be too short, and in YAML a blank is nothing


_LEAST: Mapping[str, Value] = {"boolean": False, "object": {}, "array": [], "null": None}
"""The least value of each type that has one whatever else a schema says."""


_PERCENT = 100
"""The maximum of a percentage."""


def least_number(schema: Schema) -> int | float:
    """The smallest round number that a schema allows; of percentages the greatest, as 0 would make nothing of a score."""
    least: int | float = schema.get("minimum", 0)
    exclusive = schema.get("exclusiveMinimum", False)  # a boolean in draft 4
    if exclusive is not False:
        least = (least if exclusive is True else exclusive) + 1
    elif least == 0 and schema.get("maximum") == _PERCENT:
        least = _PERCENT
    return least
