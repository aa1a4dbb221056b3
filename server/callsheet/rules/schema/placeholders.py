"""What to put into a required field until its author says better."""

from __future__ import annotations

from datetime import datetime

from callsheet.artifacts.schema import Schema
from callsheet.artifacts.times import format_time
from callsheet.rules.schema.errors import matches
from callsheet.syntax import Pointer, Value
from callsheet.workspace.facts import Facts, SubtaskFacts
from callsheet.workspace.feature import Feature

NAMELESS = "ToBeNamed"
"""What stands for a name that has to be in PascalCase."""


_EMPTY: dict[str, Value] = {"array": [], "object": {}, "boolean": False}
"""What stands for values that have no better placeholder, by type."""


def placeholder(facts: Facts, feature: Feature, pointer: Pointer, now: datetime) -> Value:
    """A value that is valid for a field of a document, and right where its path or feature tells."""
    if pointer == ("id",):
        return f"{feature.id}-{facts.seq or facts.file_seq}" if isinstance(facts, SubtaskFacts) else feature.name
    if pointer == ("seq",) and isinstance(facts, SubtaskFacts):
        return facts.file_seq.zfill(2)
    if pointer in (("name",), ("title",)):
        words = feature.name if pointer == ("name",) else f"Subtask {getattr(facts, 'file_seq', '')}"
        return words.replace("-", " ").capitalize()
    known = _known_by_path(facts, pointer)
    if known:
        return known
    schema = facts.schema_at(pointer) or {}
    if "enum" in schema:
        first: Value = schema["enum"][0]
        return first
    if schema.get("format") == "date-time":
        return format_time(now)
    types = schema.get("type", "string")
    if types in ("number", "integer"):
        return max(int(schema.get("minimum", 1)), 1)
    if types in _EMPTY:
        return _EMPTY[types]
    return _text(schema, str(pointer[-1]).replace("_", " "))


def _known_by_path(facts: Facts, pointer: Pointer) -> str | None:
    """What the path of a planning artifact says of it."""
    artifact = facts.artifact
    if pointer == ("feature",):
        return artifact.feature
    if pointer == ("bounded_context",):
        return artifact.context
    return artifact.folder.rpartition("/")[2] if pointer == ("contract_id",) else None


def _text(schema: Schema, words: str) -> str:
    """A text that says what is still to be written, or as much of that as the field's pattern allows."""
    possible: list[str] = [f"To be written: {words}", NAMELESS, *schema.get("examples", ())]
    return next((text for text in possible if matches(schema.get("pattern", ""), text)), possible[0])
