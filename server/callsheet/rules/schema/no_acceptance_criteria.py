"""The rule `no-acceptance-criteria`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules.registry import Context, Finding, Severity, found, rule
from callsheet.rules.schema.wanting import is_wanting
from callsheet.workspace.facts import SubtaskFacts


@rule(
    "no-acceptance-criteria",
    "schema",
    Severity.WARNING,
    summary="A subtask has no acceptance criteria.",
    reason="Without them neither the agent nor its reviewer can tell when the work is done.",
    kinds=(ArtifactKind.SUBTASK,),
    exceptions="A list under a misspelt name is reported as that only.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "title": "Draw the card",
  «"acceptance_criteria"»: []
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "title": "Draw the card",
  "acceptance_criteria": ["Front and back exist in all three sizes"]
}
""",
    remedy="Only its author knows when the subtask is done; a placeholder would silence the rule and tell nobody anything.",
    only_with="lacks_lists",
)
def no_acceptance_criteria(facts: SubtaskFacts, _context: Context) -> Iterator[Finding]:
    """Report absent or empty `acceptance_criteria`."""
    if is_wanting(facts, "acceptance_criteria"):
        message = "no acceptance criteria say when this subtask is done"
        yield found("no-acceptance-criteria", facts, ("acceptance_criteria",), message, on_key=True)
