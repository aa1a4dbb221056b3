"""Whether a document is built as its version of OpenAPI demands: the right fields, of the right types."""

from __future__ import annotations

import re
from typing import Any

from callsheet.artifacts.openapi.mismatches import Mismatch, mismatches
from callsheet.artifacts.openapi.problems import OpenApiProblem, did_you_mean, nearest
from callsheet.artifacts.openapi.references import resolve_pointer
from callsheet.artifacts.openapi.specification import (
    VERSIONS,
    Specification,
    Version,
    definition_of,
    known_fields,
    specification_of,
)
from callsheet.artifacts.openapi.wording import describe, listed, meant
from callsheet.artifacts.quoting import quoted
from callsheet.syntax import Pointer

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])|-")
_NO_NAME = re.compile(r"[^a-zA-Z0-9._-]+")
_INNER = ("properties", "patternProperties", "additionalProperties", "items")
_NOUNS = {
    "": "the document",
    "parameter-location": "a parameter",
    "schema-xorcontent": "this object",
    "example-xorexamples": "this object",
    "oauth-flows": "an OAuth flow",
    "examples": "this object",
    "parameters": "the list of parameters",
    "info": "info",
    "components": "components",
    "paths": "paths",
    "responses": "responses",
}
_FOUND_WITH_PLACE = ("tags", "parameters")
"""The lists in which the library finds what is there twice, and says where."""

_UNKNOWN_IN = {
    "paths": '{key} is no path: paths begin with "/"',
    "responses": '{key} is no status code, such as "200" or "4XX", nor "default"',
}


def check_structure(document: dict[str, Any], version: Version) -> list[OpenApiProblem]:
    """What a document has against the schema of its version, in no particular order."""
    specification = specification_of(document, version)
    found = mismatches(document, specification.validator.iter_errors(document))
    return [problem for mismatch in found for problem in _problems(mismatch, found, specification)]


def _problems(mismatch: Mismatch, all_found: list[Mismatch], specification: Specification) -> list[OpenApiProblem]:
    if mismatch.keyword == "unknown":
        return _unknown_fields(mismatch, all_found, specification)
    if mismatch.keyword == "uniqueItems" and mismatch.pointer[-1] in _FOUND_WITH_PLACE:
        return []
    if mismatch.pointer == ("openapi",):
        return [_version_problem(mismatch)]
    if mismatch.keyword == "propertyNames":
        return [_field_name(mismatch)]
    suggestion = meant(mismatch)
    return [_problem(mismatch.pointer, _describe(mismatch, specification), suggestion=suggestion)]


def _field_name(mismatch: Mismatch) -> OpenApiProblem:
    if mismatch.pointer[0] != "components":
        return _problem(mismatch.pointer, describe(mismatch), on_key=True)
    suggestion = _NO_NAME.sub("_", str(mismatch.value)) or None
    message = f'{quoted(mismatch.value)} is no name for a component: it can have letters, digits, ".", "-" and "_"'
    return _problem(mismatch.pointer, message, on_key=True, suggestion=suggestion)


def _describe(mismatch: Mismatch, specification: Specification) -> str:
    noun = _noun(mismatch)
    exclusive = _exclusive_fields(mismatch, specification)
    if exclusive:
        return f"{noun} has {listed(exclusive, 'and')}, of which only one can stand"
    if mismatch.keyword == "not":
        return f"{noun} has fields that cannot stand together"
    if noun == "a parameter" and mismatch.limit == ["required"]:
        return 'a path parameter needs "required", and it must be true'
    return describe(mismatch, noun)


def _exclusive_fields(mismatch: Mismatch, specification: Specification) -> list[str]:
    """The fields that an object has although each excludes the others; empty if that is not what is wrong."""
    if mismatch.keyword not in ("not", "oneOf") or not isinstance(mismatch.value, dict):
        return []
    schema = resolve_pointer(specification.schema, tuple(map(str, mismatch.schema_path)))
    part: Any = None if schema is None else schema.value
    alternatives = part if isinstance(part, list) else [part]
    fields = [name for option in alternatives if isinstance(option, dict) for name in option.get("required", ())]
    present = [name for name in fields if name in mismatch.value]
    return present if len(present) > 1 else []


def _version_problem(mismatch: Mismatch) -> OpenApiProblem:
    release = next((full for short, full in VERSIONS.items() if str(mismatch.value).startswith(short)), None)
    message = f"{quoted(mismatch.value)} is no full version{did_you_mean(release)}"
    return _problem(mismatch.pointer, message, suggestion=release)


def _unknown_fields(
    mismatch: Mismatch, all_found: list[Mismatch], specification: Specification
) -> list[OpenApiProblem]:
    """A problem for each field that an object does not have.

    A field that the object can have is unknown only as long as something else in it is wrong, which is enough to say.
    """
    definition = _plain_name(definition_of(mismatch.schema_path))
    known = known_fields(specification.schema, mismatch.schema_path)
    fields = mismatch.value if isinstance(mismatch.value, dict) else {}
    free = [name for name in known if name not in fields]
    depth = len(mismatch.pointer)
    has_other = any(other is not mismatch and other.pointer[:depth] == mismatch.pointer for other in all_found)
    problems: list[OpenApiProblem] = []
    for key in mismatch.limit:
        if key in known:
            message = f"{quoted(key)} cannot stand in {_noun(mismatch)} like this"
            suggestion = None
            if has_other:
                continue
        elif definition in _UNKNOWN_IN:
            suggestion = f"/{key}" if definition == "paths" else nearest(key, ["default"])
            message = _UNKNOWN_IN[definition].format(key=quoted(key))
        else:
            suggestion = nearest(key, free)
            message = f"{quoted(key)} is no field of {_noun(mismatch)}{did_you_mean(suggestion)}"
        problems.append(_problem((*mismatch.pointer, key), message, on_key=True, suggestion=suggestion))
    return problems


def _problem(pointer: Pointer, message: str, *, on_key: bool = False, suggestion: str | None = None) -> OpenApiProblem:
    return OpenApiProblem("invalid-openapi", pointer, message, on_key, suggestion)


def _plain_name(definition: str) -> str:
    """The name of a definition as 3.1 writes it: `media-type` for `MediaType`."""
    return _CAPITAL.sub("-", definition).lower()


def _noun(mismatch: Mismatch) -> str:
    """What the object is that a mismatch speaks of."""
    if any(step in _INNER for step in mismatch.schema_path[2:-1]):
        return "this object"
    name = _plain_name(definition_of(mismatch.schema_path))
    if name in _NOUNS:
        return _NOUNS[name]
    if name.endswith("oauth-flow"):
        return "an OAuth flow"
    words = "security scheme" if name.endswith("security-scheme") else name.replace("-", " ")
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"
