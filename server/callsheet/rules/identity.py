"""The family *identity*: a file's names for itself agree with where it lies."""

from __future__ import annotations

import json
from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.times import format_time
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, found, rule
from callsheet.rules.status_stub import is_stub
from callsheet.syntax.operations import SetValue
from callsheet.workspace.changes import DocumentChange, FileCreation
from callsheet.workspace.facts import Facts, SubtaskFacts


def _set_id(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    changes = (DocumentChange(finding.path, (SetValue(("id",), finding.data),)),)
    yield Fix(f'Change the id to "{finding.data}"', changes, is_preferred=True)


@rule(
    "id-mismatch",
    "identity",
    Severity.WARNING,
    summary="An `id` does not follow from the folder and, for a subtask, its number.",
    reason="Tools find a file by its place and write its id: work is then recorded under two names.",
    scope="feature",
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
    fixes=_set_id,
)
def id_mismatch(facts: Facts, context: Context) -> Iterator[Finding]:
    """Compare the id with the folder's name and, for a subtask, with either of its numbers."""
    if facts.id is None:
        return
    feature = context.feature
    if not isinstance(facts, SubtaskFacts):
        if facts.id != feature.name:
            message = f'the id is "{facts.id}", but the folder is named {feature.name}'
            yield found("id-mismatch", facts, ("id",), message, data=feature.name)
        return
    seq = facts.seq or facts.file_seq
    expected = f"{feature.id}-{seq}"
    allowed = {f"{name}-{number}" for name in (feature.id, feature.name) for number in (seq, facts.file_seq)}
    if facts.id not in allowed:
        yield found("id-mismatch", facts, ("id",), f'the id should be "{expected}"', data=expected)


def _set_seq(finding: Finding, context: FixContext) -> Iterator[Fix]:
    seq = finding.data
    operations = [SetValue(("seq",), seq)]
    facts = context.feature.files.get(finding.path)
    if facts is not None and facts.id is not None:
        operations.append(SetValue(("id",), f"{context.feature.id}-{seq}"))
    changes = (DocumentChange(finding.path, tuple(operations)),)
    yield Fix(f'Change the number to "{seq}"', changes, is_preferred=True)


@rule(
    "seq-mismatch",
    "identity",
    Severity.WARNING,
    summary="A subtask's `seq` is not the number in its file's name.",
    reason="Whoever looks for the file by its number opens the wrong one.",
    kinds=(ArtifactKind.SUBTASK,),
    bad="""
--- subtask_02.json
{
  "id": "gift-cards-02",
  "seq": «"03"»
}
""",
    good="""
--- subtask_02.json
{
  "id": "gift-cards-02",
  "seq": "02"
}
""",
    fixes=_set_seq,
)
def seq_mismatch(facts: SubtaskFacts, _context: Context) -> Iterator[Finding]:
    """Compare `seq` with the file's name, leading zeros aside."""
    seq = facts.seq
    if seq is None or not seq.isascii() or not seq.isdigit() or int(seq) == int(facts.file_seq):
        return
    number = facts.file_seq.zfill(2)
    message = f'the number is "{seq}", but the file is named {facts.path.rsplit("/", 1)[-1]}'
    yield found("seq-mismatch", facts, ("seq",), message, data=number)


@rule(
    "duplicate-seq",
    "identity",
    Severity.ERROR,
    summary="Two subtasks of a feature have the same number.",
    reason="A dependency on that number can mean either, and completing one leaves the other behind.",
    kinds=(ArtifactKind.SUBTASK,),
    scope="feature",
    bad="""
--- subtask_01.json
{
  "id": "gift-cards-01",
  "seq": "01"
}
--- subtask_02.json
{
  "id": "gift-cards-02",
  "seq": «"01"»
}
""",
    good="""
--- subtask_01.json
{
  "id": "gift-cards-01",
  "seq": "01"
}
--- subtask_02.json
{
  "id": "gift-cards-02",
  "seq": "02"
}
""",
    fixes=_set_seq,
)
def duplicate_seq(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report the subtask whose claim to the number is weaker, by its file's name or by the alphabet."""
    seq = facts.seq or facts.file_seq
    holder = context.feature.subtasks.get(seq)
    if holder is None or holder.path == facts.path:
        return
    other = Related(holder.path, ("seq",), f"{seq} is this subtask's number")
    message = f"the number {seq} belongs to {holder.path.rsplit('/', 1)[-1]}"
    own = facts.file_seq.zfill(2)
    free = own if own not in context.feature.subtasks or context.feature.key_of(facts) == own else _next_seq(context)
    yield found("duplicate-seq", facts, ("seq",), message, related=(other,), data=free)


def _next_seq(context: Context) -> str:
    numbers = [int(key) for key in context.feature.subtasks if key.isascii() and key.isdigit()]
    return f"{max(numbers, default=0) + 1:02d}"


def _create_task(finding: Finding, context: FixContext) -> Iterator[Fix]:
    feature = context.feature
    counts = feature.status_counts()
    name = feature.name.replace("-", " ").capitalize()
    task = {
        "id": feature.name,
        "name": name,
        "status": "active",
        "objective": f"To be written: what {name} is to achieve",
        "subtask_count": len(feature.subtasks),
        "completed_count": counts["completed"],
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
    kinds=(ArtifactKind.SUBTASK,),
    scope="feature",
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
    fixes=_create_task,
)
def missing_task_file(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report it once, in the feature's first subtask."""
    first = next(iter(context.feature.subtasks.values()))
    if context.feature.task is None and facts.path == first.path:
        message = f"{context.feature.folder} has no task.json"
        yield found("missing-task-file", facts, ("id",), message, on_key=True)


@rule(
    "status-stub",
    "identity",
    Severity.WARNING,
    summary="A file has a status but nothing of what the work is: no title, dependencies, criteria or deliverables.",
    reason="An agent that wrote the status has overwritten the rest; the version control system still has it.",
    bad="""
--- subtask_01.json
{
  "id": "gift-cards-01",
  "seq": "01",
  «"status"»: "completed"
}
""",
    good="""
--- subtask_01.json
{
  "id": "gift-cards-01",
  "seq": "01",
  "title": "Draw the card",
  "status": "completed",
  "deliverables": ["design/card.svg"]
}
""",
)
def status_stub(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report what looks like the rest of an overwritten file."""
    if is_stub(facts):
        lost = "dependencies, criteria and deliverables" if isinstance(facts, SubtaskFacts) else "name and objective"
        message = f"only a status is left of this {facts.artifact.kind.value}; its {lost} are gone"
        yield found("status-stub", facts, ("status",), message, on_key=True)
