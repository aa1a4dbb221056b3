"""The rule `parallel-conflict`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.quoting import listing
from callsheet.artifacts.references import WrittenPath
from callsheet.rules.graph.dependencies import depend_on, label
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, change, found, rule
from callsheet.syntax import Pointer
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import Deliverable, SubtaskFacts
from callsheet.workspace.feature import Feature


def _separate(finding: Finding, context: FixContext) -> Iterator[Fix]:
    facts = context.feature.files.get(finding.path)
    if not isinstance(facts, SubtaskFacts):
        return
    others: list[str] = finding.data
    dependencies = depend_on(context.feature, facts, others)
    yield Fix(f"Depend on {listing(others)}{dependencies.also}", dependencies.changes, is_preferred=True)
    alone = change(finding.path, SetValue(("parallel",), False))
    yield Fix("Let this subtask run alone (parallel: false)", alone)


@rule(
    "parallel-conflict",
    "graph",
    Severity.WARNING,
    summary="Two subtasks that run side by side write the same file, or one of them the folder around it.",
    reason="Whichever finishes last overwrites what the other has written.",
    exceptions="It is reported once, at the later subtask. A folder counts as a whole if it ends in a slash. What is completed conflicts no longer.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "parallel": true,
  "deliverables": ["src/cards.ts"]
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": [],
  "parallel": true,
  "deliverables": [«"src/cards.ts"»]
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "parallel": true,
  "deliverables": ["src/cards.ts"]
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01"],
  "parallel": true,
  "deliverables": ["src/cards.ts"]
}
""",
    remedy="Lets the later subtask depend on the earlier one, or run alone. "
    "Dependencies that follow from the new one are taken out, here and in other subtasks.",
    fixes=_separate,
    kinds=(ArtifactKind.SUBTASK,),
    scope="feature",
    only_with="deliverables",
)
def parallel_conflict(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report each deliverable once, with all earlier subtasks of the batch that write there; what is done is done."""
    feature = context.feature
    if not facts.parallel or facts.status == "completed" or not feature.contested_promises:
        return
    earlier = _earlier_beside(feature, feature.key_of(facts))
    for deliverable in facts.deliverables if earlier else ():
        if deliverable.path.path not in feature.contested_promises:
            continue
        clashes = {other: place for other in earlier if (place := _clash(deliverable, feature.subtasks[other]))}
        if clashes:
            path = deliverable.path.path
            message = f"{listing(clashes)} run beside this subtask and write {path} too"
            if len(clashes) == 1:
                message = f"{label(feature, *clashes)} runs beside this subtask and writes {path} too"
            related = tuple(
                Related(feature.subtasks[other].path, place, f"{other} promises it here")
                for other, place in clashes.items()
            )
            data = list(clashes)
            yield found("parallel-conflict", facts, deliverable.pointer, message, related=related, data=data)


def _earlier_beside(feature: Feature, key: str) -> list[str]:
    """The subtasks of lower number that run beside one and are not completed."""
    if key not in feature.batch_of:
        return []
    beside = feature.batches[feature.batch_of[key]]
    return [other for other in beside[: beside.index(key)] if feature.subtasks[other].status != "completed"]


def _clash(deliverable: Deliverable, other: SubtaskFacts) -> Pointer | None:
    """Where another subtask promises the same, a file in the same folder that is promised as a whole, or that folder."""
    if not deliverable.path.is_in_workspace:
        return None
    for promised in other.deliverables:
        if promised.path.is_in_workspace and _overlap(deliverable.path, promised.path):
            return promised.pointer
    return None


def _overlap(one: WrittenPath, other: WrittenPath) -> bool:
    """Whether two promises are the same, or one of them is a folder (written with a slash) around the other."""
    if one.path == other.path:
        return True
    return any(
        outer.form == "folder" and inner.path.startswith(f"{outer.path}/")
        for outer, inner in ((one, other), (other, one))
    )
