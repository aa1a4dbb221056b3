"""The tools. Every call reads what is on disk at that moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Annotated, Any, Literal, TypeAlias

from mcp.types import CallToolResult
from pydantic import Field

from callsheet.cli.features import find_features, read_feature, the_subtask
from callsheet.cli.mcp_server.answers import answer, refusing
from callsheet.cli.mcp_server.checking import check_answer
from callsheet.cli.mcp_server.wording import keys_in_progress, plan_text, ready_text
from callsheet.cli.output import counted, visible
from callsheet.cli.progress import Progress
from callsheet.cli.steps import Taken, complete_task, take_step
from callsheet.cli.workspaces import ReadingSnapshot, read, the_workspace
from callsheet.ide.brief import MAX_CHARACTERS, brief, brief_text
from callsheet.ide.plan_data import blocked_value, plan_value, status_value, subtask_value
from callsheet.workspace.feature import Feature
from callsheet.workspace.statuses import in_words

MAX_FEATURES = 40
"""How many features an answer tells of; agents have to pay for every word."""

OneFeature: TypeAlias = Annotated[str, Field(description="The name of the feature's folder, or the id of its task.")]
AnyFeature: TypeAlias = Annotated[
    str | None, Field(description="The name of the feature's folder, or the id of its task; all features without it.")
]
OneSubtask: TypeAlias = Annotated[str | int, Field(description='The subtask\'s number ("03") or id ("gift-cards-03").')]


class Tools:
    """What agents can do with one workspace. Any number of threads may call."""

    def __init__(self, root: str) -> None:
        """The tools for the workspace that a folder lies in; it need not exist yet."""
        self._root = root
        self.writing = threading.Lock()
        """Held while files are written."""

    @refusing
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

    @refusing
    def plan(self, feature: AnyFeature = None) -> CallToolResult:
        """Show in which order the subtasks of a feature run: batches of subtasks that can run side by side, the critical path, and what can never start because of a cycle."""

        def value(found: Feature) -> dict[str, Any]:
            return {**plan_value(found), "subtasks": [subtask_value(found, key) for key in found.subtasks]}

        return _of_features(find_features(self._root, feature), value, plan_text)

    @refusing
    def ready(self, feature: AnyFeature = None) -> CallToolResult:
        """List the subtasks that can be started now, those in progress and who is at work on them, and what the others wait for. Without a feature those that are completed are left out."""
        found = find_features(self._root, feature)
        if feature is None:
            found = [each for each in found if each.status_counts()["completed"] < len(each.subtasks)]
        return _of_features(found, _ready_value, ready_text)

    @refusing
    def show(
        self,
        feature: OneFeature,
        subtask: OneSubtask,
        max_characters: Annotated[
            int, Field(ge=0, le=1_000_000, description="How many characters of referenced files to show at most.")
        ] = MAX_CHARACTERS,
    ) -> CallToolResult:
        """Show all that is needed to work on a subtask, in one call: its acceptance criteria and deliverables, what the subtasks it depends on have made, the contexts, contracts, decisions and stories behind it, and every referenced file with exactly the lines that are named.

        What had to be left out to keep the answer short is named; `max_characters` gets more of it.
        """
        snapshot, found = self._read(feature)
        value = brief(snapshot, found, the_subtask(found, str(subtask)), max_characters)
        return answer(brief_text(value), asdict(value))

    def _read(self, name: str) -> tuple[ReadingSnapshot, Feature]:
        """A feature, and a snapshot that has it and the planning."""
        target = the_workspace(self._root)
        with Progress() as progress:
            feature = read_feature(target, name, progress)[1]
            wanted = replace(target, wanted=(feature.folder,))
            snapshot = read(wanted, progress, with_planning=True, with_validity=False)
        return snapshot, snapshot.features.get(feature.folder, feature)

    @refusing
    def start(
        self,
        feature: OneFeature,
        subtask: OneSubtask,
        agent: Annotated[str | None, Field(description="Who works on it: the name that others know you by.")] = None,
    ) -> CallToolResult:
        """Mark a subtask as in progress before you begin to work on it. Refused unless it is pending and all that it depends on is completed."""
        with self.writing:
            taken = take_step("start", self._root, feature, str(subtask), agent=agent)
        return _taken_answer(taken)

    @refusing
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
        with self.writing:
            taken = take_step("complete", self._root, feature, str(subtask), summary=summary, is_forced=force)
        return _taken_answer(taken)

    @refusing
    def complete_feature(self, feature: OneFeature) -> CallToolResult:
        """Mark a feature as completed: its task, once all of its subtasks are completed."""
        with self.writing:
            changed = complete_task(self._root, feature)
        value = {"feature": status_value(changed.after), "changed": changed.paths}
        return answer(f"{visible(changed.after.id)} is completed now.", value)


def _ready_value(feature: Feature) -> dict[str, Any]:
    in_progress = [
        {
            **subtask_value(feature, key),
            "agent_id": feature.subtasks[key].agent_id,
            "started_at": feature.subtasks[key].started_at,
        }
        for key in keys_in_progress(feature)
    ]
    ready = [subtask_value(feature, key) for key in feature.ready]
    waiting = blocked_value(feature)["blocked"]
    return {**status_value(feature), "subtasks_ready": ready, "subtasks_in_progress": in_progress, "waiting": waiting}


def _of_features(
    features: list[Feature], to_value: Callable[[Feature], dict[str, Any]], to_text: Callable[[Feature], str]
) -> CallToolResult:
    """What there is to say of features, of many only the first."""
    shown, others = features[:MAX_FEATURES], len(features) - MAX_FEATURES
    parts = [to_text(feature) for feature in shown] or ["There are no such features."]
    if others > 0:
        parts.append(f"{counted(others, 'more feature')} not shown: ask for one by its name.")
    return answer("\n\n".join(parts), {"features": list(map(to_value, shown)), "not_shown": max(others, 0)})


def _taken_answer(taken: Taken) -> CallToolResult:
    """What a step has changed, and what can begin because of it."""
    before, after = taken.changed.before, taken.changed.after
    done = f"{after.status_counts()['completed']} of {len(after.subtasks)} subtasks are completed"
    text = [f"{visible(after.id)}/{visible(taken.key)} is {visible(in_words(taken.status))} now; {done}."]
    newly = [key for key in after.ready if key not in before.ready]
    if newly:
        text.append(f"Ready to start now: {', '.join(map(visible, newly))}.")
    if taken.completes_all:
        text.append("All are completed: `complete_feature` completes the feature itself.")
    value = {
        "subtask": taken.key,
        "status": taken.status,
        "feature": status_value(after),
        "changed": taken.changed.paths,
        "newly_ready": newly,
    }
    return answer(" ".join(text), value)
