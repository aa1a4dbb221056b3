"""OpenAPI documents that are not built as the specification demands: what is said, and where."""

from __future__ import annotations

import pytest

from callsheet.artifacts.openapi import OpenApiProblem, check_openapi
from callsheet.syntax import Value
from tests.artifacts.openapi_checks import HEAD_30, HEAD_31, HEADS, check_problems

RIGHT = """
paths:
  /cards/{card}:
    parameters:
      - {name: card, in: path, required: true, schema: {type: string, format: uuid}}
    get:
      operationId: getCard
      responses:
        "200":
          description: The card.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Card"}
              example: {id: 3f2b8a52-6f7b-4a53-9d53-0c6a7d1f8e11, amount: 50}
components:
  schemas:
    Card:
      type: object
      required: [id]
      properties: {id: {type: string, format: uuid}, amount: {type: integer, minimum: 1}}
"""


@pytest.mark.parametrize("head", [*HEADS, HEAD_31.replace("3.1.0", "3.2.0")])
def test_a_right_document_has_no_problem(head: str) -> None:
    check_problems(head + RIGHT)


# what the document is


@pytest.mark.parametrize(
    ("value", "what"), [(None, "null"), ([], "a list"), ("openapi", '"openapi"'), (3, "3"), (True, "true")]
)
def test_a_document_that_is_no_object(value: Value, what: str) -> None:
    assert check_openapi(value, lambda _: None) == [
        OpenApiProblem("invalid-openapi", (), f"an OpenAPI document is an object, not {what}")
    ]


def test_the_version_decides_what_is_checked() -> None:
    understood = "only OpenAPI 3.0, 3.1 and 3.2 are understood"
    check_problems("openapi: «4.0.0»\npths: {}", f'"4.0.0" is no version that is understood: {understood}')
    check_problems("openapi: «{}»\n", f"an object is no version that is understood: {understood}")
    check_problems("swagger: «'2.0'»\npaths: {}", f"this is a Swagger document, and {understood}")
    check_problems("«info»: {}\n", f'the document does not say which version it is of ("openapi"); {understood}')


@pytest.mark.parametrize(("written", "shown"), [("'3.0'", '"3.0"'), ("3.0", "3.0")])
def test_a_version_without_its_last_number(written: str, shown: str) -> None:
    text = HEAD_30.replace("3.0.3", f"«{written}»") + "paths: {}\n"
    (problem,) = check_problems(text, f'{shown} is no full version; did you mean "3.0.4"?')
    assert problem.suggestion == "3.0.4"


# fields


def test_missing_fields_are_said_at_once() -> None:
    check_problems("openapi: 3.0.3\n«info»: {description: Cards}\npaths: {}\n", 'info needs "title" and "version"')
    check_problems("«openapi»: 3.0.3\n", 'the document needs "info" and "paths"')
    check_problems(HEAD_31.replace("openapi", "«openapi»"), 'the document needs "paths", "components" or "webhooks"')


def test_a_missing_field_of_what_could_be_a_reference() -> None:
    for head in HEADS:
        text = 'paths:\n  /cards:\n    get:\n      responses:\n        "200": «{}»\n'
        check_problems(head + text, 'a response needs "description"')


def test_a_misspelt_field() -> None:
    text = 'paths:\n  /cards:\n    get:\n      «summry»: All\n      responses: {"200": {description: All.}}\n'
    for head in HEADS:
        (problem,) = check_problems(head + text, '"summry" is no field of an operation; did you mean "summary"?')
        assert (problem.suggestion, problem.on_key) == ("summary", True)


def test_each_unknown_field_is_a_problem_of_its_own() -> None:
    text = "openapi: 3.0.3\ninfo: {title: Cards, version: 1.0.0, «name»: Cards, x-team: 1, «colour»: red}\npaths: {}\n"
    check_problems(text, '"name" is no field of info', '"colour" is no field of info')


def test_paths_and_status_codes_have_a_form() -> None:
    text = 'paths:\n  «cards»: {}\n  /cards: {get: {responses: {«"20"»: {description: All.}, default: {description: All.}}}}\n'
    for head in HEADS:
        first, _ = check_problems(
            head + text,
            '"cards" is no path: paths begin with "/"',
            '"20" is no status code, such as "200" or "4XX", nor "default"',
        )
        assert first.suggestion == "/cards"


def test_names_of_components_have_a_form() -> None:
    message = '"Gift card" is no name for a component: it can have letters, digits, ".", "-" and "_"'
    (problem,) = check_problems(HEAD_31 + "components: {schemas: {«Gift card»: {}}}\n", message)
    assert problem.suggestion == "Gift_card"


def test_fields_that_exclude_each_other() -> None:
    text = """
paths: {}
components:
  parameters:
    «A»: {name: a, in: query, schema: {}, content: {text/csv: {}}}
"""
    both = 'has "schema" and "content", of which only one can stand'
    check_problems(HEAD_30 + text, f"this object {both}")
    check_problems(HEAD_31 + text, f"a parameter {both}")


# values


def test_wrong_types() -> None:
    text = "openapi: 3.0.3\ninfo: {title: «3», version: 1.0.0}\nservers: «https://example.com»\npaths: {}\n"
    check_problems(text, '"title" must be a string, not 3', '"servers" must be a list, not "https://example.com"')
    check_problems(HEAD_30 + "tags: [«3»]\npaths: {}\n", 'item 1 of "tags" must be an object, not 3')


def test_of_alternatives_that_a_field_tells_apart_the_one_it_names_counts() -> None:
    for head, types in ((HEAD_30, '"apiKey", "http", "oauth2"'), (HEAD_31, '"apiKey", "http", "mutualTLS", "oauth2"')):
        text = """
paths: {}
components:
  securitySchemes:
    «Key»: {type: apiKey, name: key}
    Login: {type: «basic»}
"""
        check_problems(
            head + text, 'a security scheme needs "in"', f'"basic" is not one of {types} and "openIdConnect"'
        )


def test_the_place_of_a_parameter_is_one_of_four() -> None:
    text = "paths: {}\ncomponents: {parameters: {A: {name: a, in: «querry», schema: {}}}}\n"
    (problem,) = check_problems(
        HEAD_30 + text, '"querry" is not one of "path", "query", "header" and "cookie"; did you mean "query"?'
    )
    assert problem.suggestion == "query"


def test_a_path_parameter_is_required() -> None:
    for head in HEADS:
        text = "paths: {}\ncomponents: {parameters: {«A»: {name: a, in: path, schema: {}}}}\n"
        check_problems(head + text, 'a path parameter needs "required", and it must be true')
        text = "paths: {}\ncomponents: {parameters: {A: {name: a, in: path, required: «false», schema: {}}}}\n"
        check_problems(head + text, '"required" must be true, not false')


def test_schemas_are_looked_into() -> None:
    text = "paths: {}\ncomponents: {schemas: {A: {properties: {b: {type: «strng»}, c: {minLength: «-1»}}}}}\n"
    for head, types in ((HEAD_30, '"integer", "number"'), (HEAD_31, '"integer", "null", "number"')):
        first, _ = check_problems(
            head + text,
            f'"strng" is not one of "array", "boolean", {types}, "object" and "string"; did you mean "string"?',
            '"minLength" must be at least 0, not -1',
        )
        assert first.suggestion == "string"


def test_schemas_of_another_dialect_are_not_looked_into() -> None:
    text = (
        "jsonSchemaDialect: https://json-schema.org/draft/2019-09/schema\ncomponents: {schemas: {A: {type: strng}}}\n"
    )
    check_problems(HEAD_31 + text)


def test_patterns_and_addresses() -> None:
    text = "components: {schemas: {A: {pattern: «'('»}, B: {pattern: '{x}'}}}\n"
    check_problems(HEAD_31 + text, '"(" is not a regular expression')
    text = "openapi: 3.1.0\ninfo: {title: Cards, version: 1.0.0, contact: {email: «desk», url: «example.com»}}\npaths: {}\n"
    check_problems(text, '"desk" is not an e-mail address', '"example.com" is not a full URI, with its scheme')


def test_addresses_of_servers_can_have_variables() -> None:
    for head in HEADS:
        check_problems(head + 'servers: [{url: "https://{region}.example.com/{base path}"}]\npaths: {}\n')


# parameters, tags, required properties


def test_path_parameters_are_declared_and_used() -> None:
    text = """
paths:
  /cards/{card}/{part}:
    parameters: [{name: «crd», in: path, required: true, schema: {}}]
    «get»:
      parameters: [{name: part, in: path, required: true, schema: {}}]
      responses: {"200": {description: The part.}}
"""
    for head in HEADS:
        first, _ = check_problems(
            head + text,
            'the path "/cards/{card}/{part}" has no parameter "crd"; did you mean "card"?',
            'the path has a parameter "card" that "get" does not declare',
        )
        assert first.suggestion == "card"


def test_a_declared_parameter_that_is_a_reference() -> None:
    text = """
paths:
  /cards:
    get:
      parameters: [{$ref: «"#/components/parameters/Card"»}]
      responses: {"200": {description: The card.}}
components: {parameters: {Card: {name: card, in: path, required: true, schema: {}}}}
"""
    check_problems(HEAD_30 + text, 'the path "/cards" has no parameter "card"')


def test_duplicate_parameters_and_tags() -> None:
    text = """
tags: [{name: card}, {name: part}, {name: «card»}]
paths:
  /cards:
    get:
      parameters:
        - {name: size, in: query, schema: {}}
        - {name: size, in: header, schema: {}}
        - «{»name: size, in: query, schema: {}}
      responses: {"200": {description: The cards.}}
"""
    for head in HEADS:
        check_problems(
            head + text,
            'the tag "card" is declared a second time',
            'the query parameter "size" is declared a second time',
        )


def test_required_properties_that_no_part_of_a_schema_has() -> None:
    text = """
paths: {}
components:
  schemas:
    Part: {properties: {size: {type: string}, parts: {type: array, items: {$ref: "#/components/schemas/Part"}}}}
    Card: {allOf: [{$ref: "#/components/schemas/Part"}], required: [size, «amount»]}
"""
    check_problems(HEAD_30 + text, '"amount" is required but no property of this schema')


def test_duplicate_operation_ids_are_left_to_another_rule() -> None:
    operation = '{operationId: a, responses: {"200": {description: All.}}}'
    check_problems(HEAD_30 + f"paths: {{/a: {{get: {operation}, post: {operation}}}}}\n")


# order and form


def test_problems_stand_in_the_order_of_the_document() -> None:
    document: Value = {
        "paths": {"cards": {}},
        "openapi": "3.0.3",
        "info": {"version": 1, "titel": "", "title": 2},
    }
    problems = check_openapi(document, lambda _: None)
    assert [problem.pointer for problem in problems] == [
        ("paths", "cards"),
        ("info", "version"),
        ("info", "titel"),
        ("info", "title"),
    ]
