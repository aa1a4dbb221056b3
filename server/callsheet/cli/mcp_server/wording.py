"""The plan of features and what can begin, in the words in which agents are told of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from callsheet.artifacts.quoting import listing
from callsheet.cli.listing import label_of
from callsheet.cli.output import counted, visible
from callsheet.ide.plan_data import missing_dependencies
from callsheet.workspace.feature import Feature
from callsheet.workspace.statuses import in_words


def plan_text(feature: Feature) -> str:
    """The batches of a feature, and what keeps the plan from being complete."""
    found = feature.plan
    lines = [_heading(feature)]
    for number, batch in enumerate(found.batches, 1):
        lines += [f"Batch {number}:", *(f"  {_subtask(feature, key)}" for key in batch)]
    if found.critical_path:
        lines.append(f"Critical path: {' → '.join(found.critical_path)}")
    lines += [f"Cycle: {', '.join(cycle)}" for cycle in found.cycles]
    if found.unplanned:
        lines.append(f"In no batch, because they lie in a cycle or behind one: {', '.join(found.unplanned)}")
    return "\n".join(lines if feature.subtasks else [*lines, "There are no subtasks."])


def ready_text(feature: Feature) -> str:
    """What can begin in a feature, who is at work on what, and what the rest waits for."""
    lines = [_heading(feature), *_group("Ready to start", (_subtask(feature, key) for key in feature.ready))]
    lines += _group("In progress", (_in_progress(feature, key) for key in keys_in_progress(feature)))
    lines += _group("Waiting", _waiting(feature))
    return "\n".join(lines)


def keys_in_progress(feature: Feature) -> list[str]:
    """The keys of the subtasks that somebody is at work on."""
    return [key for key, facts in feature.subtasks.items() if facts.status == "in_progress"]


def _heading(feature: Feature) -> str:
    name = visible(feature.task.name or "") if feature.task else "(no task file)"
    done = f"{feature.status_counts()['completed']} of {counted(len(feature.subtasks), 'subtask')} completed"
    return f"[{visible(feature.id)}] {name} · {done}"


def _group(title: str, items: Iterable[str]) -> list[str]:
    lines = [f"  {item}" for item in items]
    return [f"{title}:", *lines] if lines else [f"{title}: nothing"]


def _subtask(feature: Feature, key: str) -> str:
    facts = feature.subtasks[key]
    note = ", may run beside others" if facts.parallel else ""
    return f"{label_of(feature, key)} ({visible(in_words(facts.status))}{note})"


def _in_progress(feature: Feature, key: str) -> str:
    agent = feature.subtasks[key].agent_id
    return f"{label_of(feature, key)}{f' (by {visible(agent)})' if agent else ''}"


def _waiting(feature: Feature) -> Iterator[str]:
    begun = {*feature.ready, *keys_in_progress(feature)}
    for key, facts in feature.subtasks.items():
        if key in begun or facts.status == "completed":
            continue
        missing = [f"{written}, which does not exist" for written in missing_dependencies(feature, key)]
        keeps = [*feature.open_dependencies(key), *missing]
        status = "" if facts.status == "pending" else f", is {in_words(facts.status)}"
        reason = f" waits for {listing(map(visible, keeps))}" if keeps else ""
        yield f"{label_of(feature, key)}:{reason}{visible(status) if reason else visible(status)[1:]}"
