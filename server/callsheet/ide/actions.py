"""Code actions: the fixes of the findings at a place, and the steps of a subtask's lifecycle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from callsheet.edits import lifecycle
from callsheet.rules.engine import fixes_for, span_of
from callsheet.rules.registry import Finding
from callsheet.workspace.changes import Change
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot

ActionKind: TypeAlias = Literal["quickfix", "refactor.rewrite"]


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done at a place."""

    title: str
    kind: ActionKind
    changes: tuple[Change, ...]
    finding: Finding | None = None
    """The finding that a quick fix mends."""
    is_preferred: bool = False
    refusal: str | None = None
    """Why it cannot be done now; it has no changes then."""


def actions(
    snapshot: Snapshot, path: str, start: int, end: int, findings: Sequence[Finding], now: datetime
) -> list[Action]:
    """What can be done in a document between two offsets (code points): fixes there first, then the lifecycle.

    `findings` are those of the document.
    """
    return [*_fixes(snapshot, path, start, end, findings, now), *_lifecycle(snapshot, path, now)]


def _fixes(
    snapshot: Snapshot, path: str, start: int, end: int, findings: Sequence[Finding], now: datetime
) -> Iterator[Action]:
    document = snapshot.document(path)
    for finding in findings if document else ():
        assert document is not None
        first, last = span_of(document, finding)
        if last < start or end < first:
            continue
        for fix in fixes_for(finding, snapshot, now):
            yield Action(fix.title, "quickfix", fix.changes, finding, fix.is_preferred)


def _lifecycle(snapshot: Snapshot, path: str, now: datetime) -> Iterator[Action]:
    feature, facts = snapshot.feature_of(path), snapshot.facts(path)
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
            yield Action(f"Start {key}", "refactor.rewrite", (), refusal=refusal.reason)
    yield from _completions(feature, key, refusal, now)


def _completions(feature: Feature, key: str, refusal: lifecycle.Refusal | None, now: datetime) -> Iterator[Action]:
    if refusal is not None:
        yield Action(f"Mark {key} complete", "refactor.rewrite", (), refusal=refusal.reason)
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
    return Action(title, "refactor.rewrite", changes)
