"""The only place that writes files: each as a whole or not at all, and never over what somebody else has written.

A file's new content is written beside it, brought safely to disk, and then takes its name: whoever reads the file at
any moment, even after this process was killed, finds the old content or the new one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from callsheet.workspace.changes import FileRename
from callsheet.workspace.disk import Disk

_PREFIX, _SUFFIX = ".callsheet-", ".tmp"
"""How the files begin and end that are written before they take their name."""


class WriteError(Exception):
    """Why files cannot be written; the message says of which one and why, in one line."""


class ChangedMeanwhile(WriteError):
    """A file is not any more what the change was made from. Nothing was changed: it can be computed anew."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A file's new content, with the content that it was made from."""

    path: str
    """Relative to the workspace root, `/` separators."""
    before: bytes | None
    """None for a new file: there must be none of its name."""
    after: bytes


def write(disk: Disk, rewrites: Sequence[Rewrite], renames: Iterable[FileRename] = ()) -> None:
    """Rewrite files in their order, then rename some, then create those that are new.

    All new contents are on disk before the first of them takes its name. Where something fails, what has been done is
    undone. Call it while the workspace is `locked`: what a process left behind that was killed here is cleaned up.

    Raises:
        ChangedMeanwhile: if a file is not what it was before.
        WriteError: if a file may not or cannot be written, with the reason.
    """
    changed = [rewrite for rewrite in rewrites if rewrite.before is not None]
    created = [rewrite for rewrite in rewrites if rewrite.before is None]
    for folder in {_target(disk, rewrite).parent for rewrite in rewrites}:
        _clean_up(folder)
    with contextlib.ExitStack() as undoing, contextlib.ExitStack() as clearing:
        staged = [(rewrite, _stage(disk, rewrite, clearing)) for rewrite in changed]
        for rewrite, (target, temporary) in staged:
            if _read(target, rewrite.path) != rewrite.before:
                raise ChangedMeanwhile(f"{rewrite.path} is being changed by another program")
            _replace(rewrite, target, temporary, undoing)
        for rename in renames:
            _rename(disk, rename, undoing)
        for rewrite in created:
            _create(disk, rewrite, undoing, clearing)
        undoing.pop_all()


def _target(disk: Disk, rewrite: Rewrite) -> Path:
    """Where a file is once links are resolved."""
    hidden = disk.why_hidden(rewrite.path)
    if hidden is not None:
        raise WriteError(f"{rewrite.path} may not be written: {hidden}")
    return Path(os.path.realpath(disk.root / rewrite.path))


def _stage(disk: Disk, rewrite: Rewrite, clearing: contextlib.ExitStack) -> tuple[Path, Path]:
    """Write the new content of a file beside it; gives where the file is, links resolved, and where the content."""
    target = _target(disk, rewrite)
    with _told_of(rewrite.path):
        mode = None if rewrite.before is None else stat.S_IMODE(target.stat().st_mode)
        if mode is not None and not os.access(target, os.W_OK):
            raise WriteError(f"{rewrite.path} cannot be written: it is read-only")
        descriptor, name = tempfile.mkstemp(_SUFFIX, _PREFIX, target.parent)
        temporary = Path(name)
        clearing.callback(temporary.unlink, missing_ok=True)
        with os.fdopen(descriptor, "wb") as file:
            file.write(rewrite.after)
            file.flush()
            temporary.chmod(_usual_mode() if mode is None else mode)
            os.fsync(descriptor)
    return target, temporary


def _clean_up(folder: Path) -> None:
    """Remove what processes that were killed here have left behind: nobody else writes while the workspace is locked."""
    for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            left.unlink()


def _usual_mode() -> int:
    """The permissions of a file that anybody makes."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _replace(rewrite: Rewrite, target: Path, temporary: Path, undoing: contextlib.ExitStack) -> None:
    """Let a file's new content take its name."""
    with _told_of(rewrite.path):
        undoing.callback(_put_back, target, rewrite)
        _try_again(lambda: temporary.replace(target))
        _settle(target.parent)


def _put_back(target: Path, rewrite: Rewrite) -> None:
    """Give a file the content that it had, unless somebody else has written it since."""
    with contextlib.suppress(OSError):
        if rewrite.before is None or target.read_bytes() != rewrite.after:
            return
        descriptor, name = tempfile.mkstemp(_SUFFIX, _PREFIX, target.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(rewrite.before)
        shutil.copymode(target, name)
        Path(name).replace(target)


def _create(disk: Disk, rewrite: Rewrite, undoing: contextlib.ExitStack, clearing: contextlib.ExitStack) -> None:
    """Make a new file, and the folders around it; there must be none of its name."""
    with _told_of(rewrite.path):
        _make_folder(_target(disk, rewrite).parent, undoing)
        target, temporary = _stage(disk, rewrite, clearing)
        if target.exists():
            raise ChangedMeanwhile(f"{rewrite.path} exists already")
        _link(temporary, target)
        undoing.callback(target.unlink, missing_ok=True)
        _settle(target.parent)


def _link(temporary: Path, target: Path) -> None:
    """Give a file its name, but not that of another; where the file system has no links, one made this very moment is not seen."""
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        temporary.replace(target)


def _make_folder(folder: Path, undoing: contextlib.ExitStack) -> None:
    """Make a folder and those around it."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        undoing.callback(_remove_if_empty, each)


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _rename(disk: Disk, rename: FileRename, undoing: contextlib.ExitStack) -> None:
    """Rename a file or a folder; there must be nothing of the new name."""
    for path in (rename.path, rename.new_path):
        hidden = disk.why_hidden(path)
        if hidden is not None:
            raise WriteError(f"{path} may not be moved: {hidden}")
    old, new = disk.root / rename.path, disk.root / rename.new_path
    with _told_of(rename.path):
        if os.path.lexists(new):
            raise WriteError(f"{rename.new_path} exists already")
        _make_folder(new.parent, undoing)
        _try_again(lambda: old.rename(new))
        undoing.callback(new.rename, old)
        _settle(old.parent)
        _settle(new.parent)


def _read(target: Path, path: str) -> bytes | None:
    with _told_of(path):
        return target.read_bytes() if target.exists() else None


def _settle(folder: Path) -> None:
    """Bring a folder's names safely to disk, where a folder can be opened for that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


_ATTEMPTS, _PAUSE = 50, 0.02
"""How often something is tried that another program may keep from happening on Windows, and the seconds in between."""


def _try_again(step: Callable[[], object]) -> None:
    """Take a step that Windows refuses while somebody else reads the file."""
    for _ in range(_ATTEMPTS if sys.platform == "win32" else 0):
        with contextlib.suppress(PermissionError):
            step()
            return
        time.sleep(_PAUSE)
    step()


@contextlib.contextmanager
def _told_of(path: str) -> Iterator[None]:
    """Say of which file something failed."""
    try:
        yield
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {error.strerror or error}") from error
