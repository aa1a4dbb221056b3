"""Examples and defaults against their schemas."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from callsheet.artifacts.openapi.bundle import FILES, Bundle
from callsheet.artifacts.openapi.evaluation import Evaluator
from callsheet.artifacts.openapi.following import follow, locate
from callsheet.artifacts.openapi.grammar import Part, walk
from callsheet.artifacts.openapi.mismatches import Mismatch
from callsheet.artifacts.openapi.problems import OpenApiProblem, did_you_mean, nearest
from callsheet.artifacts.openapi.references import resolve_pointer
from callsheet.artifacts.openapi.schemas import WRITTEN_PATTERN, SchemaConverter
from callsheet.artifacts.openapi.specification import Version
from callsheet.artifacts.openapi.wording import describe, meant
from callsheet.artifacts.quoting import quoted
from callsheet.syntax import Pointer, Value

_JSON = re.compile(r"application/(?:[\w.+-]*\+)?json\b|\*/\*|application/\*", re.IGNORECASE)


class _Sample(NamedTuple):
    """A value that has to fit a schema."""

    pointer: Pointer
    """Where it stands in the bundle."""
    place: Pointer
    """Where it stands in the document; for what is in another file the `$ref` that leads there."""
    value: Value
    schema: Pointer


def check_examples(bundle: Bundle, version: Version) -> list[OpenApiProblem]:
    """Every value in an example or default that its schema does not allow, once."""
    samples = list(_samples(bundle.value, version))
    converter = SchemaConverter(bundle.value, version)
    numbers = {schema: converter.convert_at(schema) for schema in dict.fromkeys(sample.schema for sample in samples)}
    evaluator = Evaluator(converter.definitions, {"byte": _is_base64})
    found: list[OpenApiProblem] = []
    for sample in samples:
        for mismatch in evaluator.mismatches(numbers[sample.schema], sample.value):
            found += _problems(sample, mismatch, converter.definitions)
    return found


def _samples(root: Any, version: Version) -> Iterator[_Sample]:
    """The examples and defaults of a document, in its order."""
    for part in walk({key: value for key, value in root.items() if key != FILES}):
        if part.role == "schema":
            yield from _samples_of_schema(part, version)
        elif part.role in ("parameter", "header") and isinstance(part.value.get("schema"), dict):
            yield from _samples_beside_schema(root, part)
        elif part.role == "media type" and isinstance(part.value.get("schema"), dict):
            is_json = _JSON.match(str(part.pointer[-1])) is not None
            for sample in _samples_beside_schema(root, part):
                if is_json or not isinstance(sample.value, str):  # a text shows how other formats write the value
                    yield sample


def _samples_of_schema(part: Part, version: Version) -> Iterator[_Sample]:
    if version == "3.0" and part.reference is not None:  # nothing beside it counts
        return
    for key in ("default", "example"):
        if key in part.value:
            place = (*part.pointer, key)
            yield _Sample(place, place, part.value[key], part.pointer)
    examples = part.value.get("examples")
    if version != "3.0" and isinstance(examples, list):
        for index, value in enumerate(examples):
            place = (*part.pointer, "examples", index)
            yield _Sample(place, place, value, part.pointer)


def _samples_beside_schema(root: Any, part: Part) -> Iterator[_Sample]:
    schema = (*part.pointer, "schema")
    if "example" in part.value:
        place = (*part.pointer, "example")
        yield _Sample(place, place, part.value["example"], schema)
    examples = part.value.get("examples")
    for name in examples if isinstance(examples, dict) else ():
        steps = (*part.pointer, "examples", name, "value")
        found = resolve_pointer(root, (*follow(root, steps[:-1]), "value"))
        if found is not None:
            yield _Sample(found.pointer, locate(root, steps), found.value, schema)


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text.encode(), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def _problems(sample: _Sample, mismatch: Mismatch, definitions: dict[str, Any]) -> Iterator[OpenApiProblem]:
    what = "default" if sample.pointer[-1] == "default" else "example"
    is_here = sample.place == sample.pointer or sample.place[-1:] != ("$ref",)
    pointer = (*sample.place, *mismatch.pointer) if is_here else sample.place
    if mismatch.keyword == "unknown":
        free = _free_properties(mismatch, definitions)
        for key in mismatch.limit:
            suggestion = nearest(key, free)
            message = f"this {what} does not fit its schema: {quoted(key)} is not among the properties"
            at = (*pointer, key) if is_here else pointer
            yield _problem(at, message + did_you_mean(suggestion), on_key=is_here, suggestion=suggestion)
    else:
        written = mismatch._replace(limit=_written_limit(mismatch, definitions))
        message = f"this {what} does not fit its schema: {describe(written, 'the object')}"
        is_key = mismatch.keyword == "propertyNames" and is_here
        yield _problem(pointer, message, on_key=is_key, suggestion=meant(mismatch))


def _free_properties(mismatch: Mismatch, definitions: dict[str, Any]) -> list[str]:
    """The properties of the schema that forbids further ones, without those that the object already has."""
    known = _schema_of(mismatch, definitions).get("properties")
    used = mismatch.value if isinstance(mismatch.value, dict) else {}
    return [name for name in known if name not in used] if isinstance(known, dict) else []


def _written_limit(mismatch: Mismatch, definitions: dict[str, Any]) -> Any:
    """What a keyword demands in the author's words, which the validator may have needed otherwise."""
    schema = _schema_of(mismatch, definitions) if mismatch.keyword == "pattern" else {}
    return schema.get(WRITTEN_PATTERN, mismatch.limit)


def _schema_of(mismatch: Mismatch, definitions: dict[str, Any]) -> dict[str, Any]:
    """The converted schema whose keyword failed; empty where it cannot be found."""
    found = resolve_pointer({"$defs": definitions}, tuple(map(str, mismatch.schema_path[:-1])))
    return found.value if found is not None and isinstance(found.value, dict) else {}


def _problem(pointer: Pointer, message: str, *, on_key: bool = False, suggestion: str | None = None) -> OpenApiProblem:
    return OpenApiProblem("example-mismatch", pointer, message, on_key, suggestion)
