"""The steps by which files are written so that nobody finds half of one, whatever happens in between."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

_PREFIX, _SUFFIX = ".callsheet-", ".tmp"
"""How the files begin and end that are written before they take their name; no artifact is called so."""

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def temporary_path(folder: Path) -> Path:
    """A path in a folder for a file that will be written, or named otherwise, before it takes its name."""
    return folder / f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}"


def write_safely(path: Path, content: bytes, like: os.stat_result | None) -> None:
    """Make a file and bring it safely to disk; it gets owner and mode of another one, if there is one."""
    with os.fdopen(os.open(path, _NEW_FILE, 0o666 if like is None else 0o600), "wb") as file:
        file.write(content)
        file.flush()
        if like is not None:
            _own_like(path, like)
        os.fsync(file.fileno())


def _own_like(path: Path, like: os.stat_result) -> None:
    """Give a file the owner, the group and the mode of another one, as far as that is allowed."""
    if sys.platform != "win32":
        made = path.stat()
        if (made.st_uid, made.st_gid) != (like.st_uid, like.st_gid):
            try:
                os.chown(path, like.st_uid, like.st_gid)
            except OSError:  # only root gives files away, but everybody may keep a group that he is in
                with contextlib.suppress(OSError):
                    os.chown(path, -1, like.st_gid)
    with contextlib.suppress(PermissionError):  # file systems without modes
        path.chmod(stat.S_IMODE(like.st_mode))


def remove(path: Path) -> None:
    """Remove a file, if that is possible."""
    with contextlib.suppress(OSError):
        path.unlink()


def remove_leftovers(folder: Path) -> None:
    """Remove what processes have left in a folder that were killed: nobody else writes while the workspace is locked."""
    with contextlib.suppress(OSError):  # a folder that cannot be listed, or is not there
        for name in os.listdir(folder):  # noqa: PTH208 - Path.iterdir builds a path of each
            if name.startswith(_PREFIX) and name.endswith(_SUFFIX):
                remove(folder / name)


def settle(folder: Path) -> None:
    """Bring a folder's names safely to disk, where a folder can be opened for that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


_ATTEMPTS, _PAUSE = 50, 0.02
"""How often something is tried that another program may keep from happening on Windows, and the seconds in between."""


def try_again(step: Callable[[], object]) -> None:
    """Take a step that Windows refuses while somebody else reads the file."""
    for _ in range(_ATTEMPTS if sys.platform == "win32" else 0):
        with contextlib.suppress(PermissionError):
            step()
            return
        time.sleep(_PAUSE)
    step()
