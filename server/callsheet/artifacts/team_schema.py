"""Schemas of a team's own, each of which extends the published schema of a kind.

A team's schema adds to the published one: all that this demands still holds. It may be of any draft from 4 on. Its
references lead to places of its own only: nothing is fetched, and no other file is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.quoting import one_line
from callsheet.artifacts.schema import Schema, load_schema
from callsheet.artifacts.team_fields import Described, merged, target_of
from callsheet.syntax import Value

MAX_DEPTH = 64
"""How many levels deep a team's schema may be nested."""

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
        if target_of(schema, target) is None:
            raise TeamSchemaError(f"{_at(pointer)}: there is nothing at {one_line(target, _MAX_REASON)}")
    draft = _check(value, schema)
    published = load_schema(kind)
    described = Described(schema)
    return TeamSchema(
        kind,
        path,
        schema,
        draft,
        {
            **merged(published, described.root, published, described, in_full=True),
            "$defs": {**published.get("$defs", {}), **described.definitions},
        },
        merged(published, described.root, published, described, in_full=False),
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
