"""What an author wrote, as messages show it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.quoting import MAX_LENGTH, counted, listing, quoted, short_path, shorten
from callsheet.syntax import Value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("text", '"text"'),
        ("two\n  lines", '"two lines"'),
        ("pending ", '"pending "'),
        ("\x1b[31mred", '"\\x1b[31mred"'),
        ("a\u200bb\ud800", '"a\\u200bb\\ud800"'),
        ("x" * 41, f'"{"x" * 39}…"'),
        (3, "3"),
        (1.5, "1.5"),
        (True, "true"),
        (None, "null"),
        ([1], "a list"),
        ({}, "an object"),
        (10**60, "a very large number"),
        (1e60, "a very large number"),
        (float("inf"), "a very large number"),
    ],
)
def test_quoted(value: Value, shown: str) -> None:
    assert quoted(value) == shown


@pytest.mark.parametrize(
    ("words", "sentence"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_listing(words: list[str], sentence: str) -> None:
    assert listing(words) == sentence
    assert listing(words, "or") == sentence.replace(" and ", " or ")


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [(1, "alias", "1 alias"), (2, "line", "2 lines"), (0, "entry", "0 entries"), (3, "alias", "3 aliases")],
)
def test_a_number_with_its_noun(count: int, noun: str, words: str) -> None:
    assert counted(count, noun) == words


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("docs/a.md", "docs/a.md"),
        ("/home/documents/that/say/how/we/name/things.md", "…/that/say/how/we/name/things.md"),
        ("documents/" + "x" * 50, "…" + "x" * 39),
        ("documents/" + "x" * 50 + "/", "…" + "x" * 38 + "/"),
    ],
)
def test_of_a_long_path_the_end_counts(path: str, shown: str) -> None:
    assert short_path(path) == shown


@given(st.text(), st.sampled_from([shorten, short_path]))
def test_a_shown_text_is_one_short_line(text: str, short: Callable[[str], str]) -> None:
    shown = short(text)
    assert len(shown) <= MAX_LENGTH
    assert shown.isprintable()
