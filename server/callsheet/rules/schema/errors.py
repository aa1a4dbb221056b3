"""What the schema's rules share: errors by keyword, and words for what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.validation import SchemaError
from callsheet.syntax import Pointer, Value
from callsheet.workspace.facts import Facts

NOUNS = {
    "string": "a string",
    "array": "a list",
    "object": "an object",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}
"""What messages call the types of JSON Schema."""

_NOUNS_IN_TOML = {**NOUNS, "object": "a table"}


def nouns_for(facts: Facts) -> Mapping[str, str]:
    """What messages about a document call the types of JSON Schema."""
    return _NOUNS_IN_TOML if facts.path.endswith(".toml") else NOUNS


def errors(facts: Facts, *keywords: str) -> Iterator[SchemaError]:
    """The document's errors of some keywords."""
    return (error for error in facts.schema_errors if error.keyword in keywords)


def demanded_by(error: SchemaError) -> str:
    """What a message adds where it is a team's schema that demands something."""
    return f" ({error.source})" if error.source else ""


def name_of(pointer: Pointer) -> str:
    """What a message calls a value: its key, or the list and the 1-based number of the item."""
    if not pointer:
        return "the document"
    last = pointer[-1]
    return f'"{last}"' if isinstance(last, str) else f"item {last + 1} of {name_of(pointer[:-1])}"


def kind_name(kind: ArtifactKind) -> str:
    """What a message calls a document of a kind."""
    return "contexts document" if kind is ArtifactKind.CONTEXTS else kind.value.replace("-", " ")


def type_of(value: Value) -> str:
    """The type of a value in JSON Schema's words."""
    if value is None:
        return "null"
    for python_type, name in ((bool, "boolean"), (str, "string"), (list, "array"), (dict, "object")):
        if isinstance(value, python_type):
            return name
    return "number"


def matches(pattern: str, text: str) -> bool:
    """Whether a text has a pattern; it has none that Python cannot read, as a team's schema may have."""
    try:
        return re.search(pattern, text) is not None
    except re.error:
        return False
