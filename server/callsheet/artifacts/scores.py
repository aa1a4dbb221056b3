"""RICE and WSJF scores: their formulas, and when a stored score agrees with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation


@dataclass(frozen=True, slots=True)
class Formula:
    """How a score is computed from the numbers beside it."""

    name: str
    inputs: tuple[str, ...]
    text: str
    compute: Callable[[Mapping[str, Decimal]], Decimal]

    def evaluate(self, score: Mapping[str, object]) -> Decimal | None:
        """The formula's value; None where an input is missing, no number, or the divisor is 0."""
        numbers: dict[str, Decimal] = {}
        for name in self.inputs:
            number = as_decimal(score.get(name))
            if number is None:
                return None
            numbers[name] = number
        try:
            return self.compute(numbers)
        except (ArithmeticError, InvalidOperation):
            return None


FORMULAS = {
    "rice_score": Formula(
        "RICE",
        ("reach", "impact", "confidence", "effort"),
        "reach × impact × confidence % / effort",
        lambda n: n["reach"] * n["impact"] * n["confidence"] / 100 / n["effort"],
    ),
    "wsjf_score": Formula(
        "WSJF",
        ("business_value", "time_criticality", "risk_reduction", "job_size"),
        "(business_value + time_criticality + risk_reduction) / job_size",
        lambda n: (n["business_value"] + n["time_criticality"] + n["risk_reduction"]) / n["job_size"],
    ),
}
"""The formula of each score field."""


def as_decimal(value: object) -> Decimal | None:
    """A JSON number as a decimal, exactly as it is written; None for anything else, and for what is beyond reason."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < _LARGEST:
        return None
    return Decimal(repr(value))


_LARGEST = 10**15
"""Larger numbers are no inputs of a score; decoders disagree on them."""


def is_right(stored: Decimal, exact: Decimal) -> bool:
    """Whether a stored score is the exact one, rounded up, down or cut off to the decimals it shows."""
    step = Decimal(1).scaleb(-decimals(stored))
    try:
        below = exact.quantize(step, ROUND_FLOOR)
        above = exact.quantize(step, ROUND_CEILING)
    except InvalidOperation:  # more digits than decimals hold: too large to say
        return True
    return below <= stored <= above


def decimals(number: Decimal) -> int:
    """How many decimals a number shows; a trailing zero, as in 3.0, does not count."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(exact: Decimal) -> int | float:
    """A score as Callsheet writes it: at most two decimals, a whole number without any."""
    value = round(exact, 2)
    return int(value) if value == value.to_integral_value() else float(value)
