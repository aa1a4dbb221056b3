"""Writing that is disturbed on the way: nothing is lost, and no change is left half done."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from callsheet.workspace.changes import FileRename
from callsheet.workspace.disk import Disk
from callsheet.workspace.writing import ChangedMeanwhile, Rewrite, WriteError, write
from tests.workspace.steps_of_writing import Moment, Steps, files_in, make, refuse


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be opened there")
def test_contents_and_names_are_brought_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, {"a/one": b"1", "c/two": b"2"})
    settled: dict[int, dict[str, bytes]] = {}
    fsync = os.fsync

    def look(descriptor: int) -> None:
        settled[os.fstat(descriptor).st_ino] = files_in(tmp_path)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    rewrites = [Rewrite("a/one", b"1", b"one"), Rewrite("b/d/new", None, b"new")]
    write(Disk(tmp_path), rewrites, [FileRename("c/two", "e/two")])
    after = {"a/one": b"one", "b/d/new": b"new", "e/two": b"2"}
    assert files_in(tmp_path) == after
    assert all((tmp_path / rewrite.path).stat().st_ino in settled for rewrite in rewrites)
    assert {".", "b"} <= {name for name in (".", "b") if (tmp_path / name).stat().st_ino in settled}, "new folders"
    for folder in ("a", "b/d", "c", "e"):
        assert settled[(tmp_path / folder).stat().st_ino] == after, folder


def test_without_links_new_files_are_made_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "hardlink_to", refuse(errno.EPERM))
    write(Disk(tmp_path), [Rewrite("a/new", None, b"1")])
    assert files_in(tmp_path) == {"a/new": b"1"}


BEFORE = {"a/one": b"1", "a/two": b"2", "z": b"3"}
REWRITES = [
    Rewrite("a/one", b"1", b"one"),
    Rewrite("z", b"3", b"three"),
    Rewrite("b/c/new", None, b"new"),
    Rewrite("a/two.new", None, b"new too"),
]
RENAMES = [FileRename("a/two", "b/two")]
AFTER = {"a/one": b"one", "z": b"three", "b/two": b"2", "b/c/new": b"new", "a/two.new": b"new too"}


def no_space() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def ctrl_c() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize(("event", "moment"), [(no_space, "before"), (ctrl_c, "before"), (ctrl_c, "after")])
def test_whatever_step_fails_all_is_as_before_or_all_is_done(
    event: Callable[[], None], moment: Moment, has_links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)  # of the many that there are here each takes its time
    if not has_links:
        monkeypatch.setattr(Path, "hardlink_to", refuse(errno.EPERM))
    ends: list[str] = []
    while True:
        root = make(tmp_path / str(len(ends)), BEFORE)
        steps = Steps(len(ends), moment, event)
        with steps.counted():
            ends.append(end_of_writing(root))
        found = {path: content for path, content in files_in(root).items() if not path.endswith(".tmp")}
        assert found in (BEFORE, AFTER), f"step {len(ends)}"
        if not steps.has_happened:
            break
    assert len(ends) > 20
    assert files_in(root) == AFTER
    assert set(ends) == {"", "interrupted" if event is ctrl_c else "No space left on device"}


def end_of_writing(root: Path) -> str:
    """How writing ends: empty where all is well."""
    try:
        write(Disk(root), REWRITES, RENAMES)
    except WriteError as error:
        return str(error).rpartition(": ")[2]
    except KeyboardInterrupt:
        return "interrupted"
    return ""


def test_what_somebody_writes_over_a_half_done_change_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, {"a": b"1", "b": b"1"})
    replace = Path.replace

    def replace_and_be_overwritten(path: Path, target: Path) -> None:
        replace(path, target)
        target.write_bytes(b"typed")
        (tmp_path / "b").write_bytes(b"typed too")

    monkeypatch.setattr(Path, "replace", replace_and_be_overwritten)
    with pytest.raises(ChangedMeanwhile):
        write(Disk(tmp_path), [Rewrite("a", b"1", b"2"), Rewrite("b", b"1", b"2")])
    assert files_in(tmp_path) == {"a": b"typed", "b": b"typed too"}


@pytest.mark.skipif(sys.platform == "win32", reason="files that are open stay there")
@pytest.mark.parametrize("moment", ["before", "after"])
def test_what_somebody_writes_at_the_very_moment_stays(
    moment: Moment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As most editors write: into the file that is there, which they opened before it was replaced."""
    make(tmp_path, {"a": b"1", "b": b"1"})
    replace = Path.replace
    with (tmp_path / "b").open("r+b") as editor:

        def replace_beside_editor(path: Path, target: Path) -> None:
            if moment == "after":
                replace(path, target)
            if target.name == "b" and not editor.tell():
                editor.write(b"typed")
                editor.flush()
            if moment == "before":
                replace(path, target)

        monkeypatch.setattr(Path, "replace", replace_beside_editor)
        with pytest.raises(ChangedMeanwhile):
            write(Disk(tmp_path), [Rewrite("a", b"1", b"2"), Rewrite("b", b"1", b"2")])
    assert files_in(tmp_path) == {"a": b"1", "b": b"typed"}


@pytest.mark.skipif(sys.platform == "win32", reason="files that are open stay there")
def test_what_somebody_saves_by_a_rename_at_the_very_moment_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As other editors write: beside the file, which is then replaced."""
    make(tmp_path, {"a": b"1", "b": b"1"})
    link = Path.hardlink_to

    def link_beside_editor(path: Path, target: Path) -> None:
        link(path, target)
        if target.name == "b":
            (tmp_path / "saved").write_bytes(b"typed")
            (tmp_path / "saved").rename(target)

    monkeypatch.setattr(Path, "hardlink_to", link_beside_editor)
    with pytest.raises(ChangedMeanwhile):
        write(Disk(tmp_path), [Rewrite("a", b"1", b"2"), Rewrite("b", b"1", b"2")])
    assert files_in(tmp_path) == {"a": b"1", "b": b"typed"}


@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_that_somebody_has_written_stays(
    has_links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the change is undone, because the next new file cannot be made."""
    make(tmp_path, {"b": b"kept"})
    link = Path.hardlink_to if has_links else refuse(errno.EPERM)

    def link_beside_editor(path: Path, target: Path) -> None:
        if path.name == "b":
            (tmp_path / "a").write_bytes(b"typed")
        link(path, target)

    monkeypatch.setattr(Path, "hardlink_to", link_beside_editor)
    with pytest.raises(ChangedMeanwhile):
        write(Disk(tmp_path), [Rewrite("a", None, b"new"), Rewrite("b", None, b"new")])
    assert files_in(tmp_path) == {"a": b"typed", "b": b"kept"}


def test_what_does_not_hold_any_more_is_found_when_all_is_ready(tmp_path: Path) -> None:
    make(tmp_path, {"a": b"1"})
    before: list[dict[str, bytes]] = []

    def confirm() -> None:
        before.append(files_in(tmp_path))
        raise ChangedMeanwhile("b has changed")

    with pytest.raises(ChangedMeanwhile, match="b has changed"):
        write(Disk(tmp_path), [Rewrite("a", b"1", b"2")], confirm=confirm)
    assert sorted(before[0].values()) == [b"1", b"2"]
    assert files_in(tmp_path) == {"a": b"1"}
