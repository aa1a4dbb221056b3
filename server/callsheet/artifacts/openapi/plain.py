"""Values as the validators can take them, and the order in which their parts stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from callsheet.artifacts.openapi.problems import OpenApiProblem
from callsheet.syntax import Pointer, Value
from callsheet.syntax.tree import MAX_DEPTH


def plain(value: Value) -> Value:
    """The value itself if it is ordinary JSON, else a copy that is.

    Halves of surrogate pairs become question marks, whole numbers over 64 bits fractions, and what is nested deeper
    than a document may be becomes null.
    """
    import orjson

    try:
        orjson.dumps(value)
    except (TypeError, RecursionError):
        return _copy(value, 0)
    return value


def _copy(value: Any, depth: int) -> Value:
    if isinstance(value, dict):
        return {_text(key): _copy(item, depth + 1) for key, item in value.items()} if depth < MAX_DEPTH else None
    if isinstance(value, list):
        return [_copy(item, depth + 1) for item in value] if depth < MAX_DEPTH else None
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**64:
        return float(value) if abs(value) < _LARGEST else None
    return value if isinstance(value, (bool, int, float)) else None


_LARGEST = 10**300
"""Larger numbers are no fractions either."""


def _text(text: Any) -> str:
    return str(text).encode(errors="replace").decode()


def in_document_order(value: Value, problems: Iterable[OpenApiProblem]) -> list[OpenApiProblem]:
    """The problems in the order in which their pointers stand in a value, each once."""
    positions: dict[int, dict[str, int]] = {}
    return sorted(dict.fromkeys(problems), key=lambda problem: _order(value, problem.pointer, positions))


def _order(value: Any, pointer: Pointer, positions: dict[int, dict[str, int]]) -> tuple[int, ...]:
    """The numbers of the members and items that a pointer goes through; -1 where nothing stands.

    `positions` remembers the numbers of each object's members by the object's identity.
    """
    order: list[int] = []
    for step in pointer:
        if isinstance(value, dict):
            if id(value) not in positions:
                positions[id(value)] = {key: number for number, key in enumerate(value)}
            number = positions[id(value)].get(str(step), -1)
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            number = step
            value = value[step]
        else:
            number, value = -1, None
        order.append(number)
    return tuple(order)
