"""The rule `incomplete-record`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.rules.near_misses import near_misses
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.rules.state.steps import completion_time
from callsheet.rules.stubs import is_stub
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import Facts, SubtaskFacts


def _fill(finding: Finding, context: FixContext) -> Iterator[Fix]:
    facts = context.snapshot.facts(finding.path)
    if facts is not None and "completed_at" in finding.data:
        time, words = completion_time(facts, context.now)
        operation = SetValue(("completed_at",), time, ("started_at", "created_at", "status"))
        yield Fix(f"Set completed_at to {words}", change(finding.path, operation), is_preferred=True)


@rule(
    "incomplete-record",
    "state",
    Severity.HINT,
    summary="Something is completed, but the record of when, or of what was done, is missing.",
    reason="Retrospectives and the agents that continue the work read these records.",
    exceptions="A record under a misspelt name is reported as that only.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "status": «"completed"»,
  "completion_summary": "Front and back drawn",
  "deliverables": ["design/card.svg"]
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "status": "completed",
  "completed_at": "2026-03-01T09:15:00Z",
  "completion_summary": "Front and back drawn",
  "deliverables": ["design/card.svg"]
}
""",
    remedy="Sets `completed_at` to the present time, or to that of the beginning where this is still to come. "
    "What was done only its author can say.",
    fixes=_fill,
    only_with="status",
)
def incomplete_record(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report a completed task or subtask without `completed_at`, a subtask also without a summary; once a document."""
    if facts.status != "completed":
        return
    wanted = ("completed_at", "completion_summary") if isinstance(facts, SubtaskFacts) else ("completed_at",)
    missing = [name for name in wanted if name not in facts.fields]
    if not missing or facts.syntax.is_broken or is_stub(facts):
        return
    meant = near_misses(facts).values()
    missing = [name for name in missing if name not in meant]
    if missing:
        yield found(
            "incomplete-record", facts, ("status",), f"completed, but without {' and '.join(missing)}", data=missing
        )
