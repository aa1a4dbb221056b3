"""The rule `stale-record`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.rules.state.steps import with_status
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import Facts


def _mend(finding: Finding, context: FixContext) -> Iterator[Fix]:
    yield Fix("Clear completed_at", change(finding.path, SetValue(("completed_at",), None)), is_preferred=True)
    facts = context.snapshot.facts(finding.path)
    if facts is not None:
        yield Fix("Set the status to completed", with_status(context.feature, facts, "completed"))


@rule(
    "stale-record",
    "state",
    Severity.WARNING,
    summary="Something has a `completed_at` but is not completed.",
    reason="One of the two is left over from before, and tools believe the one or the other.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "status": "pending",
  "completed_at": «"2026-03-02T10:20:00Z"»
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "status": "pending",
  "completed_at": null
}
""",
    remedy="Clears `completed_at`, or sets the status to completed, and counts anew in the task.",
    fixes=_mend,
    only_with="completed_at",
)
def stale_record(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Report a time of completion beside any other status; an archived task was completed once."""
    if facts.completed_at and facts.status in ("pending", "in_progress", "blocked", "active"):
        message = f"it has a completed_at, but is {facts.status.replace('_', ' ')}"
        yield found("stale-record", facts, ("completed_at",), message)
