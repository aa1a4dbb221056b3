"""The rule `broken-reference`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import FEATURE_KINDS, ArtifactKind
from callsheet.artifacts.quoting import shorten
from callsheet.rules.references.nearest import nearest_paths
from callsheet.rules.references.places import path_part, remove_entry, replace_path
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.workspace.facts import Facts, PlanningFacts, Reference
from callsheet.workspace.snapshot import Snapshot


def _mend(finding: Finding, context: FixContext) -> Iterator[Fix]:
    reference: Reference | None = finding.data
    if reference is None:  # it leads to a file, where it should to a folder
        return
    for index, path in enumerate(nearest_paths(context.snapshot, reference.path.path)):
        changes = change(finding.path, replace_path(reference, path, finding.path))
        yield Fix(f"Change to {path}", changes, is_preferred=index == 0)
    facts = context.snapshot.facts(finding.path)
    removal = remove_entry(facts, reference.path_pointer, context.snapshot) if facts else None
    if removal is not None:
        yield Fix(f"Remove the reference to {shorten(reference.path.path)}", change(finding.path, removal))


@rule(
    "broken-reference",
    "references",
    Severity.WARNING,
    grades="An information where the work is completed already.",
    summary="A reference names a file that does not exist and that no subtask makes.",
    reason="The agent is told to read something that is not there.",
    exceptions="What a task or subtask refers to may be made by a subtask of its feature, "
    "what a contract refers to by that of any feature. A note behind the path, `@` before it and `\\` in it are understood. URLs, globs and folders of packages that are not installed are left alone. A root of context in `callsheet.toml` has to be a folder. Nothing is said where a subtask that cannot be read may make it.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "context_files": [«"docs/pirces.md"»]
}
--- /docs/prices.md
Prices include tax.
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "context_files": ["docs/prices.md"]
}
--- /docs/prices.md
Prices include tax.
""",
    remedy="Changes the path to one that exists and looks like it, or removes the reference where it is not needed for anything else.",
    fixes=_mend,
    kinds=(*FEATURE_KINDS, ArtifactKind.CONTRACT, ArtifactKind.CONFIGURATION),
    scope="files",
    only_with="references",
)
def broken_reference(facts: Facts, context: Context) -> Iterator[Finding]:
    """Report references that neither the disk nor any subtask accounts for."""
    absent = [] if _may_be_promised(facts, context) else context.absent(facts)
    for reference, makers in absent:
        path = reference.path.path
        if makers or _is_not_installed(context.snapshot, path):
            continue
        near = nearest_paths(context.snapshot, path)
        is_made = facts.artifact.kind is not ArtifactKind.CONFIGURATION
        hint = f"; did you mean {near[0]}?" if near else ", and no subtask makes it" if is_made else ""
        severity = Severity.INFORMATION if facts.status == "completed" else Severity.WARNING
        part = path_part(reference)
        message = f"{path} does not exist{hint}"
        yield found("broken-reference", facts, reference.path_pointer, message, severity, part=part, data=reference)
    if facts.artifact.kind is ArtifactKind.CONFIGURATION:
        yield from _roots_that_are_files(facts, context.snapshot)


def _may_be_promised(facts: Facts, context: Context) -> bool:
    """Whether a file that cannot be read may say that somebody makes what is not there."""
    if facts.artifact.kind is ArtifactKind.CONFIGURATION:
        return False
    if isinstance(facts, PlanningFacts):
        return context.snapshot.promises.may_be_more
    return context.feature.has_unreadable_subtasks


def _roots_that_are_files(facts: Facts, snapshot: Snapshot) -> Iterator[Finding]:
    """Report the settings that name a file where they should name a folder with what agents are to read."""
    for reference in facts.references:
        path = reference.path.path
        if reference.field == "context" and snapshot.disk.entry_type(path) == "file":
            message = f"{path} is a file, and agents are to read what lies in a folder"
            yield found("broken-reference", facts, reference.path_pointer, message)


_INSTALLED = frozenset((".venv", "bower_components", "node_modules", "site-packages", "vendor", "venv"))


def _is_not_installed(snapshot: Snapshot, path: str) -> bool:
    """Whether a path leads into a folder of installed packages that is not there at all: they come and go."""
    steps = path.split("/")
    for index, step in enumerate(steps[:-1]):
        if step in _INSTALLED:
            return not snapshot.exists("/".join(steps[: index + 1]))
    return False
