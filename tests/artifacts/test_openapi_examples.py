"""Examples and defaults of OpenAPI documents against their schemas."""

from __future__ import annotations

import pytest

from tests.artifacts.openapi_checks import HEAD_30, HEAD_31, HEADS, check_problems

START = "this example does not fit its schema: "


def body(schema: str, example: str, media_type: str = "application/json") -> str:
    """A document whose one response has a schema and an example."""
    return f"""
paths:
  /cards:
    get:
      responses:
        "200":
          description: The cards.
          content:
            {media_type}:
              schema: {schema}
              example: {example}
components:
  schemas:
    Card:
      type: object
      required: [id]
      additionalProperties: false
      properties:
        id: {{type: string, format: uuid}}
        amount: {{type: integer, format: int32}}
        parent: {{$ref: "#/components/schemas/Card"}}
"""


CARD = '{$ref: "#/components/schemas/Card"}'
ID = "3f2b8a52-6f7b-4a53-9d53-0c6a7d1f8e11"


def test_the_problem_is_the_value_within_the_example() -> None:
    for head in HEADS:
        check_problems(head + body(CARD, "{id: «card-7»}"), START + '"card-7" is not a UUID')
        check_problems(
            head + body(CARD, f"{{id: {ID}, parent: {{id: {ID}, amount: «fifty»}}}}"),
            START + '"amount" must be a whole number, not "fifty"',
        )


def test_missing_and_unknown_properties() -> None:
    check_problems(
        HEAD_30 + body(CARD, "{«amuont»: 3}").replace("example:", "«example»:"),
        START + 'the object needs "id"',
        START + '"amuont" is not among the properties; did you mean "amount"?',
    )


@pytest.mark.parametrize(
    ("schema", "example", "message"),
    [
        ("{type: string, format: date-time}", "2026-03-01", "a date-time such as 2026-03-01T09:15:00Z"),
        ("{type: string, format: date}", "1 March", "a date such as 2026-03-01"),
        ("{type: string, format: email}", "desk", "an e-mail address"),
        ("{type: string, format: byte}", "Größe", "Base64"),
    ],
)
def test_formats(schema: str, example: str, message: str) -> None:
    for head in HEADS:
        check_problems(head + body(schema, f"«{example}»"), f'{START}"{example}" is not {message}')
        check_problems(head + body(schema.replace("format", "x-format"), example))


def test_whole_numbers_have_a_range() -> None:
    check_problems(
        HEAD_30 + body("{type: integer, format: int32}", "«3000000000»"),
        START + "it must be at most 2147483647, not 3000000000",
    )
    check_problems(HEAD_30 + body("{type: integer, format: int64}", "3000000000"))


def test_limits_that_do_not_count_themselves() -> None:
    check_problems(
        HEAD_30 + body("{type: integer, minimum: 3, exclusiveMinimum: true}", "«3»"),
        START + "it must be more than 3, not 3",
    )
    check_problems(HEAD_30 + body("{type: integer, minimum: 3, exclusiveMinimum: false}", "3"))
    check_problems(
        HEAD_31 + body("{type: integer, exclusiveMinimum: 3}", "«3»"), START + "it must be more than 3, not 3"
    )


def test_null() -> None:
    check_problems(HEAD_30 + body("{type: string, nullable: true, enum: [a]}", "null"))
    check_problems(HEAD_30 + body("{type: string}", "«null»"), START + "it must be a string, not null")
    check_problems(HEAD_31 + body("{type: [string, 'null']}", "null"))


def test_of_a_union_the_nearest_alternative_counts() -> None:
    pet = "{oneOf: [{properties: {kind: {enum: [cat]}}}, {required: [bark], properties: {kind: {enum: [dog]}}}]}"
    check_problems(
        HEAD_30 + body(pet, "{kind: dog}").replace("example:", "«example»:"), START + 'the object needs "bark"'
    )
    check_problems(HEAD_30 + body(pet, "{kind: «cow»}"), START + '"cow" is not one of "cat" and "dog"')
    check_problems(
        HEAD_30 + body("{anyOf: [{type: string}, {type: integer}]}", "«[]»"),
        START + "it must be a string or a whole number, not a list",
    )


def test_properties_for_one_direction_only_may_be_missing() -> None:
    schema = "{required: [id, secret], properties: {id: {readOnly: true}, secret: {allOf: [{}], writeOnly: true}}}"
    for head in HEADS:
        check_problems(head + body(schema, "{}"))


def test_a_text_can_show_what_other_formats_write() -> None:
    check_problems(HEAD_30 + body(CARD, "<card/>", "application/xml"))
    check_problems(HEAD_30 + body(CARD, "«<card/>»"), START + 'it must be an object, not "<card/>"')


def test_where_examples_stand() -> None:
    text = """
paths:
  /cards:
    get:
      parameters:
        - {name: a, in: query, schema: {type: integer}, example: «x»}
        - {name: b, in: query, schema: {type: integer, default: «x»}}
        - {name: c, in: query, schema: {type: integer}, examples: {one: {value: 1}, two: {value: «x»}}}
        - {name: d, in: query, schema: {type: integer}, examples: {three: {$ref: "#/components/examples/Three"}}}
      responses:
        "200": {description: All., headers: {X-Total: {schema: {type: integer}, example: «x»}}}
components:
  examples: {Three: {value: «x»}}
  schemas: {Total: {type: integer, example: «x»}}
"""
    example = START + 'it must be a whole number, not "x"'
    messages = [example, example.replace("example", "default"), *[example] * 4]
    for head in HEADS:
        check_problems(head + text, *messages)


def test_a_list_of_examples_is_new_in_3_1() -> None:
    text = "paths: {}\ncomponents: {schemas: {Total: {type: integer, examples: [1, «x»]}}}\n"
    check_problems(HEAD_31 + text, START + 'it must be a whole number, not "x"')


def test_beside_a_reference_3_0_sees_nothing() -> None:
    text = "paths: {}\ncomponents: {schemas: {A: {type: integer}, B: {$ref: '#/components/schemas/A', default: %s}}}\n"
    check_problems(HEAD_30 + text % "x")
    message = 'this default does not fit its schema: it must be a whole number, not "x"'
    check_problems(HEAD_31 + text % "«x»", message)


def test_an_example_in_another_file_is_its_own_affair() -> None:
    text = """
paths: {}
components:
  parameters:
    A: {name: a, in: query, schema: {type: integer}, examples: {one: {$ref: «"examples.yaml#/one"»}}}
--- /examples.yaml
one: {value: x}
"""
    check_problems(HEAD_30 + text, START + 'it must be a whole number, not "x"')


def test_what_a_broken_schema_allows_is_unknown() -> None:
    check_problems(HEAD_30 + body("{pattern: «'('»}", "x"), '"(" is not a regular expression')
