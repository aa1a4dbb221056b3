"""The rule `no-deliverables`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.rules.registry import Context, Finding, Severity, found, rule
from callsheet.rules.schema.wanting import is_wanting
from callsheet.workspace.facts import SubtaskFacts


@rule(
    "no-deliverables",
    "schema",
    Severity.WARNING,
    summary="A subtask has no deliverables.",
    reason="Later subtasks cannot refer to what it makes, and nobody can check that it was made.",
    kinds=(ArtifactKind.SUBTASK,),
    exceptions="A list under a misspelt name is reported as that only.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "title": "Draw the card",
  «"deliverables"»: []
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "title": "Draw the card",
  "deliverables": ["design/card.svg"]
}
""",
    remedy="Only its author knows what the subtask is to make; a placeholder would silence the rule and tell nobody anything.",
    only_with="lacks_lists",
)
def no_deliverables(facts: SubtaskFacts, _context: Context) -> Iterator[Finding]:
    """Report absent or empty `deliverables`."""
    if is_wanting(facts, "deliverables"):
        message = "no deliverables say what this subtask makes"
        yield found("no-deliverables", facts, ("deliverables",), message, on_key=True)
