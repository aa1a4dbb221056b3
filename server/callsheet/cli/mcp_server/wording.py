"""The plan of features and what can begin, in the words in which agents are told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from callsheet.artifacts.quoting import counted, listing, shorten, some
from callsheet.cli.listing import UNCLEAR
from callsheet.cli.mcp_server.selection import MAX_KEYS, Batches, Readiness
from callsheet.ide.plan_data import waiting_value
from callsheet.workspace.feature import Feature
from callsheet.workspace.statuses import in_words

MAX_TITLE = 100
"""How many characters of a name or title are shown: as many as the schema allows."""


def plan_text(plan: Batches) -> str:
    """The batches of a feature, and what keeps the plan from being complete."""
    feature, found = plan.feature, plan.feature.plan
    lines = [_heading(feature)]
    for number, batch in plan.batches.items():
        lines += [f"Batch {number}:", *(f"  {_subtask(feature, key)}" for key in batch)]
    lines += [f"… and {counted(plan.not_listed, 'more subtask')}"] if plan.not_listed else []
    if found.critical_path:
        more = len(found.critical_path) - MAX_KEYS
        steps = [*map(shorten, found.critical_path[:MAX_KEYS]), *([f"{more} more"] if more > 0 else [])]
        lines.append(f"Critical path: {' → '.join(steps)}")
    lines += [f"Cycle: {_keys(cycle)}" for cycle in found.cycles[:MAX_KEYS]]
    if found.unplanned:
        lines.append(f"In no batch, because they lie in a cycle or behind one: {_keys(found.unplanned)}")
    return "\n".join(lines if feature.subtasks else [*lines, "There are no subtasks."])


def ready_text(found: Readiness, *, is_due: bool) -> str:
    """What can begin in a feature, who is at work on what, and what the rest waits for.

    `is_due` is whether nothing is left but to complete the feature itself.
    """
    feature, left = found.feature, found.not_listed
    if is_due:
        return f"{_heading(feature)}\nAll subtasks are completed: `complete_feature` is due."
    lines = [_heading(feature)]
    lines += _group("Ready to start", (_subtask(feature, key) for key in found.ready), left["ready"])
    lines += _group("In progress", (_in_progress(feature, key) for key in found.in_progress), left["in_progress"])
    lines += _group("Waiting", (_waiting(feature, key) for key in found.waiting), left["waiting"])
    return "\n".join(lines)


def _heading(feature: Feature) -> str:
    label = f"[{shorten(feature.name, MAX_TITLE)}]"
    name = shorten(feature.task.name or "", MAX_TITLE) if feature.task else "(no task file)"
    done = f"{feature.status_counts()['completed']} of {counted(len(feature.subtasks), 'subtask')} completed"
    return f"{f'{label} {name}'.rstrip()} · {done}"


def _group(title: str, items: Iterable[str], more: int) -> list[str]:
    lines = [f"  {item}" for item in items]
    lines += [f"  … and {more} more"] if more else []
    return [f"{title}:", *lines] if lines else [f"{title}: nothing"]


def _label(feature: Feature, key: str) -> str:
    return f"{shorten(key)} - {shorten(feature.subtasks[key].title or '(no title)', MAX_TITLE)}"


def _keys(keys: Sequence[str]) -> str:
    return some([*map(shorten, keys)], MAX_KEYS)


def _subtask(feature: Feature, key: str) -> str:
    facts = feature.subtasks[key]
    note = ", may run beside others" if facts.parallel else ""
    return f"{_label(feature, key)} ({shorten(in_words(facts.status))}{note})"


def _in_progress(feature: Feature, key: str) -> str:
    agent = shorten(feature.subtasks[key].agent_id or "")
    return f"{_label(feature, key)}{f' (by {agent})' if agent else ''}"


def _waiting(feature: Feature, key: str) -> str:
    found = waiting_value(feature, key)
    keeps = [*found["waits_for"], *(f"{written}, which does not exist" for written in found["missing"])]
    reasons = {
        f"waits for {_keys(keeps)}": keeps,
        f"is {shorten(in_words(found['status']))}": found["status"] != "pending",
        "is in a cycle": found["in_cycle"],
        f"its {UNCLEAR}": found["unclear"],
    }
    return f"{_label(feature, key)}: {listing(reason for reason, holds in reasons.items() if holds)}"
