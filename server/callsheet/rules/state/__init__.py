"""The family *state*: statuses, counts and times agree with one another and with what exists."""

from callsheet.rules.state import (
    count_mismatch,
    incomplete_record,
    premature_status,
    stale_record,
    status_mismatch,
    time_order,
    undelivered,
)

__all__ = [
    "count_mismatch",
    "incomplete_record",
    "premature_status",
    "stale_record",
    "status_mismatch",
    "time_order",
    "undelivered",
]
