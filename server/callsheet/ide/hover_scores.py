"""Hovers over RICE and WSJF scores: the arithmetic with the numbers put in, and whether the stored score is right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from callsheet.artifacts.scores import FORMULAS, Formula, as_decimal, is_right, rounded
from callsheet.ide.hover_markdown import code, listed, paragraphs
from callsheet.syntax import Document, Pointer

SCORE_INPUTS = frozenset(name for formula in FORMULAS.values() for name in formula.inputs)
"""The fields from which scores are computed."""


def score_markdown(document: Document, pointer: Pointer) -> str | None:
    """The arithmetic of a score, for the pointer of its object or of a number in it; None for anything else."""
    if not pointer or pointer[-1] not in (*FORMULAS, *SCORE_INPUTS, "score"):
        return None
    owner = pointer if pointer[-1] in FORMULAS else pointer[:-1]
    formula = FORMULAS.get(str(owner[-1])) if owner else None
    node = document.node(owner)
    score = node.value if node is not None else None
    if formula is None or not isinstance(score, dict):
        return None
    head = f"**{formula.name}** = {formula.text}"
    exact = formula.evaluate(score)
    if exact is None:
        return paragraphs(head, f"Not computed: {_obstacle(formula, score)}")
    value = rounded(exact)
    equals = "=" if as_decimal(value) == exact else "≈"
    stored = as_decimal(score.get("score"))
    return paragraphs(head, f"{_put_in(formula, score)} {equals} **{value}**", _verdict(stored, exact))


def _obstacle(formula: Formula, score: Mapping[str, object]) -> str:
    """Why a score has no value."""
    missing = [code(name) for name in formula.inputs if score.get(name) is None]
    if missing:
        return f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} missing"
    wrong = [code(name) for name in formula.inputs if as_decimal(score[name]) is None]
    return f"{listed(wrong)} {'is' if len(wrong) == 1 else 'are'} no number" if wrong else "the divisor is 0"


def _put_in(formula: Formula, score: Mapping[str, object]) -> str:
    """The formula's text with the numbers in place of their names."""
    return re.sub(r"[a-z_]+", lambda name: str(score[name[0]]) if name[0] in formula.inputs else name[0], formula.text)


def _verdict(stored: Decimal | None, exact: Decimal) -> str | None:
    if stored is None:
        return None
    return f"The stored score, {stored}, is {'right' if is_right(stored, exact) else 'wrong'}."
