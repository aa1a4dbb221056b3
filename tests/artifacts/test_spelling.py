"""How names are spelt."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.spelling import kebab_case


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Gift cards", "gift-cards"),
        ("giftCards", "gift-cards"),
        ("ünï", "uni"),
        ("Größe der Karte", "grosse-der-karte"),
        ("Gâteaux à la crème", "gateaux-a-la-creme"),
        ("日本", ""),
        (" -_- ", ""),
    ],
)
def test_kebab_case(name: str, expected: str) -> None:
    assert kebab_case(name) == expected


@given(st.text(st.characters()))
def test_kebab_case_of_anything(name: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", kebab_case(name))
