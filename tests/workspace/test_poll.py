"""Noticing changes on disk by looking."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from callsheet.workspace.disk import Disk
from callsheet.workspace.poll import Poller
from tests.workspaces import FEATURE_FOLDER, read_fixture

FILES = """
--- task.json
{}
--- subtask_01.json
{}
--- /docs/prices.md
Prices include tax.
"""

FIRST = f"{FEATURE_FOLDER}/subtask_01.json"


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(read_fixture(FILES).write_to(tmp_path))


@pytest.fixture
def poller(disk: Disk) -> Poller:
    """A poller that has looked once, as it does before the index is read."""
    poller = Poller(disk)
    assert poller.look() == []
    return poller


def test_nothing_has_changed(poller: Poller) -> None:
    assert poller.look() == []


def test_features_are_watched(disk: Disk, poller: Poller) -> None:
    (disk.root / FIRST).write_text('{"seq": "01"}')
    (disk.root / FEATURE_FOLDER / "subtask_02.json").write_text("{}")
    (disk.root / FEATURE_FOLDER / "notes.txt").write_text("nobody's business")
    assert poller.look() == [FIRST, f"{FEATURE_FOLDER}/subtask_02.json"]
    (disk.root / FIRST).rename(disk.root / FEATURE_FOLDER / "subtask_03.json")
    assert poller.look() == [FIRST, f"{FEATURE_FOLDER}/subtask_03.json"]
    shutil.rmtree(disk.root / FEATURE_FOLDER)
    assert f"{FEATURE_FOLDER}/subtask_02.json" in poller.look()
    assert poller.look() == []


def test_a_link_that_leads_nowhere_is_there(disk: Disk, poller: Poller) -> None:
    (disk.root / FIRST).unlink()
    (disk.root / FIRST).symlink_to("nowhere")
    assert poller.look() == [FIRST]
    assert poller.look() == []
    (disk.root / FEATURE_FOLDER / "subtask_02.json").symlink_to("nowhere")
    assert poller.look() == [f"{FEATURE_FOLDER}/subtask_02.json"]
    (disk.root / FIRST).unlink()
    assert poller.look() == [FIRST]


def test_a_change_that_keeps_size_and_time_is_noticed(disk: Disk, poller: Poller) -> None:
    before = (disk.root / FIRST).stat()
    (disk.root / FIRST).write_text("[]")
    os.utime(disk.root / FIRST, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert poller.look() == [FIRST]


def test_paths_are_watched_from_when_they_are_asked_about(disk: Disk, poller: Poller) -> None:
    make_old(disk.root / "docs/prices.md")
    assert disk.line_count("docs/prices.md") == 1
    assert disk.entry_type("docs/none.md") is None
    poller.look()
    (disk.root / "docs/prices.md").write_text("one\ntwo\n")
    (disk.root / "docs/none.md").write_text("one\n")
    assert {"docs/none.md", "docs/prices.md"} <= set(poller.look())


def make_old(path: Path) -> None:
    os.utime(path, ns=(10**18, 10**18))


def test_what_changed_between_the_question_and_the_look_is_noticed(disk: Disk, poller: Poller) -> None:
    assert disk.line_count("docs/prices.md") == 1
    assert disk.entry_type("docs/none.md") is None
    (disk.root / "docs/prices.md").write_text("one\ntwo\n")
    (disk.root / "docs/none.md").write_text("one\n")
    assert {"docs/none.md", "docs/prices.md"} <= set(poller.look())


def test_what_vanished_between_the_question_and_the_look_is_noticed(disk: Disk, poller: Poller) -> None:
    assert disk.entry_type("docs/prices.md") == "file"
    (disk.root / "docs/prices.md").unlink()
    assert "docs/prices.md" in poller.look()


def test_a_change_is_told_of_once(disk: Disk, poller: Poller) -> None:
    assert disk.entry_type("docs/none.md") is None
    poller.look()
    (disk.root / "docs/none.md").write_text("one\n")
    changed = poller.look()
    assert "docs/none.md" in changed
    disk.forget(changed)
    assert poller.look() == []
    assert disk.entry_type("docs/none.md") == "file"
    assert poller.look() == []
    (disk.root / "docs/none.md").unlink()
    assert "docs/none.md" in poller.look()


def test_there_may_be_nothing_to_look_at(tmp_path: Path) -> None:
    poller = Poller(Disk(tmp_path / "nowhere"))
    assert poller.look() == []
    assert poller.look() == []
