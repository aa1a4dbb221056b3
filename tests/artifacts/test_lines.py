"""The grammar of `lines`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.lines import correct_lines, format_lines, parse_lines

Runs = list[tuple[int, int]]


def runs(lines: str) -> Runs:
    """The segments of a text that has no errors, with their spans checked against the text."""
    segments, errors = parse_lines(lines)
    assert not errors
    for segment in segments:
        written = lines[segment.start : segment.end]
        assert written == written.strip()
        assert [int(number) for number in written.split("-")] in ([segment.first, segment.last], [segment.first])
    return [(segment.first, segment.last) for segment in segments]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("", []),
        ("   ", []),
        ("\t\n", []),
        ("7", [(7, 7)]),
        ("10-50", [(10, 50)]),
        ("1-20,45-60", [(1, 20), (45, 60)]),
        ("1-10,25,30-50", [(1, 10), (25, 25), (30, 50)]),
        (" 1-20 , 45 ", [(1, 20), (45, 45)]),
        ("1 - 20", [(1, 20)]),
        ("\u00a01-5", [(1, 5)]),
        ("5-5", [(5, 5)]),
        ("3-4,1-2", [(3, 4), (1, 2)]),
        ("007-010", [(7, 10)]),
        ("9999999999", [(9999999999, 9999999999)]),
    ],
)
def test_what_can_be_read(lines: str, expected: Runs) -> None:
    assert [(segment.first, segment.last) for segment in parse_lines(lines)[0]] == expected
    assert not parse_lines(lines)[1]


def test_spans_leave_blanks_out() -> None:
    segments, _ = parse_lines(" 1-20 ,  45 ")
    assert [(segment.start, segment.end) for segment in segments] == [(1, 5), (9, 11)]


@pytest.mark.parametrize(
    ("lines", "wrong", "message"),
    [
        ("20-10", "20-10", "the range ends before it begins; write 10-20"),
        ("0", "0", "lines are counted from 1"),
        ("0-5", "0-5", "lines are counted from 1"),
        ("5-0", "5-0", "lines are counted from 1"),
        ("-5", "-5", '"-5" is no line range: N or N-M'),
        ("+5", "+5", '"+5" is no line range: N or N-M'),
        ("a", "a", '"a" is no line range: N or N-M'),
        ("L5", "L5", '"L5" is no line range: N or N-M'),
        ("1:5", "1:5", '"1:5" is no line range: N or N-M'),
        ("1..5", "1..5", '"1..5" is no line range: N or N-M'),
        ("1–5", "1–5", '"1–5" is no line range: N or N-M'),
        ("1-5-9", "1-5-9", '"1-5-9" is no line range: N or N-M'),
        ("5-", "5-", '"5-" is no line range: N or N-M'),
        ("1 5", "1 5", '"1 5" is no line range: N or N-M'),
        ("1;5", "1;5", '"1;5" is no line range: N or N-M'),
        ("٣", "٣", '"٣" is no line range: N or N-M'),
        ("1,,5", ",", "expected a line range beside the comma"),
        (",5", ",", "expected a line range beside the comma"),
        ("5,", ",", "expected a line range beside the comma"),
        ("5, ", ",", "expected a line range beside the comma"),
        ("1, x ,5", "x", '"x" is no line range: N or N-M'),
        ("9" * 41, "9" * 41, f'"{"9" * 39}…" is no line range: N or N-M'),
    ],
)
def test_what_cannot(lines: str, wrong: str, message: str) -> None:
    _, (error,) = parse_lines(lines)
    assert lines[error.start : error.end] == wrong
    assert error.message == message


def test_right_segments_survive_wrong_ones() -> None:
    segments, errors = parse_lines("1-5,x,7,,9-3")
    assert [(segment.first, segment.last) for segment in segments] == [(1, 5), (7, 7)]
    assert len(errors) == 3


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ([], ""),
        ([(5, 5)], "5"),
        ([(1, 5)], "1-5"),
        ([(3, 4), (1, 2)], "1-4"),
        ([(1, 5), (3, 9)], "1-9"),
        ([(1, 9), (3, 4)], "1-9"),
        ([(1, 5), (6, 6)], "1-6"),
        ([(1, 5), (7, 7)], "1-5,7"),
        ([(7, 7), (7, 7)], "7"),
    ],
)
def test_the_canonical_form(written: Runs, canonical: str) -> None:
    assert format_lines(written) == canonical


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("50-10", "10-50"),
        ("10:50", "10-50"),
        ("10 : 50", "10-50"),
        ("10..50", "10-50"),
        ("10...50", "10-50"),
        ("10–50", "10-50"),
        ("10—50", "10-50"),
        ("10 to 50", "10-50"),
        ("L10-L50", "10-50"),
        ("l10", "10"),
        ("lines 10-50", "10-50"),
        ("Line 7", "7"),
        ("1-5;9", "1-5,9"),
        ("1-5,,9", "1-5,9"),
        (",5,", "5"),
        ("0-5", "1-5"),
        ("9,1-3", "1-3,9"),
        ("0", None),
        ("5-0", None),
        ("-5", None),
        ("5-", None),
        ("ten", None),
        ("1-5-9", None),
        ("", None),
        (",", None),
        ("9" * 50, None),
    ],
)
def test_what_was_most_likely_meant(written: str, meant: str | None) -> None:
    assert correct_lines(written) == meant


SORTED_RUNS = st.lists(st.tuples(st.integers(1, 500), st.integers(0, 50)), min_size=1, max_size=8).map(
    lambda pairs: [(first, first + length) for first, length in pairs]
)


@given(SORTED_RUNS)
def test_the_canonical_form_means_the_same_lines(written: Runs) -> None:
    def lines_of(pairs: Runs) -> set[int]:
        return {line for first, last in pairs for line in range(first, last + 1)}

    canonical = format_lines(written)
    assert lines_of(runs(canonical)) == lines_of(written)
    assert format_lines(runs(canonical)) == canonical


@given(st.text(alphabet="0123456789-,:. L\n\u2013x", max_size=30))
def test_no_text_makes_it_raise(lines: str) -> None:
    segments, errors = parse_lines(lines)
    spans = [(segment.start, segment.end) for segment in segments] + [(error.start, error.end) for error in errors]
    assert all(0 <= start < end <= len(lines) for start, end in spans)
    assert all("\n" not in error.message for error in errors)
    meant = correct_lines(lines)
    assert meant is None or not parse_lines(meant)[1]
