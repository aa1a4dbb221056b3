"""What a team's schema says of fields, in the form of the published schemas, and the two joined.

This is for looking things up: what a field is called, what it is for, what it can be. Documents are held to the team's
schema as it stands.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from callsheet.artifacts.schema import Schema, has_free_keys, resolve

MAX_PARTS = 10_000
"""How many parts of a team's schema are described: alternatives of alternatives can be very many."""

_IN_PLACE = ("allOf", "anyOf", "oneOf", "if", "then", "else")
"""The keywords whose schemas are about the same value."""


def target_of(root: Schema, reference: str) -> Any:
    """What a reference inside a schema leads to, such as `#/$defs/name`; None where that is nothing."""
    found: Any = root
    for step in unquote(reference).split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(found, dict):
            found = found.get(name)
        elif isinstance(found, list) and name.isdecimal() and int(name) < len(found):
            found = found[int(name)]
        else:
            return None
    return found


class Described:
    """A team's schema in the form that `resolve` and its like understand: what it says of fields, nothing else."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._names: dict[str, str] = {}
        self._parts = 0
        self.definitions: dict[str, Schema] = {}
        """What its references lead to, by the last step of the new references."""
        self.root = self._part(schema, frozenset())

    def _part(self, part: Any, entered: frozenset[str]) -> Schema:
        """A part of the schema, with the fields that any of its alternatives describes; `entered` are its references."""
        self._parts += 1
        if not isinstance(part, dict) or self._parts > MAX_PARTS:
            return {}
        found = {key: value for key, value in part.items() if key in _KEPT}
        if isinstance(part.get("properties"), dict):
            found["properties"] = {name: self._part(value, frozenset()) for name, value in part["properties"].items()}
        for key in ("items", "additionalProperties"):
            if isinstance(part.get(key), dict):
                found[key] = self._part(part[key], frozenset())
        if "const" in part:
            found["enum"] = [part["const"]]
        for keyword in _IN_PLACE:
            options = part.get(keyword, ())
            for option in options if isinstance(options, list) else [options]:
                inside = self._part(option, entered)
                found = _joined(found, inside if keyword == "allOf" else _loosened(inside))
        target = part.get("$ref")
        if isinstance(target, str) and target not in entered:
            if entered or set(found) - {"title", "description"}:
                found = _joined(found, self._part(target_of(self._schema, target), entered | {target}))
            else:
                found["$ref"] = f"#/$defs/{self._define(target)}"
        return found

    def _define(self, target: str) -> str:
        name = self._names.get(target)
        if name is None:
            name = self._names[target] = f"team-{len(self._names) + 1}"
            self.definitions[name] = self._part(target_of(self._schema, target), frozenset((target,)))
        return name


_KEPT = frozenset(
    (
        *("title", "description", "type", "enum", "examples", "default", "deprecated", "required", "format", "pattern"),
        *("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "uniqueItems"),
        *("exclusiveMinimum", "exclusiveMaximum"),
    )
)
"""The keywords that say what a field is."""


def _loosened(part: Schema) -> Schema:
    """What is left of a description that holds only in some cases: the fields, their types and what they are for."""
    found: Schema = {key: part[key] for key in ("title", "description", "type", "examples", "$ref") if key in part}
    if "properties" in part:
        found["properties"] = {name: _loosened(field) for name, field in part["properties"].items()}
    if "items" in part:
        found["items"] = _loosened(part["items"])
    return found


def _joined(first: Schema, second: Schema) -> Schema:
    """Two descriptions of one value; of what both say the first counts."""
    found: Schema = {**second, **first}
    fields = {**second.get("properties", {}), **first.get("properties", {})}
    required = [*first.get("required", ()), *second.get("required", ())]
    if fields:
        found["properties"] = fields
    if required:
        found["required"] = list(dict.fromkeys(required))
    return found


def merged(part: Schema, added: Schema, root: Schema, described: Described, *, in_full: bool) -> Schema:
    """A part of the published schema with what a team adds to it: all of that, or only the names of fields."""
    schema = resolve(part, root)
    added = resolve(added, {"$defs": described.definitions})
    found = dict(schema)
    if in_full:
        found = {**{key: value for key, value in added.items() if key in _KEPT}, **schema}
        found |= {key: added[key] for key in ("title", "description") if key in added and schema is not root}
        if "enum" in schema and "enum" in added:
            found["enum"] = [value for value in schema["enum"] if value in added["enum"]] or schema["enum"]
        if "required" in added:
            found["required"] = list(dict.fromkeys([*schema.get("required", ()), *added["required"]]))
    if "properties" in schema and not has_free_keys(schema):
        fields = dict(schema["properties"])
        for name, field in added.get("properties", {}).items():
            if name in fields:
                fields[name] = merged(fields[name], field, root, described, in_full=in_full)
            else:
                fields[name] = field if in_full else {}
        found["properties"] = fields
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict) and key in added:
            found[key] = merged(schema[key], added[key], root, described, in_full=in_full)
    return found
