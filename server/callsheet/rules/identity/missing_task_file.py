"""The rule `missing-task-file`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.times import format_time
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, found, rule
from callsheet.workspace.changes import FileCreation
from callsheet.workspace.facts import SubtaskFacts


def _create_task(_finding: Finding, context: FixContext) -> Iterator[Fix]:
    feature = context.feature
    name = feature.name.replace("-", " ").capitalize()
    task = {
        "id": feature.name,
        "name": name,
        "status": "active",
        "objective": f"To be written: what {name} is to achieve",
        "subtask_count": len(feature.subtasks),
        "completed_count": feature.status_counts()["completed"],
        "created_at": format_time(context.now),
    }
    text = json.dumps(task, indent=2, ensure_ascii=False) + "\n"
    yield Fix("Create task.json", (FileCreation(f"{feature.folder}/task.json", text),), is_preferred=True)


@rule(
    "missing-task-file",
    "identity",
    Severity.WARNING,
    summary="A feature has subtasks but no task file.",
    reason="Without it nothing says what the feature is for, and tools that start from it see no feature at all.",
    exceptions="It is reported once, in the feature's first subtask.",
    bad="""
--- subtask_01.json
{
  «"id"»: "gift-cards-01",
  "seq": "01"
}
""",
    good="""
--- subtask_01.json
{
  "id": "gift-cards-01",
  "seq": "01"
}
--- task.json
{
  "id": "gift-cards",
  "name": "Gift cards",
  "status": "active",
  "objective": "To be written: what Gift cards is to achieve",
  "subtask_count": 1,
  "completed_count": 0,
  "created_at": "2026-03-01T09:15:00Z"
}
""",
    remedy="Creates a task file with the feature's name and counts and a placeholder for the objective.",
    fixes=_create_task,
    kinds=(ArtifactKind.SUBTASK,),
    scope="feature",
)
def missing_task_file(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report it once, in the feature's first subtask."""
    feature = context.feature
    if feature.task is None and facts is next(iter(feature.subtasks.values())):
        yield found("missing-task-file", facts, ("id",), f"{feature.folder} has no task.json", on_key=True)
