"""The rule `wrong-score`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.scores import FORMULAS, as_decimal, is_right, rounded
from callsheet.rules.backlog.items import items
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.syntax import Pointer
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import PlanningFacts, TaskFacts


def _set_score(finding: Finding, _context: FixContext) -> Iterator[Fix]:
    changes = change(finding.path, SetValue(finding.pointer, finding.data))
    yield Fix(f"Set the score to {finding.data}", changes, is_preferred=True, is_safe=True)


@rule(
    "wrong-score",
    "backlog",
    Severity.WARNING,
    summary="A stored score is not what its formula gives, however it is rounded.",
    reason="Priorities are decided by the score; a wrong one puts the wrong feature first.",
    exceptions="A score may be rounded up or down or cut off to any number of decimals.",
    bad="""
--- task.json
{
  "id": "gift-cards",
  "wsjf_score": {"business_value": 8, "time_criticality": 5, "risk_reduction": 3, "job_size": 4, "score": «5»}
}
""",
    good="""
--- task.json
{
  "id": "gift-cards",
  "wsjf_score": {"business_value": 8, "time_criticality": 5, "risk_reduction": 3, "job_size": 4, "score": 4}
}
""",
    remedy="Sets the score to what the numbers beside it give. Safe: it cannot change what is meant.",
    fixes=_set_score,
    safety="always",
    kinds=(ArtifactKind.TASK, ArtifactKind.BACKLOG),
    in_archive=True,
)
def wrong_score(facts: TaskFacts | PlanningFacts, _context: Context) -> Iterator[Finding]:
    """Compare every `score` with its formula."""
    scores = facts.scores if isinstance(facts, TaskFacts) else _scores_of_items(facts)
    for pointer, score in scores:
        formula = FORMULAS[str(pointer[-1])]
        stored, exact = as_decimal(score.get("score")), formula.evaluate(score)
        if stored is None or exact is None or is_right(stored, exact):
            continue
        right = rounded(exact)
        message = f"the {formula.name} score is {right}, not {score['score']}: {formula.text}"
        yield found("wrong-score", facts, (*pointer, "score"), message, data=right)


def _scores_of_items(facts: PlanningFacts) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    """The score objects of a backlog's items, each with its pointer."""
    for item in items(facts):
        for name in FORMULAS:
            score = item.value.get(name)
            if isinstance(score, dict):
                yield (*item.pointer, name), score
