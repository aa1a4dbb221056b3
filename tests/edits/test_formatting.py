"""Formatting: what it lays out anew, and what it leaves to the author."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from callsheet.edits.difference import same
from callsheet.edits.formatting import format_document, format_range
from callsheet.syntax import Document, Language
from callsheet.text import Text, apply_edits


def formatted(text: str, language: Language, indent: int | None = None) -> str:
    """A text once it is laid out."""
    return apply_edits(text, format_document(Document(Text(text), language), indent))


def check_format(before: str, after: str, language: Language, indent: int | None = None) -> None:
    """Check what becomes of a text, and that nothing more becomes of that."""
    assert formatted(before, language, indent) == after
    assert formatted(after, language, indent) == after


def check_json(before: str, after: str, indent: int | None = None) -> None:
    """The same for JSON."""
    check_format(before, after, "json", indent)


def check_yaml(before: str, after: str, indent: int | None = None) -> None:
    """The same for YAML; both texts without their common indentation."""
    check_format(dedent(before), dedent(after), "yaml", indent)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param('{"seq":"01"}', '{\n  "seq": "01"\n}\n', id="the outermost object"),
        pytest.param('{"a":[1,2],\n"b":{}}', '{\n  "a": [1, 2],\n  "b": {}\n}\n', id="what is on one line stays there"),
        pytest.param('{"a":[\n1,2]}', '{\n  "a": [\n    1,\n    2\n  ]\n}\n', id="a broken list has an item a line"),
        pytest.param('{\n  "a": [ 1 , 2 ]\n}\n', '{\n  "a": [ 1, 2 ]\n}\n', id="the author's padding"),
        pytest.param('{\n    "a": {\n "b": 1}}', '{\n    "a": {\n        "b": 1\n    }\n}\n', id="the author's indent"),
        pytest.param('{\n\t"a": {\n"b": 1}}', '{\n\t"a": {\n\t\t"b": 1\n\t}\n}\n', id="tabs"),
        pytest.param('{"a": 1,\n\n\n"b": 2\n\n}\n\n', '{\n  "a": 1,\n\n  "b": 2\n}\n', id="one empty line stays"),
        pytest.param('{\r\n"a": 1}', '{\r\n  "a": 1\r\n}\r\n', id="CRLF"),
        pytest.param(
            '{\r\n  "a": 1,\r\n"b": 2\r\n}\r\n', '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n', id="CRLF, no empty line"
        ),
        pytest.param('\ufeff {"a": 1}', '\ufeff{\n  "a": 1\n}\n', id="a byte order mark"),
        pytest.param("[ ]", "[]\n", id="empty"),
        pytest.param('  "text"', '"text"\n', id="a string alone"),
        pytest.param('{"b": 1, "a": 2}', '{\n  "b": 1,\n  "a": 2\n}\n', id="the order of the members"),
    ],
)
def test_json(before: str, after: str) -> None:
    check_json(before, after)


def test_what_is_too_long_for_a_line_is_broken() -> None:
    words = [f"criterion number {number}" for number in range(6)]
    check_json(f'{{"a": {json.dumps(words)}}}', json.dumps({"a": words}, indent=2) + "\n")


def test_the_indent_that_is_asked_for() -> None:
    check_json('{\n  "a": {\n    "b": 1\n  }\n}\n', '{\n    "a": {\n        "b": 1\n    }\n}\n', indent=4)
    check_yaml("a:\n  b: 1\n", "a:\n    b: 1\n", indent=4)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("a:   1\nb : 2  \n", "a: 1\nb: 2\n", id="blanks"),
        pytest.param("a:\n  b: 1\nc:\n     d: 2\n", "a:\n  b: 1\nc:\n  d: 2\n", id="uneven indents"),
        pytest.param("a:\n-   x\n- y\n", "a:\n- x\n- y\n", id="dashes below their key"),
        pytest.param("a:\n  b: 1\nc:\n   - x\n", "a:\n  b: 1\nc:\n  - x\n", id="dashes to the right of their key"),
        pytest.param("-   a: 1\n    b: 2\n", "- a: 1\n  b: 2\n", id="a mapping behind a dash"),
        pytest.param("- - x\n  -  y\n", "- - x\n  - y\n", id="a list behind a dash"),
        pytest.param("a: [1,2 ,3]\nb: {x: 1,y: 2}\n", "a: [1, 2, 3]\nb: {x: 1, y: 2}\n", id="flow style"),
        pytest.param('a: {x:   1, "y" :2, z: }\n', 'a: {x: 1, "y": 2, z: }\n', id="colons in flow style"),
        pytest.param("a: {\n  x:   1\n}\n", "a: {\n  x: 1\n}\n", id="colons in flow style over lines"),
        pytest.param("a: &a x\nb: {*a :   5}\n", "a: &a x\nb: {*a : 5}\n", id="an alias before a colon"),
        pytest.param("a: 1\n\n\n\nb: 2\n\n\n", "a: 1\n\nb: 2\n", id="empty lines"),
        pytest.param("a: 1", "a: 1\n", id="a final line end"),
        pytest.param(
            "a:\n    b: 1\nc:\n  d: |\n    one\n      two\n",
            "a:\n    b: 1\nc:\n    d: |\n      one\n        two\n",
            id="a block moves with its key",
        ),
        pytest.param("a: |+\n  one\n\n\n", "a: |+\n  one\n\n\n", id="line ends that belong to a string"),
        pytest.param("a: |\n  one  \n\n\n  two\n", "a: |\n  one  \n\n\n  two\n", id="blanks in a string"),
        pytest.param(
            "a:\n  b: 1\nc:\n    # why\n    d: 2 # x\n", "a:\n  b: 1\nc:\n  # why\n  d: 2 # x\n", id="comments"
        ),
        pytest.param("---\na:  1\n...\n", "---\na: 1\n...\n", id="marks of a document"),
        pytest.param("---\na:  1\n---\nb:  2\n", "---\na:  1\n---\nb:  2\n", id="more than one document"),
        pytest.param("a: &x\n    b: 1\nc: *x\n", "a: &x\n    b: 1\nc: *x\n", id="anchors"),
        pytest.param("a:\r\n-   x\r\n", "a:\r\n- x\r\n", id="CRLF"),
        pytest.param("a: one\n  two\n", "a: one\n  two\n", id="a string over lines"),
    ],
)
def test_yaml(before: str, after: str) -> None:
    check_yaml(before, after)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param('{"a": 1,}', "json", id="JSON with a slip"),
        pytest.param('{"a": 1 // one\n}', "json", id="JSON with a comment"),
        pytest.param("a: [1", "yaml", id="YAML with a slip"),
        pytest.param("#   title\n\n\n\ntext", "markdown", id="Markdown"),
        pytest.param("", "json", id="nothing"),
        pytest.param("", "yaml", id="no YAML"),
    ],
)
def test_what_is_left_as_it_is(text: str, language: Language) -> None:
    assert formatted(text, language) == text


def test_a_range_is_that_of_its_lines() -> None:
    text = '{\n"a":1,\n"b":2,\n"c":3\n}\n'
    start = text.index('"b"')
    edits = format_range(Document(Text(text), "json"), start, start + 1)
    assert apply_edits(text, edits) == '{\n"a":1,\n  "b": 2,\n  "c":3\n}\n'


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 10**20) | st.text(max_size=8) | st.just("one\n  two\n\nthree\n"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@given(VALUES, st.sampled_from([None, 1, 3]), st.sampled_from([None, 4]), LINE_ENDS)
def test_json_says_what_it_said(value: object, written: int | None, indent: int | None, line_end: str) -> None:
    text = json.dumps(value, indent=written)
    once = formatted(text + "\n", "json", indent)
    assert same(json.loads(once), json.loads(text))
    assert formatted(once, "json", indent) == once
    assert formatted(f"{text}\n".replace("\n", line_end), "json", indent) == once.replace("\n", line_end)


@given(VALUES, st.integers(2, 5), st.booleans(), st.sampled_from([None, 3]))
def test_yaml_says_what_it_said(value: object, written: int, is_flow: bool, indent: int | None) -> None:
    text = yaml.safe_dump(value, indent=written, default_flow_style=is_flow, sort_keys=False, allow_unicode=True)
    once = formatted(text, "yaml", indent)
    assert same(Document(Text(once), "yaml").value, Document(Text(text), "yaml").value)
    assert formatted(once, "yaml", indent) == once
    assert formatted(text.replace("\n", "\r\n"), "yaml", indent) == once.replace("\n", "\r\n")


@given(st.text("{}[]:,\"a- \n\t#|&*'\r", max_size=30), st.sampled_from(["json", "yaml"]))
def test_anything_can_be_asked_for(text: str, language: Language) -> None:
    once = formatted(text, language)
    assert formatted(once, language) == once
