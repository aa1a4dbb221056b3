"""Whatever a document holds: checking it raises nothing, opens no connection and gives problems with places."""

from __future__ import annotations

import copy
import socket
from collections.abc import Iterator
from typing import Any
from unittest import TestCase

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callsheet.artifacts.openapi import check as checking
from callsheet.artifacts.openapi import check_openapi, endpoints, refs, resolve_pointer
from callsheet.syntax import Pointer, Value
from tests.artifacts.openapi_checks import read_document
from tests.artifacts.test_openapi_structure import RIGHT
from tests.workspaces import read_fixture


@pytest.fixture(autouse=True)
def no_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection is opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-3, 300)
    | st.floats()
    | st.sampled_from([10**30, "", "a", "get", "string", "\ud800", "3.0.3", "3.1.0", "/a/{b}", "uuid", "(", "path"])
    | st.sampled_from(
        ["#", "#/", "#/paths", "#/components/schemas/A", "https://127.0.0.1:9/a", "a.yaml#/b", "file:///a"]
    )
)
KEYS = st.sampled_from(
    [
        *(
            "openapi",
            "info",
            "paths",
            "/a/{b}",
            "get",
            "parameters",
            "responses",
            "200",
            "content",
            "schema",
            "name",
            "in",
        ),
        *("components", "schemas", "A", "type", "properties", "items", "required", "allOf", "oneOf", "enum", "format"),
        *("$ref", "$id", "$anchor", "$schema", "default", "example", "examples", "value", "nullable", "pattern", "007"),
        *("discriminator", "readOnly", "tags", "servers", "jsonSchemaDialect", "\ud800", "x-a", ""),
    ]
)
VALUES = st.recursive(
    SCALARS,
    lambda children: st.lists(children, max_size=3) | st.dictionaries(KEYS, children, max_size=4),
    max_leaves=20,
)


@given(VALUES, VALUES)
def test_any_value(value: Value, other: Value) -> None:
    check(value, other)


@given(st.sampled_from(["3.0.3", "3.1.0", "3.2.0"]), st.dictionaries(KEYS, VALUES, max_size=5), VALUES)
def test_any_document(openapi: str, document: dict[str, Any], other: Value) -> None:
    check({**document, "openapi": openapi}, other)


def right_document(openapi: str) -> Any:
    text = f"--- /api.yaml\nopenapi: {openapi}\ninfo: {{title: Cards, version: 1.0.0}}\n{RIGHT}"
    return read_document(read_fixture(text), "api.yaml").value


def places(value: Any, pointer: Pointer = ()) -> Iterator[Pointer]:
    yield pointer
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in members:
        yield from places(member, (*pointer, step))


PLACES = [pointer for pointer in places(right_document("3.0.3")) if pointer]


@given(st.sampled_from(["3.0.3", "3.1.0", "3.2.0"]), st.lists(st.tuples(st.sampled_from(PLACES), VALUES), max_size=3))
@settings(suppress_health_check=list(HealthCheck))
def test_any_change_to_a_right_document(openapi: str, changes: list[tuple[Pointer, Value]]) -> None:
    document = copy.deepcopy(right_document(openapi))
    for pointer, value in changes:
        parent = resolve_pointer(document, pointer[:-1])
        if parent is not None and resolve_pointer(document, pointer) is not None:
            parent.value[pointer[-1]] = value  # type: ignore[index]
    check(document, changes[0][1] if changes else None)


def check(value: Value, other: Value) -> None:
    before = copy.deepcopy(value)
    with TestCase().assertNoLogs("callsheet"):
        problems = check_openapi(value, lambda path: other if path.startswith("a") else None)
    assert repr(value) == repr(before)
    for problem in problems:
        assert problem.message.isprintable()
    assert len(set(problems)) == len(problems)
    assert len(endpoints(value)) >= 0
    assert all(resolve_pointer(value, ref.pointer) is not None for ref in refs(value))


def test_values_nested_very_deep() -> None:
    schema: dict[str, Any] = {}
    for _ in range(5000):
        schema = {"items": schema, "example": [schema]} if not schema else {"items": schema}
    document: Value = {"openapi": "3.1.0", "components": {"schemas": {"A": schema}}, "info": schema}
    assert check_openapi(document, lambda _: None)


def test_schemas_that_refer_to_each_other_in_every_way() -> None:
    ref: Value = {"$ref": "#/components/schemas/A"}
    schema: Value = {"allOf": [ref, {"anyOf": [ref]}], "oneOf": [ref], "not": ref, "items": ref, "required": ["a"]}
    document: Value = {"openapi": "3.0.3", "paths": {}, "components": {"schemas": {"A": schema}}}
    assert [problem.message for problem in check_openapi(document, lambda _: None)][:1] == ['the document needs "info"']


@pytest.mark.parametrize("part", ["bundle", "check_structure", "check_meaning", "check_examples"])
def test_a_fault_of_ours_is_not_blamed_on_the_document(
    part: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise TypeError("a fault")

    monkeypatch.setattr(checking, part, fail)
    assert check_openapi(right_document("3.0.3"), lambda _: None) == []
    assert "a fault" in caplog.text
    found = check_openapi({"openapi": "3.0.3", "paths": {"/a": {"$ref": "#/b"}}}, lambda _: None)
    assert len(found) == (2 if part in ("check_meaning", "check_examples") else 1)
