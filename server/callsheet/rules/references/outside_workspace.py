"""The rule `outside-workspace`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import FEATURE_KINDS, ArtifactKind
from callsheet.artifacts.quoting import shorten
from callsheet.rules.references.places import part_of, remove_entry, replace_path
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.workspace.facts import Deliverable, Facts, Reference, SubtaskFacts


def _mend(finding: Finding, context: FixContext) -> Iterator[Fix]:
    entry: Reference | Deliverable = finding.data
    tail = entry.path.path.lstrip("./").partition("/")[2]
    if tail and context.snapshot.exists(tail):
        yield Fix(f"Change to {tail}", change(finding.path, replace_path(entry, tail, finding.path)), is_preferred=True)
    facts = context.snapshot.facts(finding.path)
    removal = remove_entry(facts, finding.pointer, context.snapshot) if facts else None
    if removal is not None:
        yield Fix(f"Remove {shorten(entry.path.path)}", change(finding.path, removal))


@rule(
    "outside-workspace",
    "references",
    Severity.WARNING,
    summary="A relative path leads out of the workspace.",
    reason="What lies there is not part of the project, and Callsheet shows nothing of it.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "reference_files": [«"../shop/src/cards.ts"»]
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "reference_files": []
}
""",
    remedy="Changes the path to its end, where that exists in the workspace, or removes the entry, unless it is the only deliverable.",
    fixes=_mend,
    kinds=(*FEATURE_KINDS, ArtifactKind.CONTRACT, ArtifactKind.CONFIGURATION),
    only_with="has_odd_paths",
)
def outside_workspace(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report references and deliverables that climb above the root."""
    entries: list[Reference | Deliverable] = list(facts.references)
    if isinstance(facts, SubtaskFacts):
        entries += facts.deliverables
    for entry in entries:
        path = entry.path
        if path.leaves_workspace and path.form in ("file", "folder"):
            pointer = entry.path_pointer if isinstance(entry, Reference) else entry.pointer
            part = part_of(path, entry.written)
            message = f"{path.path} leads out of the workspace"
            yield found("outside-workspace", facts, pointer, message, part=part, data=entry)
