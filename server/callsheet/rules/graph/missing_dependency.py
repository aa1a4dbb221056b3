"""The rule `missing-dependency`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.quoting import listing
from callsheet.rules.graph.dependencies import depend_on, label
from callsheet.rules.references.places import path_part
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, found, rule
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature


def _depend(finding: Finding, context: FixContext) -> Iterator[Fix]:
    """Depend on one of those that make the file, unless that one waits for this subtask."""
    feature = context.feature
    facts = feature.files.get(finding.path)
    if not isinstance(facts, SubtaskFacts):
        return
    makers: list[str] = finding.data
    possible = [other for other in makers if feature.key_of(facts) not in feature.ancestors[other]]
    for other in possible:
        dependencies = depend_on(feature, facts, [other])
        title = f"Depend on {label(feature, other)}{dependencies.also}"
        yield Fix(title, dependencies.changes, is_preferred=other == possible[0])


@rule(
    "missing-dependency",
    "graph",
    Severity.WARNING,
    summary="A subtask refers to a file that another subtask makes, but does not depend on that subtask.",
    reason="It may start before the file is there.",
    exceptions="It need not depend directly. A completed subtask did without. "
    "Nothing is said of one that depends on a subtask that cannot be read.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "deliverables": ["src/cards.ts"]
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": [],
  "reference_files": [«"src/cards.ts"»]
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "deliverables": ["src/cards.ts"]
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01"],
  "reference_files": ["src/cards.ts"]
}
""",
    remedy="Adds the subtask that makes the file to `depends_on`. "
    "Dependencies that follow from the new one are taken out, here and in other subtasks.",
    fixes=_depend,
    kinds=(ArtifactKind.SUBTASK,),
    scope="files",
    only_with="references",
)
def missing_dependency(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report references to files that do not exist yet and that only subtasks out of reach promise."""
    feature = context.feature
    if facts.status == "completed":
        return  # it did without
    key = feature.key_of(facts)
    if feature.has_unreadable_subtasks and _may_depend_on_more(feature, key):
        return
    for reference, makers in context.absent(facts):
        path = reference.path.path
        if not makers or key in makers or not feature.ancestors[key].isdisjoint(makers):
            continue
        related = tuple(
            Related(feature.subtasks[other].path, ("deliverables",), f"{other} makes it") for other in makers
        )
        labels = listing(label(feature, other) for other in makers[:3])
        message = f"{path} is made by {labels}, on which this subtask does not depend"
        part = path_part(reference)
        yield found(
            "missing-dependency", facts, reference.path_pointer, message, part=part, related=related, data=makers
        )


def _may_depend_on_more(feature: Feature, key: str) -> bool:
    """Whether a subtask depends on one that cannot be read, and so nobody knows on what else."""
    return any(feature.subtasks[other].syntax.unreadable is not None for other in feature.ancestors[key])
