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
