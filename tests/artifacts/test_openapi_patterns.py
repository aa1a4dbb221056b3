"""Regular expressions: which are broken by ECMA 262, and what is checked against the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.openapi.patterns import compilable, is_pattern
from tests.artifacts.openapi_checks import HEAD_31, check_problems


@pytest.mark.parametrize(
    "text",
    [
        *("", r"^[\w-.]+@[\w-.]+$", "a{2,3}?", "{x}", "}", "]", "a|b|", "()", "(?:a)+", "(?<name>a)", "(?!a)b", "[(]"),
        *(r"\(", "[^]", "[]", r"[\]]+", "(?<=a)b", "[*+?]", "a+?", r"\cA", r"\u{61}"),
    ],
)
def test_what_a_browser_takes(text: str) -> None:
    assert is_pattern(text)


@pytest.mark.parametrize("text", ["(", ")", "a)(", "[a", "[", "*a", "(+a)", "a|?", "(?:*)", "{2}", "a\\", r"[\]"])
def test_what_is_broken_for_everybody(text: str) -> None:
    assert not is_pattern(text)


@given(st.text(alphabet="ab()[]{}*+?|\\-^$.,:=!<>123w\ud800", max_size=20))
def test_any_text(text: str) -> None:
    assert is_pattern(text) in (True, False)
    assert is_pattern(rf"({text})") or not is_pattern(text) or text.endswith("\\")


def test_a_hyphen_beside_a_class() -> None:
    assert compilable(r"^[\w-.]+@[.-\w]$") == r"^[\w\-.]+@[.\-\w]$"
    assert compilable("^a-b$") == "^a-b$"
    assert compilable("(") is None


def test_an_example_is_checked_against_what_can_be_compiled() -> None:
    check_problems(
        HEAD_31
        + r"""
paths: {}
components:
  schemas:
    Address: {type: string, pattern: '^[\w-.]+@[\w-.]+$', examples: [a-b@c.d, «nobody»]}
    Odd: {type: string, pattern: '(?<a>x)(?<a>y)', maxLength: 3, examples: [abc, «abcd»]}
    Names: {type: object, patternProperties: {'(?<a>x)(?<a>y)': {}}, additionalProperties: false, example: {xy: 1}}
""",
        r'this example does not fit its schema: "nobody" does not match the pattern "^[\w-.]+@[\w-.]+$"',
        "this example does not fit its schema: it must have at most 3 characters",
    )
