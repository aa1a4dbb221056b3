"""RICE and WSJF scores."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.scores import FORMULAS, as_decimal, decimals, is_right, rounded

RICE, WSJF = FORMULAS["rice_score"], FORMULAS["wsjf_score"]


def test_the_formulas() -> None:
    assert RICE.evaluate({"reach": 1000, "impact": 2, "confidence": 80, "effort": 4}) == 400
    assert WSJF.evaluate({"business_value": 8, "time_criticality": 5, "risk_reduction": 3, "job_size": 5}) == Decimal(
        "3.2"
    )
    assert RICE.evaluate({"reach": 0.1, "impact": 3, "confidence": 100, "effort": 1}) == Decimal("0.3")


@pytest.mark.parametrize("effort", [0, None, "4", True, float("inf"), float("nan"), []])
def test_what_cannot_be_computed(effort: object) -> None:
    assert RICE.evaluate({"reach": 1000, "impact": 2, "confidence": 80, "effort": effort}) is None
    assert RICE.evaluate({"reach": 1000, "impact": 2, "confidence": 80}) is None


@pytest.mark.parametrize(
    ("stored", "exact", "right"),
    [
        ("266667", "266666.67", True),
        ("266666", "266666.67", True),
        ("266666.7", "266666.67", True),
        ("266668", "266666.67", False),
        ("266666.5", "266666.67", False),
        ("3.38", "3.375", True),
        ("3.37", "3.375", True),
        ("3.375", "3.375", True),
        ("3.4", "3.375", True),
        ("3.3", "3.375", True),
        ("3", "3.375", True),
        ("4", "3.375", True),
        ("3.36", "3.375", False),
        ("3.16", "3.1667", True),
        ("3.17", "3.1667", True),
        ("3.18", "3.1667", False),
        ("4", "4", True),
        ("4.0", "4", True),
        ("5", "4", False),
        ("-1", "-0.5", True),
    ],
)
def test_a_stored_score_may_be_rounded_or_cut_off(stored: str, exact: str, right: bool) -> None:
    assert is_right(Decimal(stored), Decimal(exact)) is right


def test_numbers_too_large_to_say() -> None:
    assert is_right(Decimal("1.5"), Decimal(10) ** 40)


@pytest.mark.parametrize(
    ("number", "shown"), [("3", 0), ("3.0", 0), ("3.10", 1), ("3.14", 2), ("1E+3", 0), ("0.001", 3), ("0", 0)]
)
def test_how_many_decimals_a_number_shows(number: str, shown: int) -> None:
    assert decimals(Decimal(number)) == shown


@pytest.mark.parametrize(
    ("exact", "written"), [("4", 4), ("4.00", 4), ("3.375", 3.38), ("3.1", 3.1), ("266.6667", 266.67)]
)
def test_scores_as_callsheet_writes_them(exact: str, written: float) -> None:
    found = rounded(Decimal(exact))
    assert found == written
    assert isinstance(found, int) == float(written).is_integer()


def test_only_numbers_are_decimals() -> None:
    assert as_decimal(0.1) == Decimal("0.1")
    assert as_decimal(3) == 3
    assert [as_decimal(value) for value in (True, None, "3", float("nan"), float("-inf"), [3])] == [None] * 6


NUMBERS = st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6, allow_nan=False)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_what_callsheet_would_write_is_right(reach: float, impact: float, confidence: float, effort: float) -> None:
    exact = RICE.evaluate({"reach": reach, "impact": impact, "confidence": confidence, "effort": effort})
    if exact is not None and abs(exact) < 10**12:
        stored = as_decimal(rounded(exact))
        assert stored is not None
        assert is_right(stored, exact)
