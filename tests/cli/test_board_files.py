"""Noticing changes in some folders by a look at them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from callsheet.cli.board.files import Glance

OLD = 1_700_000_000_000_000_000
"""A time before all that happens here, in nanoseconds since 1970."""


def write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def glance(tmp_path: Path) -> Glance:
    """One that has looked at a folder with two files, which were read just before."""
    write(tmp_path, "cards/a.json", "{}")
    write(tmp_path, "cards/b.json", "{}")
    glance = Glance(tmp_path, ["cards/a.json", "cards/b.json"], time.time_ns())
    glance.look(["cards"])
    return glance


def replace(root: Path) -> None:
    write(root, "cards/.a.new", "[]")
    (root / "cards/.a.new").replace(root / "cards/a.json")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda root: None, []),
        (lambda root: write(root, "cards/a.json", "[1]"), ["cards/a.json"]),
        (replace, ["cards/a.json"]),
        (lambda root: write(root, "cards/c.json", "[]"), ["cards/c.json"]),
        (lambda root: (root / "cards/a.json").unlink(), ["cards/a.json"]),
        (lambda root: (root / "cards/a.json").rename(root / "cards/c.json"), ["cards/a.json", "cards/c.json"]),
        (lambda root: (root / "cards").rename(root / "gone"), ["cards/a.json", "cards/b.json"]),
        (lambda root: write(root, "elsewhere/a.json", "[]"), []),
    ],
)
def test_what_changes_is_noticed_once(
    change: Callable[[Path], None], expected: list[str], tmp_path: Path, glance: Glance
) -> None:
    change(tmp_path)
    assert sorted(glance.look(["cards"])) == expected
    assert glance.look(["cards"]) == []


def test_a_folder_with_old_files_that_is_moved_here(tmp_path: Path, glance: Glance) -> None:
    write(tmp_path, "away/a.json", "{}")
    os.utime(tmp_path / "away/a.json", ns=(OLD, OLD))
    (tmp_path / "away").rename(tmp_path / "stamps")
    assert glance.look(["cards", "stamps"]) == ["stamps/a.json"]


def test_files_that_may_have_changed_while_they_were_read(tmp_path: Path) -> None:
    write(tmp_path, "cards/a.json", "{}")
    read = ["cards/a.json", "cards/gone.json"]
    assert Glance(tmp_path, read, time.time_ns()).look(["cards"]) == read
    later = time.time_ns() + 3600 * 10**9
    assert Glance(tmp_path, read, later).look(["cards"]) == ["cards/gone.json"]
