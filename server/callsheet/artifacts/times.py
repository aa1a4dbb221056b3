"""Timestamps as task files hold them: ISO 8601 date-times, with or without an offset."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

DATE_TIME_PATTERN = (
    r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d+)?)?"
    r"([Zz]|[+-]([01]\d|2[0-3])(:?[0-5]\d)?)?$"
)
"""What a timestamp looks like; a regular expression of the dialect that JSON Schema uses."""


def parse_time(text: str) -> datetime | None:
    """The moment a timestamp names, in UTC (which is assumed where no offset is given); None if it names none."""
    date, _, time = text.strip().upper().replace(",", ".").replace(" ", "T").partition("T")
    clock, offset = time, timedelta(0)
    if time.endswith("Z"):
        clock = time[:-1]
    else:
        for sign in "+-":
            before, found, after = time.partition(sign)
            if found:
                clock = before
                digits = after.replace(":", "").ljust(4, "0")
                if not digits.isdigit() or len(digits) != 4:
                    return None
                minutes = int(digits[:2]) * 60 + int(digits[2:])
                offset = timedelta(minutes=minutes if sign == "+" else -minutes)
    whole, _, fraction = clock.partition(".")
    try:
        moment = datetime.fromisoformat(f"{date}T{whole}").replace(tzinfo=timezone.utc)
        return moment.replace(microsecond=int(fraction[:6].ljust(6, "0") or 0)) - offset
    except (ValueError, OverflowError):
        return None


def is_midnight(moment: datetime) -> bool:
    """Whether a time is exactly midnight UTC: what agents write when they know only the date."""
    return (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)


def format_time(moment: datetime) -> str:
    """A time as Callsheet writes it: UTC, to the second, `2026-03-01T09:15:00Z`."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
