"""The rule `undelivered`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules.references.places import part_of
from callsheet.rules.registry import Context, Finding, Severity, found, rule
from callsheet.workspace.facts import SubtaskFacts


@rule(
    "undelivered",
    "state",
    Severity.INFORMATION,
    summary="A subtask of a feature still under way is completed, but a file that it promises does not exist.",
    reason="What depends on the file will not find it.",
    exceptions="Once the feature is completed its files may have moved on. Endpoints, globs and descriptions are no files.",
    bad="""
--- task.json
{
  "id": "gift-cards",
  "status": "active"
}
--- subtask_01.json
{
  "seq": "01",
  "status": "completed",
  "deliverables": [«"design/card.svg"»]
}
""",
    good="""
--- task.json
{
  "id": "gift-cards",
  "status": "active"
}
--- subtask_01.json
{
  "seq": "01",
  "status": "completed",
  "deliverables": ["design/card.svg"]
}
--- /design/card.svg
<svg/>
""",
    kinds=(ArtifactKind.SUBTASK,),
    scope="files",
    only_with="deliverables",
)
def undelivered(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Look for the files and folders that a completed subtask promises; finished features may have moved them on."""
    task = context.feature.task
    if facts.status != "completed" or task is None or task.status != "active":
        return
    for deliverable in facts.deliverables:
        path = deliverable.path
        if path.is_in_workspace and not context.snapshot.exists(path.path):
            message = f"{path.path} does not exist, though this subtask is completed"
            part = part_of(path, deliverable.written)
            yield found("undelivered", facts, deliverable.pointer, message, part=part)
