"""The rule `unresolved-dependency`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.quoting import quoted
from callsheet.artifacts.spelling import similar_names
from callsheet.rules.graph.skeletons import subtask_skeleton
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.syntax.operations import Remove, SetValue
from callsheet.workspace.changes import Change, FileCreation
from callsheet.workspace.facts import SubtaskFacts
from callsheet.workspace.feature import Feature

_NUMBER = re.compile(r"(?:.*[-_])?0*([0-9]{1,3})(?![0-9]).*", re.DOTALL)
_ALIKE = 0.8
"""How much alike what is written and a title must be, 1 being the same."""


def _mend(finding: Finding, context: FixContext) -> Iterator[Fix]:
    nearest, written = finding.data
    if nearest is not None:
        changes = change(finding.path, SetValue(finding.pointer, nearest))
        yield Fix(f'Change to "{nearest}"', changes, is_preferred=True)
    removal = change(finding.path, Remove(finding.pointer))
    yield Fix(f"Remove {quoted(written)} from depends_on", removal, is_preferred=nearest is None)
    seq = _number(written)
    if nearest is not None or seq is None or int(seq) == 0:
        return
    path = context.snapshot.configuration.layout.subtask_path(context.feature.folder, seq)
    if path is not None and not context.snapshot.exists(path):
        creation = FileCreation(path, subtask_skeleton(context.snapshot, context.feature, seq))
        meant = _by_number(finding, written, seq, context.feature)
        yield Fix(f"Create {posixpath.basename(path)}", (creation, *_counted(context.feature), *meant))


def _by_number(finding: Finding, written: str, seq: str, feature: Feature) -> tuple[Change, ...]:
    """Let the entry mean a new subtask, where it is written in no form that does."""
    forms = (seq, f"{feature.name}-{seq}", f"{feature.id}-{seq}")
    return () if written.strip() in forms else change(finding.path, SetValue(finding.pointer, seq))


def _counted(feature: Feature) -> tuple[Change, ...]:
    """The task's count with one subtask more."""
    task, number = feature.task, len(feature.subtasks) + 1
    if task is None or task.syntax.is_broken or task.subtask_count in (None, number):
        return ()
    return change(task.path, SetValue(("subtask_count",), number))


def _number(written: str) -> str | None:
    """The number that an entry names, as subtasks are numbered."""
    match = _NUMBER.fullmatch(written.strip())
    return match[1].zfill(2) if match else None


def _nearest_key(feature: Feature, facts: SubtaskFacts, written: str) -> str | None:
    own = feature.key_of(facts)
    number = _number(written)
    if number is not None and number != own and number in feature.subtasks:
        return number
    titles = {facts.title.lower(): key for key, facts in feature.subtasks.items() if facts.title and key != own}
    close = similar_names(written.strip().lower(), [*titles], 1, _ALIKE)
    return titles[close[0].name] if close else None


@rule(
    "unresolved-dependency",
    "graph",
    Severity.ERROR,
    summary="An entry of `depends_on` names no subtask of the feature.",
    reason="What it waits for never comes: the subtask never becomes ready.",
    exceptions="A number, a full id such as `gift-cards-02` and an id of the subtask's own all name it, also where its file cannot be read.",
    bad="""
--- subtask_01.json
{
  "seq": "01"
}
--- subtask_02.json
{
  "seq": "02",
  "depends_on": ["01", «"09"»]
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
""",
    remedy="Changes the entry to the subtask that was most likely meant, removes it, or creates the missing subtask, which the task then counts.",
    fixes=_mend,
    kinds=(ArtifactKind.SUBTASK,),
    scope="feature",
    only_with="dependencies",
)
def unresolved_dependency(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report each entry that resolves to nothing, with the subtask that was most likely meant."""
    feature = context.feature
    for dependency in facts.dependencies:
        if feature.resolve(dependency.written) is not None:
            continue
        nearest = _nearest_key(feature, facts, dependency.written)
        hint = f'; did you mean "{nearest}"?' if nearest else ""
        message = f"{quoted(dependency.written)} is no subtask of {feature.name}{hint}"
        data = (nearest, dependency.written)
        yield found("unresolved-dependency", facts, dependency.pointer, message, data=data)
