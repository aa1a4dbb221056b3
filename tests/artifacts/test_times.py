"""Timestamps."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.artifacts.times import DATE_TIME_PATTERN, format_time, is_midnight, parse_time

UTC = timezone.utc


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01T09:15:00Z", datetime(2026, 3, 1, 9, 15, tzinfo=UTC)),
        ("2026-03-01t09:15:00z", datetime(2026, 3, 1, 9, 15, tzinfo=UTC)),
        ("2026-03-01 09:15:00Z", datetime(2026, 3, 1, 9, 15, tzinfo=UTC)),
        ("2026-03-01T09:15:00", datetime(2026, 3, 1, 9, 15, tzinfo=UTC)),
        ("2026-03-01T09:15", datetime(2026, 3, 1, 9, 15, tzinfo=UTC)),
        ("2026-03-01T09:15:00.5Z", datetime(2026, 3, 1, 9, 15, 0, 500000, tzinfo=UTC)),
        ("2026-03-01T09:15:00,123456789Z", datetime(2026, 3, 1, 9, 15, 0, 123456, tzinfo=UTC)),
        ("2026-03-01T09:15:00+02:00", datetime(2026, 3, 1, 7, 15, tzinfo=UTC)),
        ("2026-03-01T09:15:00-0530", datetime(2026, 3, 1, 14, 45, tzinfo=UTC)),
        ("2026-03-01T00:15:00+01", datetime(2026, 2, 28, 23, 15, tzinfo=UTC)),
        (" 2026-03-01T09:15:00Z ", datetime(2026, 3, 1, 9, 15, tzinfo=UTC)),
    ],
)
def test_times_that_name_a_moment(text: str, moment: datetime) -> None:
    assert parse_time(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2026-03-01",
        "2026-02-30T09:15:00Z",
        "2026-13-01T09:15:00Z",
        "2026-03-01T25:15:00Z",
        "2026-03-01T09:15:00+xx",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "09:15",
    ],
)
def test_times_that_do_not(text: str) -> None:
    assert parse_time(text) is None


def test_midnight() -> None:
    assert is_midnight(datetime(2026, 3, 1, tzinfo=UTC))
    assert not is_midnight(datetime(2026, 3, 1, 0, 0, 1, tzinfo=UTC))


def test_times_as_callsheet_writes_them() -> None:
    assert (
        format_time(datetime(2026, 3, 1, 10, 15, 9, 999, tzinfo=timezone(timedelta(hours=1)))) == "2026-03-01T09:15:09Z"
    )


@given(st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - the zone stands beside it
def test_what_callsheet_writes_it_reads(moment: datetime) -> None:
    written = format_time(moment)
    assert parse_time(written) == moment.replace(microsecond=0)
    assert re.search(DATE_TIME_PATTERN, written)


@given(st.text(max_size=30) | st.text(alphabet="0123456789-+:.,TZ ", max_size=30))
def test_no_text_makes_it_raise(text: str) -> None:
    parse_time(text)
