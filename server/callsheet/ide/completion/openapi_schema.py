"""What the OpenAPI specification says of the value at a pointer, in the form in which Callsheet's own schemas say it.

The specification's schemas, which openapi-spec-validator ships, state with alternatives and conditions what an object can
hold. For completion it is enough to know every field that it may have, so all that applies is laid on one another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from callsheet.artifacts.schema import Schema
from callsheet.syntax import Pointer

_VERSIONS = ("3.0", "3.1", "3.2")
_USUAL_VERSION = "3.1"
"""The version that counts where a document names none that is known."""

_ALTERNATIVES = re.compile(r"\^\(([a-z|]+)\)\$")
"""A pattern of keys that names them, as that of the methods does."""

_STATUS_CODES = "^[1-5]"
"""How the pattern of the keys of responses begins."""

_REFERENCE = r"^\$ref$"
"""The pattern of the one key of a reference."""

_CODES = ("200", "201", "202", "204", "400", "401", "403", "404", "409", "422", "429", "500", "503")
_MEDIA_TYPES = (
    "application/json",
    "application/problem+json",
    "multipart/form-data",
    "text/plain",
    "text/event-stream",
)

_FIRST = (
    "responses",
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "200",
    "201",
    "type",
    "properties",
    "required",
    "items",
    "format",
)
"""The keys that stand before the others of their objects: they are wanted most."""

_SINCE_3_1: Schema = {
    "properties": {"$ref": {"type": "string"}, "const": {}, "examples": {"type": "array", "items": {}}}
}
"""Fields of a Schema Object besides those of 3.0; the later schemas leave these objects to their dialect."""


class _Part(NamedTuple):
    """A part of a schema of the specification."""

    schema: Schema
    root: Schema
    """The whole that its references lead into."""
    is_certain: bool = True
    """Whether it applies in any case."""


def openapi_schema_at(version: str, pointer: Pointer) -> Schema | None:
    """What the specification says of the value at a pointer; None where it says nothing.

    `version` is what a document says of itself, such as `3.1.0`.
    """
    parts = _parts_at(next((known for known in _VERSIONS if version.startswith(known)), _USUAL_VERSION), pointer)
    return _schema_of(parts) if parts else None


@lru_cache(maxsize=512)
def _parts_at(version: str, pointer: Pointer) -> tuple[_Part, ...]:
    """All that is said of the value at a pointer."""
    if not pointer:
        root = _load(version)
        return tuple(_applied(_Part(root, root)))
    above, step = _parts_at(version, pointer[:-1]), pointer[-1]
    found = [part for each in above for part in _inside(each, step)]
    return tuple(part for each in found for part in _applied(each))


@cache
def _load(version: str) -> Schema:
    """A schema of the specification, from the files of the package: to import that takes long."""
    spec = find_spec("openapi_spec_validator")
    folders = spec.submodule_search_locations if spec else None
    path = Path(folders[0] if folders else "", "resources", "schemas", f"v{version}", "schema.json")
    schema: Schema = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return schema


def _applied(part: _Part) -> Iterator[_Part]:
    """A part and all that it applies to the same value."""
    waiting, seen = [part], set()
    while waiting:
        each = waiting.pop(0)
        if id(each.schema) in seen or not isinstance(each.schema, dict):
            continue
        seen.add(id(each.schema))
        yield each
        waiting += _targets(each)


def _targets(part: _Part) -> Iterator[_Part]:
    schema, root = part.schema, part.root
    target = schema.get("$ref")
    if isinstance(target, str) and target.startswith("#/"):
        found: Any = root
        for step in target[2:].split("/"):
            found = found.get(step, {})
        yield _Part(found, root, part.is_certain)
    if "$dynamicRef" in schema:
        oldest = _load(_VERSIONS[0])
        yield _Part(oldest.get("definitions", {}).get("Schema", {}), oldest, part.is_certain)
        yield _Part(_SINCE_3_1, oldest, part.is_certain)
    yield from (part._replace(schema=each) for each in schema.get("allOf", ()))
    for keyword in ("anyOf", "oneOf"):
        for number, each in enumerate(schema.get(keyword, ())):
            yield _Part(each, root, part.is_certain and number == 0)
    for keyword in ("else", "then"):
        if keyword in schema:
            yield _Part(schema[keyword], root, part.is_certain and keyword == "else")
    yield from (_Part(each, root, is_certain=False) for each in schema.get("dependentSchemas", {}).values())


def _inside(part: _Part, step: str | int) -> list[_Part]:
    """What a part says of a member or an item of the value."""
    schema = part.schema
    if isinstance(step, int):
        found = [schema.get("items")]
    else:
        found = [schema.get("properties", {}).get(step)]
        found += [each for pattern, each in _patterns(schema) if re.search(pattern, step)]
        found = found if any(found) else [schema.get("additionalProperties")]
    return [_Part(each, part.root) for each in found if isinstance(each, dict)]


def _patterns(schema: Schema) -> list[tuple[str, Any]]:
    return [(pattern, each) for pattern, each in schema.get("patternProperties", {}).items() if pattern != "^x-"]


def _schema_of(parts: Sequence[_Part]) -> Schema:
    """What the parts say together."""
    found: Schema = {}
    for keyword in ("type", "format", "description"):
        values = [part.schema[keyword] for part in parts if keyword in part.schema]
        found |= {keyword: values[0]} if values else {}
    allowed = [value for part in parts for value in part.schema.get("enum", ()) if isinstance(value, str)]
    found |= {"enum": list(dict.fromkeys(allowed))} if allowed else {}
    keys = sorted(dict.fromkeys(key for part in parts for key in _keys(part)), key=_rank)
    found |= {"type": "object", "properties": {key: {} for key in keys}} if keys else {}
    if any(_patterns(part.schema) or isinstance(part.schema.get("additionalProperties"), dict) for part in parts):
        found["additionalProperties"] = {}
    required = [key for part in parts if part.is_certain for key in part.schema.get("required", ())]
    found |= {"required": [key for key in dict.fromkeys(required) if key in keys]}
    return found


def _rank(key: str) -> int:
    return _FIRST.index(key) if key in _FIRST else len(_FIRST)


def _keys(part: _Part) -> Iterator[str]:
    """The keys that a part knows by name."""
    yield from (key for key, each in part.schema.get("properties", {}).items() if each is not False)
    for pattern, _ in _patterns(part.schema):
        names = _ALTERNATIVES.fullmatch(pattern)
        yield from names[1].split("|") if names else ()
        yield from ["$ref"] if pattern == _REFERENCE else ()
        yield from _CODES if pattern.startswith(_STATUS_CODES) else ()
    values = part.schema.get("additionalProperties")
    if isinstance(values, dict) and values.get("$ref", "").lower().replace("-", "").endswith(
        ("/mediatype", "/mediatypeorreference")
    ):
        yield from _MEDIA_TYPES
