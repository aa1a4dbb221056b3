"""Values against the schema of their kind. `null` means absent everywhere and is never an error of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from callsheet.artifacts.kinds import SCHEMA_KINDS, ArtifactKind
from callsheet.artifacts.schema import FREE_FIELDS, FREE_PREFIX, Schema, has_free_keys, load_schema, resolve, schema_at
from callsheet.artifacts.times import DATE_TIME_PATTERN
from callsheet.syntax import Pointer, Value

if TYPE_CHECKING:
    import jsonschema_rs

    from callsheet.artifacts.team_schema import TeamSchema


@dataclass(frozen=True, slots=True)
class SchemaError:
    """A value, or the absence of one, that a schema does not allow."""

    pointer: Pointer
    """The value; for a missing field its object."""
    keyword: str
    """The keyword of JSON Schema that failed, such as `required` or `maxLength`."""
    limit: Any
    """What the keyword demands: the missing field's name, the allowed types or values, the bound.

    For other keywords of a team's schema what is wrong, in words.
    """
    value: Any
    """The offending value."""
    source: str = ""
    """The path of the team's schema that does not allow it; empty for the published one."""


def fits(kind: ArtifactKind, value: Value, team: TeamSchema | None = None) -> bool:
    """Whether a document has no schema error and no unknown field: the quick answer for nearly all documents.

    False says nothing where a team's schema allows an object no other fields than its own.
    """
    if kind not in SCHEMA_KINDS:
        return True
    try:
        is_valid = _strict_validator(kind, team).is_valid(value)
        return is_valid and (team is None or _team_validator(team).is_valid(_prune(value)))
    except ValueError:  # half a surrogate pair in a string, or nested very deep
        return False


def validate(kind: ArtifactKind, value: Value, team: TeamSchema | None = None) -> Iterator[SchemaError]:
    """What is wrong with a document of a kind, in the schema's order; nothing where the kind has no schema.

    What a team's schema says of the same fault takes the place of what the published one says.
    """
    if kind not in SCHEMA_KINDS:
        return
    pruned = _prune(value)
    found: dict[tuple[object, ...], SchemaError] = {}
    for error in _errors(_validator(kind), pruned):
        found[_fault(error)] = error
    for error in _errors(_team_validator(team), pruned, team.path) if team else ():
        if error.keyword not in _CLOSING or schema_at(kind, error.pointer) is None:
            found[_fault(error)] = error
    yield from found.values()


_CLOSING = ("additionalProperties", "unevaluatedProperties")
"""The keywords by which a team's schema could not mean the published fields: the unknown ones are found without it."""


def _fault(error: SchemaError) -> tuple[object, ...]:
    """The same for errors that tell of one fault."""
    return error.keyword, error.pointer, error.limit if error.keyword in ("required", "pattern") else None


def _errors(validator: jsonschema_rs.Validator, value: Value, source: str = "") -> Iterator[SchemaError]:
    try:
        errors = list(validator.iter_errors(value))
    except ValueError:
        errors = list(validator.iter_errors(_plain(value)))
    for error in errors:
        reason = error.kind
        limit = _limit(reason)
        if source and limit is None:  # a keyword that the published schemas do not have
            limit = error.message
        yield SchemaError(tuple(error.instance_path), reason.name, limit, error.instance, source)


@cache
def _validator(kind: ArtifactKind) -> jsonschema_rs.Draft202012Validator:
    """For values from which `null` members are gone."""
    schema = _in_words_of_validator(load_schema(kind))
    return _compile(_without_null(schema, schema))


@lru_cache(maxsize=64)
def _strict_validator(kind: ArtifactKind, team: TeamSchema | None) -> jsonschema_rs.Draft202012Validator:
    """For values as they are: allows `null` where it means absent, but no field that the schema does not know."""
    return _compile(_closed(_in_words_of_validator(team.widened if team else load_schema(kind))))


@lru_cache(maxsize=64)
def _team_validator(team: TeamSchema) -> jsonschema_rs.Validator:
    """For values from which `null` members are gone."""
    import jsonschema_rs

    validator: jsonschema_rs.Validator = getattr(jsonschema_rs, team.draft)(team.schema, offline=True)
    return validator


def _compile(schema: Schema) -> jsonschema_rs.Draft202012Validator:
    import jsonschema_rs  # imported here, because it takes a third of a small command's start

    return jsonschema_rs.Draft202012Validator(schema)


def _in_words_of_validator(part: Any) -> Any:
    """The schema with timestamps by their pattern and without what does not decide.

    The published schema says `format: date-time`, which is RFC 3339; our files are held to ISO 8601 only. Where the
    keys are free, such as the terms of a glossary, `$callsheet` is still no such key.
    """
    if isinstance(part, list):
        return [_in_words_of_validator(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _in_words_of_validator(value) for key, value in part.items() if key not in ("examples", "default")}
    if kept.get("format") == "date-time":
        del kept["format"]
        kept["pattern"] = DATE_TIME_PATTERN
    if has_free_keys(kept):
        kept["properties"] = dict.fromkeys(FREE_FIELDS, True)
    return kept


def _without_null(part: Any, root: Schema) -> Any:
    """The schema without `null` among the types."""
    if isinstance(part, list):
        return [_without_null(item, root) for item in part]
    if not isinstance(part, dict):
        return part
    if {"type": "null"} in part.get("anyOf", ()) or (isinstance(part.get("type"), list) and "null" in part["type"]):
        part = resolve(part, root)
    return {key: _without_null(value, root) for key, value in part.items()}


def _closed(part: Any) -> Any:
    """The schema closed against unknown fields; a required one is not enough if it is `null`."""
    if isinstance(part, list):
        return [_closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    closed = {key: _closed(value) for key, value in part.items()}
    if "properties" in closed and not has_free_keys(closed):
        free = dict.fromkeys(FREE_FIELDS, True)
        closed["properties"] = {**free, **closed["properties"]}
        closed |= {"patternProperties": {f"^{FREE_PREFIX}": True}, "additionalProperties": False}
    elif "required" in closed:
        closed["properties"] = {name: {"not": {"type": "null"}} for name in closed["required"]}
    return closed


def _limit(reason: Any) -> Any:
    for attribute in ("property", "types", "options", "limit", "pattern", "format", "expected_value"):
        if hasattr(reason, attribute):
            return getattr(reason, attribute)
    return None


def _prune(value: Any) -> Any:
    """The value without members that are `null`; as it is, where there is none."""
    if isinstance(value, dict):
        return {
            key: _prune(item) if item.__class__ in (dict, list) else item
            for key, item in value.items()
            if item is not None
        }
    if isinstance(value, list):
        return [_prune(item) for item in value] if any(item.__class__ in (dict, list) for item in value) else value
    return value


def _plain(value: Any, depth: int = 0) -> Any:
    """The value in a form that the validator takes: no halves of surrogate pairs, nothing nested very deep."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, dict):
        return {_plain(key): _plain(item, depth + 1) for key, item in value.items()} if depth < _DEPTH else {}
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value] if depth < _DEPTH else []
    return value


_DEPTH = 8
"""Deeper than any schema looks; the deepest value is an entity of an aggregate of a context, at 6."""
