"""What commands say on standard error of files and folders that cannot be read, or not in full."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from callsheet.artifacts.quoting import counted
from callsheet.cli.ending import ExitStatus, Failure, say

if TYPE_CHECKING:
    from callsheet.cli.reading import ReadingSnapshot
    from callsheet.cli.workspaces import Target
    from callsheet.rules import Finding
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


def warn_of_folders(target: Target, snapshot: ReadingSnapshot, *, is_empty: bool, is_listed: bool = False) -> None:
    """Say in which folders there may be features that nobody knows of because they cannot be listed.

    `is_empty` is whether nothing else was found, `is_listed` whether the command lists the `folder_findings`, which are
    not said twice then.

    Raises:
        Failure: if nothing else was found, so that nobody thinks that there is nothing.
    """
    unlisted = unlisted_in(target, snapshot)
    if unlisted and is_empty:
        raise Failure(_cannot_be_read(target, unlisted, "folder"), ExitStatus.FOUND)
    if unlisted and is_listed:
        for finding in folder_findings(target, snapshot):
            del unlisted[finding.path]
    if unlisted:
        say(f"Warning: {_cannot_be_read(target, unlisted, 'folder')}")


def folder_findings(target: Target, snapshot: ReadingSnapshot) -> list[Finding]:
    """Findings of the folders that cannot be listed, of those that are wanted: as of a file that cannot be read."""
    from callsheet.rules import Finding, Severity

    configuration = snapshot.configuration
    grade = configuration.severities.get(_RULE, Severity.ERROR.label)
    if grade == "off":
        return []
    return [
        Finding(_RULE, Severity[grade.upper()], folder, (), f"cannot be read: {reason}")
        for folder, reason in unlisted_in(target, snapshot).items()
        if target.covers(folder) and not configuration.is_ignored(configuration.layout.task_path(folder) or folder)
    ]


_RULE = "syntax-error"
"""The rule whose findings say that something cannot be read."""


def unlisted_in(target: Target, snapshot: ReadingSnapshot) -> dict[str, str]:
    """The folders in and around what is wanted that cannot be listed, each with the reason."""
    from callsheet.workspace.loading import unlisted_folders

    return unlisted_folders(snapshot.disk, snapshot.configuration.layout, snapshot.features, target.touches)


def require_listed(target: Target, snapshot: ReadingSnapshot, name: str) -> None:
    """See to it that a feature of a name that nobody knows is not in a folder that cannot be listed.

    Raises:
        Failure: if it may be.
    """
    unlisted = unlisted_in(replace(target, wanted=("",)), snapshot)
    named = {folder: reason for folder, reason in unlisted.items() if name in (folder, folder.rpartition("/")[2])}
    found = named or (unlisted if not snapshot.features else {})
    if found:
        raise Failure(_cannot_be_read(target, found, "folder"), ExitStatus.FOUND)


def _cannot_be_read(target: Target, reasons: dict[str, str], what: str) -> str:
    """The first of some files or folders with its reason, and how many more there are."""
    (path, reason), *others = reasons.items()
    more = f"; nor can {counted(len(others), f'other {what}')}" if others else ""
    return f"{target.shown(path)} cannot be read: {reason}{more}"
