"""The rule `id-mismatch`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.quoting import quoted
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import Facts, SubtaskFacts


def _set_id(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    changes = change(finding.path, SetValue(("id",), finding.data))
    yield Fix(f'Change the id to "{finding.data}"', changes, is_preferred=True)


@rule(
    "id-mismatch",
    "identity",
    Severity.WARNING,
    summary="An `id` does not follow from the folder and, for a subtask, its number.",
    reason="Tools find a file by its place and write its id: work is then recorded under two names.",
    exceptions="Where a subtask's number and its file's name disagree, the id may go by either.",
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
    remedy="Changes the id to what follows from the file's place.",
    fixes=_set_id,
    scope="feature",
    only_with="has_odd_names",
)
def id_mismatch(facts: Facts, context: Context) -> Iterator[Finding]:
    """Compare the id with the folder's name and, for a subtask, with either of its numbers."""
    if facts.id is None:
        return
    if isinstance(facts, SubtaskFacts):
        yield from _of_subtask(facts, context)
    elif facts.id != context.feature.name and not any(error.pointer == ("id",) for error in facts.schema_errors):
        folder = context.feature.name
        yield found("id-mismatch", facts, ("id",), f"the id is {quoted(facts.id)}, the folder {folder}", data=folder)


def _of_subtask(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    feature, seq = context.feature, facts.seq or facts.file_seq
    expected = f"{feature.id}-{seq}"
    allowed = {f"{name}-{number}" for name in (feature.id, feature.name) for number in (seq, facts.file_seq)}
    if facts.id not in allowed:
        message = f'the id is {quoted(facts.id)}, but this is subtask {seq} of {feature.id}: "{expected}"'
        yield found("id-mismatch", facts, ("id",), message, data=expected)
