"""The rule `time-order`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.quoting import quoted
from callsheet.artifacts.times import is_midnight, parse_time
from callsheet.rules.registry import Context, Finding, Related, Severity, found, rule
from callsheet.workspace.facts import Facts, SubtaskFacts, TaskFacts


@rule(
    "time-order",
    "state",
    Severity.WARNING,
    summary="Something is completed before it was started or created.",
    reason="Durations computed from such times are wrong.",
    exceptions="Midnight is what agents write who know only the date; it is not compared.",
    bad="""
--- subtask_01.json
{
  "seq": "01",
  "started_at": "2026-03-02T10:20:00Z",
  "completed_at": «"2026-03-02T09:50:00Z"»
}
""",
    good="""
--- subtask_01.json
{
  "seq": "01",
  "started_at": "2026-03-02T10:20:00Z",
  "completed_at": "2026-03-02T11:50:00Z"
}
""",
    only_with="completed_at",
)
def time_order(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Compare the times of one document."""
    field, begun = _beginning(facts)
    completed = facts.completed_at
    if begun is None or completed is None or _is_plainly_later(completed, begun):
        return
    first, last = parse_time(begun), parse_time(completed)
    if first and last and last < first and not (is_midnight(first) or is_midnight(last)):
        related = (Related(facts.path, (field,), f"{field} stands here"),)
        message = f"completed_at is before {field}, {quoted(begun)}"
        yield found("time-order", facts, ("completed_at",), message, related=related)


def _beginning(facts: Facts) -> tuple[str, str | None]:
    if isinstance(facts, SubtaskFacts):
        return "started_at", facts.started_at
    return "created_at", facts.created_at if isinstance(facts, TaskFacts) else None


def _is_plainly_later(completed: str, begun: str) -> bool:
    """Whether two times in UTC and of one format are in order, which their characters tell: most are."""
    return begun <= completed and len(begun) == len(completed) and begun[-1:] == completed[-1:] == "Z"
