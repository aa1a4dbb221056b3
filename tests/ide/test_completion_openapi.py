"""Keys and values of OpenAPI documents, from the specification's own schemas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.ide.completion.openapi_schema import openapi_schema_at
from tests.ide.completion_checks import check_applied, check_complete, check_snippet, completions

DOCUMENT = "--- /.tmp/contracts/sales/orders/openapi"
VERSIONS = ["3.0.3", "3.1.0", "3.2.0"]


def yaml(text: str, version: str = "3.1.0") -> str:
    return f"{DOCUMENT}.yaml\nopenapi: {version}\n{text}"


def json(text: str) -> str:
    return f'{DOCUMENT}.json\n{{"openapi": "3.1.0", {text}}}'


def labels(fixture: str) -> list[str]:
    return [item.label for item in completions(fixture)[0]]


@pytest.mark.parametrize("version", VERSIONS)
def test_keys_of_the_document(version: str) -> None:
    assert {"info", "paths", "components", "servers", "tags"} <= set(labels(yaml("<|>", version)))
    check_complete(yaml("info:\n  <|>", version), "title", "version", rest=True)


@pytest.mark.parametrize("version", VERSIONS)
def test_methods_come_first_in_a_path(version: str) -> None:
    check_complete(yaml("paths:\n  /orders:\n    <|>", version), "get", "post", "put", "patch", "delete", rest=True)


@pytest.mark.parametrize("version", VERSIONS)
def test_keys_of_operations_and_responses(version: str) -> None:
    operation = "paths:\n  /orders:\n    get:\n      "
    assert labels(yaml(f"{operation}<|>", version))[0] == "responses"
    assert "operationId" in labels(yaml(f"{operation}<|>", version))
    check_complete(yaml(f"{operation}responses:\n        <|>", version), "200", "201", "default", rest=True)
    response = f"{operation}responses:\n        '200':\n          "
    assert "description" in labels(yaml(f"{response}<|>", version))[:2]
    check_complete(yaml(f"{response}content:\n            app<|>", version), "application/json", rest=True)
    assert "schema" in labels(yaml(f"{response}content:\n            application/json:\n              <|>", version))


@pytest.mark.parametrize("version", VERSIONS)
def test_keys_and_values_of_schemas(version: str) -> None:
    schema = "components:\n  schemas:\n    Order:\n      "
    check_complete(yaml(f"{schema}<|>", version), "type", "properties", "required", "items", "format", rest=True)
    check_complete(yaml(f"{schema}type: str<|>", version), "string")
    assert "$ref" in labels(yaml(f"{schema}properties:\n        id:\n          <|>", version))
    assert labels(yaml(f"{schema}deprecated: <|>", version)) == ["true", "false"]


@pytest.mark.parametrize("version", VERSIONS)
def test_keys_and_values_of_parameters_and_security(version: str) -> None:
    parameter = "paths:\n  /orders:\n    get:\n      parameters:\n        - "
    assert {"name", "in"} <= set(labels(yaml(f"{parameter}<|>", version)))
    check_complete(yaml(f"{parameter}in: pa<|>", version), "path")
    check_complete(yaml(f"{parameter}name: id\n          required: <|>", version), "true", "false")
    assert "bearerFormat" in labels(yaml("components:\n  securitySchemes:\n    Token:\n      <|>", version))


def test_keys_that_the_entries_beside_have_come_first() -> None:
    text = (
        "components:\n  schemas:\n    A:\n      title: a\n      example: 1\n    B:\n      example: 2\n    C:\n      <|>"
    )
    check_complete(yaml(text), "example", "title", "type", rest=True)


def test_an_operation_begins_with_a_response() -> None:
    expected = (
        'openapi: 3.1.0\npaths:\n  /orders:\n    get:\n      responses:\n        "200":\n          description: $1'
    )
    check_snippet(yaml("paths:\n  /orders:\n    ge<|>"), "get", expected.replace("\n      ", "\n      "))


def test_the_same_in_json() -> None:
    check_complete(json('"paths": {"/orders": {"<|>"}}'), "get", "post", rest=True)
    check_applied(
        json('"components": {"schemas": {"A": {"type": "<|>"}}}'),
        "object",
        '{"openapi": "3.1.0", "components": {"schemas": {"A": {"type": "object"}}}}',
    )


def test_nothing_where_the_specification_says_nothing() -> None:
    assert openapi_schema_at("3.1.0", ("info", "title", "more")) is None
    assert openapi_schema_at("3.1.0", ("paths", 0)) is None
    check_complete(yaml("x-note:\n  a: <|>"))


STEPS = [
    "info",
    "paths",
    "/a",
    "get",
    "responses",
    "200",
    "default",
    "content",
    "schema",
    "properties",
    "allOf",
    "$defs",
    "x",
    "",
]


@given(
    st.text(max_size=5) | st.sampled_from(VERSIONS), st.lists(st.sampled_from(STEPS) | st.integers(0, 2), max_size=12)
)
def test_every_pointer_has_an_answer(version: str, steps: list[str | int]) -> None:
    schema = openapi_schema_at(version, tuple(steps))
    assert schema is None or isinstance(schema.get("required"), list)
