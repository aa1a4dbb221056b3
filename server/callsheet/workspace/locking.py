"""One writer at a time: a lock on a workspace that goes with its process, however that ends."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from callsheet.workspace.writing import WriteError

PATIENCE = 1.0
"""How long somebody waits for the lock before it is said, in seconds."""

_INTERVAL = 0.005
"""How often the lock is tried, in seconds."""


@contextlib.contextmanager
def locked(root: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Keep all others that ask for it from changing a workspace; waits until it is free.

    `waiting` is called once if that takes long. Nobody who does not ask, such as an editor, is kept from anything. On
    Windows, and where folders cannot be locked, only processes with the same folder for temporary files know of each
    other: most often those of one user.

    Raises:
        WriteError: if it cannot be locked, because it is not there any more, say.
    """
    with contextlib.ExitStack() as closing:
        try:
            descriptor = _open(root)
            closing.callback(os.close, descriptor)  # which gives the lock back
            _wait_for(descriptor, waiting)
        except OSError as error:
            raise WriteError(f"{root} cannot be locked: {error.strerror or error}") from error
        yield


def _wait_for(descriptor: int, waiting: Callable[[], None]) -> None:
    """Wait until a lock is one's own."""
    told, patience = False, time.monotonic() + PATIENCE
    while not _try_to_lock(descriptor):
        if not told and time.monotonic() >= patience:
            told = True
            waiting()
        time.sleep(_INTERVAL)


if sys.platform == "win32":
    import errno
    import msvcrt

    def _open(root: Path) -> int:
        return _open_beside(root)

    def _try_to_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EDEADLK):  # another has the lock
                raise
            return False
        return True
else:
    import fcntl

    def _open(root: Path) -> int:
        """A descriptor that can be locked: that of the folder itself, so that nothing is left behind."""
        descriptor = os.open(root, os.O_RDONLY)
        try:
            _try_to_lock(descriptor)
        except OSError:  # network file systems lock what is open for writing only, which a folder never is
            os.close(descriptor)
            return _open_beside(root)
        return descriptor

    def _try_to_lock(descriptor: int) -> bool:
        """Whether the lock is free, and from now on one's own; it may be so already."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _open_beside(root: Path) -> int:
    """A file that stands for a folder that cannot be locked itself, in the folder for temporary files.

    Which one that is depends on the environment (TMPDIR), and often on the user.
    """
    import hashlib
    import tempfile

    name = hashlib.sha256(os.fsencode(os.path.normcase(os.path.realpath(root)))).hexdigest()[:16]
    path = Path(tempfile.gettempdir(), f"callsheet-{name}.lock")
    no_links = getattr(os, "O_NOFOLLOW", 0)  # anybody may make them there
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | no_links, 0o666)
    except PermissionError:  # another user's, which can be locked all the same
        return os.open(path, os.O_RDONLY | no_links)
