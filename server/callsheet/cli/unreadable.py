"""What commands say on standard error of files and folders that cannot be read, or not in full."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from callsheet.artifacts.quoting import counted
from callsheet.cli.ending import ExitStatus, Failure, say

if TYPE_CHECKING:
    from callsheet.cli.reading import ReadingSnapshot
    from callsheet.cli.workspaces import Target
    from callsheet.workspace.feature import Feature


def warn_of_files(target: Target, features: Iterable[Feature]) -> None:
    """Say which files of features say nothing, or less than their authors may have meant: a line for each of the two."""
    files = [facts for feature in features for facts in feature.files.values()]
    unreadable = {facts.path: facts.syntax.unreadable for facts in files if facts.syntax.unreadable is not None}
    if unreadable:
        say(f"Warning: {_cannot_be_read(target, unreadable, 'file')}")
    odd = (facts.path for facts in files if facts.syntax.is_broken or not facts.is_object)
    paths = [path for path in odd if path not in unreadable]
    if paths:
        others = f" and {counted(len(paths) - 1, 'other file')}" if len(paths) > 1 else ""
        say(f"Warning: {target.shown(paths[0])}{others} cannot be understood in full; callsheet check tells why")


def warn_of_folders(target: Target, snapshot: ReadingSnapshot, *, is_empty: bool) -> None:
    """Say in which folders there may be features that nobody knows of because they cannot be listed.

    `is_empty` is whether nothing else was found.

    Raises:
        Failure: if nothing else was found, so that nobody thinks that there is nothing.
    """
    unlisted = {folder: reason for folder, reason in _unlisted(snapshot).items() if target.touches(folder)}
    if not unlisted:
        return
    line = _cannot_be_read(target, unlisted, "folder")
    if is_empty:
        raise Failure(line, ExitStatus.FOUND)
    say(f"Warning: {line}")


def require_listed(target: Target, snapshot: ReadingSnapshot, name: str) -> None:
    """See to it that a feature of a name that nobody knows is not in a folder that cannot be listed.

    Raises:
        Failure: if it may be.
    """
    unlisted = _unlisted(snapshot)
    named = {folder: reason for folder, reason in unlisted.items() if name in (folder, folder.rpartition("/")[2])}
    found = named or (unlisted if not snapshot.features else {})
    if found:
        raise Failure(_cannot_be_read(target, found, "folder"), ExitStatus.FOUND)


def _unlisted(snapshot: ReadingSnapshot) -> dict[str, str]:
    from callsheet.workspace.loading import unlisted_folders

    return unlisted_folders(snapshot.disk, snapshot.configuration.layout, snapshot.features)


def _cannot_be_read(target: Target, reasons: dict[str, str], what: str) -> str:
    """The first of some files or folders with its reason, and how many more there are."""
    (path, reason), *others = reasons.items()
    more = f"; nor can {counted(len(others), f'other {what}')}" if others else ""
    return f"{target.shown(path)} cannot be read: {reason}{more}"
