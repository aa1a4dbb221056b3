"""From text to values with spans, tolerant of every broken state while typing: JSON, YAML, Markdown and TOML."""

from callsheet.syntax.document import Document, Language
from callsheet.syntax.tree import (
    Duplicate,
    Member,
    Node,
    Place,
    Pointer,
    Problem,
    Repair,
    Value,
    format_pointer,
    value_at,
    walk,
)

__all__ = [
    "Document",
    "Duplicate",
    "Language",
    "Member",
    "Node",
    "Place",
    "Pointer",
    "Problem",
    "Repair",
    "Value",
    "format_pointer",
    "value_at",
    "walk",
]
