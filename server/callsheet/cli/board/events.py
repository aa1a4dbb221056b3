"""What happens to a feature while somebody watches: its subtasks get another status, come and go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from callsheet.artifacts.times import is_midnight, parse_time
from callsheet.cli.output import visible
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.statuses import KNOWN_STATUSES


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened."""

    time: datetime
    """When: as the files say of what was there at first, else when it was noticed. With a zone."""
    feature: str
    """The name of the feature's folder."""
    what: str
    """In words that can be printed: `03 completed by coder-agent-2: The card is drawn`."""


def history(feature: Feature, now: datetime) -> list[Event]:
    """What the files say has happened before, by time; midnights are left out, as they are guesses."""
    found = [event for key, facts in feature.subtasks.items() for event in _past(feature, key, facts)]
    return sorted((event for event in found if event.time <= now), key=lambda event: event.time)


def _past(feature: Feature, key: str, facts: SubtaskFacts) -> Iterator[Event]:
    for status, written in (("in_progress", facts.started_at), ("completed", facts.completed_at)):
        moment = parse_time(written) if written else None
        if moment is not None and not is_midnight(moment) and facts.status in (status, "completed"):
            yield Event(moment, feature.name, _reached(key, facts, status))


class Chronicle:
    """Follows one feature from state to state. A file that cannot be read for a moment is no event."""

    def __init__(self, feature: Feature) -> None:
        """Begin with a state."""
        self.feature = feature
        """What it was when there last was any of it."""
        self.is_there = True
        """Whether there is any of it now."""
        self._statuses: dict[str, tuple[str, str | None]] = {}
        """The last status of each subtask that could be read, and who was working on it."""
        self._task_status: str | None = None
        """The last status of the task that could be read."""
        self._learn(feature)

    def follow(self, feature: Feature | None, now: datetime) -> list[Event]:
        """What has happened until the next state; None where there are no files of the feature any more."""
        if feature is self.feature and self.is_there:
            return []
        was_there, self.is_there = self.is_there, feature is not None
        if feature is None:
            return [Event(now, self.feature.name, "its files are gone")] if was_there else []
        words = [] if was_there else ["its files are back"]
        words += [*self._of_task(feature), *self._of_subtasks(feature)]
        self.feature = feature
        self._learn(feature)
        return [Event(now, feature.name, what) for what in words]

    def _of_task(self, feature: Feature) -> Iterator[str]:
        """What has become of the feature as a whole."""
        before, status = self._task_status, _task_status(feature)
        if self.feature.is_archived != feature.is_archived:
            yield "the feature is archived" if feature.is_archived else "the feature is out of the archive"
        elif None not in (before, status) and status != before:
            yield f"the feature is {status}"

    def _of_subtasks(self, feature: Feature) -> Iterator[str]:
        for key, facts in feature.subtasks.items():
            before, agent = self._statuses.get(key, (None, None))
            if key not in self.feature.subtasks:
                yield f"{visible(key)} added: {visible(facts.title or '(no title)')}"
            elif facts.status in KNOWN_STATUSES and before is not None:
                if facts.status != before:
                    yield _reached(key, facts, "unblocked" if _is_unblocked(before, facts) else facts.status)
                elif facts.status == "in_progress" and facts.agent_id and facts.agent_id != agent:
                    yield f"{visible(key)} taken over by {visible(facts.agent_id)}"
        for key in self.feature.subtasks.keys() - feature.subtasks.keys():
            yield f"{visible(key)} removed"

    def _learn(self, feature: Feature) -> None:
        known = {
            key: (facts.status, facts.agent_id)
            for key, facts in feature.subtasks.items()
            if facts.status is not None and facts.status in KNOWN_STATUSES
        }
        kept = {key: status for key, status in self._statuses.items() if key in feature.subtasks}
        self._statuses = kept | known
        self._task_status = _task_status(feature) or self._task_status


def _is_unblocked(before: str, facts: SubtaskFacts) -> bool:
    return before == "blocked" and facts.status == "pending"


_WORDS = {"pending": "reopened", "in_progress": "started"}
"""How a subtask reaches a status, where the status itself is not the word."""


def _reached(key: str, facts: SubtaskFacts, status: str) -> str:
    """That a subtask has reached a status: who brought it there, and for a completed one what was done."""
    has_agent = facts.agent_id and status in ("in_progress", "completed")
    by = f" by {visible(facts.agent_id or '')}" if has_agent else ""
    about = facts.completion_summary if status == "completed" and facts.completion_summary else facts.title
    return f"{visible(key)} {_WORDS.get(status, status)}{by}" + (f": {visible(about)}" if about else "")


_TASK_STATUSES = frozenset(("active", "completed", "blocked", "archived"))
"""All that a task's status can be."""


def _task_status(feature: Feature) -> str | None:
    """The status of the task, if it can be read and is one."""
    status = feature.task.status if feature.task else None
    return status if status in _TASK_STATUSES else None
