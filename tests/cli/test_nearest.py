"""Which names were probably meant by a wrong one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.cli.nearest import likely_names, unknown

COMMANDS = ["check", "status", "start", "stages", "next", "complete", "reopen", "unblock"]


@pytest.mark.parametrize(
    ("written", "likely"),
    [
        ("chek", ["check"]),
        ("STATUS", ["status"]),
        ("stat", ["status", "start"]),
        ("block", ["unblock"]),
        ("nxt", ["next"]),
        ("nope", []),
        ("done", []),
        ("", []),
        ("  ", []),
        ("x" * 5000, []),
    ],
)
def test_likely_names(written: str, likely: list[str]) -> None:
    assert likely_names(written, COMMANDS) == likely


def test_names_keep_their_case() -> None:
    assert likely_names("giftcards", ["GiftCards", "Vouchers"]) == ["GiftCards"]


def test_nothing_that_was_written_steers_the_terminal() -> None:
    assert unknown("rule", "a\x1b[31m", [], "look here") == 'there is no rule "a\\x1b[31m"; look here'
    assert unknown("feature", "cards", ["cards\x1b"], "") == 'there is no feature "cards"; did you mean cards\\x1b?'


@given(st.text(st.characters(), max_size=20), st.lists(st.text(st.characters(), max_size=20)))
def test_any_names(written: str, names: list[str]) -> None:
    found = likely_names(written, names)
    assert len(found) <= 3
    assert set(found) <= set(names)
