"""What the commands share that take a subtask a step on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from callsheet.cli.changing import Changed, change_feature, check_refusal, check_text, progress_of, tell
from callsheet.cli.features import the_subtask
from callsheet.cli.output import Format

if TYPE_CHECKING:
    from callsheet.cli.workspaces import ReadingSnapshot
    from callsheet.edits.lifecycle import SubtaskStep
    from callsheet.workspace.changes import Change
    from callsheet.workspace.feature import Feature


class Taken(NamedTuple):
    """A step that a subtask has taken."""

    changed: Changed
    key: str
    """The subtask, as `Feature.subtasks` has it."""

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

    check_text("summary", summary)
    check_text("agent", agent)

    def compute(_: ReadingSnapshot, found: Feature) -> tuple[Change, ...]:
        key = the_subtask(found, written)
        check_refusal(lifecycle.summary_refusal(found.subtasks[key], summary or ""))
        check_refusal(lifecycle.step_refusal(step, found, key), is_forced=is_forced)
        now = datetime.now(timezone.utc)
        return lifecycle.step_changes(step, found, key, now, summary=summary, agent=agent)

    changed = change_feature(root, feature, compute)
    return Taken(changed, the_subtask(changed.after, written))


def complete_task(root: str, feature: str) -> Changed:
    """Complete a feature's task, once all of its subtasks are.

    Raises:
        Failure: if there is no such feature, if the step is refused, or if it cannot be written. Nothing has changed.
    """
    from datetime import datetime, timezone

    from callsheet.edits import lifecycle

    def compute(_: ReadingSnapshot, found: Feature) -> tuple[Change, ...]:
        check_refusal(lifecycle.completion_refusal(found))
        return lifecycle.complete_feature(found, datetime.now(timezone.utc))

    return change_feature(root, feature, compute)


def tell_step(output_format: Format, taken: Taken, *details: str) -> None:
    """Say which step a subtask has taken; for programs its number and status stand beside what `tell` has."""
    from callsheet.workspace.statuses import although_begun, in_words

    feature = taken.changed.after
    begun = "" if taken.status == "completed" else although_begun(taken.changed.before, taken.key)
    deed = f"Marked {feature.id}/{taken.key} as {in_words(taken.status)}{begun}"
    members = {"subtask": taken.key, "status": taken.status}
    tell(output_format, taken.changed, deed, [*details, progress_of(feature), *_of_task(taken)], members)


def _of_task(taken: Taken) -> Iterator[str]:
    """What the step means for the task."""
    before, after = taken.changed.before, taken.changed.after
    if taken.completes_all:
        yield f'All subtasks are completed; "callsheet complete {after.name}" completes the task'
    if before.task and after.task and before.task.status == "completed" != after.task.status:
        yield "The task is active again"
