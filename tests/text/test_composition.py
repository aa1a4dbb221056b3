"""Rounds of edits as one."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from callsheet.text import TextEdit, apply_edits
from callsheet.text.composition import composed


def test_what_a_later_round_changes_in_an_earlier_one() -> None:
    first = [TextEdit(1, 3, "xyz"), TextEdit(4, 4, "!")]
    second = [TextEdit(2, 3, ""), TextEdit(5, 6, "?")]
    assert apply_edits("abcdef", first) == "axyzd!ef"
    assert composed(6, [first, second]) == [TextEdit(1, 3, "xz"), TextEdit(4, 4, "?")]


def test_what_no_round_touches_stays_out_of_it() -> None:
    assert composed(6, []) == []
    assert composed(6, [[TextEdit(0, 0, "x")], [TextEdit(7, 7, "y")]]) == [TextEdit(0, 0, "x"), TextEdit(6, 6, "y")]


@st.composite
def rounds(draw: st.DrawFn) -> tuple[str, list[list[TextEdit]]]:
    text = draw(st.text("abc", max_size=12))
    made: list[list[TextEdit]] = []
    changed = text
    for _ in range(draw(st.integers(0, 4))):
        ends = sorted(draw(st.lists(st.integers(0, len(changed)), max_size=6, unique=True)))
        edits = [
            TextEdit(start, end, draw(st.text("XYZ", max_size=3)))
            for start, end in zip(ends[::2], ends[1::2], strict=False)
        ]
        made.append(edits)
        changed = apply_edits(changed, edits)
    return text, made


@given(rounds())
def test_the_result_is_that_of_all_rounds(case: tuple[str, list[list[TextEdit]]]) -> None:
    text, made = case
    changed = text
    for edits in made:
        changed = apply_edits(changed, edits)
    edits = composed(len(text), made)
    assert apply_edits(text, edits) == changed
    assert all(first.end < second.start for first, second in pairwise(edits))
