"""The tools. Every call reads what is on disk at that moment; why one cannot do its work it says with `Failure`."""

from __future__ import annotations

import threading
from typing import Annotated, Literal, TypeAlias

from mcp.types import CallToolResult
from pydantic import BeforeValidator, Field

from callsheet.artifacts.quoting import counted, some
from callsheet.cli.ending import Failure, say
from callsheet.cli.features import find_features, narrowed_to_feature, the_subtask
from callsheet.cli.mcp_server.answers import answer
from callsheet.cli.mcp_server.checking import check_answer
from callsheet.cli.mcp_server.overview import plan_answer, ready_answer
from callsheet.cli.mcp_server.selection import MAX_KEYS, MAX_SUBTASKS
from callsheet.cli.output import visible
from callsheet.cli.progress import Progress
from callsheet.cli.reading import ReadingSnapshot, read
from callsheet.cli.settings import opened
from callsheet.cli.steps import Taken, complete_task, take_step
from callsheet.cli.unreadable import warn_of_files
from callsheet.ide.brief import MAX_CHARACTERS, brief, brief_text
from callsheet.ide.plan_data import status_value
from callsheet.workspace.feature import Feature
from callsheet.workspace.statuses import in_words


def _no_boolean(value: object) -> object:
    """A value that is to become a number: pydantic would take true for 1."""
    if isinstance(value, bool):
        raise ValueError
    return value


OneFeature: TypeAlias = Annotated[str, Field(description="The name of the feature's folder, or the id of its task.")]
AnyFeature: TypeAlias = Annotated[
    str | None, Field(description="The name of the feature's folder, or the id of its task; all features without it.")
]
OneSubtask: TypeAlias = Annotated[
    str | int,
    Field(description='The subtask\'s number ("03") or id ("gift-cards-03").'),
    BeforeValidator(_no_boolean),
]
MostSubtasks: TypeAlias = Annotated[
    int,
    Field(ge=1, le=100_000, description="How many subtasks to list at most, over all features."),
    BeforeValidator(_no_boolean),
]
MostCharacters: TypeAlias = Annotated[
    int,
    Field(ge=0, le=1_000_000, description="How many characters of referenced files to show at most."),
    BeforeValidator(_no_boolean),
]


class Tools:
    """What agents can do with one workspace. Any number of threads may call."""

    def __init__(self, root: str) -> None:
        """The tools for the workspace that a folder lies in; it need not exist yet."""
        self._root = root
        self.writing = threading.Lock()
        """Held while files are written."""

    def check(
        self,
        feature: Annotated[str | None, Field(description="Only what lies in this feature's folder.")] = None,
        paths: Annotated[
            list[str] | None,
            Field(description="Only these files and what lies in these folders, relative to the workspace root."),
        ] = None,
        severity: Annotated[
            Literal["error", "warning", "information", "hint"], Field(description="The mildest findings to list.")
        ] = "information",
    ) -> CallToolResult:
        """Find mistakes in task, subtask, planning and contract files: broken syntax and references, wrong line ranges, unknown dependencies, cycles, conflicts, wrong counts. Call it after every change to such a file.

        Every finding has its path, line and column (from 1), severity, rule and message. Without arguments the whole
        workspace is checked.
        """
        return check_answer(self._root, feature, paths, severity)

    def plan(self, feature: AnyFeature = None, max_subtasks: MostSubtasks = MAX_SUBTASKS) -> CallToolResult:
        """Show in which order the subtasks of a feature run: batches of subtasks that can run side by side, the critical path, and what can never start because of a cycle."""
        return plan_answer(find_features(self._root, feature), max_subtasks)

    def ready(self, feature: AnyFeature = None, max_subtasks: MostSubtasks = MAX_SUBTASKS) -> CallToolResult:
        """List the subtasks that can be started now, those in progress and who is at work on them, and what the others wait for. Without a feature those that are completed are left out."""
        found = find_features(self._root, feature)
        return ready_answer(found, max_subtasks, with_finished=feature is not None)

    def show(
        self,
        feature: OneFeature,
        subtask: OneSubtask,
        max_characters: MostCharacters = MAX_CHARACTERS,
    ) -> CallToolResult:
        """Show all that is needed to work on a subtask, in one call: its acceptance criteria and deliverables, what the subtasks it depends on have made, the contexts, contracts, decisions and stories behind it, and every referenced file with exactly the lines that are named.

        What had to be left out to keep the answer short is named; `max_characters` gets more of it.
        """
        snapshot, found = self._read(feature)
        value = brief(snapshot, found, the_subtask(found, str(subtask)), max_characters)
        return answer(brief_text(value))

    def _read(self, name: str) -> tuple[ReadingSnapshot, Feature]:
        """A feature, and a snapshot that has it and the planning; says what of it cannot be read."""
        target = opened(self._root)
        with Progress() as progress:
            wanted, feature = narrowed_to_feature(target, name, progress)
            snapshot = read(wanted, progress, with_planning=True, with_validity=False)
        warn_of_files(target, [feature])
        return snapshot, snapshot.features.get(feature.folder, feature)

    def start(
        self,
        feature: OneFeature,
        subtask: OneSubtask,
        agent_id: Annotated[str | None, Field(description="Who works on it: the name that others know you by.")] = None,
    ) -> CallToolResult:
        """Mark a subtask as in progress before you begin to work on it. Refused unless it is pending and all that it depends on is completed."""
        with self.writing:
            taken = take_step("start", self._root, feature, str(subtask), agent=agent_id)
        return _taken_answer(taken)

    def complete(
        self,
        feature: OneFeature,
        subtask: OneSubtask,
        summary: Annotated[
            str, Field(description="What was done, in one or two sentences for those who build on it (200 characters).")
        ],
        force: Annotated[
            bool, Field(description="Complete it although dependencies are open or it is blocked.")
        ] = False,
    ) -> CallToolResult:
        """Mark a subtask as completed once all its acceptance criteria are met, and count it in the feature's task. Refused while dependencies are open, unless forced."""
        if not summary.strip():
            raise Failure("summary is empty: say what was done, for those who build on it")
        with self.writing:
            taken = take_step("complete", self._root, feature, str(subtask), summary=summary, is_forced=force)
        return _taken_answer(taken)

    def complete_feature(self, feature: OneFeature) -> CallToolResult:
        """Mark a feature as completed: its task, once all of its subtasks are completed."""
        with self.writing:
            changed = complete_task(self._root, feature)
        text = f"{visible(changed.after.name)} is completed now."
        return answer(text, {"feature": status_value(changed.after), "changed": changed.paths, "message": text})

    def block(self, feature: OneFeature, subtask: OneSubtask) -> CallToolResult:
        """Mark a subtask as blocked: it cannot go on for a reason that lies outside of the plan. The files have no place for the reason: tell it to those who gave you the work. One that was completed loses its record of that."""
        return self._step("block", feature, subtask)

    def unblock(self, feature: OneFeature, subtask: OneSubtask) -> CallToolResult:
        """Mark a blocked subtask as pending again, so that somebody can start it."""
        return self._step("unblock", feature, subtask)

    def reopen(self, feature: OneFeature, subtask: OneSubtask) -> CallToolResult:
        """Mark a completed subtask as pending again, because it has to be done once more. It loses its record of completion, and a task that was completed becomes active."""
        return self._step("reopen", feature, subtask)

    def _step(self, step: Literal["block", "unblock", "reopen"], feature: str, subtask: str | int) -> CallToolResult:
        with self.writing:
            return _taken_answer(take_step(step, self._root, feature, str(subtask)))


def _taken_answer(taken: Taken) -> CallToolResult:
    """What a step has changed, and what can begin because of it."""
    before, after = taken.changed.before, taken.changed.after
    count, total = after.status_counts()["completed"], len(after.subtasks)
    done = f"{count} of {counted(total, 'subtask')} {'is' if 1 in (count, total) else 'are'} completed"
    text = [f"{visible(after.name)}/{visible(taken.key)} is {visible(in_words(taken.status))} now; {done}."]
    if taken.doubt is not None:
        say(f"Warning: completed_count may be wrong: {visible(taken.doubt)}")
    newly = [key for key in after.ready if key not in before.ready]
    if newly:
        text.append(f"Ready to start now: {some([*map(visible, newly)], MAX_KEYS)}.")
    if taken.completes_all:
        text.append("All are completed: `complete_feature` completes the feature itself.")
    value = {
        "subtask": taken.key,
        "status": taken.status,
        "feature": status_value(after),
        "changed": taken.changed.paths,
        "newly_ready": newly[:MAX_KEYS],
        "message": " ".join(text),
    }
    return answer(" ".join(text), value)
