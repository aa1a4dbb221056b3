"""Schema Objects of every version as JSON Schema 2020-12, for a validator of values.

The schemas that 3.0 has are a dialect of their own (`nullable`, `exclusiveMinimum: true`, nothing beside a `$ref`).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from callsheet.artifacts.openapi.grammar import FIELDS
from callsheet.artifacts.openapi.patterns import compilable
from callsheet.artifacts.openapi.references import parse_ref, resolve_pointer
from callsheet.artifacts.openapi.specification import Version
from callsheet.syntax import Pointer
from callsheet.syntax.tree import MAX_DEPTH

ROOT_URI = "urn:callsheet:openapi"
"""What the converted schemas are registered as."""

REFERENCE = "x-callsheet-reference"
"""The keyword of a converted schema that refers to another one, by its number as a text.

Beside `unevaluatedProperties` and `unevaluatedItems`, which look into the targets, a reference remains a `$ref`.
"""

WRITTEN_PATTERN = "x-callsheet-pattern"
"""The field of a converted schema that keeps its pattern as the author wrote it, where the validator needs another."""

_UNEVALUATED = ("unevaluatedProperties", "unevaluatedItems")
_IN_PLACE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas")
"""The keywords whose schemas are for the same value."""

_ASSERTIONS = (
    *("type", "enum", "const", "format", "pattern", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems"),
    *("minProperties", "maxProperties", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("minContains", "maxContains", "dependentRequired"),
)
_RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
_SUBSCHEMAS = {field: shape for field, (shape, _) in FIELDS["schema"].items() if field != "$defs"}
_ONE_WAY = ("readOnly", "writeOnly")
"""Properties so marked are in requests only or in responses only, so examples may lack them though required."""


class _Wanted(NamedTuple):
    """A schema to be converted."""

    pointer: Pointer
    is_looked_into: bool
    """Whether `unevaluatedProperties` or `unevaluatedItems` of another schema have to know what it is about."""


class _Around(NamedTuple):
    """What the schemas for the same value mean for one inside them."""

    optional: frozenset[str]
    """The properties that the value may lack although they are required."""
    is_looked_into: bool


class SchemaConverter:
    """Converts the schemas of one bundle, each once, with all that they refer to."""

    def __init__(self, root: Any, version: Version) -> None:
        """`root` is a bundle's value, whose references are all local."""
        self._root = root
        self._is_older = version == "3.0"
        self._numbers: dict[_Wanted, str] = {}
        self._pending: list[_Wanted] = []
        self.definitions: dict[str, Any] = {}
        """The converted schemas, by number."""

    def convert_at(self, pointer: Pointer) -> str:
        """Convert the schema at a pointer; gives its number among the definitions."""
        number = self._number(_Wanted(pointer, is_looked_into=False))
        while self._pending:
            pending = self._pending.pop()
            found = resolve_pointer(self._root, pending.pointer)
            around = _Around(frozenset(), pending.is_looked_into)
            self.definitions[self._numbers[pending]] = True if found is None else self._convert(found.value, around, 0)
        return number

    def _number(self, wanted: _Wanted) -> str:
        if wanted not in self._numbers:
            self._numbers[wanted] = str(len(self._numbers))
            self._pending.append(wanted)
        return self._numbers[wanted]

    def _reference(self, written: str, is_looked_into: bool) -> dict[str, str]:
        number = self._number(_Wanted(parse_ref(written).pointer, is_looked_into))
        return {"$ref": f"{ROOT_URI}#/$defs/{number}"} if is_looked_into else {REFERENCE: number}

    def _convert(self, schema: Any, around: _Around, depth: int) -> Any:
        """A schema in 2020-12."""
        if isinstance(schema, bool):
            return schema
        if not isinstance(schema, dict) or depth > MAX_DEPTH:
            return True
        written = schema.get("$ref")
        optional = around.optional | self._one_way_properties(schema)
        is_looked_into = around.is_looked_into or (not self._is_older and any(key in schema for key in _UNEVALUATED))
        reference = self._reference(written, is_looked_into) if isinstance(written, str) else {}
        if reference and self._is_older:
            return reference
        converted = {key: schema[key] for key in _ASSERTIONS if key in schema} | reference
        converted |= self._convert_subschemas(schema, _Around(optional, is_looked_into), depth)
        _mend_patterns(converted)
        if isinstance(schema.get("required"), list):
            names = [name for name in schema["required"] if isinstance(name, str)]
            converted["required"] = [name for name in names if name not in optional]
        if "discriminator" in schema and "oneOf" in converted:  # which says which branch counts, whatever else fits
            converted["anyOf"] = converted.pop("oneOf")
        if isinstance(schema.get("format"), str) and schema["format"] in _RANGES:
            low, high = _RANGES[schema["format"]]
            converted["allOf"] = [*converted.get("allOf", ()), {"minimum": low, "maximum": high}]
        return _of_3_0(schema, converted) if self._is_older else converted

    def _convert_subschemas(self, schema: dict[str, Any], around: _Around, depth: int) -> dict[str, Any]:
        converted: dict[str, Any] = {}
        for key, shape in _SUBSCHEMAS.items():
            if key not in schema:
                continue
            value = schema[key]
            optional = around.optional if key in ("allOf", "anyOf", "oneOf", "then", "else") else frozenset[str]()
            same = _Around(optional, around.is_looked_into and key in _IN_PLACE)
            if shape == "one" and isinstance(value, (dict, bool)):
                converted[key] = self._convert(value, same, depth + 1)
            elif shape == "list" and isinstance(value, list) and value:
                converted[key] = [self._convert(item, same, depth + 1) for item in value]
            elif shape == "map" and isinstance(value, dict):
                converted[key] = {name: self._convert(item, same, depth + 1) for name, item in value.items()}
        return converted

    def _one_way_properties(self, schema: dict[str, Any]) -> frozenset[str]:
        """The properties that a schema marks as for requests or for responses only, those in its `allOf` included."""
        names: set[str] = set()
        pending: list[Any] = [schema]
        seen: set[int] = set()
        while pending:
            part = self._target(pending.pop())
            if not isinstance(part, dict) or id(part) in seen:
                continue
            seen.add(id(part))
            properties = part.get("properties")
            for name, value in properties.items() if isinstance(properties, dict) else ():
                target = self._target(value)
                if any(isinstance(one, dict) and one.get(mark) is True for one in (value, target) for mark in _ONE_WAY):
                    names.add(name)
            pending.extend(part["allOf"] if isinstance(part.get("allOf"), list) else ())
        return frozenset(names)

    def _target(self, schema: Any) -> Any:
        """What a schema that is a reference refers to, one step; else the schema."""
        if isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
            found = resolve_pointer(self._root, parse_ref(schema["$ref"]).pointer)
            return schema if found is None else found.value
        return schema


def _mend_patterns(converted: dict[str, Any]) -> None:
    """Write the patterns of a converted schema as the validator takes them, and leave out those that it does not.

    Where a pattern for names is left out, nobody can tell which further properties there may be.
    """
    pattern = converted.pop("pattern", None)
    mended = compilable(pattern) if isinstance(pattern, str) else None
    if mended is not None:
        converted["pattern"] = mended
    if mended not in (None, pattern):
        converted[WRITTEN_PATTERN] = pattern
    by_pattern = converted.get("patternProperties", {})
    taken = {text: schema for name, schema in by_pattern.items() if (text := compilable(name)) is not None}
    if taken != by_pattern:
        converted["patternProperties"] = taken
    if len(taken) < len(by_pattern):
        converted.pop("additionalProperties", None)
        converted.pop("unevaluatedProperties", None)


def _of_3_0(schema: dict[str, Any], converted: dict[str, Any]) -> dict[str, Any]:
    """A converted schema with what 3.0 says in its own way: limits that do not count themselves, and `nullable`."""
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if converted.pop(exclusive, None) is True and limit in converted:
            converted[exclusive] = converted.pop(limit)
    if schema.get("nullable") is True:
        return {"anyOf": [{"type": "null"}, converted]}
    return converted
