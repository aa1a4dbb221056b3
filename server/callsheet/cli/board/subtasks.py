"""The sections of a board that list a feature's subtasks: what is in progress, what is ready, what waits for what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from callsheet.artifacts.quoting import some
from callsheet.artifacts.times import is_midnight, parse_time
from callsheet.cli.board.layout import Row, Section
from callsheet.cli.listing import UNCLEAR, missing_name
from callsheet.cli.output import Style, visible
from callsheet.ide.plan_data import waiting_value
from callsheet.workspace.feature import Feature


class _Group(NamedTuple):
    """Subtasks that are shown together."""

    label: str
    rank: int
    mark: str
    style: Style
    note: Callable[[Feature, str], str]
    """What is said of a subtask, by its key."""


def subtask_sections(feature: Feature, now: datetime, limit: int) -> list[Section]:
    """The subtasks that are not completed, by what keeps them from it; of each group at most a number of rows."""
    keys = _grouped(feature)
    return [
        Section(
            group.label,
            [
                Row(
                    group.mark,
                    (group.style,),
                    _title(feature, key),
                    group.note(feature, key),
                    _since(feature, key, now),
                )
                for key in keys[name][:limit]
            ],
            group.rank,
            len(keys[name]),
        )
        for name, group in _GROUPS.items()
    ]


def _grouped(feature: Feature) -> dict[str, list[str]]:
    """The keys of the subtasks by the name of their group."""
    keys: dict[str, list[str]] = {name: [] for name in (*_GROUPS, "completed")}
    ready = frozenset(feature.ready)
    for key, facts in feature.subtasks.items():
        if facts.status == "pending":
            keys["ready" if key in ready else "waiting"].append(key)
        else:
            keys[facts.status if facts.status in ("in_progress", "blocked", "completed") else "unclear"].append(key)
    return keys


def _title(feature: Feature, key: str) -> str:
    return f"{visible(key)} {visible(feature.subtasks[key].title or '(no title)')}"


def _worker(feature: Feature, key: str) -> str:
    """Who is working on a subtask."""
    return visible(feature.subtasks[key].agent_id or "")


def _since(feature: Feature, key: str, now: datetime) -> str:
    """Since when somebody is working on a subtask, as the end of a note; nothing where nobody is or that is not known."""
    facts = feature.subtasks[key]
    ago = _ago(facts.started_at, now) if facts.status == "in_progress" else ""
    return f", {ago}" if ago and _worker(feature, key) else ago


def _ago(written: str | None, now: datetime) -> str:
    """How long ago a time was; nothing of one that is wrong, still to come, or no more than a date."""
    moment = parse_time(written) if written else None
    if moment is None or is_midnight(moment) or moment > now:
        return ""
    minutes = int((now - moment).total_seconds()) // 60
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"


def _waits_for(feature: Feature, key: str) -> str:
    """What a subtask waits for; a cycle goes before all else, as waiting does not end it."""
    found = waiting_value(feature, key)
    if found["in_cycle"]:
        return "in a cycle"
    waits = [*map(visible, found["waits_for"]), *(f"{missing_name(name)} (missing)" for name in found["missing"])]
    reasons = [f"waits for {some(waits)}"] if waits else []
    return "; ".join([*reasons, UNCLEAR] if found["unclear"] else reasons)


def _advice(feature: Feature, key: str) -> str:
    """Who should begin a subtask, and whether others may run beside it."""
    facts = feature.subtasks[key]
    return "  ".join(filter(None, (visible(facts.suggested_agent or ""), "[parallel]" if facts.parallel else "")))


def _unclear(feature: Feature, key: str) -> str:
    """Why nobody can tell how far a subtask is."""
    facts = feature.subtasks[key]
    if facts.syntax.is_broken or not facts.is_object:
        return "its file is broken"
    return f'its status is "{visible(facts.status)}"' if facts.status else "it has no status"


_GROUPS = {
    "in_progress": _Group("In progress", 0, "~", Style.YELLOW, _worker),
    "blocked": _Group("Blocked", 1, "✗", Style.RED, _waits_for),
    "unclear": _Group("Unclear", 2, "?", Style.RED, _unclear),
    "ready": _Group("Ready", 3, "○", Style.GREEN, _advice),
    "waiting": _Group("Waiting", 6, "·", Style.DIM, _waits_for),
}
"""The groups by name, in the order in which they are shown."""
