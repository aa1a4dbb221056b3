"""What a mismatch means, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from callsheet.artifacts.openapi.mismatches import Mismatch, as_list
from callsheet.artifacts.openapi.problems import did_you_mean, nearest
from callsheet.artifacts.quoting import listing, quoted
from callsheet.syntax import Pointer, Value

_MOST_OPTIONS = 8
"""How many allowed values a message lists."""

_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}

_FORMATS = {
    "byte": "Base64",
    "date": "a date such as 2026-03-01",
    "date-time": "a date-time such as 2026-03-01T09:15:00Z",
    "email": "an e-mail address",
    "regex": "a regular expression",
    "time": "a time such as 09:15:00Z",
    "uri": "a full URI, with its scheme",
    "uuid": "a UUID",
}

_BOUNDS = {
    "exclusiveMaximum": "must be less than {}",
    "exclusiveMinimum": "must be more than {}",
    "maxItems": "must have at most {} items",
    "maxLength": "must have at most {} characters",
    "maxProperties": "must have at most {} fields",
    "maximum": "must be at most {}",
    "minItems": "must have at least {} items",
    "minLength": "must have at least {} characters",
    "minProperties": "must have at least {} fields",
    "minimum": "must be at least {}",
    "multipleOf": "must be a multiple of {}",
}

_REST = {
    "contains": "lacks an item that its schema demands",
    "falseSchema": "is not allowed here",
    "not": "is what its schema forbids",
    "propertyNames": "is no name that its schema allows for a field",
    "unevaluatedItems": "has more items than its schema allows",
    "uniqueItems": "has the same item twice",
}


def describe(found: Mismatch, noun: str = "this object") -> str:
    """What is wrong with a value and what would be right; `noun` is what an object is that lacks something."""
    value = quoted(found.value)
    if found.keyword == "required":
        return f"{noun} needs {listed(found.limit, 'and')}"
    if found.keyword == "requiredAny":
        return f"{noun} needs {listed(found.limit, 'or')}"
    if found.keyword in ("enum", "const"):
        options = as_list(found.limit)
        if len(options) == 1:
            return f"{name_of(found.pointer)} must be {quoted(options[0])}, not {value}"
        return f"{value} is not one of {listed(options, 'and')}{did_you_mean(meant(found))}"
    if found.keyword == "type":
        wanted = " or ".join(_TYPES.get(name, name) for name in dict.fromkeys(as_list(found.limit)))
        return f"{name_of(found.pointer)} must be {wanted}, not {value}"
    if found.keyword == "format":
        return f"{value} is not {_FORMATS.get(str(found.limit), 'a valid ' + str(found.limit))}"
    if found.keyword == "pattern":
        return f"{value} does not match the pattern {quoted(found.limit)}"
    if found.keyword in _BOUNDS:
        bound = _BOUNDS[found.keyword].format(_number(found.limit))
        bound = bound[:-1] if found.limit == 1 and bound.endswith("s") else bound
        return f"{name_of(found.pointer)} {bound}" + (f", not {value}" if isinstance(found.value, (int, float)) else "")
    if found.keyword == "oneOf":
        return f"{name_of(found.pointer)} fits several of its alternatives, and must fit just one"
    return f"{name_of(found.pointer)} {_REST.get(found.keyword, 'does not fit its schema')}"


def meant(found: Mismatch) -> str | None:
    """The allowed text that is most like an offending one, or the only one that is allowed; None for any other value."""
    options = [option for option in as_list(found.limit) if isinstance(option, str)]
    if found.keyword not in ("enum", "const") or not isinstance(found.value, str):
        return None
    return nearest(found.value, options) or (options[0] if len(options) == 1 else None)


def name_of(pointer: Pointer) -> str:
    """What a message calls the value at a pointer: its key, or its number in the list that has a key."""
    if not pointer:
        return "it"
    last = pointer[-1]
    if isinstance(last, str):
        return quoted(last)
    owner = f" of {name_of(pointer[:-1])}" if len(pointer) > 1 else ""
    return f"item {last + 1}{owner}"


def listed(names: Sequence[Value], last: str) -> str:
    """Values in a sentence: `"a", "b" and "c"`; at most a few of them."""
    shown = [quoted(name) for name in names[:_MOST_OPTIONS]]
    if len(names) > _MOST_OPTIONS:
        return f"{', '.join(shown)} …"
    return listing(shown, last)


def _number(limit: Any) -> str:
    return quoted(limit) if isinstance(limit, (int, float)) else str(limit)
