"""What a brief says of the bodies of an operation's request and responses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from callsheet.ide.brief.bodies import bodies

DOCUMENT: dict[str, Any] = {
    "components": {
        "schemas": {
            "Card": {"type": "object", "required": ["id"], "properties": {"id": {}, "text": {}}},
            "Named": {"allOf": [{"$ref": "#/components/schemas/Card"}, {"properties": {"name": {}}}]},
            "Circle": {"allOf": [{"$ref": "#/components/schemas/Circle"}], "properties": {"around": {}}},
            "Colour": {"type": "string", "enum": ["red", "blue"]},
        },
        "requestBodies": {
            "Order": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Card"}}}}
        },
        "responses": {"Gone": {"description": "It is gone", "content": {"text/plain": {"schema": {"type": "string"}}}}},
    }
}


def reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def body(schema: object) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ({"requestBody": body(reference("Card"))}, ["Request `Card`: id and text (optional)"]),
        ({"requestBody": {"$ref": "#/components/requestBodies/Order"}}, ["Request `Card`: id and text (optional)"]),
        ({"requestBody": body({"type": "array", "items": reference("Card")})}, ["Request list of `Card`: id and text (optional)"]),
        ({"requestBody": body({"properties": {"a": {}, "b": {}}, "required": ["b"]})}, ["Request: a (optional) and b"]),
        ({"requestBody": body(reference("Named"))}, ["Request `Named`: id, text (optional) and name (optional)"]),
        ({"requestBody": body(reference("Circle"))}, ["Request `Circle`: around (optional)"]),
        ({"requestBody": body(reference("Colour"))}, ["Request `Colour`"]),
        ({"requestBody": body(reference("Gone"))}, ["Request `Gone`"]),
        ({"requestBody": body({"$ref": "other.yaml#/components/schemas/Far"})}, ["Request `Far`"]),
        ({"requestBody": body({"type": "string"})}, []),
        ({"responses": {"200": body(reference("Card")), "204": {}}}, ["Response 200 `Card`: id and text (optional)"]),
        ({"responses": {404: {"$ref": "#/components/responses/Gone"}}}, []),
        ({"requestBody": 5, "responses": [1]}, []),
        ({"requestBody": {"content": {"application/json": 7}}, "responses": {"200": {"content": []}}}, []),
        ({"requestBody": body({"$ref": 5, "properties": [1], "required": "a", "items": 3, "allOf": {}})}, []),
        ({"requestBody": body({"$ref": "#/components/schemas/Card/properties/id/../~2"})}, ["Request `~2`"]),
        ({}, []),
    ],
)  # fmt: skip
def test_bodies(operation: dict[str, Any], expected: list[str]) -> None:
    assert bodies(operation, DOCUMENT) == expected


def test_many_fields_are_counted() -> None:
    schema = {"properties": {f"field{number:02}": {} for number in range(40)}, "required": ["field00"]}
    [line] = bodies({"requestBody": body(schema)}, DOCUMENT)
    assert line.startswith("Request: field00, field01 (optional), ")
    assert line.endswith(" and 10 more")


def test_schemas_that_branch_for_ever() -> None:
    """Each level names the next one twice: what is followed is counted."""
    schemas = {f"S{level}": {"allOf": [reference(f"S{level + 1}"), reference(f"S{level + 1}")]} for level in range(60)}
    assert bodies({"requestBody": body(reference("S0"))}, {"components": {"schemas": schemas}}) == ["Request `S0`"]
    json.dumps(schemas)
