"""The files and folders of a workspace that may be offered: without secrets, ignored files and what lies outside.

Paths are relative to the workspace root with `/` separators; those of folders end with `/` where they stand in lists.
"""

from __future__ import annotations

import os
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from callsheet.artifacts.patterns import SKIPPED
from callsheet.workspace.disk import Disk
from callsheet.workspace.snapshot import Snapshot

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MAX_PATHS = 20_000
"""How many files and folders are walked through at most, those near the root first."""

MAX_WALK_SECONDS = 0.25
"""How long a walk may take; the next one goes on where it stopped, as folders that did not change are remembered."""

CONTEXT_FOLDERS = (".opencode", ".claude")
"""Folders that are offered even where they are ignored: context files live there."""

_FRESH_SECONDS = 2.0
"""A folder changed this shortly before it was read may change again without its time stamp saying so."""


class _Stamp(NamedTuple):
    """What changes when a file does, or the list of a folder's entries."""

    changed: int
    """When, in nanoseconds since 1970."""
    size: int
    identity: tuple[int, int]
    """The same for every way that leads to the file or folder."""


_NOTHING = _Stamp(0, 0, (0, 0))


def _stamp(path: str) -> _Stamp:
    try:
        information = os.stat(path)  # noqa: PTH116 - thousands of these
    except (OSError, ValueError):
        return _NOTHING
    return _Stamp(information.st_mtime_ns, information.st_size, (information.st_dev, information.st_ino))


@dataclass(slots=True)
class _Listing:
    """What was found in a folder, and what tells whether that still holds."""

    stamp: _Stamp
    is_settled: bool
    rules: tuple[_Rules, ...]
    names: list[tuple[str, bool]]
    """The names that may be offered; whether each is a folder."""


@dataclass(frozen=True, eq=False)
class _Rules:
    """The rules of one ignore file."""

    folder: str
    """Where it lies, with a final `/`; empty for the root."""
    spec: GitIgnoreSpec


@dataclass
class FileTree:
    """The files of one workspace, read again only where a folder changed."""

    disk: Disk
    _listings: dict[str, _Listing] = field(default_factory=dict)
    _rules: dict[str, tuple[_Stamp, _Rules | None]] = field(default_factory=dict)
    _version: object = None
    _paths: list[str] = field(default_factory=list)

    def paths(self, version: object) -> list[str]:
        """Every file and folder, those near the root first; walked through again when `version` is another object."""
        if self._version is not version:
            self._paths, is_complete = self._walk()
            self._version = version if is_complete else None
        return self._paths

    def entries(self, folder: str) -> list[tuple[str, bool]]:
        """The names in a folder (`""` for the root), sorted, each with whether it is a folder.

        In a folder that is ignored itself everything is listed: who types its name wants to see what is in it.
        """
        rules = self._rules_around(folder)
        if folder and _is_ignored(f"{folder}/", rules):
            rules = ()
        return self._list(folder, rules)

    def _walk(self) -> tuple[list[str], bool]:
        """All paths, breadth first, and whether there was time for all of them."""
        deadline = time.monotonic() + MAX_WALK_SECONDS
        found: list[str] = []
        seen: set[tuple[int, int]] = set()
        waiting: deque[tuple[str, tuple[_Rules, ...]]] = deque([("", ())])
        while waiting and len(found) < MAX_PATHS:
            folder, rules = waiting.popleft()
            if time.monotonic() > deadline:
                return found, False
            identity = _stamp(f"{self.disk.root}/{folder}").identity
            if identity in seen:  # a link to a folder that is known already, perhaps to one around it
                continue
            seen.add(identity)
            rules = self._with_rules_of(folder, rules)
            prefix = f"{folder}/" if folder else ""
            for name, is_folder in self._list(folder, rules):
                found.append(f"{prefix}{name}/" if is_folder else f"{prefix}{name}")
                if is_folder:
                    waiting.append((f"{prefix}{name}", rules))
        return found[:MAX_PATHS], True

    def _list(self, folder: str, rules: tuple[_Rules, ...]) -> list[tuple[str, bool]]:
        stamp = _stamp(f"{self.disk.root}/{folder}")
        known = self._listings.get(folder)
        if known and known.is_settled and known.stamp == stamp and known.rules == rules:
            return known.names
        is_settled = time.time() - stamp.changed / 1e9 > _FRESH_SECONDS
        prefix = f"{folder}/" if folder else ""
        names = [
            (name, entry_type == "folder")
            for name, entry_type in self.disk.entries(folder)
            if name not in SKIPPED
            and not _is_ignored(f"{prefix}{name}/" if entry_type == "folder" else f"{prefix}{name}", rules)
        ]
        self._listings[folder] = _Listing(stamp, is_settled, rules, names)
        return names

    def _rules_around(self, folder: str) -> tuple[_Rules, ...]:
        """The ignore files that count in a folder: its own and those of the folders around it, outermost first."""
        rules = self._with_rules_of("", ())
        steps = folder.split("/") if folder else []
        for end in range(1, len(steps) + 1):
            rules = self._with_rules_of("/".join(steps[:end]), rules)
        return rules

    def _with_rules_of(self, folder: str, rules: tuple[_Rules, ...]) -> tuple[_Rules, ...]:
        path = f"{folder}/.gitignore" if folder else ".gitignore"
        stamp = _stamp(f"{self.disk.root}/{path}")
        known = self._rules.get(folder)
        if known is None or known[0] != stamp:
            known = (stamp, self._read_rules(folder, path) if stamp != _NOTHING else None)
            self._rules[folder] = known
        return rules if known[1] is None else (*rules, known[1])

    def _read_rules(self, folder: str, path: str) -> _Rules | None:
        from pathspec import GitIgnoreSpec  # imported here: it takes 40 ms

        text = self.disk.read_text(path)
        if text is None:
            return None
        try:
            return _Rules(f"{folder}/" if folder else "", GitIgnoreSpec.from_lines(text.splitlines()))
        except ValueError:  # a pattern that is none; git ignores the line, we the file
            return None


def _is_ignored(path: str, rules: tuple[_Rules, ...]) -> bool:
    """Whether ignore files leave a path out; the one nearest to it that mentions it decides."""
    if path.split("/", 1)[0] in CONTEXT_FOLDERS:
        return False
    for rule in reversed(rules):
        decision = rule.spec.check_file(path[len(rule.folder) :]).include
        if decision is not None:
            return decision
    return False


_TREES: WeakKeyDictionary[Disk, FileTree] = WeakKeyDictionary()


def file_tree(snapshot: Snapshot) -> FileTree:
    """The tree of a snapshot's workspace; the same one for all its snapshots."""
    tree = _TREES.get(snapshot.disk)
    if tree is None:
        tree = _TREES[snapshot.disk] = FileTree(snapshot.disk)
    return tree
