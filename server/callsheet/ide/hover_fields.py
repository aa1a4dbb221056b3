"""Hovers over fields: what one means, its type and limits, from the published schema."""

from __future__ import annotations

import json
from typing import Any

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.quoting import counted
from callsheet.artifacts.schema import Schema, has_free_keys, resolve, schema_at, schema_of
from callsheet.artifacts.team_schema import TeamSchema
from callsheet.ide.hover_markdown import code, listed, paragraphs
from callsheet.syntax import Pointer, Value

_NOUNS = {
    "string": ("string", "strings"),
    "array": ("list", "lists"),
    "object": ("object", "objects"),
    "number": ("number", "numbers"),
    "integer": ("whole number", "whole numbers"),
    "boolean": ("true or false", "true or false"),
}


def field_markdown(
    kind: ArtifactKind, pointer: Pointer, value: Value = None, team: TeamSchema | None = None
) -> str | None:
    """What the schema, with what a team adds to it, says of the field at a pointer; None where it says nothing.

    `value` is marked among the allowed.
    """
    schema = schema_at(kind, pointer, team)
    if schema is None or not pointer or not isinstance(pointer[-1], str):
        return None
    required = pointer[-1] in (schema_at(kind, pointer[:-1], team) or {}).get("required", ())
    root = schema_of(kind, team)
    head = [f"**{code(pointer[-1])}**", *_type(schema, root), *(["required"] if required else [])]
    return paragraphs(" · ".join(head), schema.get("description"), _allowed(schema, value), _details(schema, root))


def _type(schema: Schema, root: Schema) -> list[str]:
    """The type with its limits in words; nothing where allowed values say it all."""
    if "enum" in schema:
        return []
    if schema.get("format") == "date-time":
        return ["ISO 8601 date and time"]
    nouns = [_NOUNS[name][0] for name in _types(schema)]
    inside = _inside(schema, root)
    if inside is not None:
        parts = [_NOUNS[name][1] for name in _types(inside)]
        holder = "list" if "items" in schema else "map"
        nouns = [f"{holder} of {' or '.join(parts)}"] if parts else nouns
    words = " or ".join(nouns)
    limits = _limits(schema)
    return [f"{words}, {limits}" if limits else words] if words else []


def _inside(schema: Schema, root: Schema) -> Schema | None:
    """What every item of a list is, or every value of an object with free keys; None for anything else."""
    if "items" in schema:
        return resolve(schema["items"], root)
    return resolve(schema["additionalProperties"], root) if has_free_keys(schema) else None


def _types(schema: Schema) -> list[str]:
    types: Any = schema.get("type", [])
    return [name for name in ([types] if isinstance(types, str) else types) if name in _NOUNS]


def _limits(schema: Schema) -> str:
    shortest, longest = schema.get("minLength"), schema.get("maxLength")
    least, above, most = schema.get("minimum"), schema.get("exclusiveMinimum"), schema.get("maximum")
    if longest is not None:
        return f"{shortest} to {longest} characters" if shortest else f"at most {counted(longest, 'character')}"
    if shortest:
        return "not empty" if shortest == 1 else f"at least {shortest} characters"
    if least is not None:
        return f"{least} to {most}" if most is not None else f"{least} or more"
    if above is not None:
        return f"above {above}"
    return f"at most {most}" if most is not None else ""


def _allowed(schema: Schema, value: Value) -> str | None:
    if "enum" not in schema:
        return None
    return " · ".join(f"**{code(str(item))}**" if item == value else code(str(item)) for item in schema["enum"])


def _details(schema: Schema, root: Schema) -> str | None:
    """What else helps to fill the field in: the fields inside it, its pattern, its default, an example."""
    lines: list[str] = []
    inside = _inside(schema, root) or schema
    if "properties" in inside:
        required = inside.get("required", ())
        names = sorted(inside["properties"], key=lambda name: name not in required)
        lines.append(f"Fields: {listed((_field(name, name in required) for name in names), 30)}")
    if len(schema.get("pattern", "")) in range(1, _READABLE):
        lines.append(f"Pattern: {code(schema['pattern'])}")
    if schema.get("default") is not None:
        lines.append(f"Default: {code(json.dumps(schema['default'], ensure_ascii=False))}")
    if schema.get("examples"):
        examples = (code(json.dumps(example, ensure_ascii=False)) for example in schema["examples"])
        lines.append(f"Example: {', '.join(examples)}")
    return "  \n".join(lines)


_READABLE = 60
"""Patterns from this length on, such as that of semantic versions, say less than the field's description."""


def _field(name: str, is_required: bool) -> str:
    return f"**{code(name)}**" if is_required else code(name)
