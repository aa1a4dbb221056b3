"""The rule `undelivered`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.quoting import shorten
from callsheet.rules.references.nearest import nearest_paths
from callsheet.rules.references.places import part_of, remove_entry, replace_path
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature
from callsheet.workspace.statuses import although_begun
from callsheet.workspace.task_state import set_back


def _mend(finding: Finding, context: FixContext) -> Iterator[Fix]:
    facts, deliverable = context.feature.files.get(finding.path), finding.data
    if not isinstance(facts, SubtaskFacts):
        return
    promised = {other.path.path for other in facts.deliverables}
    for path in nearest_paths(context.snapshot, deliverable.path.path):
        if path not in promised:
            yield Fix(f"Change to {path}", change(facts.path, replace_path(deliverable, path, facts.path)))
    title = f"Set the subtask back to in progress{although_begun(context.feature, context.feature.key_of(facts))}"
    yield Fix(title, set_back(context.feature, facts, "in_progress"))
    removal = remove_entry(facts, deliverable.pointer, context.snapshot)
    if removal is not None and not _is_referred_to(context.feature, deliverable.path.path):
        yield Fix(f"Remove {shorten(deliverable.path.path)} from the deliverables", change(facts.path, removal))


def _is_referred_to(feature: Feature, path: str) -> bool:
    """Whether a task or subtask counts on a file that is to be made."""
    return any(reference.path.path == path for facts in feature.files.values() for reference in facts.references)


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
  "status": "in_progress",
  "deliverables": ["design/card.svg"]
}
""",
    remedy="Changes the path to one that exists and looks like it, sets the subtask back to in progress, "
    "or removes the entry where there are others and nobody refers to it. Or let the file be made.",
    fixes=_mend,
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
            yield found("undelivered", facts, deliverable.pointer, message, part=part, data=deliverable)
