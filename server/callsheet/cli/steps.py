"""What the commands share that take a subtask a step on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from callsheet.cli.changing import Changed, Refused, change_feature, check_refusal, given, progress_of, tell
from callsheet.cli.ending import ExitStatus, Failure, say
from callsheet.cli.features import the_subtask
from callsheet.cli.output import Format, visible
from callsheet.cli.unfinished import check_whole, give_up, has_clear_status, slip_in, wait_for

if TYPE_CHECKING:
    from callsheet.cli.reading import ReadingSnapshot
    from callsheet.edits.lifecycle import Refusal, SubtaskStep
    from callsheet.workspace.changes import Change
    from callsheet.workspace.feature import Feature


class Taken(NamedTuple):
    """A step that a subtask has taken."""

    changed: Changed
    key: str
    """The subtask, as `Feature.subtasks` has it."""
    details: tuple[str, ...] = ()
    """What was said with it: the summary or the agent, each behind its name."""
    doubt: str | None = None
    """Why the task's count may be wrong: a file of which nobody knows whether its subtask is completed, with the place."""

    @property
    def status(self) -> str | None:
        """The subtask's status after the step."""
        return self.changed.after.subtasks[self.key].status

    @property
    def completes_all(self) -> bool:
        """Whether the task can be completed now, and could not before."""
        from callsheet.edits import lifecycle

        return self.status == "completed" and lifecycle.completion_refusal(self.changed.after) is None


def take_step(
    step: SubtaskStep,
    root: str,
    feature: str,
    written: str,
    *,
    summary: str | None = None,
    agent: str | None = None,
    is_forced: bool = False,
) -> Taken:
    """Take a subtask a step on: `written` is its number or id. The summary is for `complete`, the agent for `start`.

    Raises:
        Failure: if there is no such subtask, if the step is refused, or if it cannot be written. Nothing has changed.
    """
    from datetime import datetime, timezone

    from callsheet.edits import lifecycle
    from callsheet.edits.lifecycle.refusals import text_refusal

    summary, agent = given("summary", summary), given("agent", agent)
    doubt: str | None = None

    def compute(snapshot: ReadingSnapshot, found: Feature) -> tuple[Change, ...]:
        nonlocal doubt
        key = the_subtask(found, written)
        facts = found.subtasks[key]
        check_refusal(lifecycle.summary_refusal(facts, summary or ""))
        check_refusal(text_refusal("agent", agent or "", "agent_id", facts.schema_at(("agent_id",))))
        if not found.is_archived:
            check_whole(snapshot, facts)
        refusal = lifecycle.step_refusal(step, found, key)
        if refusal is not None and refusal.waiting_for and not is_forced:
            _check_dependencies(refusal, snapshot, found, key)
        check_refusal(refusal, is_forced=is_forced)
        doubt = _doubt(step, snapshot, found, key)
        now = datetime.now(timezone.utc)
        return lifecycle.step_changes(step, found, key, now, summary=summary, agent=agent)

    changed = change_feature(root, feature, compute)
    texts = {"Summary": summary, "Agent": agent}
    details = tuple(f"{name}: {text}" for name, text in texts.items() if text)
    return Taken(changed, the_subtask(changed.after, written), details, doubt)


def _check_dependencies(refusal: Refusal, snapshot: ReadingSnapshot, feature: Feature, key: str) -> None:
    """Name the broken file that hides whether a dependency is completed, if a step is refused because of one."""
    for other in feature.open_dependencies(key):
        facts = feature.subtasks[other]
        if not has_clear_status(facts):
            reason = f"{key} depends on {other}: {slip_in(snapshot, facts)}; mend it first"
            give_up(snapshot, facts, Refused(replace(refusal, reason=reason)))


def _doubt(step: SubtaskStep, snapshot: ReadingSnapshot, feature: Feature, key: str) -> str | None:
    """Why the task may count wrongly after a step, because nobody knows the status of another subtask.

    Raises:
        Failure: if the step needs the task to count, and its file is broken.
        Unfinished: if somebody may still be writing one of those files.
    """
    from callsheet.workspace.task_state import concerns_task

    task, status = feature.task, "completed" if step == "complete" else "pending"
    if task is None or not concerns_task(feature.subtasks[key], status):
        return None
    check_whole(snapshot, task)
    if "completed_count" not in task.fields:
        return None
    unclear = [facts for other, facts in feature.subtasks.items() if other != key and not has_clear_status(facts)]
    for facts in unclear:
        wait_for(snapshot, facts, Failure(slip_in(snapshot, facts), ExitStatus.FOUND))
    return slip_in(snapshot, unclear[0]) if unclear else None


def complete_task(root: str, feature: str) -> Changed:
    """Complete a feature's task, once all of its subtasks are.

    Raises:
        Failure: if there is no such feature, if the step is refused, or if it cannot be written. Nothing has changed.
    """
    from datetime import datetime, timezone

    from callsheet.edits import lifecycle

    def compute(snapshot: ReadingSnapshot, found: Feature) -> tuple[Change, ...]:
        _check_task(snapshot, found)
        check_finished(snapshot, found)
        check_refusal(lifecycle.completion_refusal(found))
        return lifecycle.complete_feature(found, datetime.now(timezone.utc))

    return change_feature(root, feature, compute)


def _check_task(snapshot: ReadingSnapshot, feature: Feature) -> None:
    """Refuse to complete a feature that has no task; says how it gets one."""
    if feature.task is not None or feature.is_archived:
        return
    from callsheet.cli.workspaces import Target

    layout = snapshot.configuration.layout
    path = layout.task_path(feature.folder) if feature.folder == layout.feature_folder(feature.name) else None
    remedy = (
        f': "callsheet new feature {argument(feature.name)}" makes {Target(snapshot.root).shown(path)}' if path else ""
    )
    raise Failure(f"{visible(feature.name)} has no task file{remedy}", ExitStatus.FOUND)


def check_finished(snapshot: ReadingSnapshot, feature: Feature) -> None:
    """Refuse to go on while a broken file hides whether a feature is finished; an archived one is not looked at.

    Raises:
        Failure: if its task is not whole, or does not say the status of a subtask.
        Unfinished: if somebody may still be writing the file.
    """
    if feature.is_archived:
        return
    if feature.task is not None:
        check_whole(snapshot, feature.task)
    for facts in feature.subtasks.values():
        if not has_clear_status(facts):
            check_whole(snapshot, facts)


def tell_step(output_format: Format, taken: Taken) -> None:
    """Say which step a subtask has taken; for programs its number and status stand beside what `tell` has."""
    from callsheet.workspace.statuses import although_begun, in_words

    feature = taken.changed.after
    begun = "" if taken.status == "completed" else although_begun(taken.changed.before, taken.key)
    deed = f"Marked {feature.name}/{taken.key} as {in_words(taken.status)}{begun}"
    members = {"subtask": taken.key, "status": taken.status}
    tell(output_format, taken.changed, deed, [*taken.details, progress_of(feature), *_of_task(taken)], members)
    if taken.doubt is not None:
        say(f"Warning: completed_count may be wrong: {taken.doubt}")


def _of_task(taken: Taken) -> Iterator[str]:
    """What the step means for the task."""
    before, after = taken.changed.before, taken.changed.after
    if taken.completes_all:
        yield f'All subtasks are completed; "callsheet complete {argument(after.name)}" completes the task'
    if before.task and after.task and before.task.status == "completed" != after.task.status:
        yield "The task is active again"


def argument(text: str) -> str:
    """A text as the last argument of a command, so that a shell takes it for that and nothing else."""
    import shlex

    return f"-- {shlex.quote(text)}" if text.startswith("-") else shlex.quote(text)
