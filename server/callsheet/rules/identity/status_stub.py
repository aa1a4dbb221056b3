"""The rule `status-stub`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.rules.registry import Context, Finding, Severity, found, rule
from callsheet.rules.stubs import is_stub
from callsheet.workspace.facts import Facts, SubtaskFacts


@rule(
    "status-stub",
    "identity",
    Severity.WARNING,
    summary="A file has a status but nothing of what the work is: no dependencies, criteria, deliverables or references.",
    reason="An agent that wrote the status has overwritten the rest; the version control system still has it.",
    exceptions="What is pending or active may just have been begun.",
    bad="""
--- subtask_01.json
{
  "id": "gift-cards-01",
  "seq": "01",
  "title": "Draw the card",
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
  "acceptance_criteria": ["Front and back exist in all three sizes"],
  "deliverables": ["design/card.svg"]
}
""",
    remedy="What the file said before only its history knows.",
    in_archive=True,
    only_with="status",
)
def status_stub(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report what looks like the rest of an overwritten file."""
    if is_stub(facts):
        lost = "criteria and deliverables" if isinstance(facts, SubtaskFacts) else "objective and criteria"
        message = f"hardly more than a status is left of this {facts.artifact.kind.value}; its {lost} are gone"
        yield found("status-stub", facts, ("status",), message, on_key=True)
