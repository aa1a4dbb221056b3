"""Schemas of a team's own, each of which extends the published schema of a kind.

A team's schema adds to the published one: all that this demands still holds. It may be of any draft from 4 on. Its
references lead to places of its own only: nothing is fetched, and no other file is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.quoting import one_line
from callsheet.artifacts.schema import Schema, has_free_keys, load_schema, resolve
from callsheet.syntax import Value

MAX_DEPTH = 64
"""How many levels deep a team's schema may be nested."""

_MAX_PARTS = 10_000
"""How many parts of a team's schema are described: alternatives of alternatives can be very many."""

_MAX_REASON = 200
"""How many characters of a library's message are repeated."""

_DRAFTS = {
    "Draft4Validator": "draft 4",
    "Draft6Validator": "draft 6",
    "Draft7Validator": "draft 7",
    "Draft201909Validator": "2019-09",
    "Draft202012Validator": "2020-12",
}
"""The drafts of JSON Schema that can be used; jsonschema and jsonschema-rs have validators of the same names."""

_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")

_DATA = frozenset(("const", "default", "enum", "example", "examples"))
"""The keywords whose values are no schemas."""

_IN_PLACE = ("allOf", "anyOf", "oneOf", "if", "then", "else")
"""The keywords whose schemas are about the same value."""


class TeamSchemaError(ValueError):
    """A team's schema cannot be used; the message says where and why, in one line."""


@dataclass(frozen=True, eq=False)
class TeamSchema:
    """A team's schema, found to be one. It equals nothing but itself."""

    kind: ArtifactKind
    path: str
    """Where it stands, relative to the workspace root."""
    schema: Schema
    """What documents are held to besides the published schema. Not to be changed."""
    draft: str
    """The name of the validator for its draft."""
    extended: Schema
    """The published schema with all that the team's adds: what the fields are, what they are for. Not to be changed."""
    widened: Schema
    """The published schema with the names of the team's fields only. Not to be changed."""


def read_team_schema(kind: ArtifactKind, path: str, value: Value) -> TeamSchema:
    """Take a team's schema over, if it is one.

    Raises:
        TeamSchemaError: if it is none, or leads out of its file.
    """
    if not isinstance(value, dict):
        raise TeamSchemaError('a schema is an object, such as {"properties": {...}}')
    if _is_deeper(value, MAX_DEPTH):
        raise TeamSchemaError(f"it is nested more than {MAX_DEPTH} levels deep")
    schema = _without_identity(value)
    for pointer, keyword, target in _references(schema):
        if keyword != "$ref" or not re.fullmatch(r"#(/.*)?", target, re.DOTALL):
            raise TeamSchemaError(
                f'{_at(pointer)}: a reference leads into the same file, such as "#/$defs/name"; '
                f"no other file is read and nothing is fetched"
            )
        if _target(schema, target) is None:
            raise TeamSchemaError(f"{_at(pointer)}: there is nothing at {one_line(target, _MAX_REASON)}")
    draft = _check(value, schema)
    published = load_schema(kind)
    described = _Described(schema)
    return TeamSchema(
        kind,
        path,
        schema,
        draft,
        {
            **_merged(published, described.root, published, described, in_full=True),
            "$defs": {**published.get("$defs", {}), **described.definitions},
        },
        _merged(published, described.root, published, described, in_full=False),
    )


def _check(value: Mapping[str, Any], schema: Schema) -> str:
    """Find out whether a schema satisfies that of its draft, and can be used; gives the name of its validator."""
    import jsonschema_rs  # all this is imported late: few workspaces have schemas of their own
    from jsonschema.exceptions import best_match
    from jsonschema.validators import Draft202012Validator, validator_for

    declared = value.get("$schema")
    if declared is not None and not isinstance(declared, str):
        raise TeamSchemaError("$schema is the name of a draft, a string")
    validator = validator_for(value, default=Draft202012Validator if declared is None else None)
    if validator is None or validator.__name__ not in _DRAFTS:
        raise TeamSchemaError(f"$schema names no draft that is known: there are {', '.join(_DRAFTS.values())}")
    try:
        error = best_match(validator(validator.META_SCHEMA).iter_errors(schema))
    except RecursionError:
        raise TeamSchemaError("it is too complicated") from None
    if error is not None:
        raise TeamSchemaError(f"{_at(tuple(error.absolute_path))}: {one_line(error.message, _MAX_REASON)}")
    try:
        getattr(jsonschema_rs, validator.__name__)(schema, offline=True)
    except (ValueError, jsonschema_rs.ReferencingError) as problem:
        place = tuple(getattr(problem, "instance_path", ()))
        reason = getattr(problem, "message", None) or str(problem)
        raise TeamSchemaError(f"{_at(place)}: {one_line(reason, _MAX_REASON)}") from None
    return str(validator.__name__)


def _at(pointer: tuple[str | int, ...]) -> str:
    return "/" + "/".join(map(str, pointer)) if pointer else "the root"


def _is_deeper(value: Value, levels: int) -> bool:
    if isinstance(value, (dict, list)):
        inside = value.values() if isinstance(value, dict) else value
        return levels == 0 or any(_is_deeper(item, levels - 1) for item in inside)
    return False


def _without_identity(part: Any, *, names: bool = False) -> Any:
    """The schema without what it is called: its references need no name, and a name could change what they mean.

    `names` tells that the keys are those of documents, or of definitions, and not keywords.
    """
    if isinstance(part, list):
        return [_without_identity(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept: Schema = {
        key: item if key in _DATA and not names else _without_identity(item, names=not names and key in _NAMED)
        for key, item in part.items()
        if names or key not in ("$id", "id", "$schema", "$anchor", "$dynamicAnchor", "$recursiveAnchor")
    }
    return kept


_NAMED = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies")
"""The keywords whose values have a schema under each of some names."""


def _references(part: Any, at: tuple[str | int, ...] = (), *, names: bool = False) -> Iterator[tuple[Any, str, str]]:
    """Every reference of a schema: its pointer, its keyword and its target."""
    if isinstance(part, list):
        for index, item in enumerate(part):
            yield from _references(item, (*at, index))
    elif isinstance(part, dict):
        for key, item in part.items():
            if not names and key in _REFERENCES:
                yield (*at, key), key, str(item)
            elif names or key not in _DATA:
                yield from _references(item, (*at, key), names=not names and key in _NAMED)


def _target(root: Schema, reference: str) -> Any:
    """What a reference inside a schema leads to; None where that is nothing."""
    found: Any = root
    for step in unquote(reference).split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(found, dict):
            found = found.get(name)
        elif isinstance(found, list) and name.isdecimal() and int(name) < len(found):
            found = found[int(name)]
        else:
            return None
    return found


class _Described:
    """A team's schema in the form that `resolve` and its like understand: what it says of fields, nothing else."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._names: dict[str, str] = {}
        self._parts = 0
        self.definitions: dict[str, Schema] = {}
        """What its references lead to, by the last step of the new references."""
        self.root = self._part(schema, frozenset())

    def _part(self, part: Any, entered: frozenset[str]) -> Schema:
        """A part of the schema, with the fields that any of its alternatives describes; `entered` are its references."""
        self._parts += 1
        if not isinstance(part, dict) or self._parts > _MAX_PARTS:
            return {}
        found = {key: value for key, value in part.items() if key in _KEPT}
        if isinstance(part.get("properties"), dict):
            found["properties"] = {name: self._part(value, frozenset()) for name, value in part["properties"].items()}
        for key in ("items", "additionalProperties"):
            if isinstance(part.get(key), dict):
                found[key] = self._part(part[key], frozenset())
        if "const" in part:
            found["enum"] = [part["const"]]
        for keyword in _IN_PLACE:
            options = part.get(keyword, ())
            for option in options if isinstance(options, list) else [options]:
                found = _joined(found, self._part(option, entered), is_demanded=keyword == "allOf")
        target = part.get("$ref")
        if isinstance(target, str) and target not in entered:
            if entered or set(found) - {"title", "description"}:
                found = _joined(found, self._part(_target(self._schema, target), entered | {target}), is_demanded=True)
            else:
                found["$ref"] = f"#/$defs/{self._define(target)}"
        return found

    def _define(self, target: str) -> str:
        name = self._names.get(target)
        if name is None:
            name = self._names[target] = f"team-{len(self._names) + 1}"
            self.definitions[name] = self._part(_target(self._schema, target), frozenset((target,)))
        return name


_KEPT = frozenset(
    (
        *("title", "description", "type", "enum", "examples", "default", "deprecated", "required", "format", "pattern"),
        *("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "uniqueItems"),
        *("exclusiveMinimum", "exclusiveMaximum"),
    )
)
"""The keywords that say what a field is."""


def _joined(first: Schema, second: Schema, *, is_demanded: bool) -> Schema:
    """Two descriptions of one value; what only may hold adds its fields and, where nothing else is said, its type."""
    demanded: Schema = second if is_demanded else {key: second[key] for key in ("type", "items") if key in second}
    found = {**demanded, **first}
    fields = {**second.get("properties", {}), **first.get("properties", {})}
    required = [*first.get("required", ()), *(second.get("required", ()) if is_demanded else ())]
    if fields:
        found["properties"] = fields
    if required:
        found["required"] = list(dict.fromkeys(required))
    return found


def _merged(part: Schema, added: Schema, root: Schema, described: _Described, *, in_full: bool) -> Schema:
    """A part of the published schema with what a team adds to it: all of that, or only the names of fields."""
    schema = resolve(part, root)
    added = resolve(added, {"$defs": described.definitions})
    found = dict(schema)
    if in_full:
        found = {**{key: value for key, value in added.items() if key in _KEPT}, **schema}
        found |= {key: added[key] for key in ("title", "description") if key in added and schema is not root}
        if "enum" in schema and "enum" in added:
            found["enum"] = [value for value in schema["enum"] if value in added["enum"]] or schema["enum"]
        if "required" in added:
            found["required"] = list(dict.fromkeys([*schema.get("required", ()), *added["required"]]))
    if "properties" in schema and not has_free_keys(schema):
        fields = dict(schema["properties"])
        for name, field in added.get("properties", {}).items():
            if name in fields:
                fields[name] = _merged(fields[name], field, root, described, in_full=in_full)
            else:
                fields[name] = field if in_full else {}
        found["properties"] = fields
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict) and key in added:
            found[key] = _merged(schema[key], added[key], root, described, in_full=in_full)
    return found
