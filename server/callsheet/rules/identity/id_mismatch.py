"""The rule `id-mismatch`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from callsheet.artifacts.kinds import FEATURE_KINDS, ArtifactKind
from callsheet.artifacts.quoting import quoted, shorten
from callsheet.artifacts.records import normal_number, record_number
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.syntax import Pointer
from callsheet.syntax.operations import SetValue
from callsheet.workspace.changes import FileRename
from callsheet.workspace.facts import Facts, PlanningFacts, SubtaskFacts, TaskFacts, string
from callsheet.workspace.feature import Feature
from callsheet.workspace.planning_reading import own_names


def _set_name(finding: Finding, context: FixContext) -> Iterator[Fix]:
    """Write what follows from the place; into a title only the number."""
    facts, feature = context.snapshot.facts(finding.path), context.feature
    own = facts.id if isinstance(facts, TaskFacts) else None
    if own is not None and any((subtask.id or "").startswith(f"{own}-") for subtask in feature.subtasks.values()):
        yield from _rename_folder(feature, own, context)
        return
    field = str(finding.pointer[0]).replace("_", " ")
    changes = change(finding.path, SetValue(finding.pointer, finding.data))
    yield Fix(f"Change the {field} to {quoted(finding.data)}", changes, is_preferred=True)
    if facts is not None and facts.artifact.kind is ArtifactKind.ADR:
        yield from _rename_record(facts, context)


def _rename_folder(feature: Feature, name: str, context: FixContext) -> Iterator[Fix]:
    """Name the folder after the task, where its subtasks are too and nothing else lies there."""
    folder = f"{feature.folder.rpartition('/')[0]}/{name}"
    is_possible = (
        artifact := context.snapshot.classify(f"{folder}/task.json")
    ) is not None and artifact.feature == name
    is_alone = set(context.snapshot.paths_in(feature.folder)) == feature.files.keys()
    if is_possible and is_alone and not context.snapshot.exists(folder):
        yield Fix(f"Rename the folder to {shorten(name)}", (FileRename(feature.folder, folder),), is_preferred=True)


def _rename_record(facts: Facts, context: FixContext) -> Iterator[Fix]:
    """Put the number in a record's title into its file's name, where no other record has it."""
    number = record_number(_title(facts))
    taken = [normal_number(record.artifact.seq or "") for record in context.snapshot.planning.of_kind(ArtifactKind.ADR)]
    if number is not None and normal_number(number.digits) not in taken:
        renamed = context.snapshot.configuration.layout.with_number(facts.path, number.digits)
        if renamed is not None:
            yield Fix(f"Rename the file to {posixpath.basename(renamed)}", (FileRename(facts.path, renamed),))


def _title(facts: Facts) -> str:
    root = facts.value if isinstance(facts, PlanningFacts) else None
    return (string(root, "title") if isinstance(root, dict) else None) or ""


@rule(
    "id-mismatch",
    "identity",
    Severity.WARNING,
    summary="What a document calls itself does not follow from its place: an `id` from the folder and, for a subtask, "
    "its number; the feature of a story map or of contexts; the bounded context of a contract; the number in an ADR's title.",
    reason="Tools find a file by its place and write its own name for itself: work is then recorded under two names.",
    exceptions="A title without a number is none. Where a subtask's number and its file's name disagree, the id may go by either.",
    bad="""
--- subtask_02.json
{
  "id": «"gift-cards-03"»,
  "seq": "02"
}
""",
    good="""
--- subtask_02.json
{
  "id": "gift-cards-02",
  "seq": "02"
}
""",
    remedy="Changes it to what follows from the file's place. Where a task's subtasks go by its id the folder is renamed instead; "
    "the file of an ADR may be renamed after the number in its title.",
    fixes=_set_name,
    kinds=(
        *FEATURE_KINDS,
        ArtifactKind.CONTEXTS,
        ArtifactKind.STORY_MAP,
        ArtifactKind.CONTRACT,
        ArtifactKind.ADR,
    ),
    scope="feature",
    only_with="has_odd_names",
)
def id_mismatch(facts: Facts, context: Context) -> Iterator[Finding]:
    """Compare the id with the folder's name and, for a subtask, with either of its numbers; other names with the path."""
    if isinstance(facts, PlanningFacts):
        yield from _of_artifact(facts)
    elif facts.id is None:
        return
    elif isinstance(facts, SubtaskFacts):
        yield from _of_subtask(facts, context)
    elif facts.id != context.feature.name and not _has_error(facts, ("id",)):
        folder = context.feature.name
        yield found("id-mismatch", facts, ("id",), f"the id is {quoted(facts.id)}, the folder {folder}", data=folder)


def _has_error(facts: Facts, pointer: Pointer) -> bool:
    """Whether the schema's rules have something to say there already."""
    return any(error.pointer == pointer for error in facts.schema_errors)


def _of_artifact(facts: PlanningFacts) -> Iterator[Finding]:
    root = facts.value if isinstance(facts.value, dict) else {}
    for pointer, written, expected in own_names(facts.artifact, root):
        if written == expected or _has_error(facts, pointer):
            continue
        field = str(pointer[0])
        if field == "title":
            start = str(root[field]).index(written)
            title = f"{str(root[field])[:start]}{expected}{str(root[field])[start + len(written) :]}"
            message = f"the title has the number {shorten(written)}, the file's name {expected}"
            part = (start, start + len(written))
            yield found("id-mismatch", facts, pointer, message, part=part, data=title)
        else:
            message = f"the {field.replace('_', ' ')} is {quoted(written)}, the folder {shorten(expected)}"
            yield found("id-mismatch", facts, pointer, message, data=expected)


def _of_subtask(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    feature, seq = context.feature, facts.seq or facts.file_seq
    expected = f"{feature.id}-{seq}"
    allowed = {f"{name}-{number}" for name in (feature.id, feature.name) for number in (seq, facts.file_seq)}
    if facts.id not in allowed:
        message = f'the id is {quoted(facts.id)}, but this is subtask {seq} of {feature.id}: "{expected}"'
        yield found("id-mismatch", facts, ("id",), message, data=expected)
