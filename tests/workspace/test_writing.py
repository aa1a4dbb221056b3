"""Writing files: as wholes, all or none, and never over what somebody else has written."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.layout import DEFAULT_LAYOUT, Layout
from callsheet.workspace.changes import FileRename
from callsheet.workspace.disk import Disk
from callsheet.workspace.writing import ChangedMeanwhile, Rewrite, WriteError, write
from tests.workspace.steps_of_writing import files_in, make, refuse

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")


def check_refused(
    root: Path,
    rewrites: Sequence[Rewrite],
    message: str,
    *,
    renames: Sequence[FileRename] = (),
    error: type[WriteError] = WriteError,
) -> None:
    """Check that something is not written, why, and that nothing has changed for that."""
    before = files_in(root)
    with pytest.raises(error, match=message) as refusal:
        write(Disk(root), rewrites, renames)
    assert type(refusal.value) is error
    assert files_in(root) == before


def test_files_are_rewritten_renamed_and_created(tmp_path: Path) -> None:
    make(tmp_path, {"a/one": b"1", "two": b"2"})
    rewrites = [Rewrite("a/one", b"1", b"11"), Rewrite("b/c/new", None, b"3")]
    write(Disk(tmp_path), rewrites, [FileRename("a", "b/a"), FileRename("two", "b/two")])
    assert files_in(tmp_path) == {"b/a/one": b"11", "b/two": b"2", "b/c/new": b"3"}


def test_a_new_file_may_take_the_place_of_a_renamed_one(tmp_path: Path) -> None:
    make(tmp_path, {"a/one": b"1"})
    write(Disk(tmp_path), [Rewrite("a/one", None, b"new")], [FileRename("a", "b")])
    assert files_in(tmp_path) == {"b/one": b"1", "a/one": b"new"}


# What a file keeps


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_a_file_keeps_its_mode(mode: int, tmp_path: Path) -> None:
    make(tmp_path, {"file": b"1"})
    (tmp_path / "file").chmod(mode)
    write(Disk(tmp_path), [Rewrite("file", b"1", b"2")])
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == mode


@POSIX
def test_nobody_else_may_read_a_private_file_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, {"file": b"1"})
    (tmp_path / "file").chmod(0o600)
    modes: list[int] = []
    open_really = os.open

    def open_and_look(path: Path, *arguments: int) -> int:
        descriptor = open_really(path, *arguments)
        if path.suffix == ".tmp":
            modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return descriptor

    monkeypatch.setattr(os, "open", open_and_look)
    mask = os.umask(0)
    try:
        write(Disk(tmp_path), [Rewrite("file", b"1", b"2")])
    finally:
        os.umask(mask)
    assert modes == [0o600]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_file_keeps_its_owner_and_its_group(tmp_path: Path) -> None:
    make(tmp_path, {"file": b"1"})
    os.chown(tmp_path / "file", 1234, 4321)
    write(Disk(tmp_path), [Rewrite("file", b"1", b"2")])
    written = (tmp_path / "file").stat()
    assert (written.st_uid, written.st_gid) == (1234, 4321)


@POSIX
def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write(Disk(tmp_path), [Rewrite("file", None, b"1")])
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o640


@POSIX
def test_what_a_link_leads_to_is_rewritten_and_the_link_stays(tmp_path: Path) -> None:
    make(tmp_path, {"real/file": b"1"})
    (tmp_path / "link").symlink_to("real/file")
    (tmp_path / "folder").symlink_to("real")
    write(Disk(tmp_path), [Rewrite("link", b"1", b"2")])
    write(Disk(tmp_path), [Rewrite("folder/file", b"2", b"3"), Rewrite("folder/new", None, b"4")])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder").is_symlink()
    assert files_in(tmp_path / "real") == {"file": b"3", "new": b"4"}


@POSIX
def test_a_workspace_behind_a_link(tmp_path: Path) -> None:
    make(tmp_path, {"real/file": b"1"})
    (tmp_path / "link").symlink_to("real")
    write(Disk(tmp_path / "link"), [Rewrite("file", b"1", b"2"), Rewrite("a/new", None, b"3")])
    assert files_in(tmp_path / "real") == {"file": b"2", "a/new": b"3"}


# What is refused


@POSIX
def test_nothing_outside_the_workspace_is_written(tmp_path: Path) -> None:
    make(tmp_path, {"inside/file": b"1", "outside/file": b"1"})
    (tmp_path / "inside/link").symlink_to("../outside")
    inside = tmp_path / "inside"
    check_refused(inside, [Rewrite("link/file", b"1", b"2")], "link/file may not be written: it lies outside")
    check_refused(inside, [Rewrite("link/new", None, b"2")], "link/new may not be written: it lies outside")
    check_refused(inside, [Rewrite("../outside/file", b"1", b"2")], "it lies outside")
    check_refused(
        inside, [], "link/moved may not be moved: it lies outside", renames=[FileRename("file", "link/moved")]
    )
    assert files_in(tmp_path / "outside") == {"file": b"1"}


def test_no_secret_is_written(tmp_path: Path) -> None:
    make(tmp_path, {".env": b"1"})
    check_refused(tmp_path, [Rewrite(".env", b"1", b"2")], ".env may not be written: it may hold secrets")


@pytest.mark.parametrize("path", ["a\0b", "\ud800", "x" * 300])
def test_what_cannot_be_a_path(path: str, tmp_path: Path) -> None:
    check_refused(tmp_path, [Rewrite(path, None, b"1")], "it is no path|cannot be written: ")


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_file_stays(tmp_path: Path) -> None:
    make(tmp_path, {"a": b"1", "b": b"1"})
    (tmp_path / "b").chmod(0o444)
    check_refused(
        tmp_path, [Rewrite("a", b"1", b"2"), Rewrite("b", b"1", b"2")], "b cannot be written: it is read-only"
    )


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everything")
def test_a_folder_in_which_nothing_can_be_made(tmp_path: Path) -> None:
    make(tmp_path, {"a/file": b"1"})
    (tmp_path / "a").chmod(0o555)
    try:
        said = "a/file cannot be written: you may not write into the folder a"
        check_refused(tmp_path, [Rewrite("a/file", b"1", b"2")], said)
    finally:
        (tmp_path / "a").chmod(0o755)


def test_a_file_that_has_changed_is_left_alone_and_so_are_all_others(tmp_path: Path) -> None:
    make(tmp_path, {"a": b"1", "b": b"typed meanwhile"})
    rewrites = [Rewrite("a", b"1", b"2"), Rewrite("b", b"1", b"2"), Rewrite("c/new", None, b"3")]
    check_refused(tmp_path, rewrites, "b is being changed by another program", error=ChangedMeanwhile)


@pytest.mark.parametrize("path", ["gone", "gone/file"])
def test_what_has_vanished_is_not_made_again(path: str, tmp_path: Path) -> None:
    make(tmp_path, {"a": b"1"})
    rewrites = [Rewrite("a", b"1", b"2"), Rewrite(path, b"1", b"2")]
    check_refused(tmp_path, rewrites, f"{path} cannot be written: No such file", error=ChangedMeanwhile)
    check_refused(
        tmp_path, rewrites[:1], "gone cannot be moved", renames=[FileRename("gone", "x")], error=ChangedMeanwhile
    )


@pytest.mark.parametrize("content", [b"kept", b"new"])
@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_never_takes_the_place_of_another(
    content: bytes, has_links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, {"a": b"1", "taken": content})
    if not has_links:
        monkeypatch.setattr(Path, "hardlink_to", refuse(errno.EPERM))
    rewrites = [Rewrite("a", b"1", b"2"), Rewrite("taken", None, b"new")]
    check_refused(tmp_path, rewrites, "taken exists already", error=ChangedMeanwhile)


def test_a_rename_never_takes_the_place_of_something(tmp_path: Path) -> None:
    make(tmp_path, {"a": b"1", "b": b"kept", "c/file": b"kept"})
    for taken in ("b", "c"):
        check_refused(tmp_path, [Rewrite("a", b"1", b"2")], f"{taken} exists already", renames=[FileRename("a", taken)])


def test_a_file_where_a_folder_is_needed(tmp_path: Path) -> None:
    make(tmp_path, {"a": b"1", "b": b"1"})
    check_refused(tmp_path, [Rewrite("b", b"1", b"2"), Rewrite("a/new", None, b"3")], "a/new cannot be written: ")


# What is left behind


def test_what_a_killed_process_has_left_goes_with_the_next_change(tmp_path: Path) -> None:
    make(
        tmp_path, {"a/.callsheet-0123456789abcdef.tmp": b"", ".callsheet-x.tmp": b"", "a/file": b"1", ".callsheet": b""}
    )
    write(Disk(tmp_path), [Rewrite("a/file", b"1", b"2")])
    assert files_in(tmp_path) == {"a/file": b"2", ".callsheet": b""}


GREEDY = {
    ArtifactKind.TASK: "tasks/{feature}/*",
    ArtifactKind.SUBTASK: "tasks/{feature}/*{seq}*",
    ArtifactKind.CONTRACT: "**/*",
    ArtifactKind.MODULE_BRIEF: "**/*",
}
"""Patterns that take as much as patterns can."""


def test_no_pattern_takes_an_unfinished_file_for_an_artifact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    fsync = os.fsync

    def look(descriptor: int) -> None:
        seen.extend(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob(".*.tmp"))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    make(tmp_path, {"tasks/x/task.json": b"{}"})
    write(Disk(tmp_path), [Rewrite("tasks/x/task.json", b"{}", b"{ }")])
    (path,) = set(seen)
    assert re.fullmatch(r"tasks/x/\.callsheet-[0-9a-f]{16}\.tmp", path)
    for layout in (DEFAULT_LAYOUT, Layout({kind: (pattern,) for kind, pattern in GREEDY.items()})):
        assert layout.classify(path) is None


# Folders that refuse


@pytest.mark.parametrize(("path", "folder"), [("a/one", "a"), ("a/new", "a"), ("a/b/c/new", "a"), ("new", ".")])
def test_the_folder_is_named_in_which_nothing_may_be_written(
    path: str, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, {"a/one": b"1"})
    locked = Path(os.path.realpath(tmp_path)) / folder
    monkeypatch.setattr(os, "access", lambda where, _: Path(where) != locked)
    monkeypatch.setattr(os, "open", refuse(errno.EACCES))
    before = b"1" if path == "a/one" else None
    check_refused(
        tmp_path, [Rewrite(path, before, b"2")], f"^{path} cannot be written: you may not write into .+ {folder}$"
    )


def test_a_folder_that_cannot_be_listed_may_be_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, {"a/one": b"1"})
    monkeypatch.setattr(os, "listdir", refuse(errno.EACCES))
    write(Disk(tmp_path), [Rewrite("a/one", b"1", b"2")])
    monkeypatch.undo()
    assert files_in(tmp_path) == {"a/one": b"2"}
