"""The rule `time-order`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from callsheet.artifacts.kinds import FEATURE_KINDS, ArtifactKind
from callsheet.artifacts.quoting import quoted
from callsheet.artifacts.times import is_midnight, parse_time
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Related, Severity, change, found, rule
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import Facts, PlanningFacts, SubtaskFacts, TaskFacts, string


def _swap(finding: Finding, context: FixContext) -> Iterator[Fix]:
    facts = context.snapshot.facts(finding.path)
    if facts is None:
        return
    (begin, begun), (end, ended) = _times(facts)
    changes = change(finding.path, SetValue((begin,), ended), SetValue((end,), begun))
    yield Fix(f"Swap {begin} and {end}", changes)


@rule(
    "time-order",
    "state",
    Severity.WARNING,
    summary="Something is completed before it was started or created, or a contract was changed before it was created.",
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
  "started_at": "2026-03-02T09:50:00Z",
  "completed_at": "2026-03-02T10:20:00Z"
}
""",
    remedy="Swaps the two times. It may as well be that one of them is mistyped.",
    fixes=_swap,
    kinds=(*FEATURE_KINDS, ArtifactKind.CONTRACT),
)
def time_order(facts: Facts, _context: Context) -> Iterator[Finding]:
    """Compare the times of one document."""
    (begin, begun), (end, ended) = _times(facts)
    if begun is None or ended is None or _is_plainly_later(ended, begun):
        return
    first, last = parse_time(begun), parse_time(ended)
    if first and last and last < first and not (is_midnight(first) or is_midnight(last)):
        related = (Related(facts.path, (begin,), f"{begin} stands here"),)
        message = f"{end} is before {begin}, {quoted(begun)}"
        yield found("time-order", facts, (end,), message, related=related)


_Time: TypeAlias = "tuple[str, str | None]"
"""A field with the time in it."""


def _times(facts: Facts) -> tuple[_Time, _Time]:
    """What comes first and what comes later."""
    if isinstance(facts, PlanningFacts):
        root = facts.value if isinstance(facts.value, dict) else {}
        return ("created_at", string(root, "created_at")), ("updated_at", string(root, "updated_at"))
    completed = ("completed_at", facts.completed_at)
    if isinstance(facts, SubtaskFacts):
        return ("started_at", facts.started_at), completed
    return ("created_at", facts.created_at if isinstance(facts, TaskFacts) else None), completed


def _is_plainly_later(ended: str, begun: str) -> bool:
    """Whether two times in UTC and of one format are in order, which their characters tell: most are."""
    return begun <= ended and len(begun) == len(ended) and begun[-1:] == ended[-1:] == "Z"
