"""Following the features of a workspace: their state, what has happened, and what is wrong with them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from callsheet.artifacts.layout import archived_folder
from callsheet.cli.board.events import Chronicle, Event, history
from callsheet.cli.board.files import Glance
from callsheet.cli.board.findings import Findings, find
from callsheet.cli.reading import MAX_PARSED, ReadingSnapshot
from callsheet.cli.workspaces import Target
from callsheet.workspace.loading import Loaded, feature_folders, load_planning
from callsheet.workspace.poll import Poller
from callsheet.workspace.session import Session

if TYPE_CHECKING:
    from callsheet.rules.engine import Checker
    from callsheet.workspace.feature import Feature

INTERVAL = 0.25
"""How often the files are looked at, in seconds."""

MAX_EVENTS = 100
"""How many events are remembered."""

MANY = 50
"""How many changed files make it quicker to read their folders than each of them."""

WIDE_INTERVAL = 2.0
"""How often all else is looked at that findings depend on, in seconds."""

MAX_DELAY = 2.0
"""How long findings wait for the files to come to rest, in seconds."""

_SHARE, _WIDE_SHARE, _CHECK_SHARE = 15, 20, 4
"""How many times as long as a look, a wide look or a check takes there is none at least, to leave the processor to others."""


class Following:
    """The features that somebody watches. Only their files are read and, for the findings, the planning."""

    def __init__(
        self,
        target: Target,
        features: Iterable[Feature],
        began: datetime,
        *,
        is_all: bool,
        archived: Iterable[Feature] = (),
    ) -> None:
        """Begin with features that were read since a time: with some, or with all that there are and come to be (`is_all`).

        Those that are `archived` then are only counted.
        """
        found = {feature.folder: feature for feature in features}
        self.is_all = is_all
        self._archived_before = {_home(feature) for feature in archived}
        self.findings: dict[str, Findings] | None = None
        """What is wrong with the features, by their folders; None as long as nobody has checked."""
        self._session = Session(target.root)
        self._session.merge(Loaded(found, {}, self._session.configuration))
        self._chronicles = {_home(feature): Chronicle(feature) for feature in found.values()}
        past = sorted(
            (event for feature in found.values() for event in history(feature, began)), key=lambda event: event.time
        )
        self.events = deque(reversed(past[-MAX_EVENTS:]), MAX_EVENTS)
        """What has happened, the latest first."""
        self.pause = INTERVAL
        """How long to wait before the next look, in seconds."""
        read = (path for feature in found.values() for path in feature.files)
        self._glance = Glance(target.root, read, int(began.timestamp() * 1e9))
        self._poller = Poller(
            self._session.snapshot.disk, lambda: self._session.snapshot.configuration.layout, looks_at_features=False
        )
        self._checker: Checker | None = None
        self._checked: object = None
        """The snapshot that was checked last."""
        self._next_wide_look = self._next_check = 0.0
        self._is_at_rest = True
        """Whether the last look found nothing new."""

    @property
    def chronicles(self) -> list[Chronicle]:
        """The features that are shown: where all are followed, none that are gone or archived."""
        found = self._chronicles.values()
        return [each for each in found if not self.is_all or (each.is_there and not each.feature.is_archived)]

    @property
    def archived(self) -> int:
        """How many features are archived: those that were at first, and those that have been since."""
        since = sum(each.is_there and each.feature.is_archived for each in self._chronicles.values())
        return len(self._archived_before - self._chronicles.keys()) + since

    @property
    def version(self) -> tuple[object, object]:
        """Others whenever there may be something else to show."""
        return self._session.snapshot, self.findings

    def look(self, now: datetime) -> list[Event]:
        """Take up what has changed on disk; gives what has happened."""
        began = time.monotonic()
        changed = self._glance.look(self._folders())
        self.pause = max(INTERVAL, _SHARE * (time.monotonic() - began))
        changed += self._look_wide()
        self._is_at_rest = not changed
        if not changed:
            return []
        self._session.refresh(changed if len(changed) <= MANY else {path.rpartition("/")[0] for path in changed})
        self._find_archived()
        events = [*self._arrivals(now), *self._changes(now)]
        self.events.extendleft(events)
        return events

    def _folders(self) -> list[str]:
        """The folders to look at: of all features that are not archived, or of some, also where they go in the archive."""
        if not self.is_all:
            return [folder for home in self._chronicles for folder in (home, archived_folder(home))]
        snapshot = self._session.snapshot
        there = feature_folders(snapshot.disk, snapshot.configuration.layout)
        return list(dict.fromkeys([*self._chronicles, *(folder for folder in there if _unarchived(folder) == folder)]))

    def _look_wide(self) -> list[str]:
        """What else has changed that findings depend on, if it is time to look."""
        began = time.monotonic()
        if self._checker is None or began < self._next_wide_look:
            return []
        changed = self._poller.look()
        self._next_wide_look = began + max(WIDE_INTERVAL, _WIDE_SHARE * (time.monotonic() - began))
        return changed

    def _find_archived(self) -> None:
        """Read the features that are not any more where they were from where they go when they are archived."""
        there = self._session.snapshot.features
        missing = [
            archived_folder(home) for home, each in self._chronicles.items() if each.is_there and home not in there
        ]
        missing = [folder for folder in missing if folder not in there]
        if missing:
            self._session.refresh(missing)

    def _arrivals(self, now: datetime) -> Iterator[Event]:
        for folder, feature in self._session.snapshot.features.items() if self.is_all else ():
            if not feature.is_archived and folder not in self._chronicles:
                self._chronicles[folder] = Chronicle(feature)
                yield Event(now, feature.name, "the feature is new")

    def _changes(self, now: datetime) -> Iterator[Event]:
        there = self._session.snapshot.features
        for home, chronicle in self._chronicles.items():
            yield from chronicle.follow(there.get(home) or there.get(archived_folder(home)), now)

    @property
    def is_to_check(self) -> bool:
        """Whether it is time to check: something has changed since, and the files have come to rest."""
        if self._checked is self._session.snapshot or time.monotonic() < self._next_check:
            return False
        return self._is_at_rest or time.monotonic() > self._next_check + MAX_DELAY

    def check(self) -> None:
        """Find out what is wrong with the features; the first time takes a moment, as the rules have to be loaded."""
        from callsheet.rules.engine import Checker

        began = time.monotonic()
        if self._checker is None:
            self._poller.look()  # before the planning is read, so that no change falls between
            disk, configuration = self._session.snapshot.disk, self._session.configuration
            self._session.merge(Loaded({}, load_planning(disk, configuration), configuration))
            self._checker = Checker()
        snapshot = self._session.snapshot
        found = ReadingSnapshot.of(snapshot, MAX_PARSED)
        self.findings = {folder: find(self._checker, found, paths) for folder, paths in self._paths().items()}
        self._checked = snapshot
        self._next_check = time.monotonic() + _CHECK_SHARE * (time.monotonic() - began)

    def _paths(self) -> dict[str, list[str]]:
        """The files that lie in or below the folder of each feature, by that."""
        snapshot = self._session.snapshot
        paths: dict[str, list[str]] = {each.feature.folder: [] for each in self.chronicles}
        for folder in snapshot.folders():
            owner = folder
            while owner and owner not in paths:
                owner = owner.rpartition("/")[0]
            if owner:
                paths[owner] += snapshot.paths_in(folder)
        return paths


def _home(feature: Feature) -> str:
    """The folder of a feature when it is not archived."""
    return _unarchived(feature.folder) if feature.is_archived else feature.folder


def _unarchived(folder: str) -> str:
    """The folder out of which one in the archive came; any other as it is."""
    around, _, name = folder.rpartition("/")
    home = f"{around.rpartition('/')[0]}/{name}"
    return home if archived_folder(home) == folder else folder
