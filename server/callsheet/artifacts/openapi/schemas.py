"""Schema Objects of every version as JSON Schema 2020-12, for a validator of values.

The schemas that 3.0 has are a dialect of their own (`nullable`, `exclusiveMinimum: true`, nothing beside a `$ref`).
"""

from __future__ import annotations

from typing import Any

from callsheet.artifacts.openapi.grammar import FIELDS
from callsheet.artifacts.openapi.references import parse_ref, resolve_pointer
from callsheet.artifacts.openapi.specification import Version
from callsheet.syntax import Pointer
from callsheet.syntax.tree import MAX_DEPTH

ROOT_URI = "urn:callsheet:openapi"
"""What the converted schemas are registered as."""

_ASSERTIONS = (
    *("type", "enum", "const", "format", "pattern", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems"),
    *("minProperties", "maxProperties", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("minContains", "maxContains", "dependentRequired"),
)
_RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
_SUBSCHEMAS = {field: shape for field, (shape, _) in FIELDS["schema"].items() if field != "$defs"}
_ONE_WAY = ("readOnly", "writeOnly")
"""Properties so marked are in requests only or in responses only, so examples may lack them though required."""


class SchemaConverter:
    """Converts the schemas of one bundle, each once, with all that they refer to."""

    def __init__(self, root: Any, version: Version) -> None:
        """`root` is a bundle's value, whose references are all local."""
        self._root = root
        self._is_older = version == "3.0"
        self._numbers: dict[Pointer, int] = {}
        self._pending: list[Pointer] = []
        self.definitions: dict[str, Any] = {}
        """The converted schemas, by number."""

    def convert_at(self, pointer: Pointer) -> str:
        """Convert the schema at a pointer; gives the URI under which a validator finds it."""
        number = self._number(pointer)
        while self._pending:
            pending = self._pending.pop()
            found = resolve_pointer(self._root, pending)
            converted = True if found is None else self._convert(found.value, frozenset(), 0)
            self.definitions[str(self._numbers[pending])] = converted
        return f"{ROOT_URI}#/$defs/{number}"

    def _number(self, pointer: Pointer) -> int:
        if pointer not in self._numbers:
            self._numbers[pointer] = len(self._numbers)
            self._pending.append(pointer)
        return self._numbers[pointer]

    def _convert(self, schema: Any, optional: frozenset[str], depth: int) -> Any:
        """A schema in 2020-12. `optional` are the properties that values may lack by the schemas around it."""
        if isinstance(schema, bool):
            return schema
        if not isinstance(schema, dict) or depth > MAX_DEPTH:
            return True
        written = schema.get("$ref")
        reference = {}
        if isinstance(written, str):
            reference = {"$ref": f"#/$defs/{self._number(parse_ref(written).pointer)}"}
            if self._is_older:
                return reference
        optional |= self._one_way_properties(schema)
        converted = {key: schema[key] for key in _ASSERTIONS if key in schema} | reference
        converted |= self._convert_subschemas(schema, optional, depth)
        if isinstance(schema.get("required"), list):
            names = [name for name in schema["required"] if isinstance(name, str)]
            converted["required"] = [name for name in names if name not in optional]
        if "discriminator" in schema and "oneOf" in converted:  # which says which branch counts, whatever else fits
            converted["anyOf"] = converted.pop("oneOf")
        if isinstance(schema.get("format"), str) and schema["format"] in _RANGES:
            low, high = _RANGES[schema["format"]]
            converted["allOf"] = [*converted.get("allOf", ()), {"minimum": low, "maximum": high}]
        return _of_3_0(schema, converted) if self._is_older else converted

    def _convert_subschemas(self, schema: dict[str, Any], optional: frozenset[str], depth: int) -> dict[str, Any]:
        converted: dict[str, Any] = {}
        for key, shape in _SUBSCHEMAS.items():
            value = schema.get(key)
            same = optional if key in ("allOf", "anyOf", "oneOf", "then", "else") else frozenset()
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


def _of_3_0(schema: dict[str, Any], converted: dict[str, Any]) -> dict[str, Any]:
    """A converted schema with what 3.0 says in its own way: limits that do not count themselves, and `nullable`."""
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if converted.pop(exclusive, None) is True and limit in converted:
            converted[exclusive] = converted.pop(limit)
    if schema.get("nullable") is True:
        return {"anyOf": [{"type": "null"}, converted]}
    return converted
