"""The helper of the tests of OpenAPI documents."""

from __future__ import annotations

from callsheet.artifacts.openapi import OpenApiProblem, check_openapi
from callsheet.syntax import Document, Value
from callsheet.text import Text
from tests.workspaces import Fixture, read_fixture

HEAD_30 = "openapi: 3.0.3\ninfo: {title: Cards, version: 1.0.0}\n"
HEAD_31 = "openapi: 3.1.0\ninfo: {title: Cards, version: 1.0.0}\n"
HEADS = (HEAD_30, HEAD_31)


def check_problems(marked: str, *messages: str) -> list[OpenApiProblem]:
    """Check that a document has the problems with these messages, in these places; gives them back.

    The text is YAML, with « and » around each offending value or key. Further files follow, headed `--- /name`.
    """
    fixture = read_fixture("--- /api.yaml\n" + marked)
    document = read_document(fixture, "api.yaml")
    problems = check_openapi(document.value, lambda path: load(fixture, path))
    assert [problem.message for problem in problems] == list(messages)
    assert [place_of(document, problem) for problem in problems] == [place[1:] for place in sorted(fixture.marked)]
    return problems


def place_of(document: Document, problem: OpenApiProblem) -> tuple[int, int]:
    return document.key_span(problem.pointer) if problem.on_key else document.span(problem.pointer)


def load(fixture: Fixture, path: str) -> Value:
    return read_document(fixture, path).value if path in fixture.files else None


def read_document(fixture: Fixture, path: str) -> Document:
    return Document(Text(fixture.files[path]), "json" if path.endswith(".json") else "yaml")
