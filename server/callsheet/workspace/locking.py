"""One writer at a time: a lock on a workspace that goes with its process, however that ends."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PATIENCE = 1.0
"""How long somebody waits for the lock before it is said, in seconds."""

_INTERVAL = 0.01
"""How often the lock is tried, in seconds."""


@contextlib.contextmanager
def locked(root: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Keep all others that ask for it from changing a workspace; waits until it is free.

    `waiting` is called once if that takes long. Nobody who does not ask, such as an editor, is kept from anything.
    """
    descriptor = _open(root)
    try:
        told, patience = False, time.monotonic() + PATIENCE
        while not _try_to_lock(descriptor):
            if not told and time.monotonic() >= patience:
                told = True
                waiting()
            time.sleep(_INTERVAL)
        yield
    finally:
        os.close(descriptor)  # which gives the lock back


if sys.platform == "win32":
    import msvcrt

    def _open(root: Path) -> int:
        return _open_beside(root)

    def _try_to_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _open(root: Path) -> int:
        """A descriptor that can be locked: that of the folder itself, so that nothing is left behind."""
        descriptor = os.open(root, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            pass  # somebody has it, so it can be locked
        except OSError:  # some network file systems lock files only
            os.close(descriptor)
            return _open_beside(root)
        return descriptor

    def _try_to_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _open_beside(root: Path) -> int:
    """A file that stands for a folder that cannot be locked itself, in the system's folder for such things."""
    name = hashlib.sha256(os.path.normcase(os.path.realpath(root)).encode(errors="surrogateescape")).hexdigest()[:16]
    return os.open(Path(tempfile.gettempdir(), f"callsheet-{name}.lock"), os.O_RDWR | os.O_CREAT, 0o666)
