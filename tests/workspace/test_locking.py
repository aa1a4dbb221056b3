"""One writer at a time."""

from __future__ import annotations

import contextlib
import errno
import os
import runpy
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest

from callsheet.workspace import locking
from callsheet.workspace.locking import locked
from callsheet.workspace.writing import WriteError
from tests.cli.helpers import environment
from tests.workspace.steps_of_writing import refuse

HOLD = "import sys, pathlib; from callsheet.workspace.locking import locked\nwith locked(pathlib.Path(sys.argv[1])): print('locked', flush=True); sys.stdin.read()"
"""Holds the lock until its standard input ends."""


def hold(root: Path) -> subprocess.Popen[str]:
    """A process that has the lock of a workspace."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "locked\n"
    return holder


def check_waits_for(root: Path, free: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Check that the lock is had once another has been set free, and that the waiting was told, once."""
    monkeypatch.setattr(locking, "PATIENCE", 0.0)
    told: list[str] = []

    def waiting() -> None:
        told.append("waiting")
        free()

    with locked(root, waiting):
        assert told == ["waiting"]


def lock_beside(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let a file in a folder stand for every workspace, as where workspaces cannot be locked themselves."""
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setattr(locking, "_open", locking._open_beside)


@pytest.fixture(params=["folder", "file beside"])
def _place(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is locked: the folder itself, or where the system does not do that, a file in the system's folder."""
    if request.param == "file beside":
        lock_beside(monkeypatch, tmp_path)


@pytest.mark.usefixtures("_place")
def test_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with locked(tmp_path):
        pass
    entered, may_leave = threading.Event(), threading.Event()

    def other() -> None:
        with locked(tmp_path):
            entered.set()
            may_leave.wait()

    thread = threading.Thread(target=other)
    thread.start()
    entered.wait()
    check_waits_for(tmp_path, may_leave.set, monkeypatch)
    thread.join()


@pytest.mark.parametrize("end", [signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)])
def test_the_lock_goes_with_its_process(end: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = hold(tmp_path)
    check_waits_for(tmp_path, lambda: holder.send_signal(end), monkeypatch)
    holder.communicate()
    assert not any(tmp_path.iterdir())


@pytest.mark.usefixtures("_place")
def test_a_link_to_a_workspace_is_the_same_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real", target_is_directory=True)
    with contextlib.ExitStack() as holding:
        holding.enter_context(locked(tmp_path / "real"))
        check_waits_for(tmp_path / "link", holding.close, monkeypatch)


def test_workspaces_do_not_wait_for_each_other(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with locked(tmp_path / "one"), locked(tmp_path / "two"):
        pass


def test_the_lock_is_given_back_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        raise ZeroDivisionError
    with locked(tmp_path):
        pass


def test_a_workspace_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="gone cannot be locked: No such file"), locked(tmp_path / "gone"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="there folders are never locked")
def test_where_folders_cannot_be_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with a network file system, which locks only what is open for writing."""
    import fcntl

    real = fcntl.flock

    def flock(descriptor: int, operation: int) -> None:
        if fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        real(descriptor, operation)

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(fcntl, "flock", flock)
    with locked(tmp_path):
        (lock,) = tmp_path.glob("callsheet-*.lock")
    with locked(tmp_path):
        assert [*tmp_path.glob("callsheet-*.lock")] == [lock]


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="needs O_NOFOLLOW")
def test_a_link_in_the_place_of_the_file_beside_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock_beside(monkeypatch, tmp_path)
    with locked(tmp_path):
        (lock,) = tmp_path.glob("callsheet-*.lock")
    lock.unlink()
    lock.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WriteError), locked(tmp_path):
        pass
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
def test_where_nothing_can_be_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("fcntl.flock", refuse(errno.ENOLCK))
    with pytest.raises(WriteError, match=f"{tmp_path} cannot be locked: No locks available"), locked(tmp_path):
        pass


def test_the_file_beside_may_be_that_of_another_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may only read it waits all the same."""
    lock_beside(monkeypatch, tmp_path)
    open_really = os.open

    def open_to_read(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_RDWR:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return open_really(path, flags, mode)

    with contextlib.ExitStack() as holding:
        holding.enter_context(locked(tmp_path))
        monkeypatch.setattr(os, "open", open_to_read)
        check_waits_for(tmp_path, holding.close, monkeypatch)


def locked_on_windows(
    monkeypatch: pytest.MonkeyPatch, folder: Path, locking_of_system: Callable[..., object]
) -> Callable[..., Any]:
    """`locked` as it is on Windows, with what stands for the locking of the system."""
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_NBLCK=2, locking=locking_of_system))
    found: Callable[..., Any] = runpy.run_path(str(locking.__file__))["locked"]
    return found


@pytest.mark.parametrize("number", [errno.EACCES, errno.EDEADLK])
def test_windows_says_that_another_has_the_lock(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    errors = iter([OSError(number, ""), OSError(number, ""), None])
    with locked_on_windows(monkeypatch, tmp_path, mock.Mock(side_effect=errors))(tmp_path):
        assert [*errors] == []


def test_windows_says_that_it_cannot_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = locked_on_windows(monkeypatch, tmp_path, refuse(errno.EINVAL))(tmp_path)
    with pytest.raises(WriteError, match="cannot be locked: Invalid argument"), refused:
        pass
