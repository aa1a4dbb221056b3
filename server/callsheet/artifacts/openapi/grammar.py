"""Which kinds of objects an OpenAPI document is made of, and the walk through them.

One table serves 3.0, 3.1 and 3.2: it says where objects stand, not what is allowed in which version. Whatever stands
elsewhere (examples, defaults, the values of an enum, extensions) is data and holds no objects.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, TypeAlias

from callsheet.syntax import Pointer, Value
from callsheet.syntax.tree import MAX_DEPTH

Role: TypeAlias = Literal[
    "document",
    "components",
    "paths",
    "path item",
    "operation",
    "callback",
    "parameter",
    "header",
    "request body",
    "responses",
    "response",
    "media type",
    "encoding",
    "example",
    "link",
    "security scheme",
    "schema",
]
"""What an object is, in the words of the specification."""

Shape: TypeAlias = Literal["one", "list", "map"]
"""How a field holds objects: one itself, a list of them, or as members of any name."""

_SCHEMA_FIELDS: dict[str, tuple[Shape, Role]] = {
    **dict.fromkeys(
        (
            *("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"),
            *("unevaluatedItems", "unevaluatedProperties", "contentSchema"),
        ),
        ("one", "schema"),
    ),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), ("list", "schema")),
    **dict.fromkeys(("properties", "patternProperties", "dependentSchemas", "$defs"), ("map", "schema")),
}

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""The fields of a path item that hold operations; `query` is new in 3.2."""

SECTIONS: dict[str, Role] = {
    "schemas": "schema",
    "responses": "response",
    "parameters": "parameter",
    "examples": "example",
    "requestBodies": "request body",
    "headers": "header",
    "securitySchemes": "security scheme",
    "links": "link",
    "callbacks": "callback",
    "pathItems": "path item",
    "mediaTypes": "media type",
}
"""The fields of `components`, and what each holds by name."""

FIELDS: dict[Role, dict[str, tuple[Shape, Role]]] = {
    "document": {"paths": ("one", "paths"), "webhooks": ("map", "path item"), "components": ("one", "components")},
    "components": {section: ("map", role) for section, role in SECTIONS.items()},
    "path item": {
        "parameters": ("list", "parameter"),
        **dict.fromkeys(METHODS, ("one", "operation")),
        "additionalOperations": ("map", "operation"),
    },
    "operation": {
        "parameters": ("list", "parameter"),
        "requestBody": ("one", "request body"),
        "responses": ("one", "responses"),
        "callbacks": ("map", "callback"),
    },
    "parameter": {"schema": ("one", "schema"), "content": ("map", "media type"), "examples": ("map", "example")},
    "header": {"schema": ("one", "schema"), "content": ("map", "media type"), "examples": ("map", "example")},
    "request body": {"content": ("map", "media type")},
    "response": {"headers": ("map", "header"), "content": ("map", "media type"), "links": ("map", "link")},
    "media type": {
        "schema": ("one", "schema"),
        "itemSchema": ("one", "schema"),
        "examples": ("map", "example"),
        "encoding": ("map", "encoding"),
    },
    "encoding": {"headers": ("map", "header")},
    "schema": _SCHEMA_FIELDS,
}
"""The fields of each role that hold further objects; roles that hold none are left out."""

_MEMBERS: dict[Role, Role] = {"paths": "path item", "responses": "response", "callback": "path item"}
"""The roles whose members, extensions aside, are all objects of one role."""

_NEVER_REFERENCES: frozenset[Role] = frozenset(
    ("document", "components", "paths", "operation", "responses", "encoding")
)
"""The roles in whose place no reference can stand."""

_WITH_SIBLINGS: frozenset[Role] = frozenset(("path item", "schema"))
"""The roles that can have fields of their own beside a `$ref`."""


class Part(NamedTuple):
    """An object of a document."""

    role: Role
    pointer: Pointer
    value: dict[str, Any]

    @property
    def reference(self) -> str | None:
        """What its `$ref` says, if it is a reference."""
        written = self.value.get("$ref")
        return written if isinstance(written, str) and self.role not in _NEVER_REFERENCES else None


def walk(value: Value, role: Role = "document", pointer: Pointer = ()) -> Iterator[Part]:
    """An object of a role and all objects inside it, in document order; references are parts, and not followed.

    `pointer` is where the object stands. What is nested deeper than a document may be is left out.
    """
    pending: list[tuple[Role, Pointer, Value]] = [(role, pointer, value)]
    while pending:
        role, pointer, value = pending.pop()
        if not isinstance(value, dict) or len(pointer) > MAX_DEPTH:
            continue
        part = Part(role, pointer, value)
        yield part
        if part.reference is None or role in _WITH_SIBLINGS:
            pending.extend(reversed([(role, (*pointer, *steps), child) for role, steps, child in _children(part)]))


def _children(part: Part) -> Iterator[tuple[Role, Pointer, Value]]:
    """What stands directly inside an object: roles, the steps that lead to it, and values of any type."""
    member_role = _MEMBERS.get(part.role)
    fields = FIELDS.get(part.role, {})
    for key, value in part.value.items():
        if member_role is not None:
            if not key.startswith("x-"):
                yield member_role, (key,), value
        elif key in fields:
            shape, role = fields[key]
            if shape == "one":
                yield role, (key,), value
            elif shape == "list" and isinstance(value, list):
                yield from ((role, (key, index), item) for index, item in enumerate(value))
            elif shape == "map" and isinstance(value, dict):
                yield from ((role, (key, name), item) for name, item in value.items())
