"""The rule `wrong-score`."""

from __future__ import annotations

from collections.abc import Iterator

from callsheet.artifacts.kinds import ArtifactKind
from callsheet.artifacts.scores import FORMULAS, as_decimal, is_right, rounded
from callsheet.rules.registry import Context, Finding, Fix, FixContext, Severity, change, found, rule
from callsheet.syntax.operations import SetValue
from callsheet.workspace.facts import TaskFacts


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
    kinds=(ArtifactKind.TASK,),
    in_archive=True,
    only_with="scores",
)
def wrong_score(facts: TaskFacts, _context: Context) -> Iterator[Finding]:
    """Compare every `score` with its formula."""
    for pointer, score in facts.scores:
        formula = FORMULAS[str(pointer[-1])]
        stored, exact = as_decimal(score.get("score")), formula.evaluate(score)
        if stored is None or exact is None or is_right(stored, exact):
            continue
        right = rounded(exact)
        message = f"the {formula.name} score is {right}, not {score['score']} ({formula.text})"
        yield found("wrong-score", facts, (*pointer, "score"), message, data=right)
