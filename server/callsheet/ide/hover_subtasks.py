"""Hovers over what names a subtask, and over what a task or subtask says of its own state."""

from __future__ import annotations

from collections.abc import Iterable

from callsheet.ide.hover_markdown import bullets, code, listed, paragraphs, plain
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature

_MAX_NAMES = 8


def subtask_name(feature: Feature, key: str) -> str:
    """A subtask's number and title, as Markdown."""
    title = feature.subtasks[key].title
    return f"{plain(key)} · {plain(title)}" if title and title.strip() else plain(key)


def status_words(facts: SubtaskFacts) -> str:
    """A subtask's status in running text."""
    if not facts.is_object:
        return "its file cannot be read"
    return plain((facts.status or "without a status").replace("_", " "))


def dependency_markdown(feature: Feature, written: str) -> str:
    """What an entry of `depends_on` means: the subtask's card, or that there is none."""
    key = feature.resolve(written)
    if key is None:
        known = listed(map(plain, feature.subtasks), 20) or "none"
        return paragraphs(f"{code(written)} is no subtask of {plain(feature.name)}", f"There are {known}.")
    return subtask_card(feature, key)


def subtask_card(feature: Feature, key: str) -> str:
    """All that matters of a subtask to those who depend on it."""
    facts = feature.subtasks[key]
    ready = ", ready to start" if key in feature.ready else ""
    summary = facts.completion_summary if facts.status == "completed" else None
    deliverables = [code(deliverable.written) for deliverable in facts.deliverables]
    return paragraphs(
        f"**{subtask_name(feature, key)}** · {status_words(facts)}{ready}",
        f"*{plain(summary)}*" if summary and summary.strip() else None,
        place_in_plan(feature, key),
        _group("Waits for", _named(feature, feature.graph[key])),
        _group("Needed by", _named(feature, feature.dependents[key])),
        _group("Delivers", deliverables),
    )


def _group(title: str, items: Iterable[str]) -> str | None:
    shown = list(items)
    if len(shown) > _MAX_NAMES:
        shown = [*shown[: _MAX_NAMES - 1], f"… and {len(shown) - _MAX_NAMES + 1} more"]
    return paragraphs(title, bullets(shown)) if shown else None


def _named(feature: Feature, keys: Iterable[str]) -> list[str]:
    return [f"{subtask_name(feature, key)} · {status_words(feature.subtasks[key])}" for key in keys]


def place_in_plan(feature: Feature, key: str) -> str:
    """The batch in which a subtask runs, and beside what."""
    index = feature.batch_of.get(key)
    if index is None:
        circle = next((cycle for cycle in feature.cycles if key in cycle), None)
        if circle is None:
            return "In no batch: it waits for subtasks that wait for one another"
        return "In no batch: it waits for itself" + (f", in a circle of {listed(circle)}" if len(circle) > 1 else "")
    others = [other for other in feature.plan.batches[index] if other != key]
    company = f"beside {listed(map(plain, others))}" if others else "alone"
    return f"Batch {index + 1} of {len(feature.plan.batches)}, {company}"


def state_of_subtask(feature: Feature, key: str) -> str:
    """What a subtask still waits for, and what waits for it."""
    facts = feature.subtasks[key]
    waiting = feature.open_dependencies(key) if facts.status != "completed" else []
    ready = "Ready to start: all that it depends on is completed" if key in feature.ready else None
    open_dependents = [other for other in feature.dependents[key] if feature.subtasks[other].status != "completed"]
    return paragraphs(
        place_in_plan(feature, key),
        ready,
        _group("Still waits for", _named(feature, waiting)),
        _group("Needed by", _named(feature, open_dependents)),
    )


def progress(feature: Feature) -> str:
    """How far a feature is, what can start, and its batches."""
    counts = feature.status_counts()
    states = [f"{counts['completed']} of {len(feature.subtasks)} completed"]
    states += [
        f"{counts[status]} {status.replace('_', ' ')}"
        for status in ("in_progress", "pending", "blocked")
        if counts[status]
    ]
    batches = [" ".join(map(plain, batch)) for batch in feature.plan.batches[:30]]
    more = ["…"] if len(feature.plan.batches) > len(batches) else []
    return paragraphs(
        " · ".join(states),
        _group("Ready to start", [subtask_name(feature, key) for key in feature.ready]),
        f"Batches: {' → '.join(batches + more)}" if batches else None,
        f"In no batch: {listed(map(plain, feature.plan.unplanned))}" if feature.plan.unplanned else None,
    )
