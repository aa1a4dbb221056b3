"""Reading a plain value by pointer."""

from __future__ import annotations

from callsheet.syntax import Pointer, Value


def value_at(value: Value, pointer: Pointer) -> Value:
    """The part of a value that a pointer leads to; None where there is none."""
    for step in pointer:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value
