"""The JSON Schemas of the OpenAPI specification, as openapi-spec-validator ships them, compiled for jsonschema-rs.

The library can use jsonschema-rs by itself, but its errors then are texts only; the details are needed here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from callsheet.artifacts.openapi.patterns import is_pattern

if TYPE_CHECKING:
    import jsonschema_rs

Version: TypeAlias = Literal["3.0", "3.1", "3.2"]
"""The versions of the specification that are understood."""

VERSIONS: dict[Version, str] = {"3.0": "3.0.4", "3.1": "3.1.1", "3.2": "3.2.0"}
"""Each version with its latest release."""

_DIALECTS: dict[Version, str] = {
    "3.1": "https://spec.openapis.org/oas/3.1/dialect/base",
    "3.2": "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
}
_ALTERNATIVES = re.compile(r"\^\(([a-z|]+)\)\$")


class Specification(NamedTuple):
    """What a version of OpenAPI demands of a document."""

    schema: dict[str, Any]
    validator: jsonschema_rs.Validator


def specification_of(document: dict[str, Any], version: Version) -> Specification:
    """What a document has to be like. Its Schema Objects are not looked into if they are in a dialect of their own."""
    return _load(version, document.get("jsonSchemaDialect", _DIALECTS.get(version)) == _DIALECTS.get(version))


@cache
def _load(version: Version, has_usual_dialect: bool) -> Specification:
    import jsonschema_rs
    from openapi_schema_validator._specifications import REGISTRY  # no public name gives all the schemas of a dialect
    from openapi_spec_validator import schemas

    packaged = {"3.0": schemas.schema_v30, "3.1": schemas.schema_v31, "3.2": schemas.schema_v32}[version]
    schema = dict(packaged)
    if version in _DIALECTS and has_usual_dialect:
        schema["$defs"] = {**schema["$defs"], "schema": {"$dynamicAnchor": "meta", "$ref": _DIALECTS[version]}}
    resources = [(uri, REGISTRY.contents(uri)) for uri in REGISTRY if uri.startswith("https://spec.openapis.org/")]
    validator = jsonschema_rs.validator_cls_for(schema)(
        schema,
        registry=jsonschema_rs.Registry(resources),
        validate_formats=True,
        formats={"uri-reference": _anything, "regex": is_pattern},
        offline=True,
    )
    return Specification(schema, validator)


def _anything(_: str) -> bool:
    """The schemas say `uri-reference` also where templates are allowed (`https://{region}.example.com`)."""
    return True


def definition_of(schema_path: tuple[str | int, ...]) -> str:
    """The name of the definition that a place in a schema belongs to; empty for the root."""
    return str(schema_path[1]) if len(schema_path) > 1 and schema_path[0] in ("definitions", "$defs") else ""


def known_fields(schema: dict[str, Any], schema_path: tuple[str | int, ...]) -> list[str]:
    """The fields that an object can have by the schema whose keyword stands at a place, extensions aside."""
    definition = definition_of(schema_path)
    owner: Any = schema.get(str(schema_path[0]), {}).get(definition, {}) if definition else schema
    return list(dict.fromkeys(_fields(owner, schema, set())))


def _fields(part: Any, schema: dict[str, Any], seen: set[str]) -> list[str]:
    """The names under `properties` of a schema and of those that it applies to the same object."""
    if isinstance(part, list):
        return [name for item in part for name in _fields(item, schema, seen)]
    if not isinstance(part, dict):
        return []
    names = list(part.get("properties", ()))
    for pattern in part.get("patternProperties", ()):
        match = _ALTERNATIVES.fullmatch(pattern)
        names += match[1].split("|") if match else []
    for keyword in ("allOf", "anyOf", "oneOf", "then", "else"):
        names += _fields(part.get(keyword), schema, seen)
    names += _fields(list(part.get("dependentSchemas", {}).values()), schema, seen)
    target = str(part.get("$ref", ""))
    if target.startswith("#/") and target not in seen:
        seen.add(target)
        step: Any = schema
        for key in target[2:].split("/"):
            step = step.get(key, {})
        names += _fields(step, schema, seen)
    return names
