"""What an OpenAPI document offers: its endpoints."""

from __future__ import annotations

from typing import NamedTuple

from callsheet.artifacts.openapi.grammar import METHODS
from callsheet.artifacts.openapi.references import resolve_pointer
from callsheet.syntax import Pointer, Value


class Operation(NamedTuple):
    """What can be done with an endpoint."""

    method: str
    """The HTTP method in capitals, as requests have it."""
    pointer: Pointer
    """The operation object."""


class Endpoint(NamedTuple):
    """A path of the API."""

    path: str
    """The path as the document writes it, parameters in braces."""
    pointer: Pointer
    """The path item."""
    operations: list[Operation]
    """Its operations in document order; without those that a path item only refers to."""


def endpoints(value: Value) -> list[Endpoint]:
    """The paths of an OpenAPI document, in document order."""
    found = resolve_pointer(value, ("paths",))
    paths = found.value if found is not None and isinstance(found.value, dict) else {}
    return [
        Endpoint(path, ("paths", path), _operations(item, ("paths", path)))
        for path, item in paths.items()
        if path.startswith("/")
    ]


def _operations(item: Value, pointer: Pointer) -> list[Operation]:
    if not isinstance(item, dict):
        return []
    return [
        Operation(key.upper(), (*pointer, key))
        for key, value in item.items()
        if key in METHODS and isinstance(value, dict)
    ]
