"""The steps of a subtask's lifecycle as code actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from callsheet.edits import lifecycle
from callsheet.ide.actions.action import Action, Selection, refused
from callsheet.workspace.changes import Change
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature


def lifecycle_actions(selection: Selection) -> Iterator[Action]:
    """What can become of the subtask that a document holds."""
    feature, facts, now = selection.snapshot.feature_of(selection.path), selection.facts, selection.now
    if feature is None or feature.is_archived or not isinstance(facts, SubtaskFacts) or not facts.is_object:
        return
    key = feature.key_of(facts)
    refusal = lifecycle.blocking_dependencies(feature, key)
    if facts.status == "completed":
        yield _step(f"Reopen {key}", lifecycle.reopen(feature, key))
        return
    if facts.status != "in_progress":
        if refusal is None:
            yield _step(f"Start {key}", lifecycle.start(feature, key, now))
        else:
            yield refused(f"Start {key}", refusal.reason, "refactor.rewrite.lifecycle")
    yield from _completions(feature, key, refusal, now)


def _completions(feature: Feature, key: str, refusal: lifecycle.Refusal | None, now: datetime) -> Iterator[Action]:
    if refusal is not None:
        yield refused(f"Mark {key} complete", refusal.reason, "refactor.rewrite.lifecycle")
        verb = "is" if len(refusal.waiting_for) == 1 else "are"
        title = f"Mark {key} complete although {' and '.join(refusal.waiting_for)} {verb} not"
        yield _step(title, lifecycle.complete(feature, key, now))
        return
    yield _step(f"Mark {key} complete", lifecycle.complete(feature, key, now))
    left = [other for other, facts in feature.subtasks.items() if other != key and facts.status != "completed"]
    if feature.task is not None and feature.task.status != "completed" and not left:
        title = f"Mark {key} and the task {feature.id} complete"
        yield _step(title, lifecycle.complete(feature, key, now, with_task=True))


def _step(title: str, changes: tuple[Change, ...]) -> Action:
    return Action(title, "refactor.rewrite.lifecycle", lambda: changes)
