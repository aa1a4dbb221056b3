"""Which names are proposed in place of a wrong one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.spelling import LONGEST
from callsheet.rules.alike import nearest_names

NAMES = st.text("ab -\ud800", max_size=6)


@pytest.mark.parametrize(
    ("written", "names", "near"),
    [
        ("paymnet", ("cards", "payment"), ("payment",)),
        ("warehouse", ("cards", "payment"), ()),
        ("card", ("card",), ()),
        ("OrderApi", ("OrderAPIs", "order-api", "Order API"), ("order-api", "Order API", "OrderAPIs")),
        ("cards", ("card", "cards-2", "cars"), ("card", "cars", "cards-2")),
        ("gift-cards", ("gift-card", "gift-codes"), ("gift-card",)),
        ("cards", ("cards1", "cards1"), ("cards1",)),
        ("--", ("++", "-"), ("-",)),
    ],
)
def test_nearest_names(written: str, names: tuple[str, ...], near: tuple[str, ...]) -> None:
    assert nearest_names(written, names, 3, 0.6) == near


def test_at_most_so_many_are_proposed() -> None:
    assert nearest_names("a-1", ("a1", "a 1", "A-1", "a_1"), 3, 0.6) == ("a1", "a 1", "A-1")


def test_long_names_are_no_slips() -> None:
    longest = "a" * LONGEST
    assert nearest_names(longest[1:], (longest,), 3, 0.6) == (longest,)
    assert nearest_names(longest, (f"{longest}b",), 3, 0.6) == ()
    assert nearest_names(f"{longest}b", (longest,), 3, 0.6) == ()


@given(NAMES, st.lists(NAMES).map(tuple), st.integers(1, 4))
def test_any_names(written: str, names: tuple[str, ...], at_most: int) -> None:
    near = nearest_names(written, names, at_most, 0.6)
    assert set(near) <= {*names} - {written}
    assert len(near) == len(set(near)) <= at_most
