"""The numbers of decision records: which texts begin with one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.records import MENTIONED_RECORD, normal_number, record_number, with_number


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ADR-003", ["ADR-003"]),
        ("in part by ADR 3, adr_004", ["ADR 3", "adr_004"]),
        ("[ADR-003](adr-003-use-events.md), ./docs/adr-4.md", ["ADR-003"]),
        ("BADR-3, ADR-3b, ADRs", []),
    ],
)
def test_records_that_a_text_names(text: str, names: list[str]) -> None:
    assert MENTIONED_RECORD.findall(text) == names


@pytest.mark.parametrize(
    ("written", "expected"),
    [("ADR-003: Use events", "ADR-012: Use events"), ("3", "12"), ("003-use-events", "012-use-events"), ("Use", "Use")],
)
def test_another_number(written: str, expected: str) -> None:
    assert with_number(written, "0012") == expected


@pytest.mark.parametrize(
    ("text", "digits", "rest"),
    [
        ("002", "002", ""),
        ("ADR-2", "2", ""),
        ("adr 002", "002", ""),
        ("ADR002", "002", ""),
        ("ADR-002: Use events", "002", "Use events"),
        ("ADR 2 Use events", "2", "Use events"),
        ("ADR-002 — Use events", "002", "Use events"),
        ("ADR-002-use-events", "002", "use-events"),
        ("002-use-events", "002", "use-events"),
        ("002. Use events", "002", "Use events"),
        ("2: Use events", "2", "Use events"),
        ("2) Use events", "2", "Use events"),
        (" 002 - Use events", "002", "Use events"),
        ("20240115-use-events", "20240115", "use-events"),
    ],
)
def test_texts_that_begin_with_a_number(text: str, digits: str, rest: str) -> None:
    found = record_number(text)
    assert found is not None
    assert (found.digits, found.rest) == (digits, rest)
    assert text[found.start :].startswith(digits)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "use-http2",
        "event-driven-v2",
        "Use HTTP 2",
        "RFC-2",
        "ADR",
        "ADR-2b",
        "ADR-1.5",
        "ADR-x-2",
        "24 hours of cards",
        "3-D Secure payments",
        "1.5 times as fast",
        "12:00 is too late",
        "2nd attempt",
        "\N{ARABIC-INDIC DIGIT TWO}",
    ],
)
def test_texts_that_do_not(text: str) -> None:
    assert record_number(text) is None


@pytest.mark.parametrize(("digits", "normal"), [("002", "2"), ("2", "2"), ("020", "20"), ("000", "0"), ("", "0")])
def test_numbers_with_and_without_zeros_are_equal(digits: str, normal: str) -> None:
    assert normal_number(digits) == normal


PIECES = st.sampled_from(["ADR", "adr", "-", " ", "0", "7", "x", ".", ":", ")", "—", "\n", "\ud800", "٢"])


@given(text=st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join))
def test_a_number_is_where_it_is_said_to_be(text: str) -> None:
    found = record_number(text)
    if found is not None:
        end = found.start + len(found.digits)
        assert text[found.start : end] == found.digits
        assert int(found.digits) == int(normal_number(found.digits))
        assert text[end:].endswith(found.rest)


def test_a_very_long_text_takes_no_time() -> None:
    for text in ("7" * 200_000 + "x", " " * 200_000 + "x", "ADR" + " -" * 200_000, "7-" + "x" * 200_000 + " "):
        assert record_number(text) is None
