"""The rule `seq-mismatch`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules.identity.numbers import is_depended_on, rename_file, set_number
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, found, rule
from callsheet.workspace.facts import SubtaskFacts


def _mend(finding: Finding, context: FixContext) -> Iterator[Fix]:
    """Change the number or the file's name; the number stays where others depend on it."""
    facts = context.feature.files.get(finding.path)
    if isinstance(facts, SubtaskFacts) and not is_depended_on(context.feature, facts):
        yield from set_number(finding, context)
    yield from rename_file(finding, context)


@rule(
    "seq-mismatch",
    "identity",
    Severity.WARNING,
    summary="A subtask's `seq` is not the number in its file's name.",
    reason="Whoever looks for the file by its number opens the wrong one.",
    exceptions="Leading zeros do not matter. A number that belongs to another subtask is a `duplicate-seq` instead.",
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
    remedy="Changes `seq`, and an `id` that ends in it, to the number in the file's name, unless other subtasks depend on it "
    "as it is; or renames the file.",
    fixes=_mend,
    kinds=(ArtifactKind.SUBTASK,),
    scope="feature",
    only_with="has_odd_names",
)
def seq_mismatch(facts: SubtaskFacts, context: Context) -> Iterator[Finding]:
    """Compare `seq` with the file's name, leading zeros aside; a number that is another's is a duplicate instead."""
    seq = facts.seq or ""
    if seq == facts.file_seq or not (seq.isascii() and seq.isdigit()) or int(seq) == int(facts.file_seq):
        return
    if context.feature.key_of(facts) != seq:
        return
    file_name = facts.path.rpartition("/")[2]
    message = f'the number is "{seq}", but the file is named {file_name}'
    yield found("seq-mismatch", facts, ("seq",), message, data=facts.file_seq.zfill(2))
