"""Values with holes in them: what a new key or list starts with, for the author to fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from callsheet.artifacts.schema import Schema
from callsheet.syntax import Pointer, Value
from callsheet.workspace.skeletons import least_number

MAX_DEPTH = 3
"""How deep a skeleton goes; nothing in the schemas requires more."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A place that waits to be filled in."""

    default: str = ""
    """What stands there until then: the content of a string, or a literal as it is written."""
    is_string: bool = True


Skeleton: TypeAlias = "Hole | bool | int | float | str | list[Skeleton] | dict[str, Skeleton] | None"
"""A plain value in which any part may be a hole."""

Known: TypeAlias = Callable[[Pointer], "str | int | float | None"]
"""Gives the value that is known for a place before the author says anything, such as a subtask's number."""


SchemaAt: TypeAlias = Callable[[Pointer], "Schema | None"]
"""Gives what the schema says of the value at a pointer; None where it says nothing."""


def skeleton_at(schema_at: SchemaAt, pointer: Pointer, known: Known, depth: int = 0) -> Skeleton:
    """What a value at a pointer starts with, from the schema.

    Objects have their required members, or the first that they can have where none is required.
    """
    schema = schema_at(pointer) or {}
    value = known(pointer)
    if value is not None:
        return Hole(str(value), is_string=isinstance(value, str))
    types = schema.get("type", "string")
    if isinstance(types, list) or depth > MAX_DEPTH:
        return Hole(is_string=False)
    if types == "array":
        return [skeleton_at(schema_at, (*pointer, 0), known, depth + 1)]
    if types == "object":
        keys = schema.get("required") or list(schema.get("properties", ()))[:1]
        return {key: skeleton_at(schema_at, (*pointer, key), known, depth + 1) for key in keys}
    if types == "boolean":
        return Hole("true", is_string=False)
    if types in ("integer", "number"):
        return Hole(f"{least_number(schema):.15g}", is_string=False)
    return Hole()


def without_empty_items(skeleton: Skeleton) -> Skeleton:
    """The skeleton with empty lists where a list holds nothing but an empty hole."""
    if isinstance(skeleton, dict):
        return {key: without_empty_items(item) for key, item in skeleton.items()}
    if isinstance(skeleton, list):
        return [] if skeleton in ([Hole()], [Hole(is_string=False)]) else [without_empty_items(i) for i in skeleton]
    return skeleton


def texts_in(skeleton: Skeleton) -> Iterator[str]:
    """The strings in a skeleton, keys and defaults included."""
    if isinstance(skeleton, dict):
        for key, item in skeleton.items():
            yield key
            yield from texts_in(item)
    elif isinstance(skeleton, list):
        for item in skeleton:
            yield from texts_in(item)
    elif isinstance(skeleton, (str, Hole)):
        yield skeleton if isinstance(skeleton, str) else skeleton.default


def sample_of(skeleton: Skeleton) -> Value:
    """A plain value of the same shape, by which a layout can be chosen."""
    if isinstance(skeleton, Hole):
        return skeleton.default
    if isinstance(skeleton, list):
        return [sample_of(item) for item in skeleton]
    if isinstance(skeleton, dict):
        return {key: sample_of(item) for key, item in skeleton.items()}
    return skeleton
