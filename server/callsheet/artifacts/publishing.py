"""From the models to the published JSON Schemas, in a form that people and editors read with ease."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.models import MODELS
from callsheet.artifacts.schema import Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ORDER = (
    "$schema",
    "$id",
    "$ref",
    "title",
    "description",
    "type",
    "enum",
    "default",
    "required",
    "properties",
    "additionalProperties",
    "items",
    "anyOf",
    "examples",
    "$defs",
)
"""The order of a schema's keywords; those that limit strings and numbers stand behind `enum`."""


class _InOrder(GenerateJsonSchema):
    """Leaves members in the order of the models, examples included."""

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        return value


_NO_RULES: Mapping[str, Schema] = MappingProxyType({})


def generate_schema(kind: ArtifactKind, rules: Mapping[str, Schema] = _NO_RULES) -> Schema:
    """The schema of a kind, from its model.

    That of the configuration also says what each rule can be set to: `rules` gives it by their names, which this room
    does not know.
    """
    model = MODELS[kind]
    generated = model.model_json_schema(schema_generator=_InOrder)
    definitions = generated.pop("$defs", {})
    enumerations = {name: part for name, part in definitions.items() if "enum" in part}
    objects = {name: part for name, part in definitions.items() if name not in enumerations}
    head = {"$schema": DIALECT, "$id": f"urn:callsheet:schema:{kind.value}", "title": generated["title"]}
    schema = head | _tidy(generated, enumerations)
    leading = [*model.LEADING, *schema["properties"]]
    schema["properties"] = {name: schema["properties"][name] for name in dict.fromkeys(leading)}
    if objects:
        schema["$defs"] = {name: _tidy(part, enumerations) for name, part in sorted(objects.items())}
    if kind is ArtifactKind.CONFIGURATION:
        schema["$defs"]["Rules"]["properties"] = dict(rules)
    return schema


def render_schema(kind: ArtifactKind, rules: Mapping[str, Schema] = _NO_RULES) -> str:
    """The text of a kind's schema file; see `generate_schema`."""
    return json.dumps(generate_schema(kind, rules), indent=2, ensure_ascii=False) + "\n"


def _tidy(part: Schema, enumerations: dict[str, Schema]) -> Schema:
    """A part of a generated schema as a person would write it.

    Without titles that repeat a name, without defaults that say `null`, without `additionalProperties: true`, which
    holds anyway; enumerations where they are used, `null` among the types, keywords in one order.
    """
    part = {key: value for key, value in part.items() if not _is_noise(key, value)}
    if "$ref" in part and _target(part) in enumerations:
        values = enumerations[_target(part)]
        part = {"type": values["type"], "enum": values["enum"]} | {k: v for k, v in part.items() if k != "$ref"}
    options = part.get("anyOf", [])
    if len(options) == 2 and options[1] == {"type": "null"} and "$ref" not in options[0] and "enum" not in options[0]:
        del part["anyOf"]
        part |= {**options[0], "type": [options[0]["type"], "null"]}
    for key, value in part.items():
        if key == "properties":
            part[key] = {name: _tidy(field, enumerations) for name, field in value.items()}
        elif key in ("items", "additionalProperties"):
            part[key] = _tidy(value, enumerations)
        elif key == "anyOf":
            part[key] = [_tidy(option, enumerations) for option in value]
    return dict(sorted(part.items(), key=lambda item: _rank(item[0])))


def _is_noise(key: str, value: Any) -> bool:
    return key == "title" or (key == "default" and value is None) or (key == "additionalProperties" and value is True)


def _target(part: Schema) -> str:
    return str(part["$ref"]).rsplit("/", 1)[-1]


def _rank(key: str) -> float:
    return _ORDER.index(key) if key in _ORDER else _ORDER.index("enum") + 0.5
