"""References of OpenAPI documents, and what the documents offer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.openapi import endpoints, parse_ref, refs, resolve_pointer, target_file
from callsheet.artifacts.openapi.references import RefTarget
from callsheet.syntax import Pointer, Value, format_pointer
from tests.artifacts.openapi_checks import HEAD_30, HEAD_31, HEADS, check_problems

# taking a reference apart


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("#/components/schemas/Card", RefTarget("", ("components", "schemas", "Card"), False)),
        ("#", RefTarget("", (), False)),
        ("", RefTarget("", (), False)),
        ("cards.yaml", RefTarget("cards.yaml", (), False)),
        ("../my%20cards.yaml#/a~1b/c~0d/%7Be%7D", RefTarget("../my cards.yaml", ("a/b", "c~d", "{e}"), False)),
        ("#/paths/~1cards/get", RefTarget("", ("paths", "/cards", "get"), False)),
        ("https://example.com/a.yaml#/b", RefTarget("https://example.com/a.yaml", ("b",), True)),
        ("//example.com/a.yaml", RefTarget("//example.com/a.yaml", (), True)),
        ("#card", RefTarget("", (), False, "card")),
    ],
)
def test_parts_of_a_reference(written: str, expected: RefTarget) -> None:
    assert parse_ref(written) == expected


@given(st.text())
def test_any_text_can_be_taken_apart(written: str) -> None:
    assert parse_ref(written).anchor is None or parse_ref(written).pointer == ()


@given(st.lists(st.text(max_size=4), max_size=4))
def test_a_pointer_survives_being_written(steps: list[str]) -> None:
    written = format_pointer(tuple(steps)).replace("%", "%25")
    assert parse_ref(f"#{written}").pointer == tuple(steps)


@pytest.mark.parametrize(
    ("written", "file"),
    [
        ("#/components/schemas/Card", "api/openapi.yaml"),
        ("", "api/openapi.yaml"),
        ("./cards.json#/Card", "api/cards.json"),
        ("../shared/a%20b.yml", "shared/a b.yml"),
        ("../../elsewhere.yaml", None),
        ("/etc/cards.yaml", None),
        ("https://example.com/cards.yaml", None),
        ("cards.md", None),
    ],
)
def test_the_file_that_a_reference_leads_into(written: str, file: str | None) -> None:
    assert target_file("api/openapi.yaml", written) == file


def test_looking_up_a_pointer() -> None:
    value: Value = {"a": [{"b": 1}], "1": None}
    assert resolve_pointer(value, ("a", "0", "b")) == (("a", 0, "b"), 1)
    assert resolve_pointer(value, ("1",)) == (("1",), None)
    assert resolve_pointer(value, ()) == ((), value)
    nowhere: list[Pointer] = [("a", "1"), ("a", "-1"), ("a", "00"), ("a", "x"), ("b",), ("1", "x"), ("a", 0, "b", "c")]
    assert [resolve_pointer(value, pointer) for pointer in nowhere] == [None] * len(nowhere)


def test_what_is_a_reference_and_what_is_not() -> None:
    """The key and the property called `$ref` are none, nor is anything in an example, an enum or an extension."""
    not_one: Value = {"$ref": "#/no"}
    schema: Value = {
        "properties": {"$ref": {"type": "string"}, "example": {"$ref": "#/property"}, "default": {"$ref": "#/default"}},
        "items": {"$ref": "#/items"},
        "example": not_one,
        "default": not_one,
        "enum": [not_one],
        "const": not_one,
        "examples": [not_one],
        "x-note": not_one,
    }
    document: Value = {
        "paths": {
            "/a": {
                "$ref": "#/path",
                "get": {
                    "parameters": [{"$ref": "#/parameter"}],
                    "responses": {
                        "default": {"$ref": "#/response"},
                        "200": {
                            "content": {
                                "a/b": {"schema": schema, "example": not_one, "examples": {"x": {"$ref": "#/example"}}}
                            }
                        },
                        "x-note": not_one,
                    },
                },
            }
        },
        "components": {"schemas": {"$ref": {"$ref": "#/schema"}, "A": {"$ref": 3}}},
    }
    found = refs(document)
    assert [ref.written for ref in found] == [
        *("#/path", "#/parameter", "#/response", "#/property", "#/default", "#/items", "#/example", "#/schema")
    ]
    for ref in found:
        assert resolve_pointer(document, ref.pointer) == (ref.pointer, ref.written)


# references that lead nowhere


def schema_ref(written: str, more: str = "") -> str:
    """A document with one reference, followed by other files."""
    return f"""
paths: {{}}
components:
  schemas:
    Card: {{type: object}}
    Order: {{items: {{$ref: {written}}}}}
{more}"""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("#/components/schemas/Crad", "#/components/schemas/Card"),
        ("#/component/schemas/Card", "#/components/schemas/Card"),
        ("#/definitions/Card", "#/components/schemas/Card"),
        ("#/components/schemas/Voucher", None),
    ],
)
def test_a_reference_to_nothing_in_the_document(written: str, meant: str | None) -> None:
    for head in HEADS:
        hint = f'; did you mean "{meant}"?' if meant else ""
        message = f'this document has no "{written}"{hint}'
        (problem,) = check_problems(head + schema_ref(f'«"{written}"»'), message)
        assert problem.suggestion == meant


def test_a_name_is_no_reference() -> None:
    (problem,) = check_problems(
        HEAD_30 + schema_ref("«Card»"), 'the file "Card" cannot be found; did you mean "#/components/schemas/Card"?'
    )
    assert problem.suggestion == "#/components/schemas/Card"


def test_references_to_other_files() -> None:
    other = "--- /models/card.yaml\nCard: {properties: {order: {$ref: ../api.yaml#/components/schemas/Order}}}\n"
    check_problems(HEAD_30 + schema_ref('"./models/card.yaml#/Card"', other))
    check_problems(HEAD_30 + schema_ref("«models/cards.yaml»", other), 'the file "models/cards.yaml" cannot be found')
    (problem,) = check_problems(
        HEAD_30 + schema_ref('«"models/card.yaml#/Crad"»', other),
        'the file "models/card.yaml" has no "#/Crad"; did you mean "models/card.yaml#/Card"?',
    )
    assert problem.suggestion == "models/card.yaml#/Card"


def test_a_wrong_reference_in_another_file_is_not_reported_here() -> None:
    other = "--- /card.yaml\nCard: {properties: {order: {$ref: '#/Nowhere'}, more: {$ref: nowhere.yaml}}}\n"
    check_problems(HEAD_30 + schema_ref('"card.yaml#/Card"', other))


def test_what_stands_in_other_files_counts() -> None:
    text = """
paths:
  /cards/{card}:
    get:
      parameters: [{$ref: "parts.yaml#/card"}]
      responses:
        "200":
          description: The card.
          content: {application/json: {schema: {$ref: "parts.yaml#/Card"}, example: {id: «7», next: {id: «8»}}}}
--- /parts.yaml
card: {name: card, in: path, required: true, schema: {}}
Card: {properties: {id: {type: string}, next: {$ref: "#/Card"}}}
"""
    start = "this example does not fit its schema: "
    check_problems(HEAD_30 + text, f'{start}"id" must be a string, not 7', f'{start}"id" must be a string, not 8')


def test_what_cannot_be_known_is_not_reported() -> None:
    """What stands behind a remote reference may be anything: also the parameter that seems to be missing."""
    text = """
paths:
  /cards/{card}:
    get:
      parameters: [{$ref: "https://example.com/parts.yaml#/card"}, {$ref: "https://example.com/parts.yaml#/size"}]
      responses: {"200": {$ref: "https://example.com/parts.yaml#/Card"}}
components:
  schemas:
    Part: {$ref: "https://example.com/parts.yaml#/Part"}
    Card: {allOf: [{$ref: "#/components/schemas/Part"}], required: [id], example: 3}
"""
    for head in HEADS:
        check_problems(head + text)


def test_circles() -> None:
    """A schema can refer to itself, but references that lead to nothing but references mean nothing."""
    text = """
paths: {}
components:
  schemas:
    Node:
      properties: {next: {$ref: "#/components/schemas/Node"}, size: {type: integer}}
      default: {next: {next: {size: «x»}}}
    Self: {allOf: [{$ref: "#/components/schemas/Self"}], default: 3}
    A: {$ref: «"#/components/schemas/B"»}
    B: {$ref: «"#/components/schemas/A"»}
"""
    for head in HEADS:
        check_problems(
            head + text,
            'this default does not fit its schema: "size" must be a whole number, not "x"',
            '"#/components/schemas/B" leads in a circle of references',
            '"#/components/schemas/A" leads in a circle of references',
        )


def test_schemas_can_be_referred_to_by_their_own_names() -> None:
    text = "components: {schemas: {A: {$anchor: here}, B: {$id: b.json}, C: {items: {$ref: '#here'}}, D: {$ref: b.json}}}\n"
    check_problems(HEAD_31 + text)
    check_problems(HEAD_31 + text.replace("'#here'", "«'#there'»"), 'this document has no "#there"')


# what the document offers


def test_endpoints() -> None:
    document: Value = {
        "paths": {
            "/cards": {"post": {"operationId": "makeCard", "summary": "Make one"}, "get": {}, "summary": "x"},
            "/cards/{card}": {"$ref": "card.yaml", "delete": {"operationId": 3}},
            "x-note": {"get": {}},
            "/nothing": None,
        }
    }
    found = endpoints(document)
    assert [(endpoint.path, endpoint.pointer) for endpoint in found] == [
        ("/cards", ("paths", "/cards")),
        ("/cards/{card}", ("paths", "/cards/{card}")),
        ("/nothing", ("paths", "/nothing")),
    ]
    assert found[0].operations == [
        ("POST", ("paths", "/cards", "post")),
        ("GET", ("paths", "/cards", "get")),
    ]
    assert found[1].operations == [("DELETE", ("paths", "/cards/{card}", "delete"))]


@pytest.mark.parametrize("value", [None, [], "x", {"paths": []}, {"paths": {"/a": 3}}])
def test_documents_that_offer_nothing(value: Value) -> None:
    assert [endpoint.operations for endpoint in endpoints(value)] in ([], [[]])
