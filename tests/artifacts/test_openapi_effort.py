"""Schemas whose alternatives multiply: examples are checked all the same, in few steps."""

from __future__ import annotations

from typing import Any

import pytest

from callsheet.artifacts.openapi import check_openapi, evaluation, examples
from callsheet.artifacts.openapi.evaluation import MAX_STEPS, Evaluator
from callsheet.artifacts.openapi.library import library_errors

PREFIX = "this example does not fit its schema: "
LEVELS = 18
NO_NUMBER = [("components/schemas/Y/example", PREFIX + 'it must be a whole number, not "abc"')]


@pytest.fixture
def evaluators(monkeypatch: pytest.MonkeyPatch) -> list[Evaluator]:
    """The evaluators that are made, for their steps."""
    made: list[Evaluator] = []

    def make(definitions: dict[str, Any], formats: dict[str, Any]) -> Evaluator:
        made.append(Evaluator(definitions, formats))
        return made[-1]

    monkeypatch.setattr(examples, "Evaluator", make)
    return made


def document(schemas: dict[str, Any], version: str = "3.1.0") -> dict[str, Any]:
    information = {"title": "Cards", "version": "1.0.0"}
    return {"openapi": version, "info": information, "paths": {}, "components": {"schemas": schemas}}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def found(schemas: dict[str, Any]) -> list[tuple[str, str]]:
    problems = check_openapi(document(schemas), lambda _: None)
    return [("/".join(map(str, problem.pointer)), problem.message) for problem in problems]


def ladder(keyword: str, **top: Any) -> dict[str, Any]:
    """Schemas each of which refers to the next one three times."""
    schemas: dict[str, Any] = {f"X{level}": {keyword: [ref(f"X{level + 1}")] * 3} for level in range(LEVELS)}
    return {**schemas, f"X{LEVELS}": {"type": "integer"}, "Y": {"allOf": [ref("X0")], "example": "abc", **top}}


def expressions(depth: int, leaf: Any) -> dict[str, Any]:
    """Alternatives that hold each other, and one example that is nested so deep."""
    names = ["And", "Or", "Xor", "Cmp", "Add"]
    sides = {"left": ref("Expr"), "right": ref("Expr")}
    schemas: dict[str, Any] = {
        name: {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"const": name}, "v": {"type": "integer"}, **sides},
        }
        for name in names
    }
    value: dict[str, Any] = {"kind": "Add", "v": leaf}
    for _ in range(depth):
        value = {"kind": "Add", "v": 1, "left": value, "right": {"kind": "Or", "v": 2}}
    return {**schemas, "Expr": {"oneOf": [ref(name) for name in names]}, "Top": {**ref("Expr"), "example": value}}


@pytest.mark.parametrize("keyword", ["allOf", "anyOf"])
def test_a_ladder_of_references(keyword: str, evaluators: list[Evaluator]) -> None:
    assert found(ladder(keyword)) == NO_NUMBER
    assert 0 < evaluators[0].steps < 500


@pytest.mark.parametrize("depth", [4, 8, 20])
def test_a_wrong_leaf_deep_in_an_example(depth: int, evaluators: list[Evaluator]) -> None:
    place = "components/schemas/Top/example" + depth * "/left" + "/v"
    assert found(expressions(depth, "no")) == [(place, PREFIX + '"v" must be a whole number, not "no"')]
    assert found(expressions(depth, 1)) == []
    assert all(0 < evaluator.steps < MAX_STEPS / 4 for evaluator in evaluators)


def test_alternatives_that_the_validator_would_follow_itself_are_not_checked() -> None:
    assert found(ladder("anyOf", unevaluatedProperties=False)) == []
    short = {"X0": {"anyOf": [{"type": "integer"}]}, "Y": ladder("anyOf", unevaluatedProperties=False)["Y"]}
    assert found(short) == NO_NUMBER


def test_properties_behind_references_are_evaluated_ones() -> None:
    closed = {"allOf": [ref("A")], "unevaluatedProperties": False}
    base = {"A": {"properties": {"a": ref("B")}}, "B": {"type": "integer"}}
    assert found({**base, "C": {**closed, "example": {"a": 1}}}) == []
    assert found({**base, "C": {**closed, "example": {"a": 1, "b": 1}}}) == [
        ("components/schemas/C/example/b", PREFIX + '"b" is not among the properties')
    ]


def test_once_the_steps_are_used_up_nothing_more_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "MAX_STEPS", 10)
    assert found(ladder("anyOf")) == []
    monkeypatch.setattr(evaluation, "MAX_STEPS", 70)
    assert found(ladder("anyOf")) == [("components/schemas/Y/example", PREFIX + "it does not fit its schema")]


def test_schemas_that_lead_in_a_circle(evaluators: list[Evaluator]) -> None:
    schemas = {"A": {"oneOf": [ref("B")]}, "B": {"allOf": [ref("A"), {"type": "integer"}], "example": "abc"}}
    assert found(schemas) == [("components/schemas/B/example", PREFIX + 'it must be a whole number, not "abc"')]
    assert evaluators[0].steps < 20


def test_required_properties_are_collected_from_each_schema_once() -> None:
    schemas = ladder("allOf", required=["a"])
    assert [error.kind for error in library_errors(document(schemas, "3.0.3"), "3.0")] == ["ExtraParametersError"]
    schemas[f"X{LEVELS}"] = {"properties": {"a": {}}}
    assert library_errors(document(schemas, "3.0.3"), "3.0") == []
