"""The workspaces that the server knows: roots, and what was found below them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from callsheet.artifacts.layout import ROOT_MARKS
from callsheet.lsp.uris import to_uri
from callsheet.rules.engine import Checker
from callsheet.workspace.loading import Loaded, find_root
from callsheet.workspace.session import Session


@dataclass(eq=False)
class Workspace:
    """A root with its session and what was found in it. To be used on the event loop only.

    Of the checker, which only remembers, the thread for long work may make use as well.
    """

    root: Path
    session: Session
    checker: Checker = field(default_factory=Checker)
    folder_number: int | None = None
    """Which of the folders that the client has opened it is, counted in their order; None where it is none of them."""
    has_begun: bool = False
    """Whether it is being indexed and watched, or has been."""
    is_reading: bool = False
    """Whether it is being read just now, or is about to be: what the settings change meanwhile is read as well."""
    complaint: str = ""
    """What the user was told last to be wrong with the client's settings."""
    is_indexed: asyncio.Event = field(default_factory=asyncio.Event)
    versions: dict[str, int] = field(default_factory=dict)
    """How often each file was seen to change on disk; never for those that are missing here."""
    _missed: set[str] = field(default_factory=set)
    """What changed while the index was being read, which may have seen it before or after that."""

    @property
    def is_folder(self) -> bool:
        """Whether the client has it open as a folder; else it is there for the sake of a document."""
        return self.folder_number is not None

    def uri(self, path: str) -> str:
        """The URI of a path relative to the root."""
        return to_uri(self.root / path)

    @cached_property
    def real_root(self) -> Path:
        """The root without links."""
        return Path(os.path.realpath(self.root))

    def path_of(self, path: Path) -> str | None:
        """An absolute path as one relative to the root, or to what that is a link to; None where it lies elsewhere."""
        for root in (self.root, self.real_root):
            if path.is_relative_to(root):
                return path.relative_to(root).as_posix()
        return None

    def refresh(self, paths: Iterable[str]) -> None:
        """Look again at files or folders that have changed outside."""
        changed = list(paths)
        self.session.refresh(changed)
        self._note(changed)

    def close(self, path: str) -> None:
        """Let the file on disk count again in place of a text that was open."""
        self.session.close(path)
        self._note([path])

    def reload_feature(self, path: str) -> bool:
        """Read the feature of a file once more: an edit must not be computed from what the disk held before.

        Gives whether anything has changed.
        """
        feature = self.session.snapshot.feature_of(path)
        return feature is not None and self.session.reload(feature.folder)

    def _note(self, changed: list[str]) -> None:
        for path in changed:
            self.versions[path] = self.versions.get(path, 0) + 1
        if not self.is_indexed.is_set():
            self._missed.update(changed)

    def merge(self, loaded: Loaded) -> bool:
        """Take over what the index has read; what has changed since it began is read once more.

        Gives whether it was of use: not where the configuration has changed meanwhile, so that all must be read again.
        """
        if not self.session.merge(loaded):
            return False
        missed, self._missed = self._missed, set()
        self.session.refresh(missed)
        if self.session.is_outdated:  # the configuration is among what has changed
            return False
        self.is_indexed.set()
        return True


class Workspaces:
    """All workspaces, those with the deepest roots first, so that the nearest around a file is found first."""

    def __init__(self) -> None:
        """No workspace."""
        self.all: list[Workspace] = []

    def add(self, root: Path) -> Workspace:
        """The workspace of a root; a new one if need be."""
        for workspace in self.all:
            if workspace.root == root:
                return workspace
        workspace = Workspace(root, Session(root, reads_at_once=False))
        self.all.append(workspace)
        self.all.sort(key=lambda each: -len(each.root.parts))
        return workspace

    @property
    def folders(self) -> list[Workspace]:
        """Those that the client has open as folders, in the order in which it opened them."""
        return sorted((each for each in self.all if each.is_folder), key=lambda each: each.folder_number or 0)

    def locate(self, path: Path) -> tuple[Workspace, str] | None:
        """The workspace of a file and its path there; None for what lies outside all of them.

        A file that lies in one only once links are resolved belongs to that: it is the same file.
        """
        return self._locate(path) or self._locate(Path(os.path.realpath(path)))

    def _locate(self, path: Path) -> tuple[Workspace, str] | None:
        for workspace in self.all:
            if path.is_relative_to(workspace.root):
                return workspace, path.relative_to(workspace.root).as_posix()
        for workspace in self.all:
            inside = workspace.path_of(path)
            if inside is not None:
                return workspace, inside
        return None

    def require(self, path: Path) -> tuple[Workspace, str] | None:
        """The same, with a new workspace where the file shows that there is one; None where it shows nothing.

        The root of an artifact is what stands before `.tmp/tasks`, or its like, in its path.
        """
        located = self.locate(path)
        if located is not None and located[0].session.snapshot.classify(located[1]) is not None:
            return located
        heads = [head for name in ROOT_MARKS for head, mark, _ in [path.as_posix().partition(f"/{name}/")] if mark]
        if heads:
            self.add(Path(heads[0] or "/"))
        elif self.locate(path) is None:
            root = find_root(path.parent)
            if root is not None:
                self.add(root)
        return self.locate(path)
