"""The only place that writes files: each as a whole or not at all, and never over what somebody else has written.

A file's new content is written beside it, brought safely to disk, and then takes its name: whoever reads the file at
any moment, even after this process was killed, finds the old content or the new one.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from callsheet.workspace.changes import FileRename
from callsheet.workspace.disk import Disk
from callsheet.workspace.temporary import remove, remove_leftovers, settle, temporary_path, try_again, write_safely


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


@dataclass(frozen=True, slots=True)
class _Staged:
    """A file whose new content is on disk and waits for its name."""

    rewrite: Rewrite
    target: Path
    """Where the file is or will be, links resolved."""
    temporary: Path
    """Where its new content is."""


_WRITING_TIME = 1.0
"""How long after its last change a file may still be written, in seconds: many programs empty it first."""


def is_fresh(disk: Disk, path: str) -> bool:
    """Whether a file has changed so lately that, if it looks unfinished, somebody may still be writing it."""
    try:
        return abs(time.time() - (disk.root / path).stat().st_mtime) < _WRITING_TIME
    except OSError:
        return False


def write(
    disk: Disk,
    rewrites: Sequence[Rewrite],
    renames: Iterable[FileRename] = (),
    *,
    confirm: Callable[[], None] = lambda: None,
) -> None:
    """Rewrite files in their order, then rename some, then create those that are new.

    All new contents are on disk before the first of them takes its name. In between `confirm` is called, which raises
    `ChangedMeanwhile` if what the change depends on is not so any more. Where something fails, Ctrl-C included, what has
    been done is undone. Call it while the workspace is `locked`: what a process left behind that was killed here is
    cleaned up.

    Raises:
        ChangedMeanwhile: if a file is not what it was before, or something else has the name of a new one.
        WriteError: if a file may not or cannot be written, with the reason.
    """
    renames = list(renames)
    targets = [_target(disk, rewrite.path) for rewrite in rewrites]
    for folder in {folder for target in targets for folder in _around(disk, target)}:
        remove_leftovers(folder)
    with contextlib.ExitStack() as clearing, contextlib.ExitStack() as undoing:
        moving = [_real(disk, rename.path) for rename in renames]
        staged = [
            _stage(disk, rewrite, target, _staging_folder(disk, rewrite, target, moving), clearing)
            for rewrite, target in zip(rewrites, targets, strict=True)
        ]
        confirm()
        for each in staged:
            if each.rewrite.before is not None:
                _replace(disk, each, undoing, clearing)
        for rename in renames:
            _rename(disk, rename, undoing)
        for each in staged:
            if each.rewrite.before is None:
                _create(disk, each, undoing)
        undoing.pop_all()
    moved = [_real(disk, path) for rename in renames for path in (rename.path, rename.new_path)]
    for folder in {path.parent for path in (*targets, *moved)}:
        settle(folder)


def _real(disk: Disk, path: str) -> Path:
    return Path(os.path.realpath(disk.root / path))


def _target(disk: Disk, path: str) -> Path:
    """Where a file that may be written is once links are resolved."""
    hidden = disk.why_hidden(path)
    if hidden is not None:
        raise WriteError(f"{path} may not be written: {hidden}")
    return _real(disk, path)


def _around(disk: Disk, target: Path) -> Iterator[Path]:
    """The folders around a file, the nearest first, down to the root."""
    root = Path(os.path.realpath(disk.root))
    return (folder for folder in target.parents if folder.is_relative_to(root))


def _staging_folder(disk: Disk, rewrite: Rewrite, target: Path, moving: Sequence[Path]) -> Path:
    """Where the new content of a file is written: beside it, or where its folder will be made."""
    if rewrite.before is not None:
        return target.parent
    staying = (folder for folder in _around(disk, target) if not {folder, *folder.parents}.intersection(moving))
    return next(filter(os.path.isdir, staying), target.parent)


def _stage(disk: Disk, rewrite: Rewrite, target: Path, folder: Path, clearing: contextlib.ExitStack) -> _Staged:
    """Bring the new content of a file safely to disk, in a folder."""
    with _told(disk, f"{rewrite.path} cannot be written", target):
        like = None if rewrite.before is None else target.stat()
        if like is not None and not os.access(target, os.W_OK):
            raise WriteError(f"{rewrite.path} cannot be written: it is read-only")
        temporary = temporary_path(folder)
        clearing.callback(remove, temporary)
        write_safely(temporary, rewrite.after, like)
    return _Staged(rewrite, target, temporary)


def _replace(disk: Disk, staged: _Staged, undoing: contextlib.ExitStack, clearing: contextlib.ExitStack) -> None:
    """Let a file's new content take its name, unless somebody else writes it: before, or at this very moment."""
    target, before = staged.target, staged.rewrite.before
    in_use = ChangedMeanwhile(f"{staged.rewrite.path} is being changed by another program")
    with _told(disk, f"{staged.rewrite.path} cannot be written", target):
        held = _held(target, clearing)
        if (held or target).read_bytes() != before:
            raise in_use
        undoing.callback(_put_back, staged)  # first, as Ctrl-C comes anywhere; until the step is taken it does nothing
        if held is not None and not held.samefile(target):
            raise in_use
        try_again(lambda: staged.temporary.replace(target))
        if held is not None and held.read_bytes() != before:
            try_again(lambda: held.replace(target))
            raise in_use
    if held is not None:
        remove(held)


def _held(target: Path, clearing: contextlib.ExitStack) -> Path | None:
    """Another name for a file, under which is found what a program still writes that had opened it before.

    None where the file system has no such names.
    """
    held = temporary_path(target.parent)
    clearing.callback(remove, held)
    try:
        held.hardlink_to(target)
    except OSError:
        return None
    return held


def _put_back(staged: _Staged) -> None:
    """Give a file the content that it had, unless somebody else has written it since."""
    with contextlib.suppress(OSError):
        target, before = staged.target, staged.rewrite.before
        if before is None or target.read_bytes() != staged.rewrite.after:
            return
        temporary = temporary_path(target.parent)
        try:
            write_safely(temporary, before, target.stat())
            try_again(lambda: temporary.replace(target))
        finally:
            remove(temporary)


def _rename(disk: Disk, rename: FileRename, undoing: contextlib.ExitStack) -> None:
    """Rename a file or a folder; there must be nothing of the new name."""
    for path in (rename.path, rename.new_path):
        hidden = disk.why_hidden(path)
        if hidden is not None:
            raise WriteError(f"{path} may not be moved: {hidden}")
    old, new = disk.root / rename.path, disk.root / rename.new_path
    with _told(disk, f"{rename.path} cannot be moved to {rename.new_path}", new, old, old / "any"):
        if os.path.lexists(new):
            raise WriteError(f"{rename.new_path} exists already")
        _make_folder(new.parent, undoing)
        undoing.callback(_move_back, old, new)
        try_again(lambda: old.rename(new))


def _move_back(old: Path, new: Path) -> None:
    with contextlib.suppress(OSError):
        if os.path.lexists(new) and not os.path.lexists(old):
            try_again(lambda: new.rename(old))


def _create(disk: Disk, staged: _Staged, undoing: contextlib.ExitStack) -> None:
    """Let a new file's content take its name, and make the folders around it; there must be nothing of its name."""
    with _told(disk, f"{staged.rewrite.path} cannot be written", staged.target):
        _make_folder(staged.target.parent, undoing)
        undoing.callback(_take_back, staged)
        try:
            try_again(lambda: _give_name(staged.temporary, staged.target))
        except FileExistsError:
            raise ChangedMeanwhile(f"{staged.rewrite.path} exists already") from None


def _give_name(temporary: Path, target: Path) -> None:
    """Give a file its name, but not that of another."""
    if sys.platform == "win32":
        temporary.rename(target)  # which is refused there where the name is taken
    else:
        try:
            target.hardlink_to(temporary)  # also refused then, as no rename would be
        except OSError:
            if os.path.lexists(target):
                raise FileExistsError from None
            temporary.replace(target)  # a file system without links: one that is made this very moment is not seen


def _take_back(staged: _Staged) -> None:
    """Remove a file that was made here, unless somebody else has written it since."""
    with contextlib.suppress(OSError):
        target, temporary = staged.target, staged.temporary
        is_named = not temporary.exists() or temporary.samefile(target)
        if is_named and target.read_bytes() == staged.rewrite.after:
            target.unlink()


def _make_folder(folder: Path, undoing: contextlib.ExitStack) -> None:
    """Make a folder and those around it."""
    for each in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        undoing.callback(_remove_if_empty, each)
        each.mkdir(exist_ok=True)
        settle(each.parent)


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


@contextlib.contextmanager
def _told(disk: Disk, what: str, *paths: Path) -> Iterator[None]:
    """Say what could not be done with files and why; something that is gone may be there again once all is computed anew."""
    try:
        yield
    except FileNotFoundError as error:
        raise ChangedMeanwhile(f"{what}: {error.strerror or error}") from error
    except PermissionError as error:
        folders = (_locked_folder(disk, path) for path in paths)
        reason = next(filter(None, folders), None) or error.strerror or error
        raise WriteError(f"{what}: {reason}") from error
    except OSError as error:
        raise WriteError(f"{what}: {error.strerror or error}") from error


def _locked_folder(disk: Disk, path: Path) -> str | None:
    """That nothing may be written where a path is or would be, in a few words; None where that is allowed."""
    folder = next(filter(os.path.isdir, path.parents), path)
    if os.access(folder, os.W_OK | os.X_OK):
        return None
    return f"you may not write into the folder {Path(os.path.relpath(folder, os.path.realpath(disk.root))).as_posix()}"
