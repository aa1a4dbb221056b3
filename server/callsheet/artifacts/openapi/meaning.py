"""What openapi-spec-validator finds wrong with a document that is built as it should be, in places and words of ours."""

from __future__ import annotations

import re
from typing import Any

from callsheet.artifacts.openapi.bundle import UNKNOWN, Bundle
from callsheet.artifacts.openapi.following import followed_value, locate
from callsheet.artifacts.openapi.problems import OpenApiProblem, did_you_mean, nearest
from callsheet.artifacts.openapi.references import resolve_pointer
from callsheet.artifacts.openapi.specification import Version
from callsheet.artifacts.quoting import one_line, quoted
from callsheet.syntax import Pointer

_NAME = re.compile(r"'(.*?)'(?: for '| references |$|\])", re.DOTALL)
_IN_BRACES = re.compile(r"\{([^{}]*)\}")
_MAX_LENGTH = 200
"""How many characters of the library's own words a message shows."""


def check_meaning(bundle: Bundle, version: Version) -> list[OpenApiProblem]:
    """Path parameters, duplicate parameters and tags, required properties that nothing defines."""
    from callsheet.artifacts.openapi.library import library_errors

    found: list[OpenApiProblem] = []  # all else is said of the structure, or is a rule's: duplicate operation ids
    for error in library_errors(bundle.value, version):
        match = _NAME.search(error.message)
        name = match[1] if match else ""
        if error.kind == "UnresolvableParameterError":
            found += _path_parameter(bundle.value, error.parts, name)
        elif error.kind == "ParameterDuplicateError":
            found += _duplicate_parameter(bundle.value, error.parts, name)
        elif error.kind == "ExtraParametersError":
            found += [] if bundle.has_unknown else _undefined_properties(bundle.value, error.parts, error.message)
        elif error.parts == ("tags",):
            found.append(_tag(bundle.value, name, error.message))
    return found


def _path_parameter(root: Any, parts: Pointer, name: str) -> list[OpenApiProblem]:
    """A parameter that only the path has, or only its declaration."""
    url, method = str(parts[1]), str(parts[-1])
    in_url = _IN_BRACES.findall(url)
    lists: list[Pointer] = [(*parts, "parameters"), (*parts[:2], "parameters")]
    items = [item for pointer in lists for item in _items(root, pointer)]
    if name in in_url:
        if any(UNKNOWN in value for _, value in items):  # it may be declared where we cannot look
            return []
        message = f"the path has a parameter {quoted(name)} that {quoted(method)} does not declare"
        place = locate(root, parts)
        return [_problem(place, message, on_key=place[-1] == method)]
    suggestion = nearest(name, in_url)
    message = f"the path {quoted(url)} has no parameter {quoted(name)}{did_you_mean(suggestion)}"
    declared = [pointer for pointer, value in items if value.get("name") == name and value.get("in") == "path"]
    return [_declaration(root, pointer, message, suggestion) for pointer in declared[:1]]


def _declaration(root: Any, pointer: Pointer, message: str, suggestion: str | None) -> OpenApiProblem:
    """A problem with the name of a parameter; with the reference to it, where it is declared elsewhere."""
    found = resolve_pointer(root, locate(root, pointer))
    if found is not None and isinstance(found.value, dict) and "$ref" in found.value:
        return _problem((*found.pointer, "$ref"), message)
    return _problem(locate(root, (*pointer, "name")), message, suggestion=suggestion)


def _duplicate_parameter(root: Any, parts: Pointer, name: str) -> list[OpenApiProblem]:
    seen: set[str] = set()
    found: list[OpenApiProblem] = []
    for pointer, value in _items(root, parts):
        if value.get("name") == name:
            where = str(value.get("in"))
            if where in seen:
                message = f"the {where} parameter {quoted(name)} is declared a second time"
                found.append(_problem(locate(root, pointer), message))
            seen.add(where)
    return found


def _undefined_properties(root: Any, parts: Pointer, message: str) -> list[OpenApiProblem]:
    required = followed_value(root, (*parts, "required"))
    return [
        _problem(
            locate(root, (*parts, "required", index)), f"{quoted(name)} is required but no property of this schema"
        )
        for index, name in enumerate(required if isinstance(required, list) else ())
        if repr(name) in message
    ]


def _tag(root: Any, name: str, message: str) -> OpenApiProblem:
    tags = [(pointer, value) for pointer, value in _items(root, ("tags",)) if value.get("name") == name]
    if not tags:
        return _problem(("tags",), one_line(message, _MAX_LENGTH))
    if message.startswith("Duplicate"):
        return _problem((*tags[-1][0], "name"), f"the tag {quoted(name)} is declared a second time")
    return _problem((*tags[-1][0], "parent"), f"the tag {quoted(tags[-1][1].get('parent'))} is not declared")


def _problem(pointer: Pointer, message: str, *, on_key: bool = False, suggestion: str | None = None) -> OpenApiProblem:
    return OpenApiProblem("invalid-openapi", pointer, message, on_key, suggestion)


def _items(root: Any, pointer: Pointer) -> list[tuple[Pointer, dict[str, Any]]]:
    """The objects in a list, references followed, each with the steps to it; nothing where there is no list."""
    value = followed_value(root, pointer)
    items = [((*pointer, index), followed_value(root, (*pointer, index))) for index in range(len(value or ()))]
    return [(steps, item) for steps, item in items if isinstance(item, dict)] if isinstance(value, list) else []
