"""What to put into a required field until its author says better."""

from __future__ import annotations

from datetime import datetime

from callsheet.artifacts.schema import schema_at
from callsheet.artifacts.times import format_time
from callsheet.syntax import Pointer, Value
from callsheet.workspace.facts import Facts, SubtaskFacts
from callsheet.workspace.feature import Feature


def placeholder(facts: Facts, feature: Feature, pointer: Pointer, now: datetime) -> Value:
    """A value that is valid for a field of a document, and right where its path or feature tells."""
    if pointer == ("id",):
        return f"{feature.id}-{facts.seq or facts.file_seq}" if isinstance(facts, SubtaskFacts) else feature.name
    if pointer == ("seq",) and isinstance(facts, SubtaskFacts):
        return facts.file_seq.zfill(2)
    if pointer in (("name",), ("title",)):
        words = feature.name if pointer == ("name",) else f"Subtask {getattr(facts, 'file_seq', '')}"
        return words.replace("-", " ").capitalize()
    schema = schema_at(facts.artifact.kind, pointer) or {}
    if "enum" in schema:
        return str(schema["enum"][0])
    if schema.get("format") == "date-time":
        return format_time(now)
    types = schema.get("type", "string")
    if types == "number":
        return max(int(schema.get("minimum", 1)), 1)
    return f"To be written: {str(pointer[-1]).replace('_', ' ')}"
