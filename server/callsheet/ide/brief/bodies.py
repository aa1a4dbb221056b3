"""What an operation takes and gives: the schemas of its bodies, with their fields, in a line each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from callsheet.artifacts.quoting import some
from callsheet.ide.hover_markdown import code, plain

MAX_FIELDS = 30
"""How many fields of a schema are named."""

_MAX_STEPS = 50
"""How many schemas are looked at for one body: schemas can name one another in circles."""


def bodies(operation: Mapping[str, Any], document: Any) -> list[str]:
    """The bodies of an operation's request and responses, as Markdown; those without a name or fields are left out.

    `document` is the value that references count from: the whole OpenAPI document.
    """
    responses = operation.get("responses")
    found = {"Request": operation.get("requestBody")}
    if isinstance(responses, dict):
        found |= {f"Response {plain(str(status))}": response for status, response in responses.items()}
    described = ((title, _Reader(document).body(body)) for title, body in found.items())
    return [f"{title}{description}" for title, description in described if description]


class _Reader:
    """Reads the schemas behind one body."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._steps = _MAX_STEPS

    def body(self, body: Any) -> str:
        """What is said of a body behind its title; empty where there is nothing to say."""
        content = _object(self._followed(_object(body))).get("content")
        schemas = [_object(media).get("schema") for media in _object(content).values()]
        return self._schema(_object(next(iter(schemas), None)))

    def _schema(self, schema: Mapping[str, Any]) -> str:
        target, name = self._followed(schema), _name(schema)
        if isinstance(target.get("items"), dict) and self._steps:
            inner = self._schema(target["items"])
            return f"{name} list of{inner}" if inner else name
        parts = self._parts(target)
        fields = dict.fromkeys(str(field) for part in parts for field in _object(part.get("properties")))
        required = {field for part in parts for field in _texts(part.get("required"))}
        described = [plain(field) if field in required else f"{plain(field)} (optional)" for field in fields]
        return f"{name}: {some(described, MAX_FIELDS)}" if described else name

    def _parts(self, schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """A schema, and those that it is put together from with `allOf`."""
        parts, found = [schema], []
        while parts and self._steps:
            self._steps -= 1
            part = self._followed(parts.pop(0))
            found.append(part)
            others = part.get("allOf")
            parts = [*map(_object, others), *parts] if isinstance(others, list) else parts
        return found

    def _followed(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a reference within the document leads to; anything else as it is."""
        from callsheet.artifacts.openapi import parse_ref, resolve_pointer  # imported here: it takes long to load

        while isinstance(written := value.get("$ref"), str) and self._steps:
            self._steps -= 1
            target = parse_ref(written)
            found = None if target.path or target.anchor else resolve_pointer(self._document, target.pointer)
            value = _object(found.value) if found else {}
        return value


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _name(schema: Mapping[str, Any]) -> str:
    """The name at the end of a reference, behind a blank; empty where it is none."""
    from callsheet.artifacts.openapi import parse_ref

    written = schema.get("$ref")
    steps = parse_ref(written).pointer if isinstance(written, str) else ()
    return f" {code(str(steps[-1]))}" if steps else ""
