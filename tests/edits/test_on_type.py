"""What typing a line end or a closing bracket indents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.edits.on_type import format_on_type
from callsheet.syntax import Document, Language
from callsheet.text import Text, apply_edits
from tests.workspaces import CURSOR


def check_typed(before: str, after: str, language: Language) -> None:
    """Check a text once the character before its cursor has been typed."""
    offset = before.index(CURSOR)
    text = before.replace(CURSOR, "")
    edits = format_on_type(Document(Text(text), language), offset, text[offset - 1])
    assert apply_edits(text, edits) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("{\n<|>", "{\n  ", id="behind an opening bracket"),
        pytest.param('{\n    "a": 1,\n<|>', '{\n    "a": 1,\n    ', id="by as much as the document"),
        pytest.param('{\n  "a": [\n<|>\n  ]\n}', '{\n  "a": [\n    \n  ]\n}', id="between brackets"),
        pytest.param('{\n  "a": [\n<|>]\n}', '{\n  "a": [\n  ]\n}', id="before a closing bracket"),
        pytest.param('{\n  "a": [\n    1\n      ]<|>\n}', '{\n  "a": [\n    1\n  ]\n}', id="a closing bracket"),
        pytest.param('{"a": 1}<|>', '{"a": 1}', id="a closing bracket on its line"),
        pytest.param('{\n  "a": "b\n<|>', '{\n  "a": "b\n', id="inside a string"),
        pytest.param("{\n      ]<|>", "{\n      ]", id="a bracket that closes nothing"),
        pytest.param('{\n<|>"a": 1}', '{\n"a": 1}', id="before what stands there"),
        pytest.param("\n<|>", "\n", id="outside"),
    ],
)
def test_json(before: str, after: str) -> None:
    check_typed(before, after, "json")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("a:\n<|>", "a:\n  ", id="behind a key"),
        pytest.param("a:\n    b: 1\nc:\n<|>", "a:\n    b: 1\nc:\n    ", id="by as much as the document"),
        pytest.param("a:\n  b: 1\n<|>", "a:\n  b: 1\n  ", id="behind a member"),
        pytest.param("- a: 1\n<|>", "- a: 1\n  ", id="behind the first member of an item"),
        pytest.param("a:\n  - x\n<|>", "a:\n  - x\n  ", id="behind an item"),
        pytest.param("a: |\n<|>", "a: |\n  ", id="behind the head of a block"),
        pytest.param("a: |\n  one: two\n<|>", "a: |\n  one: two\n", id="inside a block"),
        pytest.param("a: [\n<|>", "a: [\n", id="in flow style"),
        pytest.param("a: 1 # note\n\n    <|>\n", "a: 1 # note\n\n    \n", id="anything but a line end was typed"),
    ],
)
def test_yaml(before: str, after: str) -> None:
    check_typed(before, after, "yaml")


@given(
    st.text('{}[]:,"a- \n\t#|', max_size=20),
    st.integers(0, 20),
    st.sampled_from(["\n", "}", "]"]),
    st.sampled_from(["json", "yaml", "markdown"]),
)
def test_blanks_alone_change(text: str, offset: int, typed: str, language: Language) -> None:
    edits = format_on_type(Document(Text(text), language), min(offset, len(text)), typed)
    changed = apply_edits(text, edits)
    assert "".join(changed.split()) == "".join(text.split())
