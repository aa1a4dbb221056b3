"""The steps in the life of subtasks and features as code actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from callsheet.artifacts.quoting import one_line, some
from callsheet.edits import EditError, lifecycle
from callsheet.edits.structure import edits_for
from callsheet.ide.actions.action import Action, ActionKind, FileOperation, Selection, Step, refused
from callsheet.ide.step_titles import step_title
from callsheet.syntax import Document
from callsheet.workspace.changes import Change, operations_of
from callsheet.workspace.facts import SubtaskFacts, TaskFacts
from callsheet.workspace.feature import Feature

_KIND: ActionKind = "refactor.rewrite.lifecycle"

_STARTED_FROM_TASK = 3
"""How many subtasks can be started from the document of their task: those that come first."""

_MAX_TITLE = 60
"""How many characters of a subtask's title the title of an action shows."""


def lifecycle_actions(selection: Selection) -> Iterator[Action]:
    """What can become of the subtask, or of the feature, whose document it is."""
    feature, facts = selection.snapshot.feature_of(selection.path), selection.facts
    if feature is None or feature.is_archived or not lifecycle.is_readable(facts):
        return
    if isinstance(facts, SubtaskFacts):
        steps = _of_subtask(feature, facts, selection.now)
    elif isinstance(facts, TaskFacts) and facts is feature.task:
        steps = _of_task(selection, feature)
    else:
        return
    yield from map(partial(_if_writable, selection), steps) if _has_aliases(selection.document) else steps


def _has_aliases(document: Document) -> bool:
    """Whether a document may have aliases; a value whose anchor they name cannot be changed alone."""
    return document.language == "yaml" and "&" in document.text.string and "*" in document.text.string


def _if_writable(selection: Selection, action: Action) -> Action:
    """An action on texts, refused where its edit of the document cannot be written."""
    if not action.file_operations:
        try:
            edits_for(selection.document, operations_of(action.changes()).get(selection.path, ()))
        except EditError:
            return refused(action.title, "an alias in the document stands for what would change", _KIND)
    return action


def _of_subtask(feature: Feature, facts: SubtaskFacts, now: datetime) -> Iterator[Action]:
    key = feature.key_of(facts)
    if facts.status == "completed":
        yield _step(Step("reopen", key), step_title("reopen", feature, key), lambda: lifecycle.reopen(feature, key))
        return
    if facts.status == "blocked":
        yield _step(Step("unblock", key), step_title("unblock", feature, key), lambda: lifecycle.unblock(feature, key))
        return
    if facts.status != "in_progress":
        refusal = lifecycle.step_refusal("start", feature, key)
        title = step_title("start", feature, key)
        yield _step(Step("start", key), title, lambda: lifecycle.start(feature, key, now), refusal)
    yield from _completions(feature, key, now)
    yield _step(Step("block", key), step_title("block", feature, key), lambda: lifecycle.block(feature, key))


def _completions(feature: Feature, key: str, now: datetime) -> Iterator[Action]:
    refusal = lifecycle.step_refusal("complete", feature, key)
    title = step_title("complete", feature, key)
    yield _step(Step("complete", key), title, lambda: lifecycle.complete(feature, key, now), refusal)
    if refusal is not None:
        verb = "is" if len(refusal.waiting_for) == 1 else "are"
        forced = f"{title} although {some(refusal.waiting_for)} {verb} not"
        yield _step(Step("complete", key, is_forced=True), forced, lambda: lifecycle.complete(feature, key, now))
    elif lifecycle.completes_all(feature, key):
        both = f"Mark {key} and the task {feature.id} complete"
        step = Step("complete", key, with_task=True)
        yield _step(step, both, lambda: lifecycle.complete(feature, key, now, with_task=True))


def _of_task(selection: Selection, feature: Feature) -> Iterator[Action]:
    snapshot, now = selection.snapshot, selection.now
    for key in feature.ready[:_STARTED_FROM_TASK]:
        yield _start_of(feature, key, now)
    if selection.facts.status != "completed":
        title, refusal = f"Mark {feature.id} complete", lifecycle.completion_refusal(feature)
        yield _step(Step("completeFeature"), title, lambda: lifecycle.complete_feature(feature, now), refusal)
    if lifecycle.archive_refusal(snapshot, feature) is None:
        verb = "Complete and archive" if selection.facts.status == "active" else "Archive"
        title = f"{verb} {feature.id}"
        step = Step("archive")
        yield _step(step, title, lambda: lifecycle.archive(snapshot, feature, now), does_to_files="rename")


def _start_of(feature: Feature, key: str, now: datetime) -> Action:
    title = feature.subtasks[key].title
    name = f"{key}: {one_line(title, _MAX_TITLE)}" if title else key
    return _step(Step("start", key), f"Start {name}", lambda: lifecycle.start(feature, key, now))


def _step(
    step: Step,
    title: str,
    changes: Callable[[], tuple[Change, ...]],
    refusal: lifecycle.Refusal | None = None,
    does_to_files: FileOperation | None = None,
) -> Action:
    if refusal is not None:
        return refused(title, refusal.reason, _KIND)
    return Action(title, _KIND, changes, frozenset(filter(None, [does_to_files])), step=step)
