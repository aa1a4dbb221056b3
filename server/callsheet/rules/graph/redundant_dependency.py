"""The rule `redundant-dependency`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.quoting import quoted
from callsheet.rules.graph.dependencies import entries
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.syntax.operations import Remove
from callsheet.workspace.facts import SubtaskFacts


def _remove(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    written, is_repeated = finding.data
    changes = change(finding.path, Remove(finding.pointer))
    yield Fix(f"Remove the redundant {quoted(written)}", changes, is_preferred=True, is_safe=is_repeated)


@rule(
    "redundant-dependency",
    "graph",
    Severity.HINT,
    summary="A dependency follows from another one, or is written twice.",
    reason="Short lists show what a subtask really waits for.",
    exceptions="Nothing in a circle, or behind one, is redundant.",
    bad="""
--- subtask_01.json
{
  "seq": "01"
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01"]
}
--- subtask_03.json
{
  "seq": "03",
  "depends_on": [«"01"», "02"]
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01"
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01"]
}
--- subtask_03.json
{
  "seq": "03",
  "depends_on": ["02"]
}
""",
    remedy="Removes the entry. Safe where it is written twice. What follows from another dependency may be stated on "
    "purpose: it still holds when that one is completed too early, or is removed.",
    fixes=_remove,
    safety="sometimes",
    kinds=(ArtifactKind.SUBTASK,),
    scope="feature",
    only_with="dependencies",
)
def redundant_dependency(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report entries that say nothing new; of those that follow from others none in or behind a cycle."""
    feature = context.feature
    if len(facts.dependencies) < 2:
        return
    seen: set[str] = set()
    for dependency in facts.dependencies:
        resolved = feature.resolve(dependency.written)
        if resolved in seen:
            yield found(
                "redundant-dependency",
                facts,
                dependency.pointer,
                f"{resolved} is listed already",
                data=(dependency.written, True),
            )
        elif resolved is not None:
            seen.add(resolved)
    key = feature.key_of(facts)
    for other, via in feature.redundant_edges.get(key, {}).items():
        message = f"{other} is redundant: {via} waits for it already"
        yield found("redundant-dependency", facts, entries(feature, key, other)[0], message, data=(other, False))
