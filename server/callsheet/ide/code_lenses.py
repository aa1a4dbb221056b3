"""Code lenses: how a task or subtask stands, and the step that comes next, above its document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from callsheet.edits import lifecycle
from callsheet.ide.plan_data import percent_completed
from callsheet.ide.stages import stages
from callsheet.ide.summary import current_stage
from callsheet.rules.engine import Checker
from callsheet.workspace.facts import SubtaskFacts, TaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.snapshot import Snapshot
from callsheet.workspace.stages import STAGE_NAMES

MAX_NAMED = 6
"""How many subtasks a lens names."""


@dataclass(frozen=True, slots=True)
class CodeLens:
    """Words above the beginning of a document, and the command behind them; its argument is the document's URI."""

    title: str
    command: str


def code_lenses(snapshot: Snapshot, path: str, checker: Checker) -> list[CodeLens]:
    """The lenses of a task or subtask; none in the archive, and for what is no object."""
    feature, facts = snapshot.feature_of(path), snapshot.facts(path)
    if feature is None or facts is None or feature.is_archived:
        return []
    if isinstance(facts, SubtaskFacts) and facts.is_object:
        return list(_of_subtask(feature, feature.key_of(facts)))
    if isinstance(facts, TaskFacts) and facts is feature.task and facts.is_object:
        return list(_of_task(snapshot, feature, checker))
    return []


def _of_subtask(feature: Feature, key: str) -> Iterator[CodeLens]:
    yield CodeLens(" · ".join(_standing(feature, key)), "callsheet.plan")
    status = feature.subtasks[key].status
    if status == "blocked":
        yield CodeLens("Unblock", "callsheet.unblock")
    if status != "in_progress" and lifecycle.step_refusal("start", feature, key) is None:
        yield CodeLens("Start", "callsheet.start")
    if lifecycle.step_refusal("complete", feature, key) is None:
        yield CodeLens("Complete", "callsheet.complete")


def _standing(feature: Feature, key: str) -> Iterator[str]:
    """The batch of a subtask, what keeps it from beginning, and what begins after it."""
    batch, count = feature.batch_of.get(key), len(feature.batches)
    yield f"Batch {batch + 1} of {count}" if batch is not None else "In no batch"
    if feature.subtasks[key].status == "completed":
        return
    waiting = feature.open_dependencies(key)
    if waiting:
        yield f"waits for {_named(waiting)}"
    if batch is None:
        return
    unblocked = [other for other in feature.dependents[key] if feature.open_dependencies(other) == [key]]
    if unblocked:
        yield f"unblocks {_named(unblocked)}"


def _of_task(snapshot: Snapshot, feature: Feature, checker: Checker) -> Iterator[CodeLens]:
    total, completed = len(feature.subtasks), feature.status_counts()["completed"]
    if total:
        yield CodeLens(f"{completed} of {total} completed · {percent_completed(feature)} %", "callsheet.summary")
        yield CodeLens(" · ".join(_outlook(feature)), "callsheet.plan")
    stage = current_stage(stages(snapshot, [feature], checker)[0])
    if stage is not None:
        yield CodeLens(f"Stage {stage.number} of {len(STAGE_NAMES)}: {stage.name}", "callsheet.stages")
    completable = lifecycle.completable(feature)
    if completable:
        yield CodeLens(f"Complete all ready: {_named(completable)}", "callsheet.completeReady")
    if total and lifecycle.completion_refusal(feature) is None:
        yield CodeLens("Complete the feature", "callsheet.completeFeature")
    if feature.task and feature.task.status == "completed" and lifecycle.archive_refusal(snapshot, feature) is None:
        yield CodeLens("Archive", "callsheet.archive")


def _outlook(feature: Feature) -> Iterator[str]:
    """How many batches a feature has, and which subtasks can begin."""
    count = len(feature.batches)
    yield "1 batch" if count == 1 else f"{count} batches"
    if feature.ready:
        yield f"ready: {_named(feature.ready)}"


def _named(keys: list[str]) -> str:
    more = f" and {len(keys) - MAX_NAMED} more" if len(keys) > MAX_NAMED else ""
    return ", ".join(keys[:MAX_NAMED]) + more
