"""Widths, cutting and JSON."""

from __future__ import annotations

import ctypes
import json
import sys
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callsheet.cli.output import Screen, cut, fold, json_lines, visible, width_of


@pytest.mark.parametrize(
    ("text", "width"), [("card", 4), ("Größe", 5), ("日本", 4), ("🎁", 2), ("e\u0301", 1), ("a\u200db", 2), ("", 0)]
)
def test_width(text: str, width: int) -> None:
    assert width_of(text) == width


@pytest.mark.parametrize(
    ("text", "width", "at_end", "at_start"),
    [
        ("gift cards", 10, "gift cards", "gift cards"),
        ("gift cards", 9, "gift car…", "…ft cards"),
        ("日本語", 5, "日本…", "…本語"),
        ("日本語", 4, "日…", "…語"),
        ("card", 1, "…", "…"),
    ],
)
def test_cutting(text: str, width: int, at_end: str, at_start: str) -> None:
    assert (cut(text, width), cut(text, width, at_start=True)) == (at_end, at_start)


@given(st.text(), st.integers(1, 30), st.booleans())
def test_what_is_cut_fits(text: str, width: int, at_start: bool) -> None:
    assert width_of(cut(text, width, at_start=at_start)) <= width


@given(st.text(st.characters()))
def test_what_is_visible_is_one_line_that_can_be_printed(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert "\x1b" not in shown
    shown.encode()


def test_folding() -> None:
    text = "stock is never sold twice"
    assert fold(text, None, "  ") == f"  {text}"
    assert fold(text, 16, "  ") == "  stock is never\n  sold twice"


@pytest.mark.parametrize(("name", "handle"), [("stdout", -11), ("stderr", -12)])
def test_a_console_of_windows_understands_escapes_also_without_colours(
    name: str, handle: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = Mock()
    console.kernel32.GetStdHandle = str
    monkeypatch.setattr(ctypes, "windll", console, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    stream = getattr(sys, name)
    monkeypatch.setattr(stream, "isatty", lambda: True)
    assert not Screen.of(stream).has_colour
    console.kernel32.SetConsoleMode.assert_called_once_with(str(handle), 7)


@given(st.lists(st.dictionaries(st.text(), st.text())))
def test_json_has_an_item_a_line(items: list[dict[str, str]]) -> None:
    text = json_lines(items)
    assert json.loads(text) == items
    assert len(text.split("\n")) == (len(items) + 2 if items else 1)
