"""How often a validator may look at one value for a schema, before it is given the value."""

from __future__ import annotations

from typing import Any

from callsheet.artifacts.openapi.grammar import FIELDS

MAX_ALTERNATIVES = 5_000
"""A schema that multiplies out to more is not handed to a validator."""

_SUBSCHEMAS = {field: shape for field, (shape, _) in FIELDS["schema"].items()}
_UNEVALUATED = ("unevaluatedProperties", "unevaluatedItems")
"""The keywords for which a validator looks at everything beside them once more."""


def count_alternatives(definitions: dict[str, Any], number: str) -> int:
    """How many schemas a converted one consists of, references of JSON Schema followed, each as often as it is met.

    At most one more than `MAX_ALTERNATIVES`. A definition inside itself counts as one, as does a number that has none.
    """
    return _Counting(definitions).of_definition(number)


class _Counting:
    """The counts of definitions, each counted once."""

    def __init__(self, definitions: dict[str, Any]) -> None:
        self._definitions = definitions
        self._counts: dict[str, int] = {}

    def of_definition(self, number: str) -> int:
        if number not in self._counts:
            self._counts[number] = 1  # what it counts for inside itself
            self._counts[number] = self._of_schema(self._definitions.get(number))
        return self._counts[number]

    def _of_schema(self, schema: Any) -> int:
        if not isinstance(schema, dict):
            return 1
        count = 1
        for field, shape in _SUBSCHEMAS.items():
            if field in schema:
                held = schema[field]
                inner = [held] if shape == "one" else held.values() if shape == "map" else held
                count += sum(map(self._of_schema, inner))
        if "$ref" in schema:
            count += self.of_definition(schema["$ref"].rpartition("/")[2])
        if any(keyword in schema for keyword in _UNEVALUATED):
            count *= 2
        return min(count, MAX_ALTERNATIVES + 1)
