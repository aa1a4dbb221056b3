"""The published JSON Schemas as everything but their generator sees them: read from disk, looked up by pointer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from callsheet.artifacts.kinds import SCHEMA_KINDS, ArtifactKind
from callsheet.artifacts.shipped import shipped_folder

if TYPE_CHECKING:
    from callsheet.artifacts.team_schema import TeamSchema

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema, or a part of one."""

FREE_FIELDS = ("$schema", "$callsheet")
"""Fields that any object may have besides those of its schema."""

FREE_PREFIX = "x-"
"""How the names of further fields begin that any object may have."""


def schema_folder() -> Path:
    """Where the schemas are."""
    return shipped_folder("schemas")


def schema_file_name(kind: ArtifactKind) -> str:
    """The name of a kind's published schema."""
    return f"{kind.value}.schema.json"


@cache
def load_schema(kind: ArtifactKind) -> Schema:
    """The published schema of a kind that has one. Not to be changed."""
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


def schema_of(kind: ArtifactKind, team: TeamSchema | None = None) -> Schema:
    """The schema of a kind that has one, with what a team adds to it. Not to be changed."""
    return team.extended if team else load_schema(kind)


def schema_at(kind: ArtifactKind, pointer: tuple[str | int, ...], team: TeamSchema | None = None) -> Schema | None:
    """What the schema, extended by a team's, says of the value at a pointer.

    None where it says nothing, or where the kind has none.
    """
    if kind not in SCHEMA_KINDS:
        return None
    root = schema_of(kind, team)
    schema = resolve(root, root)
    for step in pointer:
        part = schema.get("items") if isinstance(step, int) else _member(schema, step)
        if part is None:
            return None
        schema = resolve(part, root)
    return schema


def _member(schema: Schema, key: str) -> Schema | None:
    """What an object's schema says of a member, unresolved."""
    known: Schema | None = schema.get("properties", {}).get(key)
    if known is None and has_free_keys(schema) and key not in FREE_FIELDS:
        known = schema["additionalProperties"]
    return known


def has_free_keys(schema: Schema) -> bool:
    """Whether it describes an object whose keys are for the author to choose, with one schema for all the values."""
    return isinstance(schema.get("additionalProperties"), dict)


@dataclass(frozen=True, slots=True)
class _Known:
    """The fields that a part of a schema knows, down to its leaves; parts that know none are left out."""

    fields: frozenset[str]
    """The fields of an object; none for a list, and none that matter where the keys are free."""
    members: dict[str, _Known]
    """What is known of the values of those fields."""
    items: _Known | None = None
    """What is known of every item of a list."""
    values: _Known | None = None
    """What is known of every value of an object with free keys."""


@lru_cache(maxsize=64)
def _known_fields(kind: ArtifactKind, team: TeamSchema | None) -> _Known | None:
    root = team.widened if team else load_schema(kind)
    return _known_of(root, root)


def _known_of(part: Schema, root: Schema) -> _Known | None:
    schema = resolve(part, root)
    if "items" in schema:
        items = _known_of(schema["items"], root)
        return _Known(frozenset(), {}, items=items) if items else None
    if has_free_keys(schema):
        values = _known_of(schema["additionalProperties"], root)
        return _Known(frozenset(), {}, values=values) if values else None
    if "properties" not in schema:
        return None
    found = {name: _known_of(field, root) for name, field in schema["properties"].items()}
    return _Known(frozenset(found), {name: known for name, known in found.items() if known})


def unknown_fields(
    kind: ArtifactKind, root: Mapping[str, Any], team: TeamSchema | None = None
) -> Iterator[tuple[str | int, ...]]:
    """The pointers of members that the schema does not know, at any depth; those of an object before those inside it.

    What a team's own fields can hold is for its schema alone to say. `$schema`, `$callsheet` and names that begin with `x-` are free. A kind without a schema has none.
    """
    known = _known_fields(kind, team) if kind in SCHEMA_KINDS else None
    if known is not None:
        yield from _unknown(known, root, ())


def _unknown(known: _Known, value: Any, at: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if known.items:
        for index, item in enumerate(value if isinstance(value, list) else ()):
            yield from _unknown(known.items, item, (*at, index))
    elif not isinstance(value, dict):
        return
    elif known.values:
        for key, item in value.items():
            if key not in FREE_FIELDS:
                yield from _unknown(known.values, item, (*at, key))
    else:
        if not (value.keys() <= known.fields):
            yield from ((*at, key) for key in value if key not in known.fields and _needs_schema(key))
        for name, inside in known.members.items():
            if name in value:
                yield from _unknown(inside, value[name], (*at, name))


def _needs_schema(key: str) -> bool:
    return key not in FREE_FIELDS and not key.startswith(FREE_PREFIX)
