"""The rule `duplicate-seq`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules.identity.numbers import set_number, take_free_number
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, found, rule
from callsheet.workspace.facts import SubtaskFacts


def _mend(finding: Finding, context: FixContext) -> Iterator[Fix]:
    yield from set_number(finding, context)
    yield from take_free_number(finding, context)


@rule(
    "duplicate-seq",
    "identity",
    Severity.ERROR,
    summary="Two subtasks of a feature have the same number.",
    reason="A dependency on that number can mean either, and completing one leaves the other behind.",
    exceptions="A number belongs to the file that has it in its name; the other one is reported.",
    bad="""
--- subtask_01.json
{
  "id": "gift-cards-01",
  "seq": "01"
}
--- subtask_02.json
{
  "id": "gift-cards-01",
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
    remedy="Changes `seq`, and an `id` that ends in it, to the number in the file's name, where that is free; "
    "or gives the subtask and its file the first number behind all others.",
    fixes=_mend,
    kinds=(ArtifactKind.SUBTASK,),
    scope="feature",
    in_archive=True,
)
def duplicate_seq(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Report the subtask whose claim to the number is weaker, by its file's name or by the alphabet."""
    feature, seq = context.feature, facts.seq or facts.file_seq
    holder = feature.subtasks.get(seq)
    if holder is None or holder is facts:
        return
    other = Related(holder.path, ("seq",), f"{seq} is this subtask's number")
    message = f"the number {seq} belongs to {holder.path.rpartition('/')[2]}"
    own = facts.file_seq.zfill(2)
    is_free = own not in feature.subtasks or feature.key_of(facts) == own
    yield found("duplicate-seq", facts, ("seq",), message, related=(other,), data=own if is_free else None)
