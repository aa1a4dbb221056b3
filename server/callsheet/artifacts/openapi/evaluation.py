"""Values against converted schemas, in steps that are counted.

A validator that follows references itself needs exponential time where alternatives refer to alternatives: it looks at
one value once for every way that leads to its schema. So references are a keyword of ours here, which remembers what was
found out about a schema and a value.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

from callsheet.artifacts.openapi.alternatives import MAX_ALTERNATIVES, count_alternatives
from callsheet.artifacts.openapi.mismatches import Mismatch, flat_mismatches, joined
from callsheet.artifacts.openapi.schemas import REFERENCE, ROOT_URI
from callsheet.syntax import Value

if TYPE_CHECKING:
    import jsonschema_rs

MAX_STEPS = 20_000
"""How many references are followed for the examples of one document, which takes less than a second."""

_CHARACTERS_OF_STEP = 1000
"""A larger value counts as several steps, one for so many characters of its JSON."""

_MAX_NESTING = 100
"""How many references may be open at a time: each needs some room on the stack."""


class Evaluator:
    """Checks the values of one document."""

    def __init__(self, definitions: dict[str, Any], formats: dict[str, Any]) -> None:
        """`definitions` are converted schemas by number, `formats` functions that say whether a text has a format."""
        self.steps = 0
        """How many references have been followed so far."""
        self._definitions = definitions
        self._formats = formats
        self._registry: jsonschema_rs.Registry | None = None
        self._validators: dict[str, jsonschema_rs.Validator | None] = {}
        self._validities: dict[tuple[str, bytes], bool] = {}
        self._mismatches: dict[tuple[str, bytes], list[Mismatch]] = {}
        self._nesting = 0
        self._is_unsure = False

    def mismatches(self, number: str, value: Value) -> list[Mismatch]:
        """What the schema of a number has against a value; nothing where that cannot be found out.

        It cannot if a schema is invalid, which is reported as such, or once the steps are used up. If they are used up
        while the places are looked for, the value as a whole is the mismatch.
        """
        found = self._found(number, value)
        self._is_unsure = False
        return found

    def _found(self, number: str, value: Value) -> list[Mismatch]:
        is_valid = self._is_valid(number, value)
        if is_valid or self._is_unsure:
            return []
        whole = Mismatch((), REFERENCE, None, value, ("$defs", number))
        return joined(self._flat_mismatches(number, value)) or [whole]

    def _is_valid(self, number: str, value: Value) -> bool:
        """Whether a value fits; also True where that is not known, and in a circle, as the rest then decides."""
        key = self._step(number, value)
        if key in self._validities:
            return self._validities[key]
        validator = self._permitted(number)
        if validator is None:
            return True
        self._validities[key] = True
        self._nesting += 1
        self._validities[key] = validator.is_valid(value)
        self._nesting -= 1
        return self._validities.pop(key) if self._is_unsure else self._validities[key]

    def _flat_mismatches(self, number: str, value: Value) -> list[Mismatch]:
        """What is wrong with a value that does not fit; nothing in a circle, and where it cannot be found out."""
        key = self._step(number, value)
        if key in self._mismatches:
            return self._mismatches[key]
        validator = self._permitted(number)
        if validator is None:
            return []
        self._mismatches[key] = []
        self._nesting += 1
        self._mismatches[key] = flat_mismatches(value, validator.iter_errors(value), self._flat_mismatches)
        self._nesting -= 1
        if self._is_unsure:
            del self._mismatches[key]
            return []
        return self._mismatches[key]

    def _permitted(self, number: str) -> jsonschema_rs.Validator | None:
        """The validator of a definition, unless the present value has to be given up, which this decides."""
        validator = self._validator(number)
        has_room = self.steps <= MAX_STEPS and self._nesting <= _MAX_NESTING
        self._is_unsure = self._is_unsure or validator is None or not has_room
        return None if self._is_unsure else validator

    def _step(self, number: str, value: Value) -> tuple[str, bytes]:
        """Count a step; gives what a schema and a value are remembered by."""
        import orjson

        text = orjson.dumps(value)
        self.steps += 1 + len(text) // _CHARACTERS_OF_STEP
        return number, text

    def _validator(self, number: str) -> jsonschema_rs.Validator | None:
        """The validator of a definition, compiled once; None for an invalid one, and for one that takes too long."""
        if number not in self._validators:
            self._validators[number] = self._compile(number)
        return self._validators[number]

    def _compile(self, number: str) -> jsonschema_rs.Validator | None:
        import jsonschema_rs

        if count_alternatives(self._definitions, number) > MAX_ALTERNATIVES:
            return None
        try:
            if self._registry is None:
                self._registry = jsonschema_rs.Registry([(ROOT_URI, {"$defs": self._definitions})])
            return jsonschema_rs.Draft202012Validator(
                {"$ref": f"{ROOT_URI}#/$defs/{number}"},
                registry=self._registry,
                validate_formats=True,
                formats=self._formats,
                keywords={REFERENCE: self._reference_keyword()},
                offline=True,
            )
        except (ValueError, jsonschema_rs.ReferencingError):
            return None

    def _reference_keyword(self) -> type[Any]:
        # Validators are not looked through for cycles: one that led back here would keep everything for good.
        is_valid = weakref.WeakMethod(self._is_valid)

        class Reference:
            """A reference, whose value is the number of a definition."""

            def __init__(self, _parent: Any, number: str, _path: Any) -> None:
                self._number = number

            def validate(self, instance: Value) -> None:
                """Raise what becomes an error of the validator, with the number for its message."""
                evaluate = is_valid()
                if evaluate is not None and not evaluate(self._number, instance):
                    raise ValueError(self._number)

        return Reference
