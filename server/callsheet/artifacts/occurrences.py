"""The strings at a place of a value, such as `stories/*/epic`.

`*` stands for every item or member, and a last `{key}` for the keys of an object in place of values.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from callsheet.syntax import Pointer, Value


class Occurrence(NamedTuple):
    """A string that stands at a place."""

    text: str
    pointer: Pointer
    on_key: bool
    parent: Value
    """The object or list that holds it."""


def occurrences(value: Value, place: str) -> Iterator[Occurrence]:
    """The strings at a place, in the document's order; what is no string is left out."""
    return _occurrences(value, steps_of(place), ())


@cache
def steps_of(place: str) -> tuple[str, ...]:
    """The steps of a place."""
    return tuple(place.split("/"))


def leads_to(place: str, pointer: Pointer, *, on_key: bool) -> bool:
    """Whether what a pointer names, the value or its key, stands at a place."""
    steps = steps_of(place)
    is_key = steps[-1] == "{key}"
    return len(steps) == len(pointer) and is_key == on_key and all(map(_fits, steps, pointer))


def _fits(step: str, found: str | int) -> bool:
    return step in ("*", "{key}", found)


def _occurrences(value: Value, steps: tuple[str, ...], pointer: Pointer) -> Iterator[Occurrence]:
    step, rest = steps[0], steps[1:]
    for key, child in _children(value, step):
        if step == "{key}":
            yield Occurrence(str(key), (*pointer, key), True, value)
        elif rest:
            yield from _occurrences(child, rest, (*pointer, key))
        elif isinstance(child, str):
            yield Occurrence(child, (*pointer, key), False, value)


def _children(value: Value, step: str) -> Iterator[tuple[str | int, Value]]:
    if step not in ("*", "{key}"):
        if isinstance(value, dict) and step in value:
            yield step, value[step]
    elif isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list) and step == "*":
        yield from enumerate(value)
