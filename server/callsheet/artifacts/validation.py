"""Values against the schema of their kind. `null` means absent everywhere and is never an error of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.schema import Schema, load_schema, resolve
from callsheet.artifacts.times import DATE_TIME_PATTERN
from callsheet.syntax import Pointer, Value

if TYPE_CHECKING:
    import jsonschema_rs


@dataclass(frozen=True, slots=True)
class SchemaError:
    """A value, or the absence of one, that a schema does not allow."""

    pointer: Pointer
    """The value; for a missing field its object."""
    keyword: str
    """The keyword of JSON Schema that failed, such as `required` or `maxLength`."""
    limit: Any
    """What the keyword demands: the missing field's name, the allowed types or values, the bound."""
    value: Any
    """The offending value."""


@cache
def _validator(kind: ArtifactKind) -> jsonschema_rs.Draft202012Validator:
    import jsonschema_rs  # imported here, because it takes a third of a small command's start

    schema = load_schema(kind)
    return jsonschema_rs.Draft202012Validator(_without_null(schema, schema))


def _without_null(part: Any, root: Schema) -> Any:
    """The schema for values from which `null` members are gone: no unions with `null`, timestamps by their pattern.

    The published schema says `format: date-time`, which is RFC 3339; task files are held to ISO 8601 only.
    """
    if isinstance(part, list):
        return [_without_null(item, root) for item in part]
    if not isinstance(part, dict):
        return part
    if any(option.get("type") == "null" for option in part.get("anyOf", ())):
        part = resolve(part, root)
    if part.get("format") == "date-time":
        return {"type": "string", "pattern": DATE_TIME_PATTERN}
    return {key: _without_null(value, root) for key, value in part.items() if key not in ("examples", "default")}


def validate(kind: ArtifactKind, value: Value) -> Iterator[SchemaError]:
    """What is wrong with a document of a kind, in the schema's order."""
    pruned = _prune(value)
    validator = _validator(kind)
    if validator.is_valid(pruned):
        return
    for error in validator.iter_errors(pruned):
        reason = error.kind
        pointer = tuple(error.instance_path)
        yield SchemaError(pointer, reason.name, _limit(reason), error.instance)


def _limit(reason: Any) -> Any:
    for attribute in ("property", "types", "options", "limit", "pattern", "format"):
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
