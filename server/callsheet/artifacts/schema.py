"""The published JSON Schemas as everything but their generator sees them: read from disk, looked up by pointer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from callsheet.artifacts.kinds import ArtifactKind

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema, or a part of one."""

FREE_FIELDS = ("$schema", "$callsheet")
"""Fields that any object may have besides those of its schema."""

FREE_PREFIX = "x-"
"""How the names of further fields begin that any object may have."""


def schema_folder() -> Path:
    """Where the schemas are: inside the installed package, or at the root of a checkout."""
    package = Path(__file__).parent.parent
    shipped = package / "schemas"
    return shipped if shipped.is_dir() else package.parent.parent / "schemas"


def schema_file_name(kind: ArtifactKind) -> str:
    """The name of a kind's published schema."""
    return f"{kind.value}.schema.json"


@cache
def load_schema(kind: ArtifactKind) -> Schema:
    """The published schema of a kind. Not to be changed."""
    schema: Schema = json.loads((schema_folder() / schema_file_name(kind)).read_text(encoding="utf-8"))
    return schema


def resolve(schema: Schema, root: Schema) -> Schema:
    """A part of a schema without what stands around its type: references followed, `null` left out."""
    while True:
        if "$ref" in schema:
            target = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
            schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
        elif "anyOf" in schema and any("type" in option or "$ref" in option for option in schema["anyOf"]):
            option = next(option for option in schema["anyOf"] if option.get("type") != "null")
            schema = {**option, **{key: value for key, value in schema.items() if key != "anyOf"}}
        elif isinstance(schema.get("type"), list) and "null" in schema["type"]:
            types = [name for name in schema["type"] if name != "null"]
            return {**schema, "type": types[0] if len(types) == 1 else types}
        else:
            return schema


def schema_at(kind: ArtifactKind, pointer: tuple[str | int, ...]) -> Schema | None:
    """What the schema says of the value at a pointer; None where it says nothing."""
    root = load_schema(kind)
    schema = resolve(root, root)
    for step in pointer:
        part = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
        if part is None:
            return None
        schema = resolve(part, root)
    return schema


@cache
def _known_fields(kind: ArtifactKind) -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """The fields of a kind's root, and of the objects in each of its members."""
    root = load_schema(kind)
    properties = resolve(root, root)["properties"]
    nested: dict[str, frozenset[str]] = {}
    for name, field in properties.items():
        schema = resolve(field, root)
        schema = resolve(schema["items"], root) if "items" in schema else schema
        if "properties" in schema:
            nested[name] = frozenset(schema["properties"])
    return frozenset(properties), nested


def unknown_fields(kind: ArtifactKind, root: Mapping[str, Any]) -> Iterator[tuple[str | int, ...]]:
    """The pointers of members that the schema does not know, in the root and in the objects one level below it.

    `$schema`, `$callsheet` and names that begin with `x-` are free.
    """
    known, nested = _known_fields(kind)
    if not (root.keys() <= known):
        yield from ((key,) for key in root if key not in known and _needs_schema(key))
    for name, fields in nested.items():
        member = root.get(name)
        entries: Any = enumerate(member) if isinstance(member, list) else ((None, member),)
        for index, entry in entries:
            if isinstance(entry, dict) and not (entry.keys() <= fields):
                at = (name,) if index is None else (name, index)
                yield from ((*at, key) for key in entry if key not in fields and _needs_schema(key))


def _needs_schema(key: str) -> bool:
    return key not in FREE_FIELDS and not key.startswith(FREE_PREFIX)
